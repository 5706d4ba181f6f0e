import Foundation
import XCTest

@testable import daybook

/// What build servers read.
final class JUnitTests: XCTestCase {
  func testEveryCheckIsACaseAndEveryFileASuite() throws {
    let bench = try Workbench()
    try bench.write(Sample.unmet, to: "unmet.jsonc")
    try bench.write(Sample.small, to: "small.jsonc")
    try bench.write(Sample.faulty, to: "a&b <\"'>.jsonc")
    let test = try bench.daybook(
      "test", "unmet.jsonc", "small.jsonc", "a&b <\"'>.jsonc", "nowhere.jsonc", "--junit", "out.xml", "--quiet")
    XCTAssertEqual(test.code, 4)
    let text = try bench.text("out.xml")
    XCTAssertTrue(
      text.hasPrefix(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="daybook" tests="7" failures="2" errors="2" skipped="0" time="
        """), text)
    XCTAssertEqual(text.components(separatedBy: "<testcase ").count - 1, 7)
    XCTAssertEqual(text.components(separatedBy: "<testsuite ").count - 1, 4)
    XCTAssertTrue(
      text.contains(
        """
            <testcase classname="unmet.jsonc.acme" name="acme on 2027-02-10: stage" file="unmet.jsonc" line="4"/>
            <testcase classname="unmet.jsonc.acme" name="acme on 2027-02-12: balance" file="unmet.jsonc" line="5">
              <failure message="expected -14.00, actual -19.00" type="expectation">unmet.jsonc:5:55: failed: \
        acme on 2027-02-12: balance
          expected -14.00
          actual   -19.00
          differs  -5.00

        """), text)
    XCTAssertTrue(text.contains("stage none&gt;reminder"), text)
    XCTAssertTrue(
      text.contains("<testsuite name=\"a&amp;b &lt;&quot;'&gt;.jsonc\" tests=\"1\" failures=\"0\" errors=\"1\""), text)
    XCTAssertTrue(text.contains("type=\"invalidScenario\""), text)
    XCTAssertEqual(try bench.names(), ["a&b <\"'>.jsonc", "out.xml", "small.jsonc", "unmet.jsonc"])
  }

  func testControlCharactersBecomeTheirPictures() {
    XCTAssertEqual(
      JUnit.escaped("a\u{0}\u{1B}\t\n<&>\"\u{FFFF}é😀"), "a␀␛\t\n&lt;&amp;&gt;&quot;\u{FFFD}é😀")
  }

  func testAResultThatCannotBeWrittenIsAFailure() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "small.jsonc")
    let test = try bench.daybook("test", "small.jsonc", "--junit", "none/out.xml")
    XCTAssertEqual(test.code, 4)
    XCTAssertTrue(test.messages.hasPrefix("error: cannot write none/out.xml: "), test.messages)
    XCTAssertEqual(try bench.daybook("test", "small.jsonc", "--junit", "/dev/full").code, 4)
    XCTAssertEqual(try bench.names(), ["small.jsonc"])
  }
}

/// What `prove` reads.
final class TAPTests: XCTestCase {
  func testEveryCheckIsALineAndFailuresTellTheirFacts() throws {
    let bench = try Workbench()
    try bench.write(Sample.unmet, to: "a#b/unmet.jsonc")
    try bench.write(#"{ "start": "2027-01-01" }"#, to: "nothing.jsonc")
    try bench.write(Sample.faulty, to: "wrong.jsonc")
    let test = try bench.daybook("test", "a#b/unmet.jsonc", "nothing.jsonc", "wrong.jsonc", "--tap")
    XCTAssertEqual(test.code, 3)
    let lines = test.output.split(separator: "\n").map(String.init)
    XCTAssertEqual(lines.first, "TAP version 13")
    XCTAssertEqual(lines.last, "1..4")
    XCTAssertEqual(
      lines.filter { $0.hasPrefix("ok") || $0.hasPrefix("not ok") || $0.hasPrefix("#") },
      [
        "ok 1 - a\\#b/unmet.jsonc:4:48 acme on 2027-02-10: stage",
        "not ok 2 - a\\#b/unmet.jsonc:5:55 acme on 2027-02-12: balance",
        "not ok 3 - a\\#b/unmet.jsonc:7:19 threshold cash_in", "# nothing.jsonc expects nothing",
        "not ok 4 - wrong.jsonc can be played",
      ])
    XCTAssertTrue(
      test.output.contains(
        """
        : balance
          ---
          message: |
            expected -14.00
            actual   -19.00
            differs  -5.00

        """), test.output)
    let nothing = try bench.daybook("test", "nothing.jsonc", "--tap")
    XCTAssertEqual(nothing.output, "TAP version 13\n# nothing.jsonc expects nothing\n1..0 # SKIP nothing is expected\n")
  }
}
