import XCTest

@testable import Scenarios

final class JSONCReaderStringsTests: XCTestCase {
  private func check(_ examples: KeyValuePairs<String, [String]>, file: StaticString = #filePath, line: UInt = #line) {
    for (text, faults) in examples { XCTAssertEqual(told(text), faults, text, file: file, line: line) }
  }

  func testEscapesAreResolved() {
    XCTAssertEqual(
      value(#""a\"\\\/\b\f\n\r\t\u0416\uD83D\uDE00\u0000z""#).value, .string("a\"\\/\u{08}\u{0C}\n\r\tЖ😀\u{00}z"))
    XCTAssertEqual(value("\"ключ 😀 // no comment\"").value, .string("ключ 😀 // no comment"))
    XCTAssertEqual(value(#""\n""#).value, .string("\n"))
  }

  func testBadEscapesAreToldEachAtItsBackslash() {
    check([
      #"["a\xb", "\u12G4", "\q"]"#: [
        "3 \\x is not an escape", "10 \\u takes four hexadecimal digits", "20 \\q is not an escape",
      ],
      #"["\uD800", "\uDC00x", "\uD800\u0041"]"#: [
        "2 \\uD800 is half of a surrogate pair", "12 \\uDC00 is half of a surrogate pair",
        "23 \\uD800 is half of a surrogate pair",
      ],
    ])
  }

  func testControlCharactersInStringsAreTold() {
    check([
      "[\"a\tb\"]": ["3 a string cannot hold a tab as it is"],
      "[\"\r\"]": ["2 a string cannot hold the control character U+000D"],
      "[\"\u{01}\"]": ["2 a string cannot hold the control character U+0001"],
    ])
  }

  func testAStringWithoutAnEndEndsWithItsLine() {
    let message = "this string has no closing quote on its line"
    check([
      "{\"a\": \"x,\n \"b\": 01}": ["6 \(message)", "16 a number cannot start with 0"],
      "{\"a\": \"x\n}": ["6 \(message)"], "[\"x]": ["1 \(message)"], "[\"x\\\n]": ["1 \(message)"],
      "{\"a: {\n \"b\": 1\n}}": ["1 \(message)"], "\"": ["0 \(message)"], "{\"a: 1,\r\n\"b\": 2}": ["1 \(message)"],
    ])
  }

  func testInvalidUTF8IsToldAtItsByte() {
    let examples: [([UInt8], Int)] = [
      ([0xFF], 1), ([0xC0, 0xAF], 1), ([0xED, 0xA0, 0x80], 1), ([0xF4, 0x90, 0x80, 0x80], 1), ([0xE2, 0x82], 1),
      ([0x80], 1), ([0xC3], 1), ([0xF0, 0x80, 0x80, 0x80], 1),
    ]
    for (bytes, count) in examples {
      for (before, after) in [("[\"x", "\"]"), ("[ 1 // ", "\n]"), ("[ 1 /* ", "*/]"), ("[ ", "\n]")] {
        let faults = parsed(Array(before.utf8) + bytes + Array(after.utf8)).faults
        XCTAssertEqual(faults.count, count, "\(before) \(bytes)")
        XCTAssertEqual(faults.first?.place.offset, before.utf8.count, "\(before) \(bytes)")
      }
    }
  }

  func testOtherEncodingsAreNamed() {
    for bytes: [UInt8] in [
      [0xFF, 0xFE, 0x7B, 0x00], [0xFE, 0xFF, 0x00, 0x7B], [0x7B, 0x00], [0x00, 0x7B], [0, 0, 0, 0x7B],
    ] {
      XCTAssertEqual(
        parsed(bytes).faults.map(\.message), ["the file is UTF-16, or UTF-32, or not a text"], "\(bytes)")
    }
  }

  func testAnotherEncodingIsToldOnceAndNotAtEachLetter() {
    let (_, faults) = parsed(
      Array("{ \"title\": \"".utf8) + [0xD9, 0x20, 0xEE, 0xE4] + Array("\", \"a\": \"".utf8) + [0xED, 0x22, 0x7D])
    XCTAssertEqual(faults.map(\.message), ["invalid UTF-8, byte 0xD9 at offset 12"])
  }
}
