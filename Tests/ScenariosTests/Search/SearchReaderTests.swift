import BillingCore
import Simulation
import XCTest

@testable import Scenarios

final class SearchReaderTests: XCTestCase {
  private static let town = """
    {
      "start": "2027-01-01", "days": 90, "warmUpDays": 10,
      "policy": { "services": { "integration": { "monthly": "5.00" }, "order": { "tiers": [ { "price": 1 } ] } } },
      "population": { "shops": { "accounts": 1 }, "agencies": { "accounts": 1 } },
    }
    """

  private func scenario(_ text: String = SearchReaderTests.town) throws -> Scenario {
    guard case .loaded(let loaded) = load(["town.jsonc": text]) else { throw Rejected() }
    return loaded.scenario
  }

  private struct Rejected: Error {}

  private func search(_ text: String) throws -> Search { try Search(text, called: "--where", in: scenario()) }

  /// The faults, each as `COLUMN: MESSAGE; HINT`.
  private func faults(_ text: String, in town: String = SearchReaderTests.town) throws -> [String] {
    let scenario = try scenario(town)
    do throws(RejectedSearch) {
      _ = try Search(text, called: "x", in: scenario)
      return []
    } catch {
      return error.faults.sorted.map { fault in
        let column = error.source.location(of: fault.place.offset).column
        return "\(column): \(fault.message)" + (fault.hint.map { "; \($0)" } ?? "")
      }
    }
  }

  private func assertFault(
    _ text: String, _ faults: String..., file: StaticString = #filePath, line: UInt = #line
  ) throws {
    XCTAssertEqual(try self.faults(text), faults, text, file: file, line: line)
  }

  // MARK: What is joined

  func testAndBindsStrongerThanOr() throws {
    XCTAssertEqual(
      try search("blocked or deleted and restored or purged").expression,
      .any([.clause(0), .all([.clause(1), .clause(2)]), .clause(3)]))
    XCTAssertEqual(
      try search("(blocked or deleted) and restored").expression,
      .all([.any([.clause(0), .clause(1)]), .clause(2)]))
  }

  func testNotBindsStrongest() throws {
    XCTAssertEqual(try search("not blocked and deleted").expression, .all([.not(.clause(0)), .clause(1)]))
    XCTAssertEqual(try search("not (blocked and deleted)").expression, .not(.all([.clause(0), .clause(1)])))
    XCTAssertEqual(try search("not not blocked").expression, .not(.not(.clause(0))))
  }

  func testBlanksMatterOnlyBetweenWords() throws {
    XCTAssertEqual(try search("\tnot(blocked)and\ndaysBlocked>=3 ").clauses.map(\.words), ["blocked", "daysBlocked"])
  }

  func testWordsOfAClauseAreThoseWrittenWithoutTheComparison() throws {
    XCTAssertEqual(
      try search("topUp   with card by owner >= 2 times from 2027-01-02 to 2027-01-03 or stage = none on 2027-01-04")
        .clauses.map(\.words),
      ["topUp with card by owner from 2027-01-02 to 2027-01-03", "stage on 2027-01-04"])
    XCTAssertEqual(
      try search(
        "topUp >= 100 USD after invoiced order > 1.00 within 3 days >= 2 times or balance < 5 USD on 2027-01-04"
      ).clauses.map(\.words),
      ["topUp >= 100 USD after invoiced order > 1.00 within 3 days", "balance on 2027-01-04"],
      "an amount of an event says which events are meant")
  }

  func testDaysOfAHappeningAreThoseThatAreNamed() throws {
    func days(_ words: String) throws -> String {
      guard case .happening(_, let days, _)? = try search("signIn \(words)").clauses.first?.condition else { return "" }
      return "\(days.lowerBound) \(days.upperBound)"
    }
    XCTAssertEqual(try days(""), "2027-01-01 2027-03-31")
    XCTAssertEqual(try days("on 2027-02-02"), "2027-02-02 2027-02-02")
    XCTAssertEqual(try days("from 2027-02-02"), "2027-02-02 2027-03-31")
    XCTAssertEqual(try days("to 2027-02-02"), "2027-01-01 2027-02-02")
    XCTAssertEqual(try days("from 2027-02-02 to 2027-02-03"), "2027-02-02 2027-02-03")
  }

  func testEveryWordBeginsACondition() throws {
    let subjects = ConditionReader.subjects.filter { !$0.isEmpty }
    XCTAssertEqual(Set(subjects).count + 1, subjects.count, "only created is a happening and a state")
    for word in Happening.allWords { XCTAssertEqual(try faults(word), [], word) }
    for word in Happening.allWords where word != "created" {
      XCTAssertEqual(try faults("\(word) on 2027-01-02 <= 3 times"), [], word)
    }
    for word in Condition.measureWords { XCTAssertEqual(try faults("\(word) != 3"), [], word) }
    let values = ["stage": "none", "status": "open", "segment": "shops", "account": "s*"]
    for word in Condition.stateWords {
      let isDay = ["deletionDue", "lastActivity", "created"].contains(word)
      XCTAssertEqual(try faults("\(word) = \(isDay ? "2001-01-01" : values[word] ?? "-1.5")"), [], word)
    }
  }

  // MARK: What is wrong

  func testWhatIsNotJoinedIsToldAtItsColumn() throws {
    try assertFault("", "1: the expression is empty; write a condition, such as blocked")
    try assertFault("blocked and", #"12: expected a condition after "and", not the end"#)
    try assertFault("or blocked", #"1: expected a condition, not "or""#)
    try assertFault("not", #"4: expected a condition after "not", not the end"#)
    try assertFault("()", #"2: expected a condition after "(", not ")""#)
    try assertFault("deleted or (blocked", #"12: this "(" is never closed"#)
    try assertFault("(blocked))", #"10: this ")" has no "(""#)
    try assertFault("blocked (deleted)", #"9: expected "and", "or" or the end after "blocked", not "(""#)
    try assertFault(
      "(blocked) adn deleted", #"11: expected "and", "or" or the end after ")", not "adn"; did you mean "and"?"#)
    try assertFault("(blocked not deleted)", #"10: expected "and", "or" or ")" after "blocked", not "not""#)
    try assertFault("blocked not deleted", #"9: expected "and", "or" or the end after "blocked", not "not""#)
    try assertFault(
      String(repeating: "(", count: 65) + "blocked" + String(repeating: ")", count: 65),
      #"65: more than 64 levels of "not" and "(""#)
    XCTAssertEqual(try faults(String(repeating: "not ", count: 64) + "blocked"), [])
  }

  func testUnknownWordsAreToldWithWhatIsNear() throws {
    try assertFault("bloked", #"1: there is no condition "bloked"; did you mean "blocked"?"#)
    try assertFault("nothing", #"1: there is no condition "nothing""#)
    try assertFault("stage = bloked", #"9: there is no stage "bloked"; did you mean "blocked"?"#)
    try assertFault(
      "status=shut", #"8: there is no status "shut"; there are notCreated, open, deletionPending, deleted, purged"#)
    try assertFault("segment = shpos", #"11: there is no segment "shpos"; did you mean "shops"?"#)
    try assertFault("used of ordr", #"9: "ordr" cannot stand after "used of"; did you mean "order"?"#)
    try assertFault("used of integration", #"9: "integration" cannot stand after "used of"; expected order"#)
    try assertFault(
      "topUp by boss", #"10: "boss" cannot stand after "topUp by"; expected owner, administrator, employee"#)
    try assertFault("refused use bloked", #"13: "bloked" cannot stand after "refused"; did you mean "blocked"?"#)
    XCTAssertEqual(
      try faults("used of order", in: #"{ "start": "2027-01-01", "policy": {} }"#),
      [#"9: "order" cannot stand after "used of"; the scenario has none"#])
  }

  func testTrailingWordsAreTold() throws {
    try assertFault("topUp >= 100.00 AND blocked", #"17: "AND" cannot stand after "topUp"; did you mean "and"?"#)
    try assertFault("blocked nad deleted", #"9: "nad" cannot stand after "blocked"; did you mean "and"?"#)
    try assertFault("blocked && deleted", #"9: "&&" cannot stand after "blocked"; did you mean "and"?"#)
    try assertFault(
      "blocked deleted", #"9: "deleted" cannot stand after "blocked"; expected "on", "from", "to", "and", "or""#)
    try assertFault("topUp card", #"7: "card" cannot stand after "topUp"; did you mean "with card"?"#)
    try assertFault("topUp wiht card", #"7: "wiht" cannot stand after "topUp"; did you mean "with"?"#)
    try assertFault("topUp by owner by owner", #"16: "by" is given twice"#)
    try assertFault("stage = none ever", #"14: "ever" cannot stand after "stage"; expected "on", "and", "or""#)
    try assertFault("topUp with", #"11: expected a word after "with", not the end"#)
  }

  func testComparisonsThatMakeNoSenseAreTold() throws {
    try assertFault("daysBlocked", #"1: "daysBlocked" needs a comparison; such as daysBlocked > 60"#)
    try assertFault("balance", #"1: "balance" needs a comparison; such as balance > 50.00"#)
    try assertFault("status", #"1: "status" needs a comparison; such as status = deleted"#)
    try assertFault("segment", #"1: "segment" needs a comparison; such as segment = shops"#)
    for word in ["deletionDue", "lastActivity"] {
      try assertFault(word, #"1: "\#(word)" needs a comparison; such as \#(word) < 2027-03-31"#)
    }
    try assertFault("stage blocked", #"7: expected a comparison after "stage", not "blocked"; such as stage = blocked"#)
    try assertFault("topUp >", #"8: expected a value after ">", not the end"#)
    try assertFault("topUp > 1 < 3", #"11: "topUp" is compared twice; join two comparisons with "and""#)
    try assertFault("topUp >= 3", "10: 3 may be an amount or a number of times; write 3.00 or 3 times")
    try assertFault("topUp > 5 EUR", #"11: "EUR" cannot stand here; amounts are in USD"#)
    try assertFault("blocked > 5 USD", #"13: "USD" cannot stand here; blocked has no amount"#)
    try assertFault("cashIn > 5 times", #"12: "times" cannot stand here; amounts are in USD"#)
    try assertFault("blocked within 3 days", #"9: "within" stands after the event of "after" or "before""#)
    try assertFault("blocked after topUp within x days", #"28: expected a number of days, not "x""#)
    try assertFault(#"account = """#, "11: a name is missing; * means any characters: shops.*")
    try assertFault(#"account = "nobody"#, "11: this quote is never closed", Self.nobody)
    try assertFault("account = nobody", #"11: there is no account "nobody"; * means any characters: shops.*"#)
    try assertFault("signIn == 1", #"8: "==" is no comparison; did you mean "="?"#)
    try assertFault("!blocked", #"1: "!" is no comparison; did you mean "not"?"#)
    try assertFault("signIn <=> 1", #"8: "<=>" is no comparison; there are = != < <= > >="#)
    for sign in ["<", "<=", ">", ">="] {
      try assertFault(
        "status \(sign) open",
        #"8: "open" is a word, which nothing is less or more than; compare status by = or !="#)
    }
    try assertFault(
      "segment > shops", #"9: "shops" is a word, which nothing is less or more than; compare segment by = or !="#)
    try assertFault(
      "deletionDue < none",
      #"13: "none" is a word, which nothing is less or more than; compare deletionDue by = or !="#)
  }

  private static let nobody = #"11: there is no account "nobody"; * means any characters: shops.*"#

  func testAmountsStandBehindTheirEventAndACountAnywhere() throws {
    func order(_ text: String) throws -> String {
      guard case .order(let order, _, let times)? = try search(text).clauses.first?.condition else { return "" }
      return "\(order) \(times)"
    }
    let first = try order("topUp >= 100.00 after blocked within 3 days >= 2 times")
    XCTAssertNotEqual(first, "")
    for same in [
      "topUp >= 2 times >= 100.00 after blocked within 3 days",
      "topUp >= 100 USD after blocked >= 2 times within 3 days",
      "topUp >= 100.00 >= 2 times after blocked within 3 days",
    ] { XCTAssertEqual(try order(same), first, same) }
    XCTAssertNotEqual(try order("topUp >= 100.00 after topUp"), try order("topUp after topUp >= 100.00"))
    XCTAssertNotEqual(try order("topUp with card after topUp"), try order("topUp after topUp with card"))
    guard case .happening(.amounting, _, let times)? = try search("topUp >= 5.00 >= 2 times").clauses.first?.condition
    else { return XCTFail("an event may have an amount and a count") }
    XCTAssertEqual(times.value, 2)
  }

  func testAnAmountBehindTheWrongEventIsTold() throws {
    try assertFault(
      "topUp after blocked >= 100.00", "24: blocked has no amount; write topUp >= 100.00 after blocked")
    try assertFault(
      "topUp after blocked >= 100 USD", "24: blocked has no amount; write topUp >= 100 USD after blocked")
    try assertFault("blocked >= 100.00 after topUp", #"12: expected a whole number, not "100.00""#)
    try assertFault("signIn after blocked > 5 USD", #"26: "USD" cannot stand here; blocked has no amount"#)
    try assertFault(
      "topUp after blocked >= 2",
      "24: 2 may be an amount or a number of times; write 2 times; an amount stands behind its event")
    try assertFault("signIn after topUp >= 2", "23: 2 may be an amount or a number of times; write 2.00 or 2 times")
    let twice = #""topUp" is compared twice; join two comparisons with "and""#
    try assertFault("topUp >= 2 times after blocked <= 3 times", "32: \(twice)")
    try assertFault("topUp >= 1.00 <= 3.00 after blocked", "15: \(twice)")
    try assertFault("topUp after topUp >= 1.00 <= 3.00", "27: \(twice)")
    try assertFault("balance > 1 < 3", #"13: "balance" is compared twice; join two comparisons with "and""#)
    try assertFault("topUp >= 100 usd", #"14: "usd" cannot stand here; amounts are in USD"#)
    try assertFault("balance > 100 usd", #"15: "usd" cannot stand here; amounts are in USD"#)
    try assertFault("topUpp > 5 USD", #"1: there is no condition "topUpp"; did you mean "topUp"?"#)
    try assertFault("topUpp after blocked", #"1: there is no condition "topUpp"; did you mean "topUp"?"#)
    try assertFault("topUp after bloked >= 2", #"13: there is no event "bloked"; did you mean "blocked"?"#)
    try assertFault("topUp after blocked within 2 days within 3 days", #"35: "within" is given twice"#)
  }

  func testAServiceMayBeCalledLikeAKeyword() throws {
    let town = """
      { "start": "2027-01-01", "policy": { "services": { "after": { "monthly": "5.00" }, "on": { "monthly": 1 } } } }
      """
    for text in [
      "invoiced of after", #"invoiced "after""#, "invoiced of after after blocked", #"blocked before invoiced "on""#,
      #"invoiced "on" on 2027-01-02"#,
    ] { XCTAssertEqual(try faults(text, in: town), [], text) }
    XCTAssertEqual(
      try faults("invoiced after", in: town),
      [#"15: expected an event after "after", not the end; for the service write of after, or "after""#])
    XCTAssertEqual(
      try faults("invoiced on > 1.00", in: town),
      [#"13: expected a day after "on", not ">"; for the service write of on, or "on""#])
    try assertFault("invoiced after", #"15: expected an event after "after", not the end"#)
  }

  func testValuesOfTheWrongKindAreTold() throws {
    for value in ["-1", "1.0", "x", "99999999999999999999"] {
      try assertFault("signIn = \(value)", #"10: expected a whole number, not "\#(value)""#)
    }
    try assertFault("balance < 1.005", "11: 1.005 has too many decimals for USD; write it like -50.00")
    try assertFault("balance < 1,5", #"11: expected an amount, not "1,5"; write a dot: 1.5"#)
    try assertFault("cashIn > much", #"10: expected an amount, not "much"; write it like 50.00"#)
    try assertFault("topUp >= 100.005", "10: 100.005 has too many decimals for USD; write it like 50.00")
    try assertFault("debt > 1.005", "8: 1.005 has too many decimals for USD; write it like 50.00")
    try assertFault("cashIn > 99999999999999999999", "10: 99999999999999999999 does not fit 64 bits")
    try assertFault(
      "created < 2027-02-30", #"11: expected a day that exists, not "2027-02-30"; write it like 2027-01-31"#)
    try assertFault(
      "deletionDue = nune", #"15: expected none or a day that exists, not "nune"; write it like 2027-01-31"#)
  }

  func testDaysThatAreNotReportedAreTold() throws {
    try assertFault(
      "blocked on 2027-02-29", #"12: expected a day that exists, not "2027-02-29"; write it like 2027-01-31"#)
    let those = "is not a reported day; those are 2027-01-01 to 2027-03-31"
    try assertFault("blocked on 2026-12-31", "12: 2026-12-31 \(those)")
    try assertFault("blocked from 2027-01-01 to 2027-04-01", "28: 2027-04-01 \(those)")
    try assertFault("stage = none on 2026-12-25", "17: 2026-12-25 \(those)")
    XCTAssertEqual(try faults("stage = none on 2027-01-01 or blocked from 2027-01-01 to 2027-03-31"), [])
    try assertFault("blocked from 2027-02-02 to 2027-02-01", "28: 2027-02-01 lies before 2027-02-02")
    try assertFault("blocked on 2027-02-02 to 2027-02-03", "23: the days are given twice")
    try assertFault("blocked on", #"11: expected a day after "on", not the end"#)
    try assertFault("stage = none from 2027-02-02", #"14: "stage" is of one day; write on DAY"#)
    try assertFault("cashIn > 1 on 2027-02-02", #"12: "cashIn" is not of a day; leave the days out"#)
  }

  func testAllFaultsAreToldAtOnce() throws {
    try assertFault(
      "bloked and stage = nonee and (topUp > x",
      #"1: there is no condition "bloked"; did you mean "blocked"?"#,
      #"20: there is no stage "nonee"; did you mean "none"?"#,
      #"30: this "(" is never closed"#,
      #"39: expected a whole number, not "x""#)
  }

  func testAFaultShowsTheExpressionAndACaret() throws {
    XCTAssertThrowsError(try search("blocked and stage = bloked")) { error in
      XCTAssertEqual(
        (error as? RejectedSearch)?.description,
        """
        --where:1:21: error: there is no stage "bloked"; did you mean "blocked"?
            1 | blocked and stage = bloked
              |                     ^

        """)
    }
  }

  func testAmountsHaveTheDecimalsOfTheCurrency() throws {
    let yen = #"{ "start": "2027-01-01", "policy": { "currency": "JPY" } }"#
    XCTAssertEqual(try faults("balance < -50", in: yen), [])
    XCTAssertEqual(
      try faults("balance < -50.5", in: yen), ["11: -50.5 has too many decimals for JPY; write it like -50"])
  }
}
