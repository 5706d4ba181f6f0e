import Foundation
import Scenarios
import XCTest

@testable import daybook

final class NewVerbTests: XCTestCase {
  func testTheStarterPassesCheckAndTestAndRuns() throws {
    let bench = try Workbench()
    let new = try bench.daybook("new", "first")
    XCTAssertEqual(new.code, 0)
    XCTAssertEqual(new.messages, "")
    XCTAssertEqual(
      new.output, "first.jsonc is written; what to try next:\n  daybook test first.jsonc\n  daybook run first.jsonc\n")
    XCTAssertEqual(try bench.names(), ["first.jsonc"], "nothing else is left over")
    XCTAssertEqual(try bench.text("first.jsonc"), StarterScenario.text)
    XCTAssertEqual(try bench.daybook("check", "first.jsonc").output, "first.jsonc: ok\n")
    let test = try bench.daybook("test", "first.jsonc")
    XCTAssertEqual(test.code, 0, test.output)
    XCTAssertTrue(test.output.hasSuffix("11 passed, 0 failed in 1 file\n"), test.output)
    let run = try bench.daybook("run", "first.jsonc")
    XCTAssertEqual(run.code, 0, run.messages)
    XCTAssertEqual(try bench.names(in: "reports"), ["first"])
    XCTAssertTrue(run.output.contains(" accounts, 2027-01-01 to 2027-12-31, seed 1"), run.output)
  }

  func testWhatTheStarterExpectsFailsWhenItsRulesChange() throws {
    let bench = try Workbench()
    try bench.write(
      StarterScenario.text.replacingOccurrences(of: "\"blockFrom\": 10", with: "\"blockFrom\": 12"), to: "later.jsonc")
    XCTAssertEqual(try bench.daybook("test", "later.jsonc").code, 1)
  }

  func testAFileThatExistsIsKeptUnlessForced() throws {
    let bench = try Workbench()
    try bench.write("mine", to: "first.jsonc")
    let refused = try bench.daybook("new", "first")
    XCTAssertEqual(refused.code, 4)
    XCTAssertEqual(refused.output, "")
    XCTAssertEqual(refused.messages, "error: first.jsonc exists; give --force to replace it, or another name\n")
    XCTAssertEqual(try bench.text("first.jsonc"), "mine")
    XCTAssertEqual(try bench.daybook("new", "first", "--force").code, 0)
    XCTAssertEqual(try bench.text("first.jsonc"), StarterScenario.text)
    XCTAssertEqual(try bench.names(), ["first.jsonc", "first.jsonc.1.bak"], "what was there is kept")
    XCTAssertEqual(try bench.text("first.jsonc.1.bak"), "mine")
  }

  func testALinkThatLeadsNowhereIsSomethingThatExists() throws {
    let bench = try Workbench()
    try FileManager.default.createSymbolicLink(atPath: bench.path("first.jsonc"), withDestinationPath: "nowhere")
    XCTAssertEqual(try bench.daybook("new", "first").code, 4)
    XCTAssertEqual(try bench.names(), ["first.jsonc"])
  }

  func testAPathNamesTheFolder() throws {
    let bench = try Workbench()
    try bench.write("", to: "my plans/notes.txt")
    let new = try bench.daybook("new", "my plans/next-year.jsonc")
    XCTAssertEqual(new.code, 0, new.messages)
    XCTAssertTrue(new.output.contains("  daybook run 'my plans/next-year.jsonc'\n"), new.output)
    XCTAssertEqual(try bench.names(in: "my plans"), ["next-year.jsonc", "notes.txt"])
    let missing = try bench.daybook("new", "nowhere/first")
    XCTAssertEqual(missing.code, 4)
    XCTAssertEqual(
      missing.messages,
      "error: cannot write nowhere/first.jsonc: there is no folder nowhere; make it, or give another path\n")
  }

  func testNamesOfDevicesAreRefused() throws {
    for name in ["CON", "con", "a/Lpt1.jsonc"] {
      XCTAssertThrowsError(try NewVerb.path(of: name), name) { error in
        XCTAssertEqual((error as? Failure)?.code, .usage)
        XCTAssertEqual(
          (error as? Failure)?.message.hasSuffix(" cannot name a file or a folder on Windows; give another name\n"),
          true)
      }
    }
    XCTAssertEqual(try NewVerb.path(of: "CONS"), "CONS.jsonc")
  }

  func testOnlyNamesOfScenariosAreTaken() throws {
    XCTAssertEqual(try NewVerb.path(of: "a/b-2"), "a/b-2.jsonc")
    XCTAssertEqual(try NewVerb.path(of: "x.jsonc"), "x.jsonc")
    XCTAssertEqual(try NewVerb.path(of: "../x"), "../x.jsonc")
    XCTAssertEqual(try NewVerb.path(of: "план"), "план.jsonc")
    for operand in ["", "2027", "a/", "a b", "x.json", ".jsonc", "a/.", "x.jsonc.jsonc"] {
      XCTAssertThrowsError(try NewVerb.path(of: operand), operand) { error in
        XCTAssertEqual((error as? Failure)?.code, .usage)
      }
    }
    let bench = try Workbench()
    let refused = try bench.daybook("new", "plans/2027")
    XCTAssertEqual(refused.code, 2)
    XCTAssertEqual(
      refused.messages,
      """
      error: "2027" cannot name a scenario and its reports: a name is a letter, then letters, digits, "-" or "_", and the \
      file is NAME.jsonc
      See: daybook new --help

      """)
    XCTAssertEqual(
      try bench.daybook("new").messages, "error: new takes one name: daybook new NAME\nSee: daybook new --help\n")
    XCTAssertEqual(try bench.daybook("new", "a", "b").code, 2)
    XCTAssertEqual(try bench.names(), [])
  }

  func testPathsAreTypedAsAShellTakesThem() throws {
    let bench = try Workbench()
    for path in ["a.jsonc", "my plans/a.jsonc", "it's/a.jsonc", "$HOME/`x`/a.jsonc", "-x/a.jsonc", "*?/a.jsonc"] {
      let echo = try bench.shell("printf '%s' \(NewVerb.shellWord(path))")
      XCTAssertEqual(echo.output, path.hasPrefix("-") ? "./\(path)" : path)
    }
  }
}
