import XCTest

@testable import Scenarios

final class JSONWriterTests: XCTestCase {
  func testShortListsOfScalarsStandOnOneLine() {
    let node = value(#"{"a":[3,1],"b":{"x":1.50,"y":null},"c":[],"d":{},"e":[[1]],"f":true}"#)
    XCTAssertEqual(
      JSONWriter.text(of: node),
      """
      {
        "a": [3, 1],
        "b": { "x": 1.50, "y": null },
        "c": [],
        "d": {},
        "e": [
          [1]
        ],
        "f": true
      }
      """)
  }

  func testNoLineOfListsIsLongerThanAHundredColumns() {
    for count in 20..<40 {
      let ones = Array(repeating: JSONNode(.number("1")), count: count)
      let nested = JSONNode(.array([JSONNode(.array([]))]))
      let node = JSONNode(.object([JSONMember("key", JSONNode(.array(ones))), JSONMember("o", nested)]))
      let lines = JSONWriter.text(of: node).split(separator: "\n")
      let oneLine = "  \"key\": [" + Array(repeating: "1", count: count).joined(separator: ", ") + "],"
      XCTAssertEqual(lines[1] == oneLine, oneLine.count <= 100, "\(count) elements")
      XCTAssertTrue(lines.allSatisfy { $0.count <= 100 })
    }
  }

  func testOnlyWhatJSONOrATerminalActsOnIsEscaped() {
    XCTAssertEqual(
      JSONWriter.literal("\"\\/\n\r\t\u{08}\u{0C}\u{01}\u{1F}\u{7F}ж😀\u{2028}"),
      #""\"\\/\n\r\t\b\f\u0001\u001f\u007fж😀\u2028""#)
  }

  func testWhatIsPrintedReadsAsTheSame() {
    for seed in 0..<400 {
      var random = TestRandom(seed: UInt64(seed))
      let tree = random.tree(depth: 5)
      let text = JSONWriter.text(of: tree)
      XCTAssertEqual(value(text).bare, tree, "seed \(seed): \(text)")
      XCTAssertEqual(JSONWriter.text(of: value(text)), text, "seed \(seed)")
    }
  }
}
