import BillingCore
import Simulation
import XCTest

@testable import Reports

final class ReportSetTests: XCTestCase {
  func testHeadersAreThoseOfTheFormat() async throws {
    let set = try await reports(of: town(days: 3))
    let headers: [(ReportKind, String)] = [
      (
        .revenue,
        "month,segment,accounts_opened,accounts_open_end,top_ups,cash_in,bonus_granted,bonus_lapsed,billed,"
          + "billed_from_cash,billed_from_bonus,billed_as_debt,debt_settled,revenue_recognized,breakage,discount,"
          + "bad_debt,deferred_end,bonus_outstanding_end,debt_outstanding_end,unbilled_end"
      ),
      (.services, "month,segment,service,accounts,quantity,billed"),
      (
        .blocks,
        "account,segment,debt_since,reminded_on,payment_page_on,blocked_on,ended_on,days_in_debt,days_blocked,"
          + "peak_debt,outcome"
      ),
      (
        .deletions,
        "account,segment,created_on,last_activity_on,kind,noticed_on,due_on,balance_at_notice,reminders,outcome,"
          + "cancelled_by,cancelled_on,deleted_on,restored_on,purged_on,bad_debt"
      ),
      (
        .daily,
        "date,segment,open,signed_in,stage_none,stage_reminder,stage_payment_page,stage_blocked,deletion_pending,"
          + "opened,newly_blocked,unblocked,noticed,cancelled,deleted,restored,purged,refused,top_ups,cash_in,"
          + "bonus_granted,billed,revenue_recognized,credit,debt"
      ),
      (
        .accounts,
        "account,segment,created_on,status,stage,prepaid_cash,prepaid_bonus,debt,deferred,last_activity_on,top_ups,"
          + "cash_in,bonus_granted,billed,days_blocked"
      ),
      (.topups, "date,account,segment,role,method,amount,bonus,to_debt"),
      (.invoices, "month,account,segment,service,quantity,amount,from_cash,from_bonus,as_debt,final"),
      (.events, "date,account,seq,event,role,service,quantity,amount,bonus,balance,stage,detail"),
    ]
    XCTAssertEqual(headers.map(\.0), ReportKind.allCases.filter { $0 != .journal })
    for (kind, header) in headers {
      XCTAssertEqual(set.csv(kind).prefix { $0 != "\n" }, header[...])
      XCTAssertEqual(set.sums.table(kind)?.name ?? kind.rawValue, kind.rawValue)
    }
  }

  /// A day of an account is one on whose evening it is open, where none is deleted.
  func testDaysOfAccountsAreThoseOnWhichTheyAreOpen() async throws {
    var scenario = town()
    var policy = scenario.policies.eras[0].policy
    policy.deletion.automatic = false
    scenario.policies = PolicyCalendar(policy)
    let reports = try await reports(of: scenario)
    let open = reports.sheet(.daily).of("all").rows.map { $0.number("open") }
    XCTAssertGreaterThan(open[239], open[0] + 10, "newcomers count from their first day")
    XCTAssertEqual(reports.outcome.accountDays, open.reduce(0, +))
  }

  func testThreadsDoNotChangeAByte() async throws {
    var scenario = town(days: 40)
    scenario.segments[0].accounts = 600
    let one = try await reports(of: scenario)
    for threads in [2, 3, 7] {
      let several = try await reports(of: scenario, threads: threads)
      for kind in ReportKind.allCases {
        XCTAssertTrue(several.csv(kind) == one.csv(kind), "\(kind), \(threads) threads")
      }
    }
  }

  func testCollectorsMergeInAnyOrder() async throws {
    let scenario = town(days: 60)
    let simulator = Simulator(scenario)
    let whole = try await reports(of: scenario)
    let empty = RowReports(simulator, reports: ReportKind.allCases)
    var merged = empty
    for position in (0..<simulator.population.count).reversed() {
      merged.merge(try simulator.replay(position, watcher: empty))
    }
    let set = AllReports(simulator, outcome: whole.outcome, rows: merged)
    for kind in ReportKind.allCases { XCTAssertTrue(set.csv(kind) == whole.csv(kind), "\(kind)") }
  }

  func testRowsStandInTheOrderOfTheFormat() async throws {
    let scenario = town()
    let set = try await reports(of: scenario)
    let names = (0..<set.population.count).map(set.population.name)
    func position(_ row: Sheet.Row) -> Int { names.firstIndex(of: row["account"]) ?? -1 }
    func assertAscending(_ kind: ReportKind, by column: String, file: StaticString = #filePath, line: UInt = #line) {
      let rows = set.sheet(kind).rows
      XCTAssertGreaterThan(rows.count, 5, file: file, line: line)
      for (one, other) in zip(rows, rows.dropFirst()) {
        XCTAssertLessThanOrEqual(one[column], other[column], file: file, line: line)
        if one[column] == other[column] {
          XCTAssertLessThanOrEqual(position(one), position(other), file: file, line: line)
        }
      }
    }
    assertAscending(.topups, by: "date")
    assertAscending(.invoices, by: "month")
    assertAscending(.events, by: "date")
    assertAscending(.blocks, by: "debt_since")
    assertAscending(.deletions, by: "noticed_on")
    XCTAssertEqual(set.sheet(.accounts).rows.map { $0["account"] }, names)
    let splits = ["shops", "agencies", "scripted", "all"]
    XCTAssertEqual(set.sheet(.revenue).rows.map { $0["segment"] }, Array(repeating: splits, count: 9).flatMap { $0 })
    XCTAssertEqual(
      set.sheet(.daily).rows.map { $0["date"] + $0["segment"] },
      (0..<240).flatMap { offset in splits.map { "\(scenario.start + offset)\($0)" } })
    XCTAssertEqual(
      set.sheet(.services).rows.prefix(6).map { $0["segment"] + " " + $0["service"] },
      ["shops base", "shops integration", "shops order", "agencies base", "agencies integration", "agencies order"])
  }

  func testEventsAreCountedOverAnAccountsWholeLife() async throws {
    let rows = try await reports(of: town()).sheet(.events).rows
    for account in ["shops.1", "quiet", "old"] {
      let own = rows.filter { $0["account"] == account }
      XCTAssertEqual(own.map { $0.number("seq") }, Array(1...own.count))
    }
  }

  /// A life of which every row is known, reckoned by hand from the rules.
  func testAnAccountsRowsAreThoseOfItsLife() async throws {
    var scenario = Scenario(
      name: "one", start: day("2027-01-01"), days: 75, policies: PolicyCalendar(Policy()))
    var acme = ScriptedAccount(name: "acme", beginning: .created(day("2027-01-01"), units: []))
    acme.entries = [
      .init(on: day("2027-02-05"), .command(.signIn(.administrator))),
      .init(on: day("2027-02-11"), .command(.signIn(.employee))),
      .init(on: day("2027-02-12"), .command(.topUpDeclined(cents(1400), by: .owner, with: .card))),
      .init(on: day("2027-02-12"), .command(.topUp(cents(2000), by: .owner, with: .googlePay))),
    ]
    scenario.scripted = [acme]
    let set = try await reports(of: scenario)
    XCTAssertEqual(
      set.csv(.events).split(separator: "\n").dropFirst().joined(separator: "\n"),
      """
      2027-01-01,acme,1,created,,,,,,0.00,none,
      2027-02-01,acme,2,invoiced,,base,31,19.00,,-19.00,none,
      2027-02-04,acme,3,stageChanged,,,,,,-19.00,reminder,none>reminder
      2027-02-05,acme,4,signIn,administrator,,,,,-19.00,reminder,full popup
      2027-02-07,acme,5,stageChanged,,,,,,-19.00,paymentPage,reminder>paymentPage
      2027-02-10,acme,6,stageChanged,,,,,,-19.00,blocked,paymentPage>blocked
      2027-02-11,acme,7,refused,employee,,,,,-19.00,blocked,signIn blocked
      2027-02-12,acme,8,topUpDeclined,owner,,,14.00,,-19.00,blocked,card
      2027-02-12,acme,9,topUp,owner,,,20.00,0.00,1.00,blocked,googlePay
      2027-02-12,acme,10,stageChanged,,,,,,1.00,none,blocked>none
      2027-03-01,acme,11,invoiced,,base,28,19.00,,-18.00,none,
      2027-03-04,acme,12,stageChanged,,,,,,-18.00,reminder,none>reminder
      2027-03-07,acme,13,stageChanged,,,,,,-18.00,paymentPage,reminder>paymentPage
      2027-03-10,acme,14,stageChanged,,,,,,-18.00,blocked,paymentPage>blocked
      2027-03-15,acme,15,deletionNoticed,,,,,,-18.00,blocked,automatic due=2027-03-25
      """)
    XCTAssertEqual(
      set.csv(.blocks).split(separator: "\n").dropFirst(),
      [
        "acme,scripted,2027-02-01,2027-02-04,2027-02-07,2027-02-10,2027-02-12,11,2,19.00,paid",
        "acme,scripted,2027-03-01,2027-03-04,2027-03-07,2027-03-10,,16,7,18.00,open",
      ])
    XCTAssertEqual(
      set.csv(.topups).split(separator: "\n").dropFirst(),
      ["2027-02-12,acme,scripted,owner,googlePay,20.00,0.00,19.00"])
    XCTAssertEqual(
      set.csv(.accounts).split(separator: "\n").dropFirst(),
      ["acme,scripted,2027-01-01,deletionPending,blocked,0.00,0.00,18.00,0.00,2027-02-12,1,20.00,0.00,38.00,9"])
    XCTAssertEqual(
      set.csv(.invoices).split(separator: "\n").dropFirst(),
      [
        "2027-02,acme,scripted,base,31,19.00,0.00,0.00,19.00,false",
        "2027-03,acme,scripted,base,28,19.00,1.00,0.00,18.00,false",
      ])
    // 16 open days of March until the 16th: 9.806
    XCTAssertEqual(set.sheet(.revenue).of("all").rows.map { $0["unbilled_end"] }, ["19.00", "19.00", "9.81"])
  }

  func testADeletionIsOneRowFromItsNoticeToItsPurge() async throws {
    var scenario = Scenario(
      name: "one", start: day("2027-01-01"), days: 100, policies: PolicyCalendar(Policy()))
    scenario.scripted = ["gone", "back", "saved"].map {
      ScriptedAccount(name: $0, beginning: .created(day("2027-01-01"), units: []))
    }
    scenario.scripted[1].entries = [.init(on: day("2027-02-25"), .command(.restore))]
    scenario.scripted[2].entries = [.init(on: day("2027-02-20"), .command(.cancelDeletion))]
    let rows = try await reports(of: scenario).csv(.deletions).split(separator: "\n").dropFirst()
    XCTAssertEqual(
      rows.prefix(3),
      [
        "gone,scripted,2027-01-01,2027-01-01,automatic,2027-02-11,2027-02-21,"
          + "-19.00,2,deleted,,,2027-02-21,,2027-03-13,32.57",
        "back,scripted,2027-01-01,2027-01-01,automatic,2027-02-11,2027-02-21,"
          + "-19.00,2,deleted,,,2027-02-21,2027-02-25,,",
        "saved,scripted,2027-01-01,2027-01-01,automatic,2027-02-11,2027-02-21,-19.00,2,cancelled,owner,2027-02-20,,,,",
      ])
    XCTAssertEqual(
      rows.dropFirst(3).map { $0.split(separator: ",")[0] + " " + $0.split(separator: ",")[5] },
      ["saved 2027-03-23", "back 2027-03-28"])
  }

  func testThresholdsAreJudgedOverTheWholeRun() async throws {
    var scenario = town(days: 60)
    scenario.thresholds = [
      Threshold(metric: .cashIn, atLeast: 1, atMost: nil, origin: "a"),
      Threshold(metric: .cashIn, atLeast: nil, atMost: 1, origin: "b"),
      Threshold(metric: .accountsOpenEnd, atLeast: 10_000, atMost: nil, origin: "c"),
    ]
    let set = try await reports(of: scenario)
    let judged = set.sums.judgedThresholds
    XCTAssertEqual(judged.map(\.isMet), [true, false, false])
    XCTAssertEqual(judged.map(\.distance), [0, (judged[1].actual ?? 0) - 1, (judged[2].actual ?? 0) - 10_000])
    let failed = judged.filter { !$0.isMet }
    XCTAssertEqual(failed.map(\.threshold.origin), ["b", "c"])
    XCTAssertEqual(
      failed.map { Int($0.actual ?? -1) },
      [
        set.sheet(.revenue).of("all").sum("cash_in"),
        set.sheet(.revenue).of("all").rows.last?.number("accounts_open_end") ?? -1,
      ])
    let columns = set.sheet(.revenue).header + set.sheet(.daily).header
    let made = ["bonus_cost", "days_blocked", "blocked_share", "recovery_rate", "deletion_rate"]
    for metric in Metric.allCases { XCTAssertTrue((columns + made).contains(metric.rawValue), metric.rawValue) }
  }

  func testTheSummaryShowsTheMonthsAndTheWhole() async throws {
    let set = try await reports(of: town(days: 60))
    let rows = set.sums.summary()
    XCTAssertEqual(rows.map { $0[0] }, ["month", "2027-01", "2027-02", "2027-03", "all"])
    let cashIn = set.sheet(.revenue).of("all").rows.map { $0["cash_in"] }
    XCTAssertEqual(rows[1...3].map { $0[2] }, cashIn)
    var long = town(days: 760)
    long.segments = []
    let years = try await reports(of: long).sums.summary().map { $0[0] }
    XCTAssertEqual(years, ["month", "2027", "2028", "2029", "all"])
  }
}
