import BillingCore
import XCTest

@testable import Reports

final class CSVTests: XCTestCase {
  private func text(_ columns: [(String, Table.Kind)], _ rows: [[Table.Cell]], currency: Currency = .usd) -> String {
    let table = Table("t", columns, rowCount: rows.count) { rows[$0] }
    return String(decoding: CSV.bytes(of: table, currency: currency), as: UTF8.self)
  }

  func testATableWithoutRowsIsItsHeader() {
    XCTAssertEqual(text([("a", .text), ("b", .money)], []), "a,b\n")
  }

  func testEachKindOfCellIsWrittenInItsOwnWay() throws {
    let cells: [Table.Cell] = [
      .text("shops.1"), .day(day("2027-01-31")), .month(day("2027-01-31").month), .count(-3), .money(1234), .flag(true),
      .flag(false), .empty,
    ]
    let columns = cells.indices.map { ("c\($0)", Table.Kind.text) }
    XCTAssertEqual(
      text(columns, [cells]), "c0,c1,c2,c3,c4,c5,c6,c7\nshops.1,2027-01-31,2027-01,-3,12.34,true,false,\n")
  }

  func testMoneyAlwaysHasTheDecimalsOfItsCurrency() throws {
    func money(_ amount: Int128, _ code: String) throws -> String {
      String(
        text([("m", .money)], [[.money(amount)]], currency: try XCTUnwrap(Currency(code: code))).dropFirst(2).dropLast()
      )
    }
    for (amount, dollars) in [
      (0, "0.00"), (5, "0.05"), (-5, "-0.05"), (-100, "-1.00"), (100_000_000, "1000000.00"), (99, "0.99"),
    ] as [(Int128, String)] {
      XCTAssertEqual(try money(amount, "USD"), dollars)
    }
    XCTAssertEqual(try money(-7, "JPY"), "-7")
    XCTAssertEqual(try money(0, "JPY"), "0")
    XCTAssertEqual(try money(1, "KWD"), "0.001")
    XCTAssertEqual(try money(Int128(Int64.max) * 1000, "USD"), "92233720368547758070.00")
  }

  func testThereIsNoMinusZero() {
    XCTAssertEqual(text([("m", .money)], [[.money(-0)], [.amount(-cents(0))]]), "m\n0.00\n0.00\n")
  }

  func testTextIsQuotedOnlyWhereItHasTo() {
    let cells = ["plain", "a b", "a,b", "say \"a\"", "two\nlines", "cr\r", "", "semi;colon", "žluť"]
    XCTAssertEqual(
      text([("t", .text)], cells.map { [.text($0)] }),
      "t\nplain\na b\n\"a,b\"\n\"say \"\"a\"\"\"\n\"two\nlines\"\n\"cr\r\"\n\nsemi;colon\nžluť\n")
  }

  func testHeadersAreQuotedLikeText() {
    XCTAssertEqual(text([("a,b", .text)], []), "\"a,b\"\n")
  }
}
