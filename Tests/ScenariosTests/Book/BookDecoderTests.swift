import BillingCore
import Simulation
import XCTest

@testable import Scenarios

final class BookDecoderTests: XCTestCase {
  private func scenario(_ members: String = "") -> String {
    """
    { "start": "2027-01-15",
      "policy": { "services": { "integration": { "monthly": "5.00" }, "order": { "tiers": [ { "price": 0.02 } ] } } },
      "population": { "shops": { "book": "book.csv"\(members) } } }
    """
  }

  private func book(_ text: String, file: StaticString = #filePath, line: UInt = #line) throws -> OpeningBook {
    switch load(["x.jsonc": scenario(), "book.csv": text]) {
    case .loaded(let loaded): return try XCTUnwrap(loaded.scenario.segments[0].book)
    case .refused(let faults):
      XCTFail(faults.joined(separator: "\n"), file: file, line: line)
      throw CancellationError()
    }
  }

  private func faults(_ text: String) -> [String] { load(["x.jsonc": scenario(), "book.csv": text]).faults }

  private let header = "account,created_on,prepaid_cash,prepaid_bonus,debt,last_activity_on,blocked"

  func testEveryColumnIsRead() throws {
    let book = try book(
      """
      account,created_on,prepaid_cash,prepaid_bonus,debt,last_activity_on,blocked,idle,units:integration,used:order
      acme,2026-11-01,12.50,1.25,0.00,2027-01-13,false,true,3,250
      zeta_2,2020-02-29,,,19.00,2026-12-31,true,,,

      """)
    XCTAssertEqual(book.rows.indices.map(book.name), ["acme", "zeta_2"])
    let (acme, zeta) = (book.rows[0], book.rows[1])
    XCTAssertEqual(acme.created, Day("2026-11-01"))
    XCTAssertEqual(acme.lastActivity, Day("2027-01-13"))
    XCTAssertEqual([acme.prepaidCash, acme.prepaidBonus, acme.debt].map(\.minorUnits), [1250, 125, 0])
    XCTAssertEqual([acme.isBlocked, acme.isIdle, zeta.isBlocked, zeta.isIdle], [false, true, true, false])
    XCTAssertEqual([zeta.prepaidCash, zeta.prepaidBonus, zeta.debt].map(\.minorUnits), [0, 0, 1900])
    let totals = book.totals
    XCTAssertEqual([totals.prepaidCash, totals.prepaidBonus, totals.debt], [1250, 125, 1900])
    XCTAssertEqual([totals.accounts, totals.blocked], [2, 1])
  }

  func testColumnsComeInAnyOrderAndMostMayBeLeftOut() throws {
    let book = try book("created_on,account\n2026-11-01,acme\n")
    XCTAssertEqual(book.rows[0].created, Day("2026-11-01"))
    XCTAssertEqual(book.rows[0].lastActivity, Day("2027-01-14"), "the eve, as for a scripted account")
    XCTAssertEqual(book.totals.prepaidCash, 0)
  }

  func testWhoNeverWasActiveIsAsOldAsTheAccount() throws {
    let book = try book("account,created_on,last_activity_on\nacme,2026-11-01,\n")
    XCTAssertEqual(book.rows[0].lastActivity, Day("2026-11-01"))
  }

  func testFilesOfSpreadsheetsAreTaken() throws {
    let book = try book(
      "\u{FEFF}\"account\",\"created_on\",\"debt\",\"blocked\"\r\n\"acme\",\"2026-11-01\",\"5\",\"TRUE\"\r\n")
    XCTAssertEqual(book.name(of: 0), "acme")
    XCTAssertEqual(book.rows[0].debt.minorUnits, 500)
    XCTAssertTrue(book.rows[0].isBlocked)
  }

  func testAmountsAreExact() throws {
    for (text, cents) in [
      ("0", 0), ("7", 700), ("0.1", 10), ("123456789012.34", 12_345_678_901_234), ("5.10", 510), ("5.100", 510),
    ] {
      let book = try book("account,created_on,prepaid_cash\na,2026-11-01,\(text)\n")
      XCTAssertEqual(book.rows[0].prepaidCash.minorUnits, Int64(cents), text)
    }
  }

  func testAWrongValueHasItsLineColumnAndValue() {
    func fault(_ line: String) -> [String] { faults("\(header)\nok,2026-11-01,0,0,0,2027-01-01,false\n\(line)\n") }
    XCTAssertEqual(
      fault("-acme,2026-11-01,0,0,0,,false"),
      [
        #"book.csv:3:1: expected a name (a letter or digit, then letters, digits, "-" or "_"), found the string "-acme" in column account"#
      ])
    XCTAssertEqual(
      fault("acme,2026-02-30,0,0,0,,false"),
      [
        #"book.csv:3:6: expected a day that exists, written like "2027-01-31", found the string "2026-02-30" in column created_on"#
      ])
    XCTAssertEqual(
      fault("acme,2026-11-01,12.345,0,0,,false"),
      ["book.csv:3:17: 12.345 has too many decimals in column prepaid_cash; 2 are allowed"])
    XCTAssertEqual(
      fault(#"acme,2026-11-01,0,0,"12,50",,false"#),
      [
        #"book.csv:3:22: expected an amount from 0.00 to 10000000000000.00, found the string "12,50" in column debt; "#
          + #"write a dot: "12.50""#
      ])
    XCTAssertEqual(
      fault("acme,2026-11-01,-1,0,0,,false"),
      [
        "book.csv:3:17: expected an amount from 0.00 to 10000000000000.00, found the number -1 in column prepaid_cash; "
          + "a balance below zero is a debt: write 1 in the column debt, and leave this one empty"
      ])
    for text in ["007", "1.", ".5", "+5", "5.0.0", "1e3", " 5", "5 ", "NaN"] {
      XCTAssertEqual(fault("acme,2026-11-01,\(text),0,0,,false").count, 1, text)
    }
    XCTAssertEqual(
      fault("acme,2026-11-01,0,0,0,,maybe"),
      [#"book.csv:3:24: expected true or false, found the string "maybe" in column blocked"#])
  }

  func testAllThatIsWrongWithALineIsTold() {
    func faults(_ line: String) -> [String] {
      self.faults("\(header)\nok,2026-11-01,0,0,0,2027-01-01,false\n\(line)\n")
        .map {
          String($0.split(separator: " ")[0]) + " "
            + ($0.components(separatedBy: "in column ").last ?? "").prefix { $0 != ";" }
        }
    }
    XCTAssertEqual(
      faults("acme,2027-05-01,-5,0,0,2027-05-02,false"),
      ["book.csv:3:6: created_on", "book.csv:3:17: prepaid_cash", "book.csv:3:24: last_activity_on"])
    XCTAssertEqual(
      faults("acme,2026-13-01,0,0,0,2027-05-02,maybe"),
      ["book.csv:3:6: created_on", "book.csv:3:23: last_activity_on", "book.csv:3:34: blocked"])
    XCTAssertEqual(
      faults("acme,2026-11-01,1,0,5,2026-10-01,maybe"),
      ["book.csv:3:21: debt", "book.csv:3:23: last_activity_on", "book.csv:3:34: blocked"])
    XCTAssertEqual(
      faults("ok,2026-11-01,-5,0,0,,true"), ["book.csv:3:1: account", "book.csv:3:15: prepaid_cash"],
      "the block is right as soon as the debt has its column")
    XCTAssertEqual(faults("acme,2026-11-01,0,0,five,,true"), ["book.csv:3:21: debt"])
    XCTAssertEqual(
      faults("acme,2026-11-01,-5,0,0,,false\nacme,2026-11-01,0,0,0,,false"),
      ["book.csv:3:17: prepaid_cash", "book.csv:4:1: account"], "a wrong line has a name, too")
  }

  func testWhatValuesSayTogetherIsChecked() {
    func fault(_ line: String) -> [String] { faults("\(header)\n\(line)\n") }
    XCTAssertEqual(
      fault("acme,2027-01-15,0,0,0,,false"),
      [
        "book.csv:2:6: 2027-01-15 lies after 2027-01-14, the eve of the start, whose state the book has in column created_on"
      ])
    for last in ["2027-01-15", "2026-10-31"] {
      XCTAssertEqual(
        fault("acme,2026-11-01,0,0,0,\(last),false"),
        [
          "book.csv:2:23: \(last) is not between the creation, 2026-11-01, and the eve of the start, 2027-01-14 "
            + "in column last_activity_on"
        ])
    }
    XCTAssertEqual(fault("acme,2027-01-14,0,0,0,2027-01-14,false"), [])
    for money in ["1,0", "0,1"] {
      XCTAssertEqual(
        fault("acme,2026-11-01,\(money),5,,false"),
        ["book.csv:2:21: an account in debt has no prepaid money in column debt"])
    }
    XCTAssertEqual(
      fault("acme,2026-11-01,0,0,0,,true"), ["book.csv:2:24: an account is blocked only in debt in column blocked"])
    XCTAssertEqual(
      fault("acme,2026-11-01,0,0,0,,false\nzeta,2026-11-01,0,0,0,,false\nacme,2026-11-01,0,0,0,,false"),
      [#"book.csv:4:1: the account "acme" stands in line 2 already in column account"#])
  }

  func testLinesOfAnotherLengthAreFaults() {
    XCTAssertEqual(faults("account,created_on\nacme\n"), ["book.csv:2:1: expected 2 values in this line, found 1"])
    XCTAssertEqual(
      faults("account,created_on\na,2026-11-01,5\n"),
      [
        "book.csv:2:1: expected 2 values in this line, found 3; "
          + "decimals have a dot, and a value with a comma stands in double quotes"
      ])
    XCTAssertEqual(
      faults("account,created_on\n\"a,2026-11-01\n"), ["book.csv:2:1: a quote that is not closed on its line"])
  }

  func testHeadersAreStrict() {
    XCTAssertEqual(
      faults("acount,created_on\n"),
      [
        #"book.csv:1:1: unknown column "acount"; did you mean "account"?"#,
        #"book.csv:1:1: missing column "account""#,
      ])
    XCTAssertEqual(
      faults("account,created_on,used:oder\n"),
      [#"book.csv:1:20: unknown column "used:oder"; did you mean "used:order"?"#])
    XCTAssertEqual(
      faults("account,created_on,debt,debt\n"), [#"book.csv:1:25: column "debt" a second time"#])
    XCTAssertEqual(
      faults(""),
      ["book.csv:1:1: the book is empty; its first line names the columns, such as account,created_on,debt"])
  }

  /// Lines put together from pieces that mean something, and some that do not.
  func testAnyTextGivesABookOrFaults() {
    let pieces = [
      ",", ",", ",", "\n", "\r\n", "\"", "acme", "zeta", "2026-11-01", "2027-01-15", "0.00", "5", "-1", "1e3", "true",
      "false", " ", "é", "\u{0}", "99999999999999999999", "account", "created_on", "debt", "\u{FEFF}", ".", "-", "0.",
    ]
    var state: UInt64 = 1
    func next(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    for round in 0..<3000 {
      let head = round % 2 == 0 ? "account,created_on,debt,blocked,used:order,last_activity_on\n" : ""
      let text = head + (0..<next(below: 40)).map { _ in pieces[next(below: pieces.count)] }.joined()
      switch load(["x.jsonc": scenario(), "book.csv": text]) {
      case .loaded(let loaded):
        XCTAssertEqual(Population(of: loaded.scenario).count, loaded.scenario.segments[0].book?.rows.count, text)
      case .refused(let faults): XCTAssertFalse(faults.isEmpty)
      }
    }
  }

  func testUnitsOfLaterServicesAreTakenAndTheirUseIsNot() {
    let text = #"""
      { "start": "2027-01-15",
        "policy": { "changes": [ { "on": "2027-02-01", "services": {
          "sms": { "monthly": "3.00" }, "call": { "tiers": [ { "price": 0.02 } ] } } } ] },
        "population": { "shops": { "book": "book.csv" } } }
      """#
    XCTAssertEqual(
      load(["x.jsonc": text, "book.csv": "account,created_on,units:sms\na,2026-11-01,2\n"]).faults, [])
    XCTAssertEqual(
      load(["x.jsonc": text, "book.csv": "account,created_on,used:call\na,2026-11-01,2\n"]).faults.count, 1)
  }

  func testEmptyLinesArePassedOver() throws {
    XCTAssertEqual(try book("account,created_on\n\na,2026-11-01\r\n\r\n\n").rows.count, 1)
  }

  func testHintsSayWhatToDo() {
    func hint(_ line: String) -> String? {
      faults("\(header)\n\(line)\n").first.map { String($0[($0.range(of: "; ")?.upperBound ?? $0.endIndex)...]) }
    }
    XCTAssertEqual(hint(#"acme,2026-11-01,"1,234.50",0,0,,false"#), "write it like 1234.50")
    XCTAssertEqual(hint("acme,2026-11-01,--5,0,0,,false"), "write it like 19 or 0.5")
    XCTAssertEqual(hint("acme,2026-11-01 00:00:00,0,0,0,,false"), "write the day alone")
    XCTAssertEqual(
      hint("1001,31.12.2026,0,0,0,,false"), "where commas separate values, write them like 2027-01-31")
    XCTAssertEqual(
      faults("\(header)\nacme,,0,0,0,,false\nlast,2026-11-01,0,0,0,,false\n"),
      [#"book.csv:2:6: a value is missing in column created_on; expected a day that exists, written like "2027-01-31""#]
    )
    XCTAssertEqual(
      faults("account,created_on,units:order,integration,email,name\n").map { String($0.suffix(20)) },
      [
        #"did you mean "used:order"?"#, #"did you mean "units:integration"?"#, "integration, used:order",
        #"unknown column "name""#,
      ]
      .map { String($0.suffix(20)) })
  }

  func testTheFlagsOfDatabasesAreTaken() throws {
    let book = try book("account,created_on,debt,blocked\na,2026-11-01,5,t\nb,2026-11-01,5,F\nc,2026-11-01,5,False\n")
    XCTAssertEqual(book.rows.map(\.isBlocked), [true, false, false])
  }

  func testTwentyWrongLinesAreToldAndTheOthersCounted() {
    let lines = (1...50).map { $0 % 2 == 0 ? "a\($0),2026-11-01,5" : "a\($0),never,five" }
    let told = faults("account,created_on,debt\n" + lines.joined(separator: "\n") + "\n")
    XCTAssertEqual(told.count, 41)
    XCTAssertEqual(told.last, "book.csv:42:1: 5 more lines are wrong, from this one on; 25 in all")
    let twenty = (1...20).map { "a\($0),never,1" }
    XCTAssertEqual(faults("account,created_on,debt\n" + twenty.joined(separator: "\n")).count, 20)
  }
}
