import BillingCore
import XCTest

/// Restrictions (RULES 4), told as stories.
final class StageTests: XCTestCase {
  private let lasting = Policy.with { $0.deletion.automatic = false }

  func testADebtIsFollowedByReminderPaymentPageAndBlock() throws {
    try Story.play(
      """
      2027-01-01                   | created; stage none
      2027-02-01                   | invoiced base 31 19.00; balance -19.00; stage none
      2027-02-03  signIn owner     | signIn owner full
      2027-02-04                   | none>reminder
      2027-02-04  signIn owner     | signIn owner full popUp
      2027-02-04  signIn administrator | signIn administrator full popUp
      2027-02-04  signIn employee  | signIn employee full
      2027-02-07                   | reminder>paymentPage
      2027-02-07  signIn owner     | signIn owner paymentPage
      2027-02-07  signIn administrator | signIn administrator paymentPage
      2027-02-07  signIn employee  | signIn employee full; active 2027-02-07
      2027-02-10                   | paymentPage>blocked
      2027-02-11  signIn owner     | signIn owner paymentPage; active 2027-02-11
      2027-02-12  signIn employee  | refused blocked; active 2027-02-11
      """, under: lasting)
  }

  func testPartialRepaymentKeepsTheBlock() throws {
    try Story.play(
      """
      2027-01-01                   | created
      2027-01-02  topUp 5.00       | topUp 5.00 bonus 0.00; balance 5.00
      2027-02-01                   | invoiced base 31 19.00; balance -14.00
      2027-02-04                   | none>reminder
      2027-02-07                   | reminder>paymentPage
      2027-02-10                   | paymentPage>blocked
      2027-02-12  topUp 13.99      | topUp; stage blocked; balance -0.01
      2027-02-12  topUp 0.01       | topUp; blocked>none; balance 0.00
      """, under: lasting)
  }

  func testABlockOutlastsTheTurnOfTheMonth() throws {
    try Story.play(
      """
      2027-01-01                   | created
      2027-02-01                   | invoiced base 31 19.00
      2027-02-04                   | none>reminder
      2027-02-07                   | reminder>paymentPage
      2027-02-10                   | paymentPage>blocked
      2027-03-01                   | invoiced base 28 19.00; stage blocked
      2027-03-02  topUp 37.99      | topUp; stage blocked
      2027-03-03  topUp 0.01       | topUp; blocked>none
      """, under: lasting)
  }

  func testMilderStagesEndOnTheFirst() throws {
    var policy = lasting
    policy.restrictions.blockFrom = nil
    try Story.play(
      """
      2027-01-01                   | created
      2027-02-01                   | invoiced base 31 19.00
      2027-02-04                   | none>reminder
      2027-02-07                   | reminder>paymentPage
      2027-03-01                   | invoiced base 28 19.00; paymentPage>none
      2027-03-04                   | none>reminder
      2027-03-05  topUp 37.99      | topUp; stage reminder
      2027-03-05  topUp 0.01       | topUp; reminder>none
      """, under: policy)
  }

  func testAThresholdBeyondTheMonthDoesNotCome() throws {
    var policy = lasting
    policy.restrictions.remindFrom = 29
    policy.restrictions.paymentPageFrom = nil
    policy.restrictions.blockFrom = 30
    try Story.play(
      """
      2027-01-01                   | created
      2027-02-01                   | invoiced base 31 19.00
      2027-03-01                   | invoiced base 28 19.00
      2027-03-29                   | none>reminder
      2027-03-30                   | reminder>blocked
      """, under: policy)
  }

  func testADebtOnALateDayMeetsTheSeverestStageAtOnce() throws {
    try Story.play(
      """
      2027-05-15                   | quiet; stage none
      2027-06-01                   | invoiced base 31 19.00
      2027-06-04                   | none>reminder
      2027-06-05  topUp 9.00       | topUp; stage reminder
      """, from: Self.opening, eve: "2027-05-14", under: lasting)
    var inDebt = Self.opening
    inDebt.debt = usd("5.00")
    try Story.play("2027-05-15  | none>blocked", from: inDebt, eve: "2027-05-14", under: lasting)
  }

  func testSinceDebtCountsTheDaysOfTheDebt() throws {
    var policy = lasting
    policy.restrictions.grace = .sinceDebt
    var opening = Self.opening
    opening.debt = usd("5.00")
    try Story.play(
      """
      2027-05-15                   | quiet; stage none
      2027-05-16  topUp 4.99       | topUp; balance -0.01
      2027-05-18                   | none>reminder
      2027-05-21                   | reminder>paymentPage
      2027-05-22  topUp 0.01       | topUp; paymentPage>none
      2027-06-01                   | invoiced base 31 19.00; stage none
      2027-06-04                   | none>reminder
      2027-06-07                   | reminder>paymentPage
      2027-06-10                   | paymentPage>blocked
      """, from: opening, eve: "2027-05-14", under: policy)
  }

  func testSinceDebtStagesDoNotEndOnTheFirst() throws {
    var policy = lasting
    policy.restrictions.grace = .sinceDebt
    policy.restrictions.blockFrom = 40
    try Story.play(
      """
      2027-01-01                   | created
      2027-02-01                   | invoiced base 31 19.00
      2027-02-04                   | none>reminder
      2027-02-07                   | reminder>paymentPage
      2027-03-01                   | invoiced base 28 19.00; stage paymentPage
      2027-03-12                   | paymentPage>blocked
      """, under: policy)
  }

  func testAChangeOfPolicyMovesMilderStagesButNotABlock() throws {
    var gentle = lasting
    gentle.restrictions.remindFrom = nil
    gentle.restrictions.paymentPageFrom = nil
    gentle.restrictions.blockFrom = nil
    try Story.play(
      """
      2027-01-01                   | created
      2027-02-01                   | invoiced base 31 19.00
      2027-02-04                   | none>reminder
      2027-02-07                   | reminder>paymentPage
      2027-02-09                   | paymentPage>none
      """, under: lasting, changes: [.init(from: day("2027-02-09"), policy: gentle)])
    try Story.play(
      """
      2027-01-01                   | created
      2027-02-01                   | invoiced base 31 19.00
      2027-02-04                   | none>reminder
      2027-02-07                   | reminder>paymentPage
      2027-02-10                   | paymentPage>blocked
      2027-02-11                   | quiet; stage blocked
      2027-02-12  topUp 18.99      | topUp; stage blocked
      """, under: lasting, changes: [.init(from: day("2027-02-11"), policy: gentle)])
  }

  func testAnOpeningBlockStandsUntilTheDebtIsRepaid() throws {
    var opening = Self.opening
    opening.debt = usd("5.00")
    opening.isBlocked = true
    try Story.play(
      """
      2027-06-01                   | invoiced base 31 19.00; stage blocked
      2027-06-02  signIn employee  | refused blocked
      2027-06-02  topUp 23.99      | topUp; stage blocked
      2027-06-02  topUp 0.02       | topUp; blocked>none; balance 0.01
      """, from: opening, eve: "2027-05-31", under: lasting)
  }

  /// Who signs in sees the same, and nothing changes until then.
  func testAViewIsWhatASignInWouldReach() throws {
    var policy = lasting
    policy.deletion.blockedSignInIsActivity = .nobody
    let policies = PolicyCalendar(policy)
    var account = Account(created: day("2027-01-01"), eve: day("2026-12-30"), under: policies)
    var recorder = Recorder()
    for (date, employees, administrators) in [
      ("2026-12-31", "nothing", "nothing"), ("2027-02-03", "full", "full"), ("2027-02-04", "full", "full popUp"),
      ("2027-02-07", "full", "paymentPage"), ("2027-02-10", "nothing", "paymentPage noActivity"),
    ] {
      try account.advance(to: day(date), under: policies, telling: &recorder)
      let before = account
      for (role, seen) in [(Role.employee, employees), (.administrator, administrators), (.owner, administrators)] {
        let view = account.view(of: role, under: policies).map { Wording(policies).text(.signIn($0)) }
        XCTAssertEqual(view ?? "nothing", seen == "nothing" ? seen : "signIn \(role) \(seen)", date)
      }
      XCTAssertEqual(account, before)
    }
  }

  func testStagesCompareBySeverity() {
    XCTAssertEqual(Stage.allCases.sorted(by: >), [.blocked, .paymentPage, .reminder, .none])
  }

  private static let opening: OpeningState = {
    OpeningState(created: day("2027-05-01"), lastActivity: day("2027-05-10"))
  }()
}
