import Foundation
import XCTest

@testable import daybook

final class ReportFolderTests: XCTestCase {
  /// Writes a folder with some files.
  private func write(_ texts: (String, String)..., to path: String, replaces: Bool = false) async throws {
    try await ReportFolder(path: path, replaces: replaces).write { folder in
      for (name, text) in texts {
        _ = try ReportFile.write("\(folder)/\(name)") { try $0.append(Array(text.utf8)) }
      }
    }
  }

  private func failure(of deed: () async throws -> Void) async -> Failure? {
    do {
      try await deed()
      return nil
    } catch {
      return error as? Failure
    }
  }

  func testAFolderAppearsWithAllItsFilesAndNothingElse() async throws {
    let bench = try Workbench()
    try await write(("a.csv", "1\n"), ("datapackage.json", "{}"), to: bench.path("deep/er/out//"))
    XCTAssertEqual(try bench.names(in: "deep/er"), ["out"])
    XCTAssertEqual(try bench.names(in: "deep/er/out"), ["a.csv", "datapackage.json"])
    XCTAssertEqual(try bench.text("deep/er/out/a.csv"), "1\n")
  }

  func testAReplacedFolderIsExchangedAsAWhole() async throws {
    let bench = try Workbench()
    try await write(("old.csv", "1"), ("datapackage.json", "{}"), to: bench.path("out"))
    try await write(("new.csv", "2"), ("datapackage.json", "{}"), to: bench.path("out"), replaces: true)
    XCTAssertEqual(try bench.names(in: "out"), ["datapackage.json", "new.csv"])
    XCTAssertEqual(try bench.names(), ["out"])
  }

  func testFoldersThatWereMadeForItGoWithIt() async throws {
    let bench = try Workbench()
    let folder = ReportFolder(path: bench.path("new/deep/out"), replaces: false)
    do {
      try await folder.write { _ in throw FileFailure(reason: "it is a test") }
      XCTFail("nothing was wrong")
    } catch let failure as Failure {
      XCTAssertTrue(failure.message.hasSuffix("it is a test; nothing was written\n"), failure.message)
    }
    XCTAssertEqual(try bench.names(), [])
  }

  func testOnlyReportFoldersAreReplaced() async throws {
    let bench = try Workbench()
    try bench.write("precious", to: "mine/notes.txt")
    let failure = await failure(of: { try await write(("a.csv", "1"), to: bench.path("mine"), replaces: true) })
    XCTAssertEqual(failure?.code, .io)
    XCTAssertEqual(try bench.text("mine/notes.txt"), "precious")
  }

  func testAnErrorLeavesNothingBehind() async throws {
    let bench = try Workbench()
    let failure = await failure(of: { try await write(("a.csv", "1"), ("a.csv", "2"), to: bench.path("out")) })
    XCTAssertEqual(failure?.code, .io)
    XCTAssertEqual(try bench.names(), [])
  }

  func testLeftoversOfADeadProcessAreRemovedAndThoseOfALivingOneKept() async throws {
    let bench = try Workbench()
    try bench.write("", to: "out.tmp-999999999/a.csv")
    try bench.write("", to: "out.tmp-\(getppid())/a.csv")
    try bench.write("", to: "other.tmp-999999999/a.csv")
    try await write(("a.csv", "1"), to: bench.path("out"))
    XCTAssertEqual(try bench.names(), ["other.tmp-999999999", "out", "out.tmp-\(getppid())"])
  }
}
