import XCTest

@testable import Scenarios

final class CSVReaderTests: XCTestCase {
  /// The lines as lists of values; a fault as its column and message.
  private func lines(_ text: String) -> [[String]] {
    let bytes = Array(text.utf8)
    var reader = CSVReader(bytes)
    var lines: [[String]] = []
    while true {
      switch reader.next() {
      case nil: return lines
      case .values: lines.append(reader.values.map { String(decoding: bytes[$0], as: UTF8.self) })
      case .fault(let offset, let message): lines.append(["!\(offset)", message])
      }
    }
  }

  func testLinesEndWithLineFeedsAndCarriageReturnsBeforeThemDoNotCount() {
    XCTAssertEqual(lines("a,b\n1,2\n"), [["a", "b"], ["1", "2"]])
    XCTAssertEqual(lines("a,b\r\n1,2\r\n"), [["a", "b"], ["1", "2"]])
    XCTAssertEqual(lines("a,b\r\n1,2\r"), [["a", "b"], ["1", "2"]])
    XCTAssertEqual(lines("a,b\n1,2"), [["a", "b"], ["1", "2"]])
  }

  func testEmptyValuesAndLinesAreValues() {
    XCTAssertEqual(lines(",\n\n,,x\n"), [["", ""], [""], ["", "", "x"]])
    XCTAssertEqual(lines("a,\n"), [["a", ""]])
    XCTAssertEqual(lines("a,"), [["a", ""]])
    XCTAssertEqual(lines(""), [])
  }

  func testAByteOrderMarkIsPassedOver() {
    XCTAssertEqual(lines("\u{FEFF}a,b\n"), [["a", "b"]])
  }

  func testQuotesHoldCommasAndQuotes() {
    XCTAssertEqual(lines(#""a,b",c,"#), [["a,b", "c", ""]])
    XCTAssertEqual(lines(#""a""b","""#), [[#"a""b"#, ""]])
    XCTAssertEqual(lines("\"a\",\"b\"\r\n\"c\"\r\n"), [["a", "b"], ["c"]])
  }

  func testAQuoteThatIsNotClosedSpoilsItsLineAlone() {
    let open = "a quote that is not closed on its line"
    XCTAssertEqual(lines("a,\"b\n1,2\n"), [["!2", open], ["1", "2"]])
    XCTAssertEqual(lines("\""), [["!0", open]])
    XCTAssertEqual(lines("\"a\"\"\nb"), [["!0", open], ["b"]])
  }

  func testEveryByteIsPassedOnceWhateverItIs() {
    var state: UInt64 = 7
    for _ in 0..<2000 {
      let bytes: [UInt8] = (0..<40).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Array(",,\"\"\n\r\na".utf8 + [0xEF, 0xBB, 0xBF, 0])[Int(state >> 33) % 12]
      }
      var reader = CSVReader(bytes)
      var position = reader.position
      while reader.next() != nil {
        XCTAssertGreaterThan(reader.position, position)
        position = reader.position
        XCTAssertTrue(reader.values.allSatisfy { $0.upperBound <= position })
      }
      XCTAssertEqual(position, bytes.count)
    }
  }

  func testACarriageReturnAloneEndsNoLine() {
    XCTAssertEqual(lines("\"a\"\r\"b\"\r"), [["!3", "text after a closing quote"]])
    XCTAssertEqual(lines("\"a\"\r,junk\nb\n"), [["!3", "text after a closing quote"], ["b"]])
    XCTAssertEqual(lines("a\rb\nc"), [["a\rb"], ["c"]])
    XCTAssertEqual(lines("a\r\r\nc"), [["a\r"], ["c"]])
  }

  func testTextAfterAClosingQuoteIsAFault() {
    XCTAssertEqual(lines("\"a\"b,c\n1,2\n"), [["!3", "text after a closing quote"], ["1", "2"]])
  }
}
