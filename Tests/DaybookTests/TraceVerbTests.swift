import BillingCore
import Foundation
import XCTest

@testable import daybook

/// `trace` as it is called, with the built program.
final class TraceVerbTests: XCTestCase {
  private func bench() throws -> Workbench {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    return bench
  }

  func testATraceTellsALifeInLines() throws {
    let bench = try bench()
    let trace = try bench.daybook("trace", "town.jsonc", "acme", "--from", "2027-02-01", "--to", "2027-02-12")
    XCTAssertEqual(trace.code, 0)
    XCTAssertEqual(
      trace.output,
      """
      date        balance  state                      employees see                                     administrators see
      2027-02-01   -19.00  none                       full                                              full
          invoiced base 31 open days 19.00: 19.00 as debt  (19.00 x 31 / 31 days)
      2027-02-04   -19.00  reminder                   full                                              full with pop-up
          stage none>reminder  (day 4 of the month >= remindFrom 4, balance -19.00 since 2027-02-01)
      2027-02-07   -19.00  paymentPage                full                                              payment page
          stage reminder>paymentPage  (day 7 of the month >= paymentPageFrom 7, balance -19.00 since 2027-02-01)
      2027-02-10   -19.00  blocked                    nothing                                           payment page
          stage paymentPage>blocked  (day 10 of the month >= blockFrom 10, balance -19.00 since 2027-02-01)
      2027-02-11   -19.00  blocked, deletion pending  nothing, with a notice of deletion on 2027-02-21  payment page, banner 2027-02-21
          automatic deletion noticed, due 2027-02-21  (41 days since activity > 30, 41 days old > 40, balance -19.00)
      2027-02-12     0.00  none                       full                                              full
          administrator topped up 19.00 by card, 19.00 of it to the debt  (no bonus tiers)
          stage blocked>none  (balance 0.00 is not below 0)
          deletion cancelled by activity  (activity today)

      """)
  }

  func testATraceOfOneDayTellsTheStateInItsEvening() throws {
    let bench = try bench()
    let evening = try bench.daybook("trace", "town.jsonc", "acme", "--day", "2027-02-11")
    XCTAssertEqual(evening.code, 0)
    XCTAssertEqual(
      evening.output,
      """
      acme in the evening of 2027-02-11
        status              deletionPending
        stage               blocked
        created             2027-01-01, 41 days ago
        last activity       2027-01-01, 41 days ago
        balance             -19.00
        prepaid cash        0.00
        prepaid bonus       0.00
        debt                19.00, since 2027-02-01
        deferred            0.00
        use to date         7.46, base 11 for 7.46
        units               none
        deletion due        2027-02-21, noticed on 2027-02-11
        employees see       nothing, with a notice of deletion on 2027-02-21
        administrators see  payment page, banner 2027-02-21

      """)
    let json = try bench.daybook("trace", "town.jsonc", "acme", "--json", "--day=2027-02-11").output
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    XCTAssertEqual(object?["balance"] as? Double, -19)
    XCTAssertEqual(object?["employees"] as? String, "nothing, with a notice of deletion on 2027-02-21")
    XCTAssertEqual(object?["administrators"] as? String, "payment page, banner 2027-02-21")
    XCTAssertEqual((object?["units"] as? [String: Any])?.isEmpty, true)
  }

  /// The days since the creation and since the last activity are counted apart, and those to come are said to come.
  func testDaysAreCountedFromTheCreationAndFromTheLastActivity() throws {
    let bench = try Workbench()
    try bench.write(
      #"""
      { "start": "2027-01-01", "days": 20, "accounts": { "late": {
        "created": "2027-01-05", "timeline": [ { "on": "2027-01-08", "topUp": "5.00" } ] } } }
      """#, to: "late.jsonc")
    for (date, created, active) in [
      ("2027-01-02", "2027-01-05, in 3 days", "none"), ("2027-01-04", "2027-01-05, in 1 day", "none"),
      ("2027-01-05", "2027-01-05, today", "2027-01-05, today"),
      ("2027-01-06", "2027-01-05, 1 day ago", "2027-01-05, 1 day ago"),
      ("2027-01-08", "2027-01-05, 3 days ago", "2027-01-08, today"),
      ("2027-01-20", "2027-01-05, 15 days ago", "2027-01-08, 12 days ago"),
    ] {
      let evening = try bench.daybook("trace", "late.jsonc", "late", "--day", date)
      XCTAssertEqual(evening.code, 0, evening.messages)
      let lines = evening.output.split(separator: "\n")
      XCTAssertTrue(lines.contains("  created             \(created)"), evening.output)
      XCTAssertTrue(lines.contains("  last activity       \(active)"), evening.output)
    }
    let before = try bench.daybook("trace", "late.jsonc", "late", "--day", "2027-01-02", "--json").output
    XCTAssertTrue(before.contains("\"created\": \"2027-01-05\","), before)
    XCTAssertTrue(before.contains("\"lastActivity\": null,"), before)
  }

  func testANewcomerHasNoEveningBeforeItsCreation() throws {
    let bench = try Workbench()
    try bench.write(
      #"{ "start": "2027-01-01", "days": 40, "population": { "shops": { "arrivals": { "perDay": 0.2 } } } }"#,
      to: "town.jsonc")
    let events = try bench.daybook("trace", "town.jsonc", "shops.a2", "--csv").output.split(separator: "\n")
    let created = try XCTUnwrap(events.dropFirst().first.flatMap { Day($0.prefix(10)) })
    XCTAssertEqual(try bench.daybook("trace", "town.jsonc", "shops.a2", "--day", "\(created)").code, 0)
    let early = try bench.daybook("trace", "town.jsonc", "shops.a2", "--day", "\(created - 1)")
    XCTAssertEqual(early.code, 2)
    XCTAssertTrue(early.messages.contains("shops.a2 begins on \(created), after \(created - 1)"), early.messages)
  }

  func testATraceAsATimelineReplaysToTheSameEvents() throws {
    let bench = try bench()
    for account in ["shops.1", "shops.20", "acme"] {
      let timeline = try bench.daybook("trace", "town.jsonc", account, "--as-timeline")
      XCTAssertEqual(timeline.code, 0, timeline.messages)
      try bench.write(timeline.output, to: "alone.jsonc")
      let events = try bench.daybook("trace", "town.jsonc", account, "--csv").output
      XCTAssertEqual(try bench.daybook("trace", "alone.jsonc", account, "--csv").output, events)
      let test = try bench.daybook("test", "alone.jsonc", "--quiet")
      XCTAssertEqual(test.code, 0, test.output)
      XCTAssertFalse(test.output.hasPrefix("0 passed"))
    }
    let cut = try bench.daybook("trace", "town.jsonc", "shops.1", "--as-timeline", "--to", "2027-02-15").output
    XCTAssertTrue(cut.contains("\"days\": 46,"), cut)
  }

  func testFormsOfATraceThatContradictEachOtherAreRefused() throws {
    let bench = try bench()
    let cases = [
      ("--csv --json", "--csv and --json exclude one another"),
      ("--day 2027-02-01 --to 2027-02-02", "--day and --to exclude one another"),
      ("--as-timeline --from 2027-02-01", "--as-timeline and --from exclude one another"),
      ("--day 2027-04-01", "the scenario's days are 2027-01-01 to 2027-03-31"),
      ("--day 2026-12-31", "the scenario's days are 2027-01-01 to 2027-03-31"),
    ]
    for (options, message) in cases {
      let trace = try bench.shell("\"$0\" trace town.jsonc acme \(options)")
      XCTAssertEqual(trace.code, 2, options)
      XCTAssertTrue(trace.messages.contains(message), trace.messages)
    }
  }

  func testATraceAsCSVIsTheAccountsRowsOfTheEvents() throws {
    let bench = try bench()
    XCTAssertEqual(try bench.daybook("run", "town.jsonc", "--out", "out", "--reports", "events").code, 0)
    let events = try bench.text("out/events.csv").split(separator: "\n")
    for account in ["shops.1", "shops.20", "acme"] {
      let trace = try bench.daybook("trace", "town.jsonc", account, "--csv")
      let own = events.filter { $0.split(separator: ",")[1] == account }
      XCTAssertGreaterThan(own.count, 5)
      XCTAssertEqual(trace.output.split(separator: "\n"), [events[0]] + own)
    }
  }
}
