import BillingCore
import Foundation
import Reports
import XCTest

@testable import daybook

final class ReportFolderTests: XCTestCase {
  func testAFolderAppearsWithAllItsFilesAndNothingElse() async throws {
    let bench = try Workbench()
    try await bench.writeReports(["a.csv": "1\n"], to: "deep/er/out//")
    XCTAssertEqual(try bench.names(in: "deep/er"), ["out"])
    XCTAssertEqual(try bench.names(in: "deep/er/out"), ["a.csv", "datapackage.json", "load.sql"])
    XCTAssertEqual(try bench.text("deep/er/out/a.csv"), "1\n")
  }

  func testAReplacedFolderIsExchangedAsAWhole() async throws {
    let bench = try Workbench()
    try await bench.writeReports(["old.csv": "1"], to: "out")
    try await bench.writeReports(["new.csv": "2"], to: "out", replaces: true)
    XCTAssertEqual(try bench.names(in: "out"), ["datapackage.json", "load.sql", "new.csv"])
    XCTAssertEqual(try bench.names(), ["out"])
  }

  func testFoldersThatWereMadeForItGoWithIt() async throws {
    let bench = try Workbench()
    let folder = ReportFolder(path: bench.path("new/deep/out"), replaces: false)
    let failure = await failure(of: { try await folder.write { _ in throw FileFailure(reason: "it is a test") } })
    XCTAssertEqual(failure?.message.hasSuffix("it is a test; nothing was written\n"), true, "\(failure as Any)")
    XCTAssertEqual(try bench.names(), [])
  }

  func testAnErrorLeavesNothingBehind() async throws {
    let bench = try Workbench()
    let failure = await failure(of: { try await bench.writeReports(["no/such.csv": "1"], to: "out") })
    XCTAssertEqual(failure?.code, .io)
    XCTAssertEqual(try bench.names(), [])
  }

  func testAnEmptyFolderIsTakenAndKeepsItsPermissions() async throws {
    let bench = try Workbench()
    _ = try bench.shell("mkdir -m 750 out")
    try await bench.writeReports(["new.csv": "2"], to: "out/")
    XCTAssertEqual(try bench.names(in: "out"), ["datapackage.json", "load.sql", "new.csv"])
    XCTAssertEqual(try bench.shell("stat -c %a out").output, "750\n")
    XCTAssertEqual(try bench.names(), ["out"])
  }

  func testEveryVerbTakesAnEmptyFolder() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    try bench.write(Sample.small.replacingOccurrences(of: "0.02", with: "0.03"), to: "dear.jsonc")
    for call in [
      "run town.jsonc", "compare town.jsonc dear.jsonc --replications 2",
      "sweep town.jsonc --vary policy.restrictions.blockFrom=9,10 --replications 2", "boundaries town.jsonc",
    ] {
      let ending = try bench.shell("mkdir out && \"$0\" \(call) --out out --quiet")
      XCTAssertEqual(ending.code, 0, "\(call): \(ending.messages)")
      XCTAssertFalse(try bench.names(in: "out").isEmpty, call)
      try FileManager.default.removeItem(atPath: bench.path("out"))
    }
  }

  func testAWayBackFromNoFolderIsNone() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    for out in ["nope/x/../y", "nope/..", "nope/../y"] {
      let refused = try bench.daybook("run", "town.jsonc", "--out", out, "--quiet")
      XCTAssertEqual(refused.code, 4, out)
      XCTAssertTrue(
        refused.messages.contains("there is no folder \(out.hasPrefix("nope/x") ? "nope/x" : "nope")"),
        "\(out): \(refused.messages)")
    }
    XCTAssertEqual(try bench.names(), ["town.jsonc"])
  }

  func testAPlaceAboveTheCallIsSaidToBeSoAndAnotherWayBackNot() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    let folder = bench.path("sub/x")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (out, words) in [
      (".", "holds the folder that this call is made in"), ("..", "holds the folder that this call is made in"),
      ("../..", "holds the folder that this call is made in"), (bench.folder.path, "holds the folder that this"),
      ("y/..", "holds the folder that this call is made in"),
      ("../z/..", "holds the folder that this call is made in"),
      ("../../other/x/..", "the path ends in ..; nothing was written; give the folder by its own name"),
    ] {
      _ = try bench.shell("mkdir -p sub/x/y sub/z other/x")
      let refused = try bench.shell("cd sub/x && \"$0\" run ../../town.jsonc --out \(out) --force --quiet")
      XCTAssertEqual(refused.code, 4, out)
      XCTAssertTrue(refused.messages.contains(words), "\(out): \(refused.messages)")
    }
    let kept = try bench.shell("find . -not -name '.???' | sort").output
    XCTAssertEqual(kept, ".\n./other\n./other/x\n./sub\n./sub/x\n./sub/x/y\n./sub/z\n./town.jsonc\n")
  }

  func testAFolderWhereAnotherFileSystemBeginsIsRefused() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    let mount = "mkdir out && mount -t tmpfs none out"
    guard try bench.shell("unshare -m sh -c '\(mount)'; rmdir out").code == 0 else {
      throw XCTSkip("nothing may be mounted here")
    }
    let refused = try bench.shell(
      "unshare -m sh -c '\(mount) && exec \"$0\" run town.jsonc --out out --quiet' \"$0\"")
    XCTAssertEqual(refused.code, 4)
    XCTAssertEqual(
      refused.messages,
      "error: cannot write the reports to out: another file system begins there; give --out out/NAME; nothing was written\n"
    )
    XCTAssertEqual(try bench.names(), ["out", "town.jsonc"])
  }

  func testOfTwoRunsIntoOneFolderOneEndsWithFour() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    for options in ["", "--force"] {
      if !options.isEmpty { XCTAssertEqual(try bench.daybook("run", "town.jsonc", "--out", "out", "--force").code, 0) }
      let both = try bench.shell(
        """
        for n in 1 2; do "$0" run town.jsonc --out out \(options) --quiet --seed $n --replications 40 & pids="$pids $!"; done
        codes=; for pid in $pids; do wait $pid; codes="$codes $?"; done
        echo $codes | tr ' ' '\\n' | sort | tr '\\n' ' '
        """)
      // With --force the second may look when the first is in place already.
      XCTAssertTrue(both.output == "0 4 " || !options.isEmpty && both.output == "0 0 ", "\(both)")
      let kept = try bench.names().filter { $0.hasPrefix("out.kept-") }
      XCTAssertLessThanOrEqual(kept.count, both.output == "0 4 " ? 1 : 0)
      for name in kept {
        XCTAssertTrue(both.messages.contains("whole in \(name): "), both.messages)
        try FileManager.default.removeItem(atPath: bench.path(name))
      }
      XCTAssertEqual(try bench.names(), ["out", "town.jsonc"])
    }
  }

  func testFoldersAreSwappedInStepsOrNotAtAll() throws {
    let bench = try Workbench()
    try bench.write("new", to: "new/a.csv")
    try bench.write("old", to: "out/a.csv")
    let (new, out, aside) = (bench.path("new"), bench.path("out"), bench.path("aside"))
    try Move.exchangeInSteps(new, out, aside: aside)
    XCTAssertEqual([try bench.text("out/a.csv"), try bench.text("new/a.csv")], ["new", "old"])
    XCTAssertEqual(try bench.names(), ["new", "out"])
    XCTAssertThrowsError(try Move.exchangeInSteps(bench.path("nowhere"), out, aside: aside))
    XCTAssertEqual(try bench.text("out/a.csv"), "new", "it is moved back")
    try bench.write("mine", to: "aside/a.csv")
    XCTAssertThrowsError(try Move.exchangeInSteps(new, out, aside: aside))
    XCTAssertEqual([try bench.text("out/a.csv"), try bench.text("aside/a.csv")], ["new", "mine"])
    XCTAssertEqual(try bench.names(), ["aside", "new", "out"])
  }

  func testAPlaceWhereNoFolderCanBeMadeIsSaidBeforeTheRun() throws {
    let bench = try Workbench()
    try bench.write("", to: "file")
    for path in ["file", "file/out", "/proc/self/out"] {
      XCTAssertThrowsError(
        try ReportFolder(path: path.hasPrefix("/") ? path : bench.path(path), replaces: true).checkFree()
      ) {
        XCTAssertEqual(($0 as? Failure)?.code, .io)
      }
    }
    XCTAssertNoThrow(try ReportFolder(path: bench.path("a/b/c"), replaces: true).checkFree())
    XCTAssertEqual(try bench.names(), ["file"])
  }

  /// Before any work is done for it: nothing is left, under whatever name.
  func testANameThatIsTooLongIsRefusedFirst() async throws {
    let bench = try Workbench()
    for path in [String(repeating: "x", count: 300), "new/" + String(repeating: "ї", count: 128)] {
      XCTAssertThrowsError(try ReportFolder(path: bench.path(path), replaces: false).checkFree()) {
        let message = ($0 as? Failure)?.message ?? ""
        XCTAssertTrue(
          message.hasSuffix(": File name too long; nothing was written; give --out DIR with a shorter name\n"), message)
      }
    }
    XCTAssertNoThrow(
      try ReportFolder(path: bench.path(String(repeating: "x", count: 255)), replaces: false).checkFree())
    XCTAssertEqual(try bench.names(), [])
  }
}

extension Workbench {
  /// Writes a report folder, as the program does.
  ///
  /// - Parameter meanwhile: what somebody else does before the folder is put into place.
  func writeReports(
    _ texts: [String: String], to name: String, replaces: Bool = false, meanwhile: () throws -> Void = {}
  ) async throws {
    let form = TableForm(style: .standard, hasWorkbook: false)
    try await ReportFolder(path: "\(folder.path)/\(name)", replaces: replaces).write { folder in
      var files = ReportFiles(
        in: folder, of: .init(scenario: "test", seed: 1, isOfOne: true), currency: .usd, form: form)
      for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
        try files.add(name, mediaType: "text/csv") { try $0.append(Array(text.utf8)) }
      }
      try files.finish {
        DataPackage.text(ofComparison: "test", version: "1", seed: 1, replications: 1, scenarios: [], files: $0)
      }
      try meanwhile()
    }
  }
}
