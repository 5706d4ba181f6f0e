import BillingCore
import XCTest

@testable import Reports

final class LoadSQLTests: XCTestCase {
  private func text(_ files: [DataPackage.File], _ currency: Currency = .usd) -> String {
    LoadSQL.text(of: files, currency: currency)
  }

  private func file(_ name: String, _ columns: [(String, Table.Kind)]) -> DataPackage.File {
    DataPackage.File(name: name, columns: Table.columns(columns), bytes: 0, digest: "")
  }

  func testATableIsAViewWithATypeForEachColumn() {
    let columns: [(String, Table.Kind)] = [
      ("month", .month), ("segment", .text), ("on", .day), ("top_ups", .count), ("cash_in", .money), ("final", .flag),
      ("mean", .number),
    ]
    XCTAssertEqual(
      text([file("revenue", columns)]).split(separator: "\n", omittingEmptySubsequences: false).dropFirst(3)
        .joined(separator: "\n"),
      """
      CREATE OR REPLACE VIEW "revenue" AS
      SELECT * REPLACE (CAST("month" || '-01' AS DATE) AS "month") FROM read_csv('revenue.csv', auto_detect = false, header = true, nullstr = '',
        delim = ',', quote = '"', escape = '"', decimal_separator = '.', columns = {
          'month': 'VARCHAR',
          'segment': 'VARCHAR',
          'on': 'DATE',
          'top_ups': 'BIGINT',
          'cash_in': 'DECIMAL(38, 2)',
          'final': 'BOOLEAN',
          'mean': 'DOUBLE'
        });

      """)
  }

  func testMoneyHasTheDecimalsOfItsCurrency() throws {
    for (code, type) in [("JPY", "DECIMAL(38, 0)"), ("KWD", "DECIMAL(38, 3)"), ("UYW", "DECIMAL(38, 4)")] {
      let currency = try XCTUnwrap(Currency(code: code))
      XCTAssertTrue(text([file("t", [("m", .money)])], currency).contains("'m': '\(type)'"), code)
    }
  }

  func testATableWithoutMonthsIsTakenAsItIs() {
    XCTAssertTrue(text([file("t", [("a", .text)])]).contains("\nSELECT * FROM read_csv('t.csv',"))
  }

  func testNamesAreQuotedForWhatTheyStandIn() {
    let sql = text([file("sweep", [("a['b'].\"c\"", .text), ("order", .month)])])
    XCTAssertTrue(sql.contains("    'a[''b''].\"c\"': 'VARCHAR'"), sql)
    XCTAssertTrue(sql.contains("CAST(\"order\" || '-01' AS DATE) AS \"order\""), sql)
  }

  func testNamesThatDifferInCaseAloneAreToldApart() {
    let sql = text([file("sweep", [("order", .text), ("Order", .text), ("order_2", .text), ("ORDER", .text)])])
    let names = sql.split(separator: "\n").filter { $0.contains("': 'VARCHAR'") }.map {
      $0.split(separator: "'")[1]
    }
    XCTAssertEqual(names, ["order", "Order_3", "order_2", "ORDER_4"])
  }

  func testOtherFilesHaveNoView() {
    let page = DataPackage.File(path: "report.html", content: .other(mediaType: "text/html"), bytes: 1, digest: "")
    XCTAssertEqual(text([page]), text([]))
    XCTAssertFalse(text([page]).contains("CREATE"))
  }

  func testASpreadsheetsStyleIsReadByItsDelimiterAndDecimalMark() {
    let file = DataPackage.File(
      name: "t", columns: Table.columns([("m", .money)]), style: .excelUK, bytes: 0, digest: "")
    XCTAssertTrue(
      text([file]).contains("  delim = ';', quote = '\"', escape = '\"', decimal_separator = ',', columns = {"),
      text([file]))
  }
}
