import BillingCore
import Foundation
import XCTest

@testable import Reports

final class WorkbookTests: XCTestCase {
  private func bytes(_ tables: [Table], currency: Currency = .usd) -> [UInt8] {
    var bytes: [UInt8] = []
    Workbook(tables).forEachPiece(currency: currency) { bytes += $0 }
    return bytes
  }

  /// The rows of a sheet as XML.
  private func rows(_ table: Table, currency: Currency = .usd) -> [String] {
    let text = String(decoding: Worksheet(table, currency: currency, isFirst: true).bytes, as: UTF8.self)
    return text.components(separatedBy: "<row ").dropFirst().map { "<row " + $0 }
  }

  private func cell(_ cell: Table.Cell, currency: Currency = .usd) -> String {
    let row = rows(Table("t", [("c", .text)], rowCount: 1) { _ in [cell] }, currency: currency)[1]
    return row.components(separatedBy: "</row>")[0].replacingOccurrences(of: "<row r=\"2\">", with: "")
  }

  func testNumbersAreNumbersAndDatesAreDays() throws {
    let yen = try XCTUnwrap(Currency(code: "JPY"))
    let dinar = try XCTUnwrap(Currency(code: "KWD"))
    for (found, expected) in [
      (cell(.money(-123_456)), "<c r=\"A2\" s=\"6\"><v>-1234.56</v></c>"),
      (cell(.money(5), currency: yen), "<c r=\"A2\" s=\"4\"><v>5</v></c>"),
      (cell(.money(5), currency: dinar), "<c r=\"A2\" s=\"7\"><v>0.005</v></c>"),
      (cell(.money(.init(Int64.max) * 10)), "<c r=\"A2\" s=\"6\"><v>922337203685477580.70</v></c>"),
      (cell(.count(7)), "<c r=\"A2\" s=\"4\"><v>7</v></c>"),
      (cell(.decimal(1, decimals: 6)), "<c r=\"A2\" s=\"10\"><v>0.000001</v></c>"),
      (cell(.text("12.50")), "<c r=\"A2\" s=\"0\"><v>12.50</v></c>"),
      (cell(.flag(true)), "<c r=\"A2\" t=\"b\"><v>1</v></c>"), (cell(.empty), ""),
      // Days that spreadsheets are known to count so: 2027-01-01 is 46388, 1900-03-01 is 61.
      (cell(.day(day("2027-01-01"))), "<c r=\"A2\" s=\"2\"><v>46388</v></c>"),
      (cell(.month(day("2027-01-31").month)), "<c r=\"A2\" s=\"3\"><v>46388</v></c>"),
      (cell(.day(day("1900-03-01"))), "<c r=\"A2\" s=\"2\"><v>61</v></c>"),
      (
        cell(.day(day("1900-02-28"))),
        "<c r=\"A2\" s=\"0\" t=\"inlineStr\"><is><t xml:space=\"preserve\">1900-02-28</t></is></c>"
      ),
    ] { XCTAssertEqual(found, expected) }
  }

  func testTextIsEscapedSoThatXMLAndSpreadsheetsReadItBack() {
    for (text, escaped) in [
      ("a & <b> \"c\"", "a &amp; &lt;b&gt; &quot;c&quot;"), ("bell\u{7}", "bell_x0007_"), ("\u{0}", "_x0000_"),
      ("two\nlines\tand\r", "two_x000A_lines_x0009_and_x000D_"), ("_x0041_", "_x005F_x0041_"), ("_x004_", "_x004_"),
      ("a_b", "a_b"), ("\u{FFFE}", "_xFFFE_"), ("žluť 🙂", "žluť 🙂"), (" x ", " x "), ("__x0041_", "__x005F_x0041_"),
    ] { XCTAssertEqual(XMLText.escaped(text), escaped) }
  }

  func testTheHeaderIsBoldStaysInSightAndHasFilters() {
    let table = Table("t", [("month", .month), ("cash_in", .money)], rowCount: 0) { _ in [] }
    let sheet = String(decoding: Worksheet(table, currency: .usd, isFirst: true).bytes, as: UTF8.self)
    XCTAssertEqual(
      sheet,
      """
      <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:B1"/>\
      <sheetViews><sheetView tabSelected="1" workbookViewId="0">\
      <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
      <cols><col min="1" max="1" width="8" customWidth="1"/><col min="2" max="2" width="10" customWidth="1"/></cols>\
      <sheetData><row r="1"><c r="A1" s="1" t="inlineStr"><is><t xml:space="preserve">month</t></is></c>\
      <c r="B1" s="1" t="inlineStr"><is><t xml:space="preserve">cash_in</t></is></c></row></sheetData>\
      <autoFilter ref="A1:B1"/></worksheet>
      """)
  }

  func testColumnsGoOnWithTwoLetters() {
    let columns = (0..<60).map { ("c\($0)", Table.Kind.count) }
    let row = rows(Table("t", columns, rowCount: 1) { _ in (0..<60).map { .count($0) } })[1]
    for (place, number) in [("A2", 0), ("Z2", 25), ("AA2", 26), ("AZ2", 51), ("BA2", 52), ("BH2", 59)] {
      XCTAssertTrue(row.contains("<c r=\"\(place)\" s=\"4\"><v>\(number)</v></c>"), place)
    }
  }

  func testEveryStyleThatCellsNameIsListed() {
    let formats = CellStyle.sheet.components(separatedBy: "formatCode=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    XCTAssertEqual(
      formats,
      [
        #"yyyy\-mm\-dd"#, #"yyyy\-mm"#, "#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000", "#,##0.00000",
        "#,##0.000000",
      ])
    let places =
      [.plain, .header, .day, .month].map(\CellStyle.place) + (0...6).map { CellStyle.number(decimals: $0).place }
    XCTAssertEqual(places, Array(0..<11))
    XCTAssertTrue(CellStyle.sheet.contains("<cellXfs count=\"11\">"))
  }

  func testEveryPartClosesItsElementsAndEachTableHasASheet() async throws {
    let set = try await reports(of: town(days: 62))
    let tables = [set.sums.revenue, set.sums.services]
    let archive = bytes(tables)
    XCTAssertEqual(archive, bytes(tables), "the same tables give the same bytes")
    let text = String(decoding: archive, as: UTF8.self)
    for name in ["revenue", "services"] {
      XCTAssertEqual(text.components(separatedBy: "<sheet name=\"\(name)\"").count, 2)
    }
    let parts = text.components(separatedBy: "<?xml ").dropFirst()
    XCTAssertEqual(parts.count, 7)
    for part in parts {
      let xml = part.components(separatedBy: "PK")[0]  // what follows is the next file's record
      XCTAssertEqual(open(in: xml), [], String(xml.prefix(120)))
    }
  }

  /// The elements of a part that are not closed in their order.
  private func open(in part: String) -> [Substring] {
    var open: [Substring] = []
    for tag in part.split(separator: "<").dropFirst().compactMap({ $0.split(separator: ">").first }) {
      if tag.hasPrefix("/") {
        if open.last == tag.dropFirst() { open.removeLast() } else { return [tag] }
      } else if !tag.hasSuffix("/") {
        open.append(tag.prefix { $0 != " " })
      }
    }
    return open
  }

  func testTooManyRowsAreToldBeforeTheyAreMade() {
    let long = Table("long", [("a", .count)], rowCount: 1_048_576) { _ in preconditionFailure("no row is made") }
    let full = Table("full", [("a", .count)], rowCount: 1_048_575) { _ in preconditionFailure("no row is made") }
    XCTAssertEqual(Workbook([full, long]).tooLong?.name, "long")
    XCTAssertNil(Workbook([full]).tooLong)
  }
}
