import Foundation
import XCTest

@testable import daybook

/// The built program with a book and a warm-up.
final class BookAndWarmUpTests: XCTestCase {
  private static let scenario = """
    {
      "start": "2027-01-15", "days": 60, "warmUpDays": 100,
      "policy": { "services": { "order": { "tiers": [ { "price": 0.02 } ] } } },
      "population": {
        "customers": { "book": "data/book.csv", "usage": { "order": { "perDay": 2 } } },
        "shops": { "accounts": 20, "arrivals": { "perDay": 0.2 } }
      }
    }
    """

  private static let book = """
    account,created_on,prepaid_cash,prepaid_bonus,debt,last_activity_on,blocked,used:order
    acme,2026-11-01,12.50,1.25,0.00,2027-01-13,false,250
    zeta,2025-02-28,0.00,0.00,19.00,2026-12-31,true,0

    """

  private func bench(book: String = BookAndWarmUpTests.book) throws -> Workbench {
    let bench = try Workbench()
    try bench.write(BookAndWarmUpTests.scenario, to: "town.jsonc")
    try bench.write(book, to: "data/book.csv")
    return bench
  }

  func testCheckTellsWhatABookAddsUpTo() throws {
    let check = try bench().daybook("check", "town.jsonc")
    XCTAssertEqual(
      check.output,
      """
      town.jsonc: ok
        data/book.csv: 2 accounts, prepaid cash 12.50, prepaid bonus 1.25, debt 19.00, used:order 250; 1 blocked, 0 idle, 0 not active since their creation

      """)
    XCTAssertEqual(check.code, 0)
  }

  func testAWrongLineIsShownWithItsCaret() throws {
    let check = try bench(book: BookAndWarmUpTests.book + "tail,2026-11-01,1.005,0,0,,false,0\n").daybook(
      "check", "town.jsonc")
    XCTAssertEqual(check.code, 3)
    XCTAssertEqual(
      check.messages,
      """
      data/book.csv:4:17: error: 1.005 has too many decimals in column prepaid_cash; 2 are allowed
          4 | tail,2026-11-01,1.005,0,0,,false,0
            |                 ^

      """)
  }

  func testThePackageKeepsTheBooksDigest() throws {
    let bench = try bench()
    XCTAssertEqual(try bench.daybook("run", "town.jsonc", "--out", "out").code, 0)
    let digest = try bench.shell("sha256sum data/book.csv").output.prefix(64)
    XCTAssertTrue(
      try bench.text("out/datapackage.json").contains(
        #""books": [{ "path": "data/book.csv", "accounts": 2, "bytes": 190, "hash": "sha256:\#(digest)" }]"#))
    XCTAssertTrue(try bench.text("out/blocks.csv").contains("zeta,customers,2027-01-15,,,2027-01-15,"))
  }

  func testAccountsThatWerePurgedInTheWarmUpAreNotCounted() throws {
    let bench = try Workbench()
    try bench.write(
      """
      { "start": "2027-01-15", "days": 20, "warmUpDays": 100, "population": {
          "gone": { "accounts": 3, "opening": { "prepaidCash": 0 }, "idleness": { "startsPerDay": 1, "leaves": 1 } },
          "there": { "accounts": 2, "idleness": { "startsPerDay": 0 }, "topUps": { "declined": 0 } } } }
      """, to: "town.jsonc")
    let run = try bench.daybook("run", "town.jsonc", "--out", "out", "--reports", "accounts")
    XCTAssertTrue(run.output.hasPrefix("town: 2 accounts, "), run.output)
    XCTAssertEqual(try bench.text("out/accounts.csv").split(separator: "\n").count, 3)
    XCTAssertTrue(try bench.text("out/datapackage.json").contains("\"accounts\": 2,"))
  }

  func testATraceReachesBackIntoTheWarmUp() throws {
    let bench = try bench()
    func body(_ words: String...) throws -> Substring {
      let output = try bench.shell((["\"$0\" trace town.jsonc shops.1"] + words).joined(separator: " ")).output
      XCTAssertTrue(output.hasPrefix("date "), output)
      return output.drop { $0 != "\n" }.dropFirst()
    }
    let usual = try body()
    XCTAssertGreaterThanOrEqual(usual.prefix(10), "2027-01-15")
    let whole = try body("--from 2026-10-07")
    // Columns are as wide as the longest of what is told.
    func words(_ text: Substring) -> [[Substring]] { text.split(separator: "\n").map { $0.split(separator: " ") } }
    XCTAssertTrue(words(whole).reversed().starts(with: words(usual).reversed()))
    XCTAssertGreaterThan(whole.count, usual.count)
    let early = try body("--to 2027-01-14")
    XCTAssertEqual(
      early.filter { $0 == "\n" }.count + usual.filter { $0 == "\n" }.count, whole.filter { $0 == "\n" }.count)
    XCTAssertLessThan(early.prefix(10), "2026-12-01")
    let before = try bench.daybook("trace", "town.jsonc", "shops.1", "--to", "2026-10-06")
    XCTAssertEqual(before.code, 2)
    XCTAssertTrue(
      before.messages.contains("the scenario's days are 2027-01-15 to 2027-03-15, after a warm-up from 2026-10-07 on"))
  }

  func testEventsOfAReportAreThoseOfATrace() throws {
    let bench = try bench()
    XCTAssertEqual(try bench.daybook("run", "town.jsonc", "--out", "out", "--reports", "events").code, 0)
    for account in ["acme", "shops.1", "shops.a2"] {
      let traced = try bench.daybook("trace", "town.jsonc", account, "--csv").output
      let rows = try bench.text("out/events.csv").split(separator: "\n").filter { $0.contains(",\(account),") }
      XCTAssertEqual(traced.split(separator: "\n").dropFirst().map(String.init), rows.map(String.init), account)
    }
  }
}
