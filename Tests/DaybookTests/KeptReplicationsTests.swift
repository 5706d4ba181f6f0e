import Foundation
import XCTest

@testable import daybook

final class KeptReplicationsTests: XCTestCase {
  private var folder = ""

  override func setUpWithError() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("kept-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  override func tearDownWithError() throws { try FileManager.default.removeItem(atPath: folder) }

  /// Keeps lines in a folder that another process has left.
  private func left(_ lines: [String], of origin: String, in name: String) throws -> String {
    let path = "\(folder)/\(name)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let kept = try KeptReplications(in: path, of: origin, resumes: false)
    for line in lines { try kept.keep(line) }
    try kept.close()
    return path
  }

  private func change(in folder: String, _ change: (inout [UInt8]) -> Void) throws {
    let path = KeptReplications.path(in: folder)
    var bytes = Array(try XCTUnwrap(FileManager.default.contents(atPath: path)))
    change(&bytes)
    XCTAssertTrue(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
  }

  func testWhatWasKeptIsTakenUpInOrderAndGoneOnWith() throws {
    let old = try left(["1 2", "3 4"], of: "daybook-a", in: "a.tmp-\(ProcessMark.own.host)-99999999-1")
    var kept = try KeptReplications(in: folder, of: "daybook-a", resumes: false)
    XCTAssertTrue(kept.taken.isEmpty)
    try kept.takeUp(from: (ended: [old], unknown: []))
    XCTAssertEqual(kept.next(), "1 2")
    XCTAssertEqual(kept.next(), "3 4")
    XCTAssertNil(kept.next())
    try kept.keep("5 6")
    try kept.close()
    let content = try XCTUnwrap(KeptReplications.Content(of: KeptReplications.path(in: folder)))
    XCTAssertEqual(content.lines.map { $0.dropFirst(65) }, ["1 2", "3 4", "5 6"])
    XCTAssertTrue(content.isWhole)
  }

  func testALineThatWasTornIsLeftOut() throws {
    let old = try left(["1 2", "3 4"], of: "daybook-a", in: "a")
    try change(in: old) { $0.removeLast() }
    var kept = try KeptReplications(in: folder, of: "daybook-a", resumes: false)
    try kept.takeUp(from: (ended: [], unknown: [old]))
    XCTAssertEqual(kept.taken, ["1 2"])
    try kept.keep("7 8")
    try kept.close()
    let content = try XCTUnwrap(KeptReplications.Content(of: KeptReplications.path(in: folder)))
    XCTAssertEqual(content.lines.map { $0.dropFirst(65) }, ["1 2", "7 8"], "it is not copied")
  }

  func testAChangedByteEndsWhatIsTakenUp() throws {
    let lines = ["1 2", "3 4", "5 6"]
    let size = "daybook-a\n".utf8.count + 3 * (64 + " 1 2\n".utf8.count)
    for place in 0..<size {
      let old = try left(lines, of: "daybook-a", in: "\(place)")
      try change(in: old) { $0[place] ^= 1 }
      let own = "\(folder)/\(place)-own"
      try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
      var kept = try KeptReplications(in: own, of: "daybook-a", resumes: false)
      try kept.takeUp(from: (ended: [], unknown: [old]))
      XCTAssertLessThan(kept.taken.count, 3, "byte \(place)")
      XCTAssertEqual(kept.taken.map(String.init), Array(lines.prefix(kept.taken.count)), "byte \(place)")
      try kept.close()
    }
  }

  func testAFileThatIsThereIsNotWrittenTo() throws {
    let (precious, link) = ("\(folder)/precious", KeptReplications.path(in: folder))
    XCTAssertTrue(FileManager.default.createFile(atPath: precious, contents: Data("precious".utf8)))
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: precious)
    XCTAssertThrowsError(try KeptReplications(in: folder, of: "here", resumes: false))
    XCTAssertNil(KeptReplications.Content(of: link))
    XCTAssertEqual(FileManager.default.contents(atPath: precious), Data("precious".utf8))
    let old = try left(["1 2"], of: "here", in: "a")
    let before = FileManager.default.contents(atPath: KeptReplications.path(in: old))
    XCTAssertThrowsError(try KeptReplications(in: old, of: "here", resumes: false))
    XCTAssertEqual(FileManager.default.contents(atPath: KeptReplications.path(in: old)), before)
  }

  func testMostReplicationsOfTheSameOriginAreCopied() throws {
    let own = ProcessMark.own
    let (ended, unknown) = ("\(own.host)-99999999", "0123456789abcdef-7")
    let short = try left(["1"], of: "daybook-a", in: "a.tmp-\(ended)-1")
    let other = try left(["7", "8", "9", "10"], of: "daybook-b", in: "a.tmp-\(ended)-2")
    let elsewhere = try left(["1", "2"], of: "daybook-a", in: "a.tmp-\(unknown)-1")
    let before = FileManager.default.contents(atPath: KeptReplications.path(in: elsewhere))
    var kept = try KeptReplications(in: folder, of: "daybook-a", resumes: false)
    try kept.takeUp(from: Leftovers.all(like: "\(folder)/a.tmp-\(own.text)"))
    XCTAssertEqual(kept.taken.map(String.init), ["1", "2"], "the longer file is of another origin")
    try kept.keep("3")
    try kept.close()
    let content = try XCTUnwrap(KeptReplications.Content(of: KeptReplications.path(in: folder)))
    XCTAssertEqual(content.lines.map { $0.dropFirst(65) }, ["1", "2", "3"])
    XCTAssertFalse(FileManager.default.fileExists(atPath: short), "it holds no more than what was taken up")
    XCTAssertTrue(FileManager.default.fileExists(atPath: other), "another run can go on with it")
    XCTAssertEqual(FileManager.default.contents(atPath: KeptReplications.path(in: elsewhere)), before, "only copied")
  }
}
