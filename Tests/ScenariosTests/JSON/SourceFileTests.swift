import XCTest

@testable import Scenarios

final class SourceFileTests: XCTestCase {
  private func spot(_ source: SourceFile, _ offset: Int) -> [Int] {
    let location = source.location(of: offset)
    return [location.line, location.column]
  }

  func testLinesAndColumnsCountFromOne() {
    let file = source("ab\ncd\n\n")
    XCTAssertEqual(
      (0...7).map { spot(file, $0) }, [[1, 1], [1, 2], [1, 3], [2, 1], [2, 2], [2, 3], [3, 1], [4, 1]])
  }

  func testColumnsCountScalars() {
    XCTAssertEqual(spot(source("ключ: 1"), 8), [1, 5])
    XCTAssertEqual(spot(source("😀x"), 4), [1, 2])
  }

  func testAnOffsetPastTheEndIsTheEnd() {
    XCTAssertEqual(spot(source("ab"), 99), [1, 3])
    XCTAssertEqual(spot(source(""), 5), [1, 1])
  }

  func testAByteOrderMarkTakesNoColumn() {
    XCTAssertEqual(spot(source("\u{FEFF}{"), 3), [1, 1])
  }

  func testLocationsInLongFilesAreThoseOfACount() {
    var random = TestRandom(seed: 7)
    let text = (0..<9000).map { _ in ["a", "ж", "\n", "bcdefgh", "日"][random.next(below: 5)] }.joined()
    let bytes = Array((text + String(repeating: "x", count: 20_000)).utf8)
    let file = SourceFile(path: "x", bytes: bytes)
    for offset in stride(from: 0, through: bytes.count, by: 613) {
      let before = bytes[..<offset]
      let start = (before.lastIndex(of: .lineFeed) ?? -1) + 1
      let column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
      XCTAssertEqual(spot(file, offset), [before.count { $0 == .lineFeed } + 1, column], "offset \(offset)")
    }
  }
}
