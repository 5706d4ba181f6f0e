import BillingCore
import XCTest

@testable import Reports

final class LoadSQLTests: XCTestCase {
  private func text(_ files: [DataPackage.File], _ currency: Currency = .usd) -> String {
    LoadSQL(of: files, origin: .init(scenario: "town", seed: 7, isOfOne: true), currency: currency).text
  }

  /// The statement that makes the first view.
  private func view(_ files: [DataPackage.File]) throws -> Substring {
    let text = text(files)
    return text[try XCTUnwrap(text.range(of: "CREATE OR REPLACE VIEW")).lowerBound...]
  }

  private func file(_ name: String, _ columns: [(String, Table.Kind)]) -> DataPackage.File {
    DataPackage.File(name: name, columns: Table.columns(columns), bytes: 0, digest: "")
  }

  func testATableIsAViewWithATypeForEachColumn() throws {
    let columns: [(String, Table.Kind)] = [
      ("month", .month), ("segment", .text), ("on", .day), ("top_ups", .count), ("cash_in", .money), ("final", .flag),
      ("mean", .number),
    ]
    let view = try view([file("revenue", columns)])
    let mark = try XCTUnwrap(view.firstMatch(of: /getvariable\('daybook_([0-9a-f]{10})'\)/)).1
    XCTAssertEqual(
      String(view),
      """
      CREATE OR REPLACE VIEW "revenue" AS
      SELECT 'town' AS scenario, CAST(7 AS UBIGINT) AS seed, 'town' AS variant, * REPLACE (CAST("month" || '-01' AS DATE) AS "month")
      FROM read_csv(getvariable('daybook_\(mark)') || 'revenue.csv', auto_detect = false, header = true, nullstr = '',
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

  func testAReportHasASchemaOfItsOwn() throws {
    func schema(_ digest: String, _ origin: LoadSQL.Origin) throws -> Substring {
      let file = DataPackage.File(name: "t", columns: Table.columns([("a", .text)]), bytes: 0, digest: digest)
      let text = LoadSQL(of: [file], origin: origin, currency: .usd).text
      let found = try XCTUnwrap(text.firstMatch(of: /CREATE SCHEMA IF NOT EXISTS "(town_[0-9a-f]{10})";\nUSE "(.*)";/))
      XCTAssertEqual(found.1, found.2)
      return found.1
    }
    let first = LoadSQL.Origin(scenario: "town", seed: 1, isOfOne: true)
    let second = LoadSQL.Origin(scenario: "town", seed: 2, isOfOne: true)
    let schemas = [try schema("a", first), try schema("a", second), try schema("b", first)]
    XCTAssertEqual(Set(schemas).count, 3, "other numbers or another seed, another schema")
    XCTAssertEqual(try schema("a", first), schemas[0], "the same, the same bytes")
  }

  func testThePageDoesNotChangeAByte() {
    let table = DataPackage.File(name: "t", columns: Table.columns([("a", .text)]), bytes: 0, digest: "d")
    let texts = ["english", "ukrainian"].map { digest in
      text([table, .init(path: "report.html", content: .other(mediaType: "text/html"), bytes: 0, digest: digest)])
    }
    XCTAssertEqual(texts[0], texts[1])
    XCTAssertEqual(texts[0], text([table]))
  }

  func testRowsOfVariantsSayWhichTheyAreOf() throws {
    let origin = LoadSQL.Origin(scenario: "o'hara", seed: .max, isOfOne: false)
    func columns(_ names: [String]) throws -> Substring {
      let text = LoadSQL(of: [file("t", names.map { ($0, .text) })], origin: origin, currency: .usd).text
      return try XCTUnwrap(text.firstMatch(of: /\nSELECT (.*), \*\n/)).1
    }
    let whole = "'o''hara' AS scenario, CAST(18446744073709551615 AS UBIGINT) AS seed"
    XCTAssertEqual(try columns(["variant", "x"]), Substring(whole))
    XCTAssertEqual(try columns(["point", "x"]), Substring(whole + ", \"point\" AS variant"))
    XCTAssertEqual(try columns(["x"]), Substring(whole + ", CAST(NULL AS VARCHAR) AS variant"))
  }

  func testMoneyHasTheDecimalsOfItsCurrency() throws {
    for (code, type) in [("JPY", "DECIMAL(38, 0)"), ("KWD", "DECIMAL(38, 3)"), ("UYW", "DECIMAL(38, 4)")] {
      let currency = try XCTUnwrap(Currency(code: code))
      XCTAssertTrue(text([file("t", [("m", .money)])], currency).contains("'m': '\(type)'"), code)
    }
  }

  func testATableWithoutMonthsIsTakenAsItIs() {
    XCTAssertTrue(text([file("t", [("a", .text)])]).contains(" AS variant, *\nFROM read_csv("))
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
    XCTAssertFalse(text([page]).contains("VIEW"))
  }

  func testASpreadsheetsStyleIsReadByItsDelimiterAndDecimalMark() {
    let file = DataPackage.File(
      name: "t", columns: Table.columns([("m", .money)]), style: .excelUK, bytes: 0, digest: "")
    XCTAssertTrue(
      text([file]).contains("  delim = ';', quote = '\"', escape = '\"', decimal_separator = ',', columns = {"),
      text([file]))
  }
}
