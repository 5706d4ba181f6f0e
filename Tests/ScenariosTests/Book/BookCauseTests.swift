import XCTest

@testable import Scenarios

/// What is wrong with a whole file, since it was saved so, is one fault with its first line and how many there are.
final class BookCauseTests: XCTestCase {
  private func faults(_ text: String) -> [String] {
    let scenario = """
      { "start": "2027-01-15", "policy": { "services": { "line": { "monthly": "5.00" } } },
        "population": { "shops": { "book": "book.csv" } } }
      """
    return load(["x.jsonc": scenario, "book.csv": text]).faults
  }

  private func lines(_ count: Int, _ line: (String) -> String) -> String {
    (1...count).map { line("a\($0)") + "\n" }.joined()
  }

  private let commas = "account,created_on,prepaid_cash\n"
  private let semicolons = "account;created_on;prepaid_cash\n"

  func testEachCauseIsOneFault() {
    let three = lines(3) { "\($0),2026-01-01,5.00" }
    let cases = [
      (
        commas + three + lines(30) { "b\($0);2026-01-01;5,00" },
        "5:1: semicolons separate the values of this line and 29 more lines, but commas those of the header; "
          + "separate all values by commas, or all by semicolons"
      ),
      (
        semicolons + three,
        "2:1: commas separate the values of this line and 2 more lines, but semicolons those of the header; "
          + "separate all values by commas, or all by semicolons"
      ),
      (
        semicolons + lines(30) { "\($0);2026-01-01;5.00" },
        "2:15: amounts have a dot in this line and 29 more lines; "
          + "where semicolons separate values, decimals have a comma: write them like 1234,50"
      ),
      (
        commas + lines(30) { "\($0), 2026-01-01,5.00 " },
        "2:4: blanks stand around values of this line and 29 more lines; separate values by commas alone"
      ),
      (
        "account, created_on\n" + lines(2) { "\($0), 2026-01-01" },
        "1:9: blanks stand around values of this line and 2 more lines; separate values by commas alone"
      ),
      (
        commas + lines(30) { "\($0),2026-01-01,5.00,," },
        "2:20: empty columns stand at the end of this line and 29 more lines; "
          + "delete them in the spreadsheet, or the commas at the ends of lines"
      ),
      (
        "account,created_on,,\n" + lines(1) { "\($0),2026-01-01,," },
        "1:20: empty columns stand at the end of this line and 1 more line; "
          + "delete them in the spreadsheet, or the commas at the ends of lines"
      ),
      (
        commas + three + ",,\n,,\n",
        "5:1: no value stands in this line and 1 more line, only commas; delete such lines, or leave them empty"
      ),
      (
        commas + lines(30) { "\($0),2026-01-01,5,00" },
        "2:1: expected 3 values in this line and 29 more lines, found 4; "
          + "decimals have a dot, and a value with a comma stands in double quotes"
      ),
      (
        commas + lines(30) { "\($0),01.02.2026,5.00" },
        "2:4: days are written like 31.01.2027 in this line and 29 more lines; "
          + "where commas separate values, write them like 2027-01-31"
      ),
      (
        commas + lines(30) { "\($0),2026-01-01 12:00,5.00" },
        "2:4: days have a time in this line and 29 more lines; write the day alone"
      ),
    ]
    for (text, fault) in cases { XCTAssertEqual(faults(text), ["book.csv:" + fault], text) }
  }

  func testTabsAreBlanksToo() {
    XCTAssertEqual(
      faults(commas + "a,\t2026-01-01,5.00\t\n"),
      ["book.csv:2:3: blanks stand around values of this line; separate values by commas alone"])
  }

  /// A sign within quotes separates nothing, and the mark of an encoding is no part of the first line.
  func testTheFirstLineIsLookedAtWithoutItsQuotesAndMarks() {
    XCTAssertEqual(
      faults("account,created_on,\"pre;paid\"\na,2026-01-01,5.00\n").map { String($0.prefix(40)) },
      [#"book.csv:1:21: unknown column "pre;paid""#])
    XCTAssertEqual(
      faults("\u{FEFF}sep=;\naccount;created_on\n"),
      [
        "book.csv:1:1: the first line is an instruction for Excel; leave it out; the header is the first line"
      ])
  }

  func testWhatIsWrongBesidesIsToldToo() {
    XCTAssertEqual(
      faults(commas + "a, 2026-01-01,5.00\nb,2026-01-01,five,\nc,2026-01-01,-1\nd,never,1\n").map {
        String($0.prefix(50))
      },
      [
        "book.csv:2:3: blanks stand around values of this line; separate values by commas alone",
        "book.csv:3:14: expected an amount from 0.00 to 10000000000000.00",
        "book.csv:3:19: empty columns stand at the end of this line;",
        "book.csv:4:14: expected an amount from 0.00 to 10000000000000.00",
        "book.csv:5:3: expected a day that exists, written like",
      ].map { String($0.prefix(50)) })
    XCTAssertEqual(
      faults("acount, created_on,\n"),
      [
        #"book.csv:1:1: unknown column "acount"; did you mean "account"?"#,
        #"book.csv:1:1: missing column "account""#,
        "book.csv:1:8: blanks stand around values of this line; separate values by commas alone",
        "book.csv:1:20: empty columns stand at the end of this line; "
          + "delete them in the spreadsheet, or the commas at the ends of lines",
      ])
  }
}
