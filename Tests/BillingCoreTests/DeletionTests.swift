import BillingCore
import XCTest

/// Sign-ins, idleness and deletion (RULES 5), told as stories.
final class DeletionTests: XCTestCase {
  /// Nothing is charged, so that only idleness speaks.
  private let free = Policy.with { $0.tariff.base.monthly = .zero }

  func testAnIdleAccountIsNoticedRemindedDeletedAndPurged() throws {
    try Story.play(
      """
      2027-01-02                     | created; active 2027-01-02
      2027-02-01                     | invoiced base 30 0.00
      2027-02-11  request            | refused conditionsNotMet
      2027-02-12                     | noticed 2027-02-22 automatic; pending 2027-02-22
      2027-02-19                     | reminder 3
      2027-02-21                     | reminder 1
      2027-02-22                     | final base 21 0.00; deleted; pending none
      2027-02-23  signIn owner       | refused deleted
      2027-03-14                     | purged 0.00
      2027-03-15  restore            | refused purged
      """, under: free)
  }

  func testThirtyWholeDaysWithoutActivityMustLieBehind() throws {
    try Story.play(
      """
      2027-01-01                     | created
      2027-02-01                     | invoiced base 31 0.00
      2027-02-05  signIn employee    | signIn employee full; active 2027-02-05
      2027-03-01                     | invoiced base 28 0.00
      2027-03-07  request            | refused conditionsNotMet; active 2027-02-05
      2027-03-08                     | noticed 2027-03-18 automatic
      """, under: free)
  }

  func testMoneyKeepsAnAccount() throws {
    var opening = OpeningState(created: day("2026-01-01"), lastActivity: day("2026-01-01"))
    opening.prepaidCash = usd("0.01")
    try Story.play(
      """
      2027-01-10                     | quiet; pending none
      2027-01-11  request            | refused conditionsNotMet
      2027-02-01                     | invoiced base 31 0.00
      """, from: opening, eve: "2027-01-09", under: free)
    opening.prepaidCash = .zero
    try Story.play("2027-01-10  | noticed 2027-01-20 automatic", from: opening, eve: "2027-01-09", under: free)
    opening.debt = usd("0.01")
    try Story.play(
      "2027-01-10  | noticed 2027-01-20 automatic; none>blocked", from: opening, eve: "2027-01-09", under: free)
  }

  func testASignInShowsTheBannerAndCancelsAndTheNoticeMayComeAgain() throws {
    try Story.play(
      """
      2027-02-12                     | noticed 2027-02-22 automatic
      2027-02-19                     | reminder 3
      2027-02-21                     | reminder 1
      2027-02-21  signIn employee    | signIn employee full banner 2027-02-22; cancelled activity; active 2027-02-21
      2027-02-21  signIn owner       | signIn owner full
      2027-02-21  cancel             | refused nothingPending
      2027-03-01                     | invoiced base 28 0.00
      2027-03-24                     | noticed 2027-04-03 automatic
      """, from: Self.idle, eve: "2027-02-11", under: free)
  }

  func testATopUpCancelsAndADeclinedOneDoesNot() throws {
    try Story.play(
      """
      2027-02-12                     | noticed 2027-02-22 automatic
      2027-02-13  decline 5.00       | declined 5.00; active 2027-01-02
      2027-02-13  topUp 5.00 by employee | refused notPermitted; pending 2027-02-22
      2027-02-14  topUp 5.00 by administrator | topUp 5.00 bonus 0.00; cancelled activity; active 2027-02-14
      """, from: Self.idle, eve: "2027-02-11", under: free)
  }

  func testTheOwnerCancelsWhileBlocked() throws {
    try Story.play(
      """
      2027-02-12                     | noticed 2027-02-22 automatic
      2027-02-13  signIn employee    | refused blocked banner 2027-02-22; active 2027-01-02; pending 2027-02-22
      2027-02-13  request            | refused alreadyPending
      2027-02-14  cancel             | cancelled owner; active 2027-02-14; stage blocked
      """, from: Self.blocked, eve: "2027-02-11", under: free)
  }

  func testABlockedAdministratorHasSignedInAndABlockedEmployeeHasNot() throws {
    for role in ["owner", "administrator"] {
      try Story.play(
        """
        2027-02-12                     | noticed 2027-02-22 automatic
        2027-02-19                     | reminder 3
        2027-02-20  signIn employee    | refused blocked banner 2027-02-22; active 2027-01-02; pending 2027-02-22
        2027-02-21                     | reminder 1
        2027-02-21  signIn \(role)    | signIn \(role) paymentPage banner 2027-02-22; cancelled activity; stage blocked
        2027-02-22                     | quiet; active 2027-02-21; pending none
        """, from: Self.blocked, eve: "2027-02-11", under: free)
    }
  }

  func testABlockedSignInIsNoActivityWhereNobodyCounts() throws {
    var policy = free
    policy.deletion.blockedSignInIsActivity = .nobody
    try Story.play(
      """
      2027-02-12                     | noticed 2027-02-22 automatic
      2027-02-13  signIn owner       | signIn owner paymentPage banner 2027-02-22 noActivity
      2027-02-13  signIn administrator | signIn administrator paymentPage banner 2027-02-22 noActivity
      2027-02-13  signIn employee    | refused blocked banner 2027-02-22; active 2027-01-02; pending 2027-02-22
      """, from: Self.blocked, eve: "2027-02-11", under: policy)
  }

  func testABlockedSignInIsActivityWhereEveryoneCounts() throws {
    var policy = free
    policy.deletion.blockedSignInIsActivity = .everyone
    try Story.play(
      """
      2027-02-12                     | noticed 2027-02-22 automatic
      2027-02-13  signIn employee    | refused blocked banner 2027-02-22 activity; cancelled activity; active 2027-02-13
      2027-02-14  signIn owner       | signIn owner paymentPage; active 2027-02-14
      """, from: Self.blocked, eve: "2027-02-11", under: policy)
  }

  func testUseAndServiceChangesAreNoActivity() throws {
    var policy = free
    policy.tariff.services = [.daily("sms", "0.00"), .metered("orders", [(nil, 0)])]
    try Story.play(
      """
      2027-02-12                     | noticed 2027-02-22 automatic
      2027-02-13  set sms 2          | set sms 2; active 2027-01-02
      2027-02-13  use orders 3       | used orders 3; pending 2027-02-22
      """, from: Self.idle, eve: "2027-02-11", under: policy)
  }

  func testAManualDeletionNeedsTheSameConditions() throws {
    var policy = free
    policy.deletion.automatic = false
    try Story.play(
      """
      2027-02-11  request            | refused conditionsNotMet
      2027-02-12                     | quiet
      2027-02-14  request            | noticed 2027-02-24 manual; active 2027-01-02
      2027-02-14  signIn employee    | signIn employee full banner 2027-02-24; cancelled activity
      2027-02-14  request            | refused conditionsNotMet
      """, from: Self.idle, eve: "2027-02-10", under: policy)
  }

  func testADeletionChargesTheRunningMonthAndTheDebtIsWrittenOff() throws {
    var policy = Policy()
    policy.tariff.services = [.daily("sms", "2.80"), .metered("orders", [(nil, 10_000)])]
    try Story.play(
      """
      2027-02-12                     | noticed 2027-02-22 automatic
      2027-02-13  set sms 1          | set sms 1
      2027-02-13  use orders 50      | used orders 50
      2027-02-19                     | reminder 3
      2027-02-21                     | reminder 1; usage base 21 14.25, sms 9 0.90, orders 50 0.50
      2027-02-22                     | final base 21 14.25; final sms 9 0.90; final orders 50 0.50; deleted; debt 15.65; stage none
      2027-02-22  use orders 1       | refused deleted; usage
      2027-03-14                     | purged 15.65; balance 0.00; stage none
      """, from: Self.idle, eve: "2027-02-11", under: policy)
  }

  func testSupportRestoresOnTheLastDayWithBalanceAndBlock() throws {
    try Story.play(
      """
      2027-02-12                     | noticed 2027-02-22 automatic
      2027-02-19                     | reminder 3
      2027-02-21                     | reminder 1
      2027-02-22                     | final base 21 0.00; deleted; stage blocked
      2027-02-22  topUp 5.00         | refused deleted
      2027-03-13  restore            | restored; stage blocked; balance -5.00; active 2027-03-13
      2027-03-13  restore            | refused notDeleted
      2027-03-13  topUp 5.00         | topUp; blocked>none
      2027-04-01                     | invoiced base 19 0.00
      2027-04-13                     | noticed 2027-04-23 automatic
      """, from: Self.blocked, eve: "2027-02-11", under: free)
  }

  func testADatePromisedStandsWhenThePolicyChanges() throws {
    var hasty = free
    hasty.deletion.noticeDays = 4
    hasty.deletion.retentionDays = 2
    hasty.deletion.remindDaysBefore = [2]
    hasty.deletion.automatic = false
    try Story.play(
      """
      2027-01-02                     | created
      2027-02-01                     | invoiced base 30 0.00
      2027-02-12                     | noticed 2027-02-22 automatic
      2027-02-20                     | reminder 2
      2027-02-22                     | final base 21 0.00; deleted
      2027-02-24                     | purged 0.00
      """, under: free, changes: [.init(from: day("2027-02-13"), policy: hasty)])
  }

  func testAFinalInvoiceOnTheFirstHasNothingLeftToCharge() throws {
    var opening = Self.idle
    opening.created = day("2026-12-01")
    opening.lastActivity = day("2027-01-20")
    try Story.play(
      """
      2027-02-20                     | noticed 2027-03-02 automatic
      2027-02-27                     | reminder 3
      2027-03-01                     | invoiced base 28 19.00; reminder 1
      2027-03-02                     | final base 1 0.61; deleted; debt 19.61
      """, from: opening, eve: "2027-02-19")
    opening.lastActivity = day("2027-01-19")
    try Story.play(
      """
      2027-02-19                     | noticed 2027-03-01 automatic
      2027-02-26                     | reminder 3
      2027-02-28                     | reminder 1
      2027-03-01                     | invoiced base 28 19.00; deleted; debt 19.00
      """, from: opening, eve: "2027-02-18")
  }

  private static let idle: OpeningState = {
    OpeningState(created: day("2027-01-02"), lastActivity: day("2027-01-02"))
  }()

  private static let blocked: OpeningState = {
    var opening = idle
    opening.debt = usd("5.00")
    opening.isBlocked = true
    return opening
  }()
}
