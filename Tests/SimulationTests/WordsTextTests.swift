import Simulation
import XCTest

final class WordsTextTests: XCTestCase {
  func testNoTerminalActsOnAHarmlessText() {
    XCTAssertEqual(harmless("план \u{1B}[31m\u{7F}\u{9B}2J\u{202E}a\nb\tc\r"), "план ␛[31m␡\u{FFFD}2J\u{FFFD}a␊b␉c␍")
    XCTAssertEqual(harmlessLines("план\u{1B}\n\tb\r\u{85}"), "план␛\n\tb␍\u{FFFD}")
    XCTAssertEqual(harmless("a\u{200D}b\u{200C}1\u{A0}2 −\u{301}"), "a\u{200D}b\u{200C}1\u{A0}2 −\u{301}")
    for value in (0...0x2FF).compactMap(Unicode.Scalar.init) {
      let isControl = value.properties.generalCategory == .control
      XCTAssertEqual(harmless(String(value)) != String(value), isControl || value == "\u{AD}", "\(value.value)")
    }
  }

  func testOneHasTheSingular() {
    XCTAssertEqual(
      [0, 1, 2, 11, 21].map { counted($0, "account") },
      ["0 accounts", "1 account", "2 accounts", "11 accounts", "21 accounts"])
  }
}
