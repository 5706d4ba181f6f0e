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

  private func keep(_ lines: [String], of origin: String = "here") throws {
    let kept = try KeptReplications(in: folder, of: origin)
    for line in lines { try kept.keep(line) }
    try kept.close()
  }

  private func taken(of origin: String = "here") throws -> [String] {
    let kept = try KeptReplications(in: folder, of: origin)
    defer { XCTAssertNoThrow(try kept.close()) }
    return kept.taken.map(String.init)
  }

  private func change(_ change: (inout [UInt8]) -> Void) throws {
    let path = KeptReplications.path(in: folder)
    var bytes = Array(try XCTUnwrap(FileManager.default.contents(atPath: path)))
    change(&bytes)
    XCTAssertTrue(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
  }

  func testWhatWasKeptIsTakenUpInOrderAndGoneOnWith() throws {
    try keep(["1 2", "3 4"])
    XCTAssertEqual(try taken(), ["1 2", "3 4"])
    try keep(["5 6"])
    XCTAssertEqual(try taken(), ["1 2", "3 4", "5 6"])
    var kept = try KeptReplications(in: folder, of: "here")
    XCTAssertEqual(kept.next(), "1 2")
    XCTAssertEqual(kept.next(), "3 4")
    XCTAssertEqual(kept.next(), "5 6")
    XCTAssertNil(kept.next())
    try kept.close()
  }

  func testAnotherOriginTakesNothingUpAndBeginsAnew() throws {
    try keep(["1 2"])
    XCTAssertEqual(try taken(of: "elsewhere"), [])
    XCTAssertEqual(try taken(), [], "what was of the first is gone")
  }

  func testALineThatWasTornIsLeftOut() throws {
    try keep(["1 2", "3 4"])
    try change { $0.removeLast() }
    XCTAssertEqual(try taken(), ["1 2"])
    let line = "here\n".utf8.count + 64 + " 1 2\n".utf8.count
    XCTAssertEqual(
      FileManager.default.contents(atPath: KeptReplications.path(in: folder))?.count, line, "it is cut off")
    try keep(["7 8"])
    XCTAssertEqual(try taken(), ["1 2", "7 8"])
  }

  func testAChangedByteEndsWhatIsTakenUp() throws {
    try keep(["1 2", "3 4", "5 6"])
    let size = try XCTUnwrap(FileManager.default.contents(atPath: KeptReplications.path(in: folder))).count
    for place in 0..<size {
      try keep(["1 2", "3 4", "5 6"].suffix(3 - min(3, try taken().count)))
      try change { $0[place] ^= 1 }
      let taken = try taken()
      XCTAssertLessThan(taken.count, 3, "byte \(place)")
      XCTAssertEqual(taken, Array(["1 2", "3 4", "5 6"].prefix(taken.count)), "byte \(place)")
    }
  }

  func testALinkIsNeitherFollowedNorTaken() throws {
    let (precious, link) = ("\(folder)/precious", KeptReplications.path(in: folder))
    XCTAssertTrue(FileManager.default.createFile(atPath: precious, contents: Data("precious".utf8)))
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: precious)
    XCTAssertThrowsError(try KeptReplications(in: folder, of: "here"))
    XCTAssertNil(KeptReplications.Content(of: link))
    XCTAssertEqual(FileManager.default.contents(atPath: precious), Data("precious".utf8))
  }

  /// Keeps lines in a folder that another process has left.
  private func left(_ lines: [String], of origin: String, in name: String) throws -> String {
    let path = "\(folder)/\(name)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let kept = try KeptReplications(in: path, of: origin)
    for line in lines { try kept.keep(line) }
    try kept.close()
    return path
  }

  func testMostReplicationsOfTheSameOriginAreCopied() throws {
    let own = ProcessMark.own
    let (ended, unknown) = ("\(own.host)-99999999", "0123456789abcdef-7")
    let short = try left(["1"], of: "daybook-a", in: "a.tmp-\(ended)-1")
    let other = try left(["7", "8", "9", "10"], of: "daybook-b", in: "a.tmp-\(ended)-2")
    let elsewhere = try left(["1", "2"], of: "daybook-a", in: "a.tmp-\(unknown)-1")
    let before = FileManager.default.contents(atPath: KeptReplications.path(in: elsewhere))
    var kept = try KeptReplications(in: folder, of: "daybook-a")
    try kept.takeUp(from: Leftovers.all(like: "\(folder)/a.tmp-\(own.text)"))
    XCTAssertEqual(kept.taken.map(String.init), ["1", "2"], "the longer file is of another origin")
    try kept.keep("3")
    try kept.close()
    XCTAssertEqual(try taken(of: "daybook-a"), ["1", "2", "3"])
    XCTAssertFalse(FileManager.default.fileExists(atPath: short), "it holds no more than what was taken up")
    XCTAssertTrue(FileManager.default.fileExists(atPath: other), "another run can go on with it")
    XCTAssertEqual(FileManager.default.contents(atPath: KeptReplications.path(in: elsewhere)), before, "only copied")
  }
}
