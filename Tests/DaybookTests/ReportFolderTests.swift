import Foundation
import XCTest

@testable import daybook

final class ReportFolderTests: XCTestCase {
  private func files(_ texts: (String, String)...) -> [ReportFolder.File] {
    texts.map { ReportFolder.File(name: $0.0, bytes: Array($0.1.utf8)) }
  }

  func testAFolderAppearsWithAllItsFilesAndNothingElse() throws {
    let bench = try Workbench()
    let folder = ReportFolder(path: bench.path("deep/er/out//"), replaces: false)
    try folder.write(files(("a.csv", "1\n"), ("datapackage.json", "{}")))
    XCTAssertEqual(try bench.names(in: "deep/er"), ["out"])
    XCTAssertEqual(try bench.names(in: "deep/er/out"), ["a.csv", "datapackage.json"])
    XCTAssertEqual(try bench.text("deep/er/out/a.csv"), "1\n")
  }

  func testAReplacedFolderIsExchangedAsAWhole() throws {
    let bench = try Workbench()
    try ReportFolder(path: bench.path("out"), replaces: false).write(
      files(("old.csv", "1"), ("datapackage.json", "{}")))
    try ReportFolder(path: bench.path("out"), replaces: true).write(files(("new.csv", "2"), ("datapackage.json", "{}")))
    XCTAssertEqual(try bench.names(in: "out"), ["datapackage.json", "new.csv"])
    XCTAssertEqual(try bench.names(), ["out"])
  }

  func testOnlyReportFoldersAreReplaced() throws {
    let bench = try Workbench()
    try bench.write("precious", to: "mine/notes.txt")
    XCTAssertThrowsError(try ReportFolder(path: bench.path("mine"), replaces: true).write(files(("a.csv", "1"))))
    XCTAssertEqual(try bench.text("mine/notes.txt"), "precious")
  }

  func testAnErrorLeavesNothingBehind() throws {
    let bench = try Workbench()
    let twice = files(("a.csv", "1"), ("a.csv", "2"))
    XCTAssertThrowsError(try ReportFolder(path: bench.path("out"), replaces: false).write(twice)) { error in
      XCTAssertEqual((error as? Failure)?.code, .io)
    }
    XCTAssertEqual(try bench.names(), [])
  }

  func testLeftoversOfADeadProcessAreRemovedAndThoseOfALivingOneKept() throws {
    let bench = try Workbench()
    try bench.write("", to: "out.tmp-999999999/a.csv")
    try bench.write("", to: "out.tmp-\(getppid())/a.csv")
    try bench.write("", to: "other.tmp-999999999/a.csv")
    try ReportFolder(path: bench.path("out"), replaces: false).write(files(("a.csv", "1")))
    XCTAssertEqual(try bench.names(), ["other.tmp-999999999", "out", "out.tmp-\(getppid())"])
  }
}
