import BillingCore
import XCTest

/// A deletion that is pending before the first day (RULES 5), told as stories.
///
/// The account was created on 2026-11-01, last active on 2026-12-01, and noticed on 2027-01-25: its due day is the 4th of
/// February, ten days later.
final class OpeningDeletionTests: XCTestCase {
  /// Nothing is charged.
  private let free = Policy.with { $0.tariff.base.monthly = .zero }

  private func noticed(debt: String = "0.00", blocked: Bool = false, kind: DeletionNotice.Kind = .automatic)
    -> OpeningState
  {
    var opening = OpeningState(created: day("2026-11-01"), lastActivity: day("2026-12-01"))
    (opening.debt, opening.isBlocked) = (usd(debt), blocked)
    opening.deletion = DeletionNotice(noticedOn: day("2027-01-25"), due: day("2027-02-04"), kind: kind)
    return opening
  }

  // MARK: Its date

  func testItIsExecutedOnItsDate() throws {
    try Story.play(
      """
      2027-01-31          | quiet; pending 2027-02-04; active 2026-12-01
      2027-01-31  request | refused alreadyPending
      2027-02-01          | invoiced base 31 19.00; reminder 3; debt 19.00
      2027-02-03          | reminder 1
      2027-02-04          | final base 3 2.04; deleted; debt 21.04; stage none
      2027-02-23  restore | restored; none>blocked; balance -21.04; active 2027-02-23
      """, from: noticed(), eve: "2027-01-30")
    try Story.play(
      """
      2027-02-04  | final base 3 0.00; deleted; pending none
      2027-02-24  | purged 0.00
      """, from: noticed(), eve: "2027-02-03", under: free)
  }

  func testRemindersAreThoseOfTheDaysToCome() throws {
    try Story.play(
      "2027-02-03  | reminder 1\n2027-02-04  | final base 3 0.00; deleted", from: noticed(), eve: "2027-02-02",
      under: free)
    try Story.play("2027-02-01  | invoiced; reminder 3", from: noticed(), eve: "2027-01-31", under: free)
  }

  func testItsDateStandsWhateverBecomesOfThePolicy() throws {
    var hasty = free
    (hasty.deletion.noticeDays, hasty.deletion.remindDaysBefore) = (2, [1])
    (hasty.deletion.automatic, hasty.deletion.inactivityDays) = (false, 300)
    try Story.play(
      """
      2027-02-01  | invoiced base 31 0.00; pending 2027-02-04
      2027-02-03  | reminder 1
      2027-02-04  | final base 3 0.00; deleted
      """, from: noticed(), eve: "2027-01-30", under: free, changes: [.init(from: day("2027-01-31"), policy: hasty)])
  }

  func testOneByHandIsLikeOneByTheRules() throws {
    var policy = free
    policy.deletion.automatic = false
    try Story.play(
      """
      2027-02-01                  | invoiced; reminder 3
      2027-02-02  signIn employee | signIn employee full banner 2027-02-04; cancelled activity
      2027-03-01                  | invoiced
      2027-03-05  request         | noticed 2027-03-15 manual
      """, from: noticed(kind: .manual), eve: "2027-01-30", under: policy)
  }

  func testTheDaysOfADebtGoOnThroughTheDeletion() throws {
    var policy = free
    policy.restrictions.grace = .sinceDebt
    (policy.restrictions.paymentPageFrom, policy.restrictions.blockFrom) = (12, 30)
    var opening = noticed(debt: "5.00")
    opening.debtSince = day("2027-01-20")
    try Story.play(
      """
      2027-01-31                  | none>paymentPage
      2027-02-01                  | invoiced base 31 0.00; reminder 3
      2027-02-03                  | reminder 1
      2027-02-04                  | final base 3 0.00; deleted; stage paymentPage
      2027-02-18  restore         | restored; paymentPage>blocked; balance -5.00
      """, from: opening, eve: "2027-01-30", under: policy)
  }

  // MARK: What calls it off

  func testEverySignInShowsTheDateAndCallsItOff() throws {
    for role in ["owner", "administrator", "employee"] {
      try Story.play(
        """
        2027-01-31  signIn \(role) | signIn \(role) full banner 2027-02-04; cancelled activity; active 2027-01-31
        2027-01-31  signIn \(role) | signIn \(role) full; pending none
        2027-02-01                 | invoiced base 31 0.00
        2027-03-01                 | invoiced base 28 0.00
        2027-03-03                 | noticed 2027-03-13 automatic
        """, from: noticed(), eve: "2027-01-30", under: free)
    }
  }

  func testATopUpAndTheOwnerCallItOffAndAPaymentDeclinedDoesNot() throws {
    try Story.play(
      """
      2027-01-31  decline 5.00                | declined 5.00; pending 2027-02-04; active 2026-12-01
      2027-01-31  topUp 5.00 by employee      | refused notPermitted; pending 2027-02-04
      2027-01-31  topUp 5.00 by administrator | topUp; cancelled activity; active 2027-01-31
      2027-02-01                              | invoiced
      """, from: noticed(), eve: "2027-01-30", under: free)
    try Story.play(
      """
      2027-01-31  cancel | cancelled owner; pending none; active 2027-01-31
      2027-01-31  cancel | refused nothingPending
      """, from: noticed(debt: "5.00", blocked: true), eve: "2027-01-30", under: free)
  }

  // MARK: Who signs in while blocked

  func testARefusedEmployeeSeesTheDateAndABlockedAdministratorCallsItOff() throws {
    for role in ["owner", "administrator"] {
      try Story.play(
        """
        2027-01-31  signIn employee | refused blocked banner 2027-02-04; active 2026-12-01; pending 2027-02-04
        2027-02-01                  | invoiced; reminder 3
        2027-02-03                  | reminder 1
        2027-02-03  signIn employee | refused blocked banner 2027-02-04; active 2026-12-01; pending 2027-02-04
        2027-02-03  signIn \(role)  | signIn \(role) paymentPage banner 2027-02-04; cancelled activity; stage blocked
        2027-02-03  signIn employee | refused blocked; active 2027-02-03
        2027-03-01                  | invoiced; pending none
        """, from: noticed(debt: "5.00", blocked: true), eve: "2027-01-30", under: free)
    }
  }

  func testWhereNobodyCountsItIsExecutedWhoeverIsThere() throws {
    var policy = free
    policy.deletion.blockedSignInIsActivity = .nobody
    try Story.play(
      """
      2027-01-31  signIn employee      | refused blocked banner 2027-02-04; pending 2027-02-04
      2027-02-01                       | invoiced; reminder 3
      2027-02-03                       | reminder 1
      2027-02-03  signIn administrator | signIn administrator paymentPage banner 2027-02-04 noActivity
      2027-02-03  signIn owner         | signIn owner paymentPage banner 2027-02-04 noActivity; active 2026-12-01
      2027-02-04                       | final; deleted; stage blocked
      2027-02-04  signIn owner         | refused deleted; active 2026-12-01
      2027-02-24                       | purged 5.00; stage none
      """, from: noticed(debt: "5.00", blocked: true), eve: "2027-01-30", under: policy)
  }

  func testWhereEveryoneCountsTheRefusedEmployeeCallsItOff() throws {
    var policy = free
    policy.deletion.blockedSignInIsActivity = .everyone
    try Story.play(
      """
      2027-01-31  signIn employee | refused blocked banner 2027-02-04 activity; cancelled activity; active 2027-01-31
      2027-01-31  signIn owner    | signIn owner paymentPage; stage blocked
      """, from: noticed(debt: "5.00", blocked: true), eve: "2027-01-30", under: policy)
  }

  func testWhoCountsIsAsThePolicyOfTheDaySays() throws {
    var (nobody, everyone) = (free, free)
    nobody.deletion.blockedSignInIsActivity = .nobody
    everyone.deletion.blockedSignInIsActivity = .everyone
    for (role, before, after) in [
      (
        "employee", "refused blocked banner 2027-02-04; active 2026-12-01",
        "refused blocked banner 2027-02-04 activity; cancelled activity; active 2027-02-02"
      ),
      (
        "owner", "signIn owner paymentPage banner 2027-02-04 noActivity; active 2026-12-01",
        "signIn owner paymentPage banner 2027-02-04; cancelled activity; active 2027-02-02"
      ),
    ] {
      try Story.play(
        """
        2027-02-01                 | invoiced; reminder 3
        2027-02-01  signIn \(role) | \(before)
        2027-02-02  signIn \(role) | \(after)
        """, from: noticed(debt: "5.00", blocked: true), eve: "2027-01-30", under: nobody,
        changes: [.init(from: day("2027-02-02"), policy: everyone)])
    }
  }
}
