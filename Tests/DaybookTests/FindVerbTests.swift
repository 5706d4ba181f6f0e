import Foundation
import XCTest

@testable import daybook

/// `find`, as it is called.
final class FindVerbTests: XCTestCase {
  private func bench(_ scenario: String = Sample.small) throws -> Workbench {
    let bench = try Workbench()
    try bench.write(scenario, to: "town.jsonc")
    return bench
  }

  func testTheAccountsAreOutputAndTheirNumberAMessage() throws {
    let found = try bench().daybook(
      "find", "town.jsonc", "--where", "topUp and stage = blocked on 2027-02-11 and cashIn > 0")
    XCTAssertEqual(found.code, 0)
    XCTAssertEqual(
      found.output,
      """
      account  segment   topUp       stage on 2027-02-11  cashIn
      acme     scripted  2027-02-12  blocked               19.00

      """)
    XCTAssertEqual(found.messages, "1 of 21 accounts\n")
  }

  func testTheSameIsPrintedAsCSV() throws {
    let found = try bench().daybook(
      "find", "town.jsonc", "--csv", "--quiet", "--where",
      "blocked and unblocked and segment = scripted and debt = 0 on 2027-02-12")
    XCTAssertEqual(
      found.output,
      """
      account,segment,blocked_first_on,blocked_times,unblocked_first_on,unblocked_times,debt_on_2027_02_12
      acme,scripted,2027-02-10,2,2027-02-12,1,0.00

      """)
    XCTAssertEqual(found.messages, "")
  }

  func testThousandsAreListedEachOnce() throws {
    let bench = try bench()
    let found = try bench.daybook(
      "find", "town.jsonc", "--where", "created or created < 2027-01-01", "--scale", "150", "--csv", "--limit", "2500")
    XCTAssertEqual(found.code, 0, found.messages)
    let names = found.output.split(separator: "\n").dropFirst().map { $0.prefix { $0 != "," } }
    XCTAssertEqual(names.count, 2500)
    XCTAssertEqual(Set(names).count, 2500)
  }

  func testNoneFoundIsNoFailure() throws {
    let bench = try bench()
    let none = try bench.daybook("find", "town.jsonc", "--where=purged")
    XCTAssertEqual(none.code, 0)
    XCTAssertEqual(none.output, "")
    XCTAssertEqual(none.messages, "0 of 21 accounts\n")
    let header = try bench.daybook("find", "town.jsonc", "--where=purged", "--csv", "--quiet")
    XCTAssertEqual(header.output, "account,segment,purged_first_on,purged_times\n")
    XCTAssertEqual(header.messages, "")
  }

  func testALimitShortensTheListAndNotTheCount() throws {
    let bench = try bench()
    let two = try bench.daybook("find", "town.jsonc", "--where", "segment = shops", "--limit", "2")
    XCTAssertEqual(two.output, "account  segment\nshops.1  shops\nshops.2  shops\n")
    XCTAssertEqual(two.messages, "20 of 21 accounts; the first 2 are listed\n")
    XCTAssertEqual(try bench.daybook("find", "town.jsonc", "--where", "purged", "--limit=-1").code, 2)
  }

  func testTheScenarioIsChangedAsForARun() throws {
    let bench = try bench()
    let many = try bench.daybook("find", "town.jsonc", "--where", "segment = shops", "--scale", "2", "--limit", "0")
    XCTAssertEqual(many.messages, "40 of 41 accounts; the first 0 are listed\n")
    let short = try bench.daybook(
      "find", "town.jsonc", "--where", "topUp by administrator on 2027-02-12", "--days", "30")
    XCTAssertEqual(short.code, 2)
    XCTAssertTrue(short.messages.contains("those are 2027-01-01 to 2027-01-30"), short.messages)
    let seeds = try ["1", "2"].map {
      try bench.daybook("find", "town.jsonc", "--where", "signIn > 20", "--seed", $0).output
    }
    XCTAssertNotEqual(seeds[0], seeds[1])
  }

  func testAnyNumberOfThreadsPrintsTheSame() throws {
    let bench = try bench()
    let endings = try ["1", "2", "3"].map {
      try bench.daybook(
        "find", "town.jsonc", "--scale", "40", "--days", "60", "--csv", "--threads", $0, "--where",
        "blocked or billed > 20")
    }
    XCTAssertGreaterThan(endings[0].output.split(separator: "\n").count, 100)
    for ending in endings {
      XCTAssertEqual(ending.output, endings[0].output)
      XCTAssertEqual(ending.messages, endings[0].messages)
    }
  }

  func testAWrongExpressionShowsWhereItIsWrong() throws {
    let wrong = try bench().daybook("find", "town.jsonc", "--where", "stage = bloked or blocked on 2027-02-30")
    XCTAssertEqual(wrong.code, 2)
    XCTAssertEqual(wrong.output, "")
    XCTAssertEqual(
      wrong.messages,
      """
      --where:1:9: error: there is no stage "bloked"; did you mean "blocked"?
          1 | stage = bloked or blocked on 2027-02-30
            |         ^
      --where:1:30: error: expected a day that exists, not "2027-02-30"; write it like 2027-01-31
          1 | stage = bloked or blocked on 2027-02-30
            |                              ^
      See: daybook find --help

      """)
  }

  func testWhatIsMissingIsSaid() throws {
    let bench = try bench()
    func message(_ arguments: String) throws -> String {
      let ending = try bench.shell("\"$0\" find \(arguments)")
      XCTAssertEqual(ending.code, 2)
      return String(ending.messages.prefix { $0 != "\n" })
    }
    XCTAssertEqual(
      try message("town.jsonc"), #"error: find needs a condition, such as --where "blocked and restored""#)
    XCTAssertEqual(try message("town.jsonc --where ''"), "error: --where needs a value: --where EXPR")
    XCTAssertEqual(
      try message("town.jsonc --where ' '"),
      "--where:1:2: error: the expression is empty; write a condition, such as blocked")
    XCTAssertEqual(
      try message("--where blocked"), "error: find takes one scenario: daybook find SCENARIO --where EXPR")
    XCTAssertEqual(
      try message("town.jsonc --wher blocked"), "error: daybook find has no option --wher; did you mean --where?")
  }

  func testAFaultyScenarioIsToldFirst() throws {
    let wrong = try bench(Sample.faulty).daybook("find", "town.jsonc", "--where", "bloked")
    XCTAssertEqual(wrong.code, 3)
    XCTAssertTrue(wrong.messages.contains("town.jsonc:1:12: error: "), wrong.messages)
  }

  func testTheHelpHasTheGrammar() {
    let help = Help.text(of: .find)
    for word in ["EVENT", "MEASURE", "STATE", "daysInDebt", "deletionDue", "unblocked"] {
      XCTAssertTrue(help.contains(word), word)
    }
    for line in help.split(separator: "\n") { XCTAssertLessThanOrEqual(line.count, 120, String(line)) }
  }
}
