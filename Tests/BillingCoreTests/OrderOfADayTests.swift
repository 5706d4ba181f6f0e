import XCTest

@testable import BillingCore

/// The order of a day (RULES 6), and that it does not matter how time is told to pass.
final class OrderOfADayTests: XCTestCase {
  func testTheInvoiceIsPaidBeforeABonusLapsesAndBothBeforeTheNotice() throws {
    var policy = Policy()
    policy.bonus.expiresAfterDays = 11
    policy.bonus.spend = .cashFirst
    var opening = OpeningState(created: day("2026-12-01"), lastActivity: day("2027-01-29"))
    opening.prepaidCash = usd("10.00")
    opening.prepaidBonus = usd("14.00")
    try Story.play(
      """
      2027-03-01  | invoiced base 28 19.00; lapsed 5.00 with breakage 2.08; noticed 2027-03-11 automatic; balance 0.00
      """, from: opening, eve: "2027-02-18", under: policy)
  }

  func testTheNoticeComesBeforeTheStage() throws {
    var policy = Policy()
    policy.restrictions.remindFrom = 1
    let opening = OpeningState(created: day("2026-12-01"), lastActivity: day("2027-01-29"))
    try Story.play(
      """
      2027-03-01  | invoiced base 28 19.00; noticed 2027-03-11 automatic; none>reminder
      """, from: opening, eve: "2027-02-18", under: policy)
  }

  func testAReminderComesBeforeTheStage() throws {
    var policy = Policy()
    policy.deletion.remindDaysBefore = [8]
    policy.restrictions.remindFrom = 3
    let opening = OpeningState(created: day("2026-12-01"), lastActivity: day("2027-01-29"))
    try Story.play(
      """
      2027-03-01  | invoiced base 28 19.00; noticed 2027-03-11 automatic
      2027-03-03  | reminder 8; none>reminder
      """, from: opening, eve: "2027-02-18", under: policy)
  }

  func testTheStageStandsStillFromTheMorningOfTheDeletion() throws {
    var policy = Policy()
    policy.restrictions.remindFrom = 1
    let opening = OpeningState(created: day("2026-12-01"), lastActivity: day("2027-01-19"))
    try Story.play(
      """
      2027-02-19  | noticed 2027-03-01 automatic
      2027-02-26  | reminder 3
      2027-02-28  | reminder 1
      2027-03-01  | invoiced base 28 19.00; deleted; stage none
      2027-03-20  restore | restored; none>blocked
      """, from: opening, eve: "2027-02-18", under: policy)
  }

  func testTheCreationDayHasNoMorning() throws {
    var policy = Policy()
    policy.restrictions.remindFrom = 1
    policy.deletion.minimumAgeDays = 0
    policy.deletion.inactivityDays = 1
    try Story.play(
      """
      2027-02-01  | created; balance 0.00
      2027-02-03  | noticed 2027-02-13 automatic
      """, under: policy)
  }

  func testAnActionsOwnEventComesFirstThenTheStageThenTheCancelledDeletion() throws {
    var opening = OpeningState(created: day("2026-12-01"), lastActivity: day("2026-12-01"))
    opening.debt = usd("5.00")
    opening.isBlocked = true
    try Story.play(
      """
      2027-02-18               | noticed 2027-02-28 automatic
      2027-02-19  topUp 5.00   | topUp; blocked>none; cancelled activity
      """, from: opening, eve: "2027-02-17")
  }

  func testTheEveningAccruesWhatTheActionsOfTheDayLeft() throws {
    var policy = Policy()
    policy.tariff.services = [.daily("sms", "3.10")]
    policy.tariff.accrueWhileBlocked = false
    var opening = OpeningState(created: day("2027-01-01"), lastActivity: day("2027-01-01"))
    opening.debt = usd("5.00")
    opening.isBlocked = true
    try Story.play(
      """
      2027-01-11               | quiet; usage base 11 6.74
      2027-01-12  topUp 5.00   | topUp; blocked>none
      2027-01-12  set sms 2    | set sms 2; usage base 12 7.35, sms 2 0.20
      2027-01-13  set sms 0    | set sms 0; usage base 13 7.97, sms 2 0.20
      2027-02-01               | invoiced base 31 19.00; invoiced sms 2 0.20
      """, from: opening, eve: "2027-01-10", under: policy)
  }

  func testADayPassesOnceHoweverOftenItIsTold() throws {
    let policies = PolicyCalendar(Policy())
    var account = Account(created: day("2027-01-01"), eve: day("2026-12-31"), under: policies)
    var recorder = Recorder()
    for text in ["2027-01-01", "2027-01-01", "2026-12-31", "2027-01-02", "2027-01-01"] {
      try account.advance(to: day(text), under: policies, telling: &recorder)
    }
    XCTAssertEqual(account.today, day("2027-01-02"))
    XCTAssertEqual(recorder.events, [.created])
    for _ in 1...2 { XCTAssertEqual(try account.usageToDate(under: policies).map(\.quantity), [2]) }
  }

  func testADeletedAccountHasOnlyThePurge() throws {
    var policy = Policy()
    policy.deletion.noticeDays = 4
    policy.deletion.remindDaysBefore = []
    policy.deletion.retentionDays = 60
    let opening = OpeningState(created: day("2026-12-01"), lastActivity: day("2026-12-01"))
    try Story.play(
      """
      2027-01-11  | noticed 2027-01-15 automatic
      2027-01-15  | final base 14 8.58; deleted; stage none
      2027-03-16  | purged 8.58
      2027-09-30  | quiet; balance 0.00
      """, from: opening, eve: "2027-01-10", under: policy)
  }

  func testARestoredAccountAccruesThatEvening() throws {
    var policy = Policy()
    policy.deletion.noticeDays = 4
    policy.deletion.remindDaysBefore = []
    policy.tariff.base.monthly = .zero
    let opening = OpeningState(created: day("2026-12-01"), lastActivity: day("2026-12-01"))
    try Story.play(
      """
      2027-01-11           | noticed 2027-01-15 automatic
      2027-01-15           | final base 14 0.00; deleted
      2027-01-31  restore  | restored; usage base 1 0.00
      2027-02-01           | invoiced base 1 0.00
      """, from: opening, eve: "2027-01-10", under: policy)
  }

  func testManyDaysAtOnceAreTheSameAsDayByDay() throws {
    for seed in 1...60 as ClosedRange<UInt64> {
      let walk = try Walk(seed: seed, days: 120)
      var (leaping, walking) = (walk.account, walk.account)
      var (atOnce, dayByDay) = (Recorder(), Recorder())
      try leaping.advance(to: walk.account.today + 120, under: walk.policies, telling: &atOnce)
      for _ in 1...120 { try walking.advance(to: walking.today + 1, under: walk.policies, telling: &dayByDay) }
      XCTAssertEqual(leaping, walking, "seed \(seed)")
      XCTAssertEqual(atOnce.entries, dayByDay.entries, "seed \(seed)")
    }
  }

  func testACommandAfterALeapIsTheSameAsAdvancingFirst() throws {
    for seed in 1...60 as ClosedRange<UInt64> {
      let walk = try Walk(seed: seed, days: 120)
      for command in [Command.restore, .signIn(.employee), .topUp(usd("60.00"), by: .owner, with: .card)] {
        var (leaping, walking) = (walk.account, walk.account)
        var (atOnce, inTwo) = (Recorder(), Recorder())
        let day = walk.account.today + 10 + Int(seed % 50)
        try leaping.perform(command, on: day, under: walk.policies, telling: &atOnce)
        try walking.advance(to: day, under: walk.policies, telling: &inTwo)
        try walking.perform(command, on: day, under: walk.policies, telling: &inTwo)
        XCTAssertEqual(leaping, walking, "seed \(seed)")
        XCTAssertEqual(atOnce.entries, inTwo.entries, "seed \(seed)")
      }
    }
  }
}
