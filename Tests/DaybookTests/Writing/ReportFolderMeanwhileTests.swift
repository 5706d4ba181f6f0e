import Foundation
import XCTest

@testable import daybook

/// What happens at the place while the folder that is to take it is filled.
final class ReportFolderMeanwhileTests: XCTestCase {
  func testWhatComesThereMeanwhileIsNeverReplaced() async throws {
    for replaces in [false, true] {
      let bench = try Workbench()
      if replaces { try await bench.writeReports(["old.csv": "1"], to: "out") }
      let failure = await failure(of: {
        try await bench.writeReports(["new.csv": "2"], to: "out", replaces: replaces) {
          try bench.write("mine", to: "out/notes.md")
        }
      })
      XCTAssertEqual(failure?.code, .io)
      XCTAssertEqual(
        failure?.message.contains("the folder was created or changed meanwhile"), true, "\(failure as Any)")
      XCTAssertEqual(
        failure?.message.hasSuffix(
          ": look at what is at \(bench.path("out")), perhaps of another run, and move one of the two\n"), true,
        "\(failure as Any)")
      XCTAssertEqual(try bench.text("out/notes.md"), "mine")
      XCTAssertFalse(try bench.names(in: "out").contains("new.csv"))
      try assertKept(in: bench, failure)
    }
  }

  /// The finished folder is kept whole beside its place, as the message says.
  private func assertKept(in bench: Workbench, _ failure: Failure?, line: UInt = #line) throws {
    let kept = "out.kept-\(ProcessMark.own.text)"
    XCTAssertEqual(try bench.names(), ["out", kept], line: line)
    XCTAssertEqual(
      failure?.message.contains("the reports are whole in \(bench.path(kept)): "), true, "\(failure as Any)", line: line
    )
    XCTAssertEqual(try bench.names(in: kept), ["datapackage.json", "load.sql", "new.csv"], line: line)
    XCTAssertEqual(try bench.text("\(kept)/new.csv"), "2", line: line)
  }

  func testAPlaceThatIsFreeMeanwhileIsTaken() async throws {
    for deed in ["rm -r out", "mv out away"] {
      let bench = try Workbench()
      try await bench.writeReports(["old.csv": "1"], to: "out")
      try await bench.writeReports(["new.csv": "2"], to: "out", replaces: true) { _ = try bench.shell(deed) }
      XCTAssertEqual(try bench.names(in: "out"), ["datapackage.json", "load.sql", "new.csv"], deed)
      XCTAssertEqual(try bench.names(), deed.hasPrefix("rm") ? ["out"] : ["away", "out"], deed)
      if deed.hasPrefix("mv") { XCTAssertEqual(try bench.text("away/old.csv"), "1") }
    }
  }

  func testAFolderThatWasOnlyTouchedStaysAndTheFinishedOneIsKept() async throws {
    for deed in [
      "touch -d 2001-01-01 out/old.csv",
      "touch -r out/old.csv t && printf 7 >out/old.csv && touch -r t out/old.csv && rm t",
      "rm -r out && mkdir out",
    ] {
      let bench = try Workbench()
      try await bench.writeReports(["old.csv": "1"], to: "out")
      let failure = await failure(of: {
        try await bench.writeReports(["new.csv": "2"], to: "out", replaces: true) { _ = try bench.shell(deed) }
      })
      XCTAssertEqual(failure?.code, .io, deed)
      XCTAssertFalse(try bench.names(in: "out").contains("new.csv"), deed)
      try assertKept(in: bench, failure)
    }
  }

  func testAnEmptyFolderThatComesThereMeanwhileIsNotReplacedEither() async throws {
    let bench = try Workbench()
    let failure = await failure(of: {
      try await bench.writeReports(["new.csv": "2"], to: "out") {
        try FileManager.default.createDirectory(atPath: bench.path("out"), withIntermediateDirectories: false)
      }
    })
    XCTAssertEqual(failure?.code, .io)
    XCTAssertEqual(try bench.names(in: "out"), [])
    try assertKept(in: bench, failure)
  }

  func testAnEmptyFolderThatChangesMeanwhileIsNotTaken() async throws {
    for deed in ["echo mine >out/.notes", "rmdir out && echo mine >out", "rmdir out && ln -s . out"] {
      let bench = try Workbench()
      _ = try bench.shell("mkdir out")
      let before = try bench.shell("ls -lA . out/").output
      let failure = await failure(of: {
        try await bench.writeReports(["new.csv": "2"], to: "out") { _ = try bench.shell(deed) }
      })
      XCTAssertEqual(failure?.code, .io, deed)
      XCTAssertEqual(
        failure?.message.contains("the folder was created or changed meanwhile"), true, "\(failure as Any)")
      XCTAssertNotEqual(try bench.shell("ls -lA . out/").output, before)
      try assertKept(in: bench, failure)
      XCTAssertFalse(try bench.shell("ls -A out/").output.contains("new.csv"), deed)
    }
    let bench = try Workbench()
    _ = try bench.shell("mkdir out")
    let failure = await failure(of: {
      try await bench.writeReports(["new.csv": "2"], to: "out") { throw FileFailure(reason: "it is a test") }
    })
    XCTAssertEqual(failure?.code, .io)
    XCTAssertEqual([try bench.names(), try bench.names(in: "out")], [["out"], []], "it stays, and stays empty")
  }
}
