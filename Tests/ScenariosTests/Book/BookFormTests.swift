import BillingCore
import Simulation
import XCTest

@testable import Scenarios

final class BookFormTests: XCTestCase {
  private let scenario = """
    { "start": "2027-01-15",
      "policy": { "services": { "line": { "monthly": "5.00" }, "послуга": { "tiers": [ { "price": 0.02 } ] } } },
      "population": { "крамниці": { "book": "book.csv" } } }
    """

  private func rejected(_ bytes: [UInt8]) -> RejectedScenario? {
    do throws(ScenarioLoader.Failure) {
      _ = try ScenarioLoader.load("x.jsonc") { path, _ throws(UnreadableFile) in
        path == "x.jsonc" ? Array(self.scenario.utf8) : bytes
      }
      return nil
    } catch {
      if case .rejected(let rejected) = error { return rejected }
      return nil
    }
  }

  private func faults(_ text: String) -> [String] { load(["x.jsonc": scenario, "book.csv": text]).faults }

  private func book(_ text: String) throws -> OpeningBook {
    guard case .loaded(let loaded) = load(["x.jsonc": scenario, "book.csv": text]) else {
      XCTFail(faults(text).joined(separator: "\n"))
      throw CancellationError()
    }
    return try XCTUnwrap(loaded.scenario.segments[0].book)
  }

  func testABookOfExcelInUkraineIsRead() throws {
    let comma = try book(
      "account,created_on,prepaid_cash,debt,last_activity_on,blocked,units:line,used:послуга\n"
        + "1001,2026-11-01,1234.50,,2027-01-13,false,3,250\nюг_2,2020-02-29,,19.00,,true,,\n")
    let semicolons = try book(
      "\u{FEFF}account;created_on;prepaid_cash;debt;last_activity_on;blocked;units:line;used:послуга\r\n"
        + "1001;01.11.2026;1234,50;;13.01.2027;FALSE;3;250\r\n\"юг_2\";2020-02-29;;19,00;;TRUE;;\r\n")
    XCTAssertEqual(semicolons.rows.indices.map(semicolons.name), ["1001", "юг_2"])
    XCTAssertEqual(semicolons.totals, comma.totals)
    XCTAssertEqual(semicolons.totals.prepaidCash, 123_450)
    XCTAssertEqual(semicolons.rows.map(\.created), comma.rows.map(\.created))
    XCTAssertEqual(semicolons.rows.map(\.lastActivity), comma.rows.map(\.lastActivity))
    XCTAssertEqual(semicolons.row(named: "юг_2"), 1)
  }

  func testWhatIsAmbiguousIsRefusedAndNotGuessed() {
    func fault(_ value: String) -> [String] { faults("account;created_on;prepaid_cash\na;2026-11-01;\(value)\n") }
    XCTAssertEqual(
      fault("12.50"),
      [
        "book.csv:2:14: amounts have a dot in this line; where semicolons separate values, decimals have a comma: "
          + "write them like 1234,50"
      ])
    XCTAssertEqual(
      fault("1,234"),
      [
        #"book.csv:2:14: expected an amount with a comma before its 2 decimals, found "1,234" in column prepaid_cash; "#
          + "write it like 1234,50"
      ])
    for text in ["1.234,50", "1 234,50", "1\u{A0}234,50", "1,2,3", ",5", "5,", "1e3", "+5"] {
      XCTAssertEqual(fault(text).count, 1, text)
    }
    for text in ["1234,50", "7", "0,1", "5,100", "123456789012,34"] { XCTAssertEqual(fault(text), [], text) }
    XCTAssertEqual(faults("account;created_on\na;11/01/2026\n").count, 1)
  }

  func testAnotherFormIsOneFault() {
    let lines = (1...50).map { "a\($0)" + "\t2026-11-01\t5,00\n" }.joined()
    let cases = [
      (
        "account\tcreated_on\tdebt\n" + lines,
        "1:1: the values of the book are separated by tabs; save it as CSV, with commas or semicolons between values"
      ),
      (
        "account|created_on|debt\n" + lines,
        #"1:1: the values of the book are separated by "|"; save it as CSV, with commas or semicolons between values"#
      ),
      (
        "account;created_on,debt\n" + lines,
        "1:1: the header has values separated by semicolons and by commas; separate all values by commas, or all by semicolons"
      ),
      (
        "sep=;\naccount;created_on\n",
        "1:1: the first line is an instruction for Excel; leave it out; the header is the first line"
      ),
      (
        "account,created_on\racme,2026-11-01\r",
        "1:1: the lines of the book end with CR alone; save it as CSV in UTF-8; Excel calls it CSV UTF-8"
      ),
      (
        "PK\u{3}\u{4}\u{0}",
        "1:1: the book is a workbook, or another archive; save it as CSV in UTF-8; Excel calls it CSV UTF-8"
      ),
    ]
    for (text, fault) in cases { XCTAssertEqual(faults(text), ["book.csv:" + fault]) }
  }

  func testAnotherEncodingIsOneFault() throws {
    // "юг" in Windows-1251.
    let lines =
      Array("account;created_on\n".utf8) + (0..<50).flatMap { _ in [0xFE, 0xE3] + Array(";2026-11-01\n".utf8) }
    let cyrillic = try XCTUnwrap(rejected(lines))
    XCTAssertEqual(cyrillic.faults.sorted.count, 1)
    XCTAssertTrue(
      cyrillic.description.hasPrefix(
        "book.csv:2:1: error: the book is not in UTF-8 from here on, but perhaps in Windows-1251; save it as CSV in UTF-8"
      ),
      cyrillic.description)
    let wide = try XCTUnwrap(
      rejected([0xFF, 0xFE] + Array("account\tcreated_on\n".utf16).flatMap { [UInt8($0 & 0xFF), 0] }))
    XCTAssertEqual(wide.faults.sorted.count, 1)
    XCTAssertTrue(wide.description.hasPrefix("book.csv:1:1: error: the book is in UTF-16"), wide.description)
  }

  /// What a hint says is done to the value, and the book then means what was meant.
  func testHintsForAmountsLoseNothing() throws {
    func hint(_ line: String) throws -> String {
      let fault = try XCTUnwrap(faults("account,created_on,prepaid_cash,debt\n\(line)\n").first)
      return String(fault[(try XCTUnwrap(fault.range(of: "; "))).upperBound...])
    }
    for written in ["-12.50", "−12.50", "12.50-", "(12.50)"] {
      XCTAssertEqual(
        try hint("a,2026-11-01,\(written),"),
        "a balance below zero is a debt: write 12.50 in the column debt, and leave this one empty")
    }
    XCTAssertEqual(try book("account,created_on,prepaid_cash,debt\na,2026-11-01,,12.50\n").totals.debt, 1250)
    XCTAssertEqual(
      try hint("a,2026-11-01,,-3.00"),
      "write what is owed without a minus; what the account has left belongs in the column prepaid_cash")
    XCTAssertEqual(try hint("a,2026-11-01,n/a,"), "write it like 1234.50, or leave it empty if there is nothing")
    for written in ["5 USD", "$5"] {
      XCTAssertEqual(try hint("a,2026-11-01,\(written),"), "write it like 1234.50", written)
    }
    XCTAssertEqual(
      try hint(#"a,2026-11-01,"1,234","#),
      #"write "1234" if the comma stands between thousands, "1.234" if before decimals"#)
    XCTAssertEqual(
      faults("account,created_on,balance\n"),
      [
        #"book.csv:1:20: unknown column "balance"; give what is above zero as prepaid_cash, and what is below zero as debt, "#
          + "without the minus"
      ])
  }
}
