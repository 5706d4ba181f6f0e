import BillingCore
import XCTest

@testable import Reports

/// The style that spreadsheets of Ukraine open as it is.
final class CSVStyleTests: XCTestCase {
  private func text(_ cells: [Table.Cell], _ style: CSVStyle, currency: Currency = .usd) -> String {
    let columns = cells.indices.map { ("c\($0)", Table.Kind.text) }
    let table = Table("t", columns, rowCount: 1) { _ in cells }
    return String(decoding: CSV.bytes(of: table, currency: currency, style: style), as: UTF8.self)
  }

  private static let mark = "\u{FEFF}"

  func testExcelUKHasAMarkSemicolonsDecimalCommasAndCRLF() {
    let cells: [Table.Cell] = [
      .money(-1234), .decimal(-5, decimals: 6), .count(-3), .empty, .day(day("2027-01-31")),
      .month(day("2027-01-31").month), .flag(true), .text("shops.1"),
    ]
    XCTAssertEqual(
      text(cells, .excelUK),
      CSVStyleTests.mark + "c0;c1;c2;c3;c4;c5;c6;c7\r\n-12,34;-0,000005;-3;;2027-01-31;2027-01;true;shops.1\r\n")
    XCTAssertEqual(
      text(cells, .standard),
      "c0,c1,c2,c3,c4,c5,c6,c7\n-12.34,-0.000005,-3,,2027-01-31,2027-01,true,shops.1\n")
  }

  func testTextIsQuotedWhereItHasTheDelimiterOfItsStyle() {
    let cells: [Table.Cell] = ["a;b", "a,b", "say \"a\"", "two\r\nlines"].map { .text($0) }
    XCTAssertEqual(
      text(cells, .excelUK).split(separator: "\r\n", maxSplits: 1).last,
      "\"a;b\";a,b;\"say \"\"a\"\"\";\"two\r\nlines\"\r\n")
    XCTAssertEqual(
      text(cells, .standard).split(separator: "\n", maxSplits: 1).last,
      "a;b,\"a,b\",\"say \"\"a\"\"\",\"two\r\nlines\"\n")
  }

  func testAPlainNumberInTextHasTheDecimalMarkOfItsStyle() {
    for (text, spelled) in [
      ("57.00", "57,00"), ("-0.5", "-0,5"), ("3", "3"), ("1.2.3", "1.2.3"), (".5", ".5"), ("5.", "5."), ("", ""),
      ("v1.5", "v1.5"), ("-", "-"), ("1.5%", "1.5%"), ("as it is", "as it is"), ("--1.5", "--1.5"),
    ] {
      XCTAssertEqual(self.text([.text(text)], .excelUK), CSVStyleTests.mark + "c0\r\n\(spelled)\r\n")
      XCTAssertEqual(self.text([.text(text)], .standard), "c0\n\(text)\n")
    }
  }

  func testDotsOfNumbersAloneBecomeCommas() {
    let columns = Table.columns([("account", .text), ("paid", .money), ("share", .number), ("on", .day)])
    let restyled = Restyling(columns, to: .excelUK)(Array("shops.1,2.50,0.125,2027-01-31\nshops.2,,-1.5,\n".utf8))
    XCTAssertEqual(
      String(decoding: restyled, as: UTF8.self), "shops.1;2,50;0,125;2027-01-31\r\nshops.2;;-1,5;\r\n")
  }

  func testRowReportsAreSpelledLikeTables() async throws {
    let set = try await reports(of: town(days: 120))
    for kind in ReportKind.allCases {
      guard let columns = kind.rowColumns else { continue }
      var bytes: [UInt8] = []
      try set.rows.forEachPiece(of: kind, style: .excelUK) { bytes += $0 }
      let lines = set.csv(kind).split(separator: "\n").map { line in
        line.split(separator: ",", omittingEmptySubsequences: false)
      }
      var expected = CSVStyleTests.mark
      for (number, cells) in lines.enumerated() {
        let spelled = zip(cells, columns).map { cell, column -> String in
          String(number > 0 && column.kind == .money ? cell.replacing(".", with: ",") : cell)
        }
        expected += spelled.joined(separator: ";") + "\r\n"
      }
      XCTAssertGreaterThan(lines.count, 1, kind.rawValue)
      XCTAssertTrue(String(decoding: bytes, as: UTF8.self) == expected, kind.rawValue)
    }
  }
}
