import Foundation
import XCTest

@testable import daybook

/// Only a folder that holds what Daybook wrote and nothing else is replaced.
final class OwnFolderTests: XCTestCase {
  /// A folder with two scripts in it, and what somebody does to it, in shell.
  private func refusal(after deed: String, kind: ReportFolder.Kind = .reports) async throws -> String? {
    let bench = try Workbench()
    switch kind {
    case .reports: try await bench.writeReports(["a.csv": "1\n", "b.csv": "2\n"], to: "out")
    case .boundaries:
      try bench.write(Sample.small, to: "town.jsonc")
      XCTAssertEqual(try bench.daybook("boundaries", "town.jsonc", "--out", "out", "--quiet").code, 0)
    }
    try bench.write("precious", to: "elsewhere/kept.txt")
    let done = try bench.shell("cd out && { \(deed); }")
    XCTAssertEqual(done.code, 0, done.messages)
    let look = "find out elsewhere -printf '%p %y %s %l %T@\\n' | sort; find out -type f -exec sha256sum {} + | sort"
    let before = try bench.shell(look).output
    do throws(Failure) {
      try ReportFolder(path: bench.path("out"), replaces: true, kind: kind).checkFree()
      return nil
    } catch {
      XCTAssertEqual(error.code, .io)
      XCTAssertEqual(try bench.shell(look).output, before, deed)
      return error.message
    }
  }

  func testAnUntouchedFolderIsReplaced() async throws {
    for deed in [":", "rm a.csv", "rm a.csv b.csv load.sql", "touch -d 2001-01-01 a.csv", "chmod 600 a.csv"] {
      let refusal = try await refusal(after: deed)
      XCTAssertNil(refusal, deed)
    }
  }

  func testForeignEntriesAreNamedAndKept() async throws {
    for (deed, name) in [
      ("echo x >notes.md", "notes.md"), ("echo x >.hidden", ".hidden"), ("mkdir figs", "figs"),
      ("mkdir -p figs/deep && echo x >figs/deep/a.png", "figs"), ("git init -q . || mkdir .git", ".git"),
      ("ln -s ../elsewhere/kept.txt link", "link"), ("ln -s ../elsewhere figs", "figs"), ("mkfifo pipe", "pipe"),
      ("rm a.csv && ln -s ../elsewhere/kept.txt a.csv", "a.csv"), ("rm a.csv && ln -s nowhere a.csv", "a.csv"),
      ("rm a.csv && mkdir a.csv", "a.csv"), ("mkdir x && mv a.csv x/a.csv", "x"), ("echo x >'a b'", "a b"),
      ("echo x >A.csv", "A.csv"), ("echo x >a.csv~", "a.csv~"), ("echo x >$(printf 'a\\nb')", "a␊b"),
      ("echo x >$(printf 'a\\377')", "a\u{FFFD}"), ("echo x >replications", "replications"),
      ("for n in 1 2 3 4 5; do echo x >z$n; done", "z1, z2, z3 and more"),
    ] {
      let refusal = try await refusal(after: deed)
      XCTAssertEqual(
        refusal?.contains(
          "holds \(name), which daybook did not write, so --force does not replace it: move that elsewhere"),
        true, "\(deed): \(refusal ?? "replaced")")
    }
  }

  func testAFolderOfAnotherIsNotWalked() async throws {
    let bench = try Workbench()
    try await bench.writeReports(["a.csv": "1\n"], to: "out")
    _ = try bench.shell("cd out && mkdir -p deep/er && for n in 1 2 3 4 5 6; do echo x >z$n; done")
    let list = try XCTUnwrap(
      FolderList(ScenarioFiles.bytes(of: bench.path("out/datapackage.json"), limit: 1 << 20), of: .reports))
    let seen = try OwnFolder.look(at: bench.path("out"), by: list, .reports)
    XCTAssertEqual(
      seen.tree.paths.map { String(decoding: $0, as: UTF8.self) },
      ["a.csv", "datapackage.json", "deep", "load.sql", "z1", "z2", "z3"], "four are enough, and deep is not entered")
    XCTAssertEqual(seen.foreign.count, 4)
    XCTAssertThrowsError(try ReportFolder(path: bench.path("out"), replaces: false).checkFree()) {
      XCTAssertEqual(
        ($0 as? Failure)?.message.contains("holds deep, z1, z2 and more, which daybook did not write"), true, "\($0)")
    }
  }

  func testDigestsAreWorkedOutOnlyToReplace() async throws {
    let bench = try Workbench()
    try await bench.writeReports(["a.csv": "1\n"], to: "out")
    _ = try bench.shell("cd out && printf '7\\n' >a.csv")
    for (replaces, words) in [
      (false, "out exists; give --force to replace it"), (true, "holds a.csv with other content"),
    ] {
      XCTAssertThrowsError(try ReportFolder(path: bench.path("out"), replaces: replaces).checkFree()) {
        XCTAssertEqual(($0 as? Failure)?.message.contains(words), true, "\($0)")
      }
    }
    _ = try bench.shell("cd out && printf '77\\n' >a.csv")
    XCTAssertThrowsError(try ReportFolder(path: bench.path("out"), replaces: false).checkFree()) {
      XCTAssertEqual(
        ($0 as? Failure)?.message.contains("holds a.csv with other content"), true, "sizes are listed: \($0)")
    }
  }

  func testEditedReportsAreTheUsersWork() async throws {
    for deed in ["echo 3 >>a.csv", "printf '7\\n' >a.csv", ": >a.csv"] {
      let refusal = try await refusal(after: deed)
      XCTAssertEqual(
        refusal?.contains("holds a.csv with other content than daybook wrote"), true,
        "\(deed): \(refusal ?? "replaced")")
    }
  }

  func testAListThatIsNotAsItWasWrittenMakesNothingOurs() async throws {
    let list = "datapackage.json"
    for deed in [
      "echo >>\(list)", "sed -i 's/b.csv/c.csv/' \(list)", "sed -i 's/\"daybook\"/\"other\"/' \(list)",
      "echo '{}' >\(list)",
      "echo '{\"name\":\"mine\",\"resources\":[]}' >\(list)", "echo '{\"daybook\":{},\"resources\":[]}' >\(list)",
      "echo '[]' >\(list)", ": >\(list)", "echo '{\"daybook\": 1' >\(list)",
      "sed -i 's/\"fileSHA256\": \"./\"fileSHA256\": \"x/' \(list)",
    ] {
      let refusal = try await refusal(after: deed)
      XCTAssertEqual(
        refusal?.contains("its \(list) is not as daybook writes it"), true, "\(deed): \(refusal ?? "replaced")")
    }
    for deed in ["rm \(list)", "mv \(list) x", "mv \(list) ../elsewhere && ln -s ../elsewhere/\(list) \(list)"] {
      let refusal = try await refusal(after: deed)
      XCTAssertEqual(
        refusal?.contains("is not a report folder that --force could replace"), true,
        "\(deed): \(refusal ?? "replaced")")
    }
  }

  func testBoundariesAreLookedAtAsClosely() async throws {
    let first = "$(ls *.jsonc | head -1)"
    let untouched = try await refusal(after: ":", kind: .boundaries)
    XCTAssertNil(untouched)
    let foreign = "which daybook did not write, so --force does not replace it: move that elsewhere"
    for (deed, reason) in [
      ("echo x >notes.md", "holds notes.md, \(foreign)"),
      ("mkdir from-2027-02-01", "holds from-2027-02-01, \(foreign)"),
      ("echo '// mine' >>\(first)", "holds 01-stages.jsonc with other content than daybook wrote"),
      ("f=\(first) && mv $f x && ln -s x $f", "holds 01-stages.jsonc, x, \(foreign)"),
      ("echo >>boundaries.json", "its boundaries.json is not as daybook writes it"),
      ("rm boundaries.json", "is not a folder of boundaries that --force could replace"),
    ] {
      let refusal = try await refusal(after: deed, kind: .boundaries)
      XCTAssertEqual(refusal?.contains("out exists, and \(reason)"), true, "\(deed): \(refusal ?? "replaced")")
    }
  }

  func testALinkToAFolderIsNotReplaced() async throws {
    let bench = try Workbench()
    try await bench.writeReports(["a.csv": "1"], to: "real")
    try FileManager.default.createSymbolicLink(atPath: bench.path("out"), withDestinationPath: "real")
    XCTAssertThrowsError(try ReportFolder(path: bench.path("out"), replaces: true).checkFree()) {
      XCTAssertEqual(($0 as? Failure)?.message.contains("is a link"), true)
    }
    XCTAssertEqual(try bench.names(in: "real").count, 3)
  }

  func testWhatACallReadsIsNotReplacedByIt() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    XCTAssertEqual(try bench.daybook("boundaries", "town.jsonc", "--out", "out", "--quiet").code, 0)
    let name = try XCTUnwrap(try bench.names(in: "out").first { $0.hasSuffix(".jsonc") })
    let refused = try bench.daybook("boundaries", "out/\(name)", "--out", "out", "--force")
    XCTAssertEqual(refused.code, 4)
    XCTAssertTrue(refused.messages.contains("holds out/\(name), which this call reads"), refused.messages)
    for out in [".", "..", "./", "../\(bench.folder.lastPathComponent)"] {
      XCTAssertEqual(try bench.daybook("run", "town.jsonc", "--out", out, "--force").code, 4, out)
    }
    XCTAssertEqual(try bench.names(), ["out", "town.jsonc"])
  }

  func testEveryVerbThatReplacesLooksFirst() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    try bench.write(Sample.small.replacingOccurrences(of: "0.02", with: "0.03"), to: "dear.jsonc")
    let options = ["--out out --force --quiet"]
    for call in [
      "run town.jsonc", "compare town.jsonc dear.jsonc --replications 2",
      "sweep town.jsonc --vary policy.restrictions.blockFrom=9,10 --replications 2", "boundaries town.jsonc",
    ] {
      func run() throws -> Ending { try bench.shell("\"$0\" \(call) \(options[0])") }
      XCTAssertEqual(try run().code, 0, call)
      XCTAssertEqual(try run().code, 0, call)
      try bench.write("mine", to: "out/notes.md")
      let refused = try run()
      XCTAssertEqual(refused.code, 4, call)
      XCTAssertTrue(refused.messages.contains("out exists, and holds notes.md"), refused.messages)
      XCTAssertEqual(try bench.text("out/notes.md"), "mine")
      try FileManager.default.removeItem(atPath: bench.path("out"))
    }
  }
}
