import XCTest

@testable import Scenarios

final class FaultTests: XCTestCase {
  private func rendered(_ text: String, at offset: Int, path: String = "", hint: String? = nil) -> String {
    Fault(place: Place(file: 0, offset: offset), path: path, message: "wrong", hint: hint)
      .rendered(in: [source(text)])
  }

  func testAFaultShowsPlacePathHintLineAndCaret() {
    let file = source("{\n  \"blokFrom\": 10,\n}", path: "scenarios/x.jsonc")
    let fault = Fault(
      place: Place(file: 0, offset: 4), path: "policy.restrictions", message: "unknown key \"blokFrom\"",
      hint: "did you mean \"blockFrom\"?")
    XCTAssertEqual(
      fault.rendered(in: [file]),
      """
      scenarios/x.jsonc:2:3: error: unknown key "blokFrom" in policy.restrictions; did you mean "blockFrom"?
          2 |   "blokFrom": 10,
            |   ^
      """)
  }

  func testTabsStayInTheLineOfTheCaret() {
    XCTAssertEqual(rendered("\t\"a\":\tx", at: 6), "x.jsonc:1:7: error: wrong\n    1 | \t\"a\":\tx\n      | \t    \t^")
  }

  func testTheCaretStandsBelowCyrillicText() {
    XCTAssertEqual(rendered("\"ключ\": x", at: 12), "x.jsonc:1:9: error: wrong\n    1 | \"ключ\": x\n      |         ^")
  }

  func testTheEndOfTheFileHasAPlace() {
    XCTAssertEqual(rendered("ab\r\n", at: 2), "x.jsonc:1:3: error: wrong\n    1 | ab\n      |   ^")
    XCTAssertEqual(rendered("ab\n", at: 3), "x.jsonc:2:1: error: wrong\n    2 | \n      | ^")
    XCTAssertEqual(rendered("", at: 0), "x.jsonc:1:1: error: wrong\n    1 | \n      | ^")
  }

  func testControlCharactersAreShownHarmless() {
    XCTAssertEqual(
      rendered("a\u{1B}[31m\u{7F}\u{202E}\rb", at: 1),
      "x.jsonc:1:2: error: wrong\n    1 | a␛[31m␡\u{FFFD}␍b\n      |  ^")
  }

  func testLongLinesAreCutAroundTheCaret() {
    let line = String(repeating: "a", count: 200) + "X" + String(repeating: "b", count: 200)
    let lines = rendered(line, at: 200).split(separator: "\n")
    let shown = "…" + String(repeating: "a", count: 60) + "X" + String(repeating: "b", count: 39) + "…"
    XCTAssertEqual(lines[1], "    1 | \(shown)")
    XCTAssertEqual(lines[2], "      | " + String(repeating: " ", count: 61) + "^")
    let ends = [0, 400].map { rendered(line, at: $0).split(separator: "\n")[1].count }
    XCTAssertEqual(ends, [109, 109])
    XCTAssertEqual(rendered(String(repeating: "a", count: 100), at: 50).contains("…"), false)
  }

  func testBytesThatAreNotUTF8AreShown() {
    let file = SourceFile(path: "x", bytes: [0x61] + [UInt8](repeating: 0x80, count: 9000) + [0xFF])
    for offset in stride(from: 0, through: 9002, by: 600) {
      let text = Fault(place: Place(file: 0, offset: offset), message: "wrong").rendered(in: [file])
      XCTAssertLessThan(text.count, 4000)
    }
  }

  func testAFaultInNoFileIsOneLine() {
    XCTAssertEqual(Fault(place: .nowhere, message: "wrong").rendered(in: []), "error: wrong")
  }

  func testFaultsAreSortedByFileThenOffsetAndToldOnce() {
    var faults = Faults()
    for (file, offset, message) in [(1, 0, "d"), (0, 9, "c"), (0, 2, "b"), (0, 2, "a"), (0, 9, "c"), (0, 2, "b")] {
      faults.add(Fault(place: Place(file: file, offset: offset), path: "any", message: message))
    }
    XCTAssertEqual(faults.sorted.map(\.message), ["b", "a", "c", "d"])
  }

  func testTheFirstThousandAreKeptAndTheRestCounted() {
    var faults = Faults()
    for offset in 0..<1500 { faults.add(Fault(place: Place(file: -1, offset: offset), message: "\(offset)")) }
    var all = Faults()
    all.add(contentsOf: faults)
    XCTAssertEqual(all.sorted.count, 1000)
    XCTAssertTrue(all.rendered(in: []).hasSuffix("error: 999\nerror: 500 more not shown\n"))
  }
}
