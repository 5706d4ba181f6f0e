import Foundation
import XCTest

@testable import Reports

final class JSONValueTests: XCTestCase {
  func testABackslashIsEscapedAndALineOfTextStaysAsItIs() {
    XCTAssertEqual(JSONValue.string(#"C:\new"#).text, #""C:\\new""# + "\n")
    XCTAssertEqual(JSONText.quoted(#"C:\new"#), #""C:\\new""#)
    XCTAssertEqual(JSONText.quoted("рахунок"), #""рахунок""#)
    XCTAssertEqual(JSONText.quoted("a\u{1B}\u{9B}\u{E0001}b"), #""a\u001b\u009b\udb40\udc01b""#)
  }

  func testScalarsAloneStandOnALineAndTheRestIsLaidOut() {
    let value = JSONValue.object([
      ("name", .string("a \"b\"\n")), ("none", .null), ("flags", .array([.bool(true), .bool(false)])),
      ("rows", .array([.object([("n", .count(1))]), .object([])])), ("empty", .array([])),
    ])
    XCTAssertEqual(
      value.text,
      """
      {
        "name": "a \\"b\\"\\u000a",
        "none": null,
        "flags": [true, false],
        "rows": [
          { "n": 1 },
          {}
        ],
        "empty": []
      }

      """)
    XCTAssertEqual(
      value.line,
      #"{ "name": "a \"b\"\u000a", "none": null, "flags": [true, false], "rows": [{ "n": 1 }, {}], "empty": [] }"#)
  }

  func testALineEndsWithinAHundredColumns() throws {
    for length in 80...110 {
      let text = JSONValue.array([.string(String(repeating: "x", count: length))]).text
      XCTAssertEqual(text.hasPrefix("[\n"), length + 5 > 100, "\(length)")
      XCTAssertNoThrow(try JSONSerialization.jsonObject(with: Data(text.utf8)))
    }
  }

  func testAnAmountIsANumberWithUpTo15Digits() {
    for (amount, text) in [
      (999_999_999_999_999 as Int128, "9999999999999.99"), (1_000_000_000_000_000, "\"10000000000000.00\""),
      (-999_999_999_999_999, "-9999999999999.99"), (-1_000_000_000_000_000, "\"-10000000000000.00\""),
    ] {
      XCTAssertEqual(JSONValue.amount(amount, decimals: 2).line, text)
    }
  }
}
