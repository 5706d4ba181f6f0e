import Simulation
import XCTest

@testable import Scenarios

/// Flags and days as spreadsheets write them, and lines of totals.
final class BookValueTests: XCTestCase {
  private let scenario = """
    { "start": "2027-01-15", "population": { "shops": { "book": "book.csv" } } }
    """

  private func faults(_ text: String) -> [String] { load(["x.jsonc": scenario, "book.csv": text]).faults }

  private func book(_ text: String) throws -> OpeningBook {
    guard case .loaded(let loaded) = load(["x.jsonc": scenario, "book.csv": text]) else {
      XCTFail(faults(text).joined(separator: "\n"))
      throw CancellationError()
    }
    return try XCTUnwrap(loaded.scenario.segments[0].book)
  }

  func testTheFlagsOfExcelInUkrainianAreTaken() throws {
    for mark in [",", ";"] {
      let lines =
        ["account,created_on,debt,blocked"]
        + ["ІСТИНА", "Істина", "істина", "ХИБНІСТЬ", "Хибність"].enumerated().map { "a\($0),2026-11-01,5,\($1)" }
      let book = try book(lines.joined(separator: "\n").replacingOccurrences(of: ",", with: mark))
      XCTAssertEqual(book.rows.map(\.isBlocked), [true, true, true, false, false])
    }
  }

  func testOtherWordsForYesAndNoHaveAHint() {
    for (word, found, hint) in [
      ("так", #"the string "так""#, "; write true"), ("YES", #"the string "YES""#, "; write true"),
      ("1", "the number 1", "; write true"), ("Ні", #"the string "Ні""#, "; write false"),
      ("0", "the number 0", "; write false"), ("maybe", #"the string "maybe""#, ""),
    ] {
      let (path, told) = ("in column blocked", faults("account,created_on,debt,blocked\na,2026-11-01,5,\(word)\n"))
      XCTAssertEqual(told, ["book.csv:2:16: expected true or false, found \(found) \(path)\(hint)"])
    }
  }

  func testADayBetweenSemicolonsMayHaveDots() throws {
    let days = #"written like "2027-01-31" or "31.01.2027""#
    XCTAssertEqual(
      faults("account;created_on\na;2/1/2026\nb;\nc;2026-11-01\n"),
      [
        #"book.csv:2:3: expected a day that exists, \#(days), found the string "2/1/2026" in column created_on"#,
        "book.csv:3:3: a value is missing in column created_on; expected a day that exists, \(days)",
      ])
    XCTAssertEqual(
      faults("account,created_on\na,2/1/2026\n"),
      [
        #"book.csv:2:3: expected a day that exists, written like "2027-01-31", found the string "2/1/2026" in column created_on"#
      ])
  }

  func testALastLineWithoutADayOfCreationMayHaveTotals() {
    let hint = "; if this line has totals, leave it out"
    for end in ["", "\n", "\r\n\r\n"] {
      XCTAssertEqual(
        faults("account;created_on;prepaid_cash;debt\na;2026-11-01;5,00;\nРазом;;4250,50;790" + end),
        [
          "book.csv:3:7: a value is missing in column created_on" + hint,
          "book.csv:3:16: an account in debt has no prepaid money in column debt",
        ])
    }
    let inBetween = faults("account,created_on,debt\nTotal,,790\na,2026-11-01,5.00\n")
    XCTAssertEqual(
      inBetween,
      [
        #"book.csv:2:7: a value is missing in column created_on; expected a day that exists, written like "2027-01-31""#
      ])
  }
}
