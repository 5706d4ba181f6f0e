import XCTest

@testable import daybook

/// Where there is colour, and where there must be none.
final class ColoursTests: XCTestCase {
  func testOnlyATerminalThatDoesNotRefuseItGetsColour() {
    for (isTerminal, environment, isOn) in [
      (true, ["TERM": "xterm"], true), (true, [:], true), (false, ["TERM": "xterm"], false),
      (true, ["NO_COLOR": "1"], false), (true, ["NO_COLOR": ""], true), (true, ["TERM": "dumb"], false),
    ] {
      XCTAssertEqual(Colours.areWanted(isTerminal: isTerminal, environment: environment), isOn, "\(environment)")
    }
  }

  func testTheFirstDecidingWordOfALineIsMarkedAndNothingElse() {
    let colours = Colours(isOn: true)
    for (plain, marked) in [
      ("error: no error: here\n", "\u{1B}[1;31merror\u{1B}[0m: no error: here\n"),
      ("warning: x expects nothing\n", "\u{1B}[1;33mwarning\u{1B}[0m: x expects nothing\n"),
      ("note: 3 are few\n", "\u{1B}[1;36mnote\u{1B}[0m: 3 are few\n"),
      ("a b.jsonc:1:12: error: wrong\n    1 | {\n", "a b.jsonc:1:12: \u{1B}[1;31merror\u{1B}[0m: wrong\n    1 | {\n"),
      ("x.jsonc:7:19: failed: y\n  actual   0\n", "x.jsonc:7:19: \u{1B}[1;31mfailed\u{1B}[0m: y\n  actual   0\n"),
      ("x.jsonc:7:19: passed: y\n", "x.jsonc:7:19: \u{1B}[32mpassed\u{1B}[0m: y\n"),
      ("ok x.jsonc: 1 passed, 0 failed\n", "\u{1B}[32mok\u{1B}[0m x.jsonc: 1 passed, 0 failed\n"),
      ("FAILED x: 1 passed, 1 failed\n", "\u{1B}[1;31mFAILED\u{1B}[0m x: 1 passed, 1 failed\n"),
      (
        "3 of 4 accounts\nokay\n  error: not at the beginning\n",
        "3 of 4 accounts\nokay\n  error: not at the beginning\n"
      ),
    ] {
      XCTAssertEqual(colours.marked(plain), marked)
      XCTAssertEqual(Colours(isOn: false).marked(plain), plain)
    }
  }

  func testATerminalGetsColourUnlessItIsRefused() throws {
    let bench = try Workbench()
    try bench.write(Sample.unmet, to: "town.jsonc")
    func typed(_ environment: String) throws -> String {
      try bench.shell("\(environment) TERM=xterm script -qec \"$0 test town.jsonc none\" /dev/null").output
    }
    let coloured = try typed("NO_COLOR=")
    XCTAssertTrue(coloured.contains("town.jsonc:5:55: \u{1B}[1;31mfailed\u{1B}[0m: acme"), coloured)
    XCTAssertTrue(coloured.contains("\u{1B}[1;31mFAILED\u{1B}[0m town.jsonc"), coloured)
    XCTAssertTrue(coloured.contains("\u{1B}[1;31merror\u{1B}[0m: cannot read none"), coloured)
    XCTAssertFalse(try typed("NO_COLOR=1").contains("\u{1B}"))
    let piped = try bench.daybook("test", "town.jsonc", "none")
    XCTAssertFalse((piped.output + piped.messages).contains("\u{1B}"))
  }
}
