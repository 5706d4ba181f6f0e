import Foundation
import Reports
import XCTest

@testable import daybook

/// The files of a folder in the forms that can be asked for.
final class ReportFilesTests: XCTestCase {
  private func bench() throws -> Workbench {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    try bench.write(#"{ "extends": "town.jsonc", "days": 90 }"#, to: "other.jsonc")
    return bench
  }

  private static let commands = [
    "run town.jsonc", "compare town.jsonc other.jsonc --replications 2",
    "sweep town.jsonc --vary policy.restrictions.blockFrom=8,12 --replications 2",
  ]

  private func run(_ bench: Workbench, _ command: String, _ options: String) throws -> Ending {
    try bench.shell("\"$0\" \(command) --out out --force \(options)")
  }

  func testExcelUKIsTheStyleOfEveryCSVOfEveryVerb() throws {
    let bench = try bench()
    for command in ReportFilesTests.commands {
      let ending = try run(bench, command, "--csv excel-uk")
      XCTAssertEqual(ending.code, 0, ending.messages)
      let names = try bench.names(in: "out").filter { $0.hasSuffix(".csv") }
      XCTAssertGreaterThan(names.count, 1)
      for name in names {
        let bytes = [UInt8](try Data(contentsOf: bench.folder.appendingPathComponent("out/\(name)")))
        XCTAssertEqual(Array(bytes.prefix(3)), [0xEF, 0xBB, 0xBF], name)
        XCTAssertEqual(Array(bytes.suffix(2)), Array("\r\n".utf8), name)
        XCTAssertTrue(bytes.prefix { $0 != UInt8(ascii: "\r") }.contains(UInt8(ascii: ";")), name)
      }
      let sql = try bench.text("out/load.sql")
      XCTAssertEqual(sql.components(separatedBy: "delim = ';'").count, names.count + 1)
      XCTAssertEqual(
        try bench.text("out/datapackage.json").components(separatedBy: "\"dialect\"").count, names.count + 1)
    }
  }

  func testTheStyleChangesNothingButTheSpelling() throws {
    let bench = try bench()
    let plain = try run(bench, "run town.jsonc", "--csv standard")
    let package = try bench.text("out/revenue.csv")
    XCTAssertEqual(try run(bench, "run town.jsonc", "").output, plain.output)
    XCTAssertEqual(try bench.text("out/revenue.csv"), package, "standard is what is usual")
    XCTAssertEqual(try run(bench, "run town.jsonc", "--csv excel-uk").output, plain.output)
    XCTAssertNotEqual(try bench.text("out/revenue.csv"), package)
  }

  func testAWorkbookIsWrittenAndListedWhereItIsAskedFor() throws {
    let bench = try bench()
    for command in ReportFilesTests.commands {
      XCTAssertEqual(try run(bench, command, "").code, 0)
      XCTAssertFalse(try bench.names(in: "out").contains("tables.xlsx"))
      XCTAssertEqual(try run(bench, command, "--xlsx").code, 0)
      let bytes = try Data(contentsOf: bench.folder.appendingPathComponent("out/tables.xlsx"))
      XCTAssertEqual(Array(bytes.prefix(4)), [0x50, 0x4B, 3, 4])
      let package = try bench.text("out/datapackage.json")
      XCTAssertTrue(package.contains("\"path\": \"tables.xlsx\""))
      XCTAssertTrue(package.contains("\"hash\": \"sha256:\(SHA256.hex(of: [UInt8](bytes)))\""))
      XCTAssertEqual(try run(bench, command, "--xlsx --threads 2").code, 0)
      XCTAssertEqual(try Data(contentsOf: bench.folder.appendingPathComponent("out/tables.xlsx")), bytes)
    }
  }

  func testTheSheetsAreTheTablesOfMonths() throws {
    let bench = try bench()
    for (options, sheets) in [
      ("run town.jsonc --reports daily,services,events,revenue", ["services", "revenue"]),
      ("run town.jsonc --reports revenue --replications 2", ["revenue", "forecast"]),
      ("\(ReportFilesTests.commands[2]) --one-at-a-time", ["sweep", "comparison", "tornado"]),
      (ReportFilesTests.commands[1], ["comparison", "bonus"]),
    ] {
      XCTAssertEqual(try run(bench, options, "--xlsx").code, 0)
      let text = String(
        decoding: try Data(contentsOf: bench.folder.appendingPathComponent("out/tables.xlsx")), as: UTF8.self)
      let names = text.components(separatedBy: "<sheet name=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
      XCTAssertEqual(names.map(String.init), sheets)
    }
  }

  func testAWorkbookWithoutATableOfMonthsIsRefused() throws {
    let ending = try run(try bench(), "run town.jsonc", "--xlsx --reports daily,events")
    XCTAssertEqual(ending.code, 2)
    XCTAssertTrue(ending.messages.contains("ask for revenue or services among --reports, or for --replications"))
  }

  func testRowsThatFitNoSheetAreRefusedBeforeTheRun() throws {
    let values = (1...25).map(String.init).joined(separator: ",")
    let ending = try bench().shell(
      "\"$0\" sweep town.jsonc --vary population.shops.accounts=\(values) --days 36525 --out out --xlsx")
    XCTAssertEqual(ending.code, 2)
    XCTAssertTrue(ending.messages.contains("--xlsx: comparison has "), ending.messages)
    XCTAssertTrue(ending.messages.contains("and a sheet holds 1048575"), ending.messages)
  }

  func testAJournalIsAFileOfTheFolder() throws {
    let bench = try bench()
    XCTAssertEqual(try run(bench, "run town.jsonc", "--reports journal --threads 1").code, 0)
    let journal = try bench.text("out/journal.ledger")
    XCTAssertTrue(journal.contains("\n2027-01-01 (totals) shops  ; segment:shops\n"), String(journal.prefix(900)))
    XCTAssertTrue(
      try bench.text("out/datapackage.json").contains(
        "\"path\": \"journal.ledger\",\n      \"mediatype\": \"text/plain\",\n      \"bytes\": \(journal.utf8.count),"))
    XCTAssertEqual(try bench.names(in: "out"), ["datapackage.json", "journal.ledger", "load.sql", "report.html"])
    XCTAssertEqual(try run(bench, "run town.jsonc", "--reports journal --threads 3").code, 0)
    XCTAssertEqual(try bench.text("out/journal.ledger"), journal)
  }

  func testAStyleThatDoesNotExistIsToldWithThoseThatDo() throws {
    let ending = try run(try bench(), "run town.jsonc", "--csv excel-us")
    XCTAssertEqual(ending.code, 2)
    XCTAssertTrue(
      ending.messages.contains(
        "--csv takes standard or excel-uk, not \"excel-us\"; did you mean \"excel-uk\"?"), ending.messages)
  }
}
