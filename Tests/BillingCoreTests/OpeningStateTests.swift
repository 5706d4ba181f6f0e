import BillingCore
import XCTest

/// What an account brings along from before its first day (RULES 2, 4, 9), told as stories.
final class OpeningStateTests: XCTestCase {
  /// Nothing is charged, and nobody is deleted.
  private let free = Policy.with {
    $0.tariff.base.monthly = .zero
    $0.deletion.automatic = false
  }

  private func opening(cash: String = "0.00", debt: String = "0.00", grants: OpeningState.Grant...) -> OpeningState {
    var opening = OpeningState(created: day("2027-01-01"), lastActivity: day("2027-01-10"))
    (opening.prepaidCash, opening.debt, opening.grants) = (usd(cash), usd(debt), grants)
    return opening
  }

  private func grant(_ amount: String, _ lapse: String?) -> OpeningState.Grant {
    .init(usd(amount), lapsingOn: lapse.map { day($0) })
  }

  // MARK: The age of a debt

  /// The first day of the debt is its day 1, so one since the 21st has its day 11 on the 31st.
  func testADebtIsAsOldOnTheFirstDayAsItsFirstDaySays() throws {
    var policy = free
    policy.restrictions.grace = .sinceDebt
    var opening = opening(debt: "5.00")
    for (since, story) in [
      (
        "2027-01-29",
        """
        2027-01-31  | quiet; stage none
        2027-02-01  | invoiced; none>reminder
        2027-02-04  | reminder>paymentPage
        2027-02-07  | paymentPage>blocked
        """
      ),
      (
        "2027-01-28",
        """
        2027-01-31  | none>reminder
        2027-02-01  | invoiced; stage reminder
        2027-02-03  | reminder>paymentPage
        2027-02-06  | paymentPage>blocked
        """
      ),
      ("2027-01-26", "2027-01-31  | none>reminder\n2027-02-01  | invoiced; reminder>paymentPage"),
      (
        "2027-01-25",
        """
        2027-01-31                       | none>paymentPage
        2027-01-31  signIn administrator | signIn administrator paymentPage
        2027-01-31  signIn employee      | signIn employee full
        2027-02-01                       | invoiced; stage paymentPage
        2027-02-03                       | paymentPage>blocked
        """
      ),
      ("2027-01-23", "2027-01-31  | none>paymentPage\n2027-02-01  | invoiced; paymentPage>blocked"),
      ("2027-01-22", "2027-01-31  | none>blocked\n2027-01-31  signIn employee  | refused blocked"),
      ("2027-01-01", "2027-01-31  | none>blocked\n2027-01-31  topUp 5.00  | topUp; blocked>none"),
    ] {
      opening.debtSince = day(since)
      try Story.play(story, from: opening, eve: "2027-01-30", under: policy)
    }
  }

  func testEachRestrictionAloneCountsSinceTheDebt() throws {
    var opening = opening(debt: "5.00")
    let thresholds: [(WritableKeyPath<RestrictionRules, Int?>, Stage)] = [
      (\.remindFrom, .reminder), (\.paymentPageFrom, .paymentPage), (\.blockFrom, .blocked),
    ]
    for (threshold, stage) in thresholds {
      var policy = free
      policy.restrictions.grace = .sinceDebt
      (policy.restrictions.remindFrom, policy.restrictions.paymentPageFrom) = (nil, nil)
      policy.restrictions.blockFrom = nil
      policy.restrictions[keyPath: threshold] = 20
      opening.debtSince = day("2027-01-12")
      try Story.play("2027-01-31  | none>\(stage)", from: opening, eve: "2027-01-30", under: policy)
      opening.debtSince = day("2027-01-13")
      try Story.play(
        "2027-01-31  | quiet; stage none\n2027-02-01  | invoiced; none>\(stage)", from: opening, eve: "2027-01-30",
        under: policy)
    }
  }

  func testDaysOfTheMonthDoNotAskForTheAgeOfADebt() throws {
    var opening = opening(debt: "5.00")
    opening.debtSince = day("2027-01-02")
    try Story.play(
      """
      2027-02-01  | invoiced; stage none
      2027-02-04  | none>reminder
      2027-02-07  | reminder>paymentPage
      2027-02-10  | paymentPage>blocked
      """, from: opening, eve: "2027-01-31", under: free)
  }

  func testAPartOfAnOlderDebtKeepsItsAgeAndAllOfItEndsIt() throws {
    var policy = free
    policy.restrictions.grace = .sinceDebt
    policy.tariff.base.monthly = usd("19.00")
    var opening = opening(debt: "5.00")
    opening.debtSince = day("2027-01-26")
    try Story.play(
      """
      2027-01-31              | none>reminder
      2027-01-31  topUp 4.99  | topUp 4.99 bonus 0.00; stage reminder; debt 0.01
      2027-02-01              | invoiced base 31 19.00; reminder>paymentPage
      2027-02-02  topUp 19.01 | topUp 19.01 bonus 0.00; paymentPage>none; balance 0.00
      2027-03-01              | invoiced base 28 19.00; stage none
      2027-03-04              | none>reminder
      """, from: opening, eve: "2027-01-30", under: policy)
  }

  func testAnOpeningBlockDoesNotWaitForTheAgeOfTheDebt() throws {
    var policy = free
    policy.restrictions.grace = .sinceDebt
    var opening = opening(debt: "5.00")
    (opening.debtSince, opening.isBlocked) = (day("2027-01-31"), true)
    try Story.play(
      """
      2027-01-31                  | quiet; stage blocked
      2027-01-31  signIn employee | refused blocked
      2027-01-31  topUp 4.99      | topUp; stage blocked
      """, from: opening, eve: "2027-01-30", under: policy)
  }

  // MARK: Dated grants

  func testAGrantLapsesOnTheMorningOfItsDay() throws {
    try Story.play(
      """
      2027-01-31  | lapsed 1.00 with breakage 0.00; bonus 6.00; balance 9.00
      2027-02-01  | invoiced base 31 0.00; bonus 6.00
      2027-02-02  | lapsed 2.00 with breakage 0.00; bonus 4.00; cash 3.00; deferred 3.00
      2027-03-01  | invoiced base 28 0.00; bonus 4.00
      """,
      from: opening(
        cash: "3.00", grants: grant("2.00", "2027-02-02"), grant("1.00", "2027-01-31"), grant("4.00", nil)),
      eve: "2027-01-30", under: free)
  }

  func testGrantsThatLapseOnOneDayAreOneEvent() throws {
    try Story.play(
      """
      2027-01-20  | lapsed 4.00; bonus 2.00
      2027-01-25  | lapsed 2.00; balance 0.00
      """,
      from: opening(grants: grant("1.00", "2027-01-20"), grant("2.00", "2027-01-25"), grant("3.00", "2027-01-20")),
      eve: "2027-01-15", under: free)
  }

  func testTheOldestGrantIsSpentFirstWheneverItLapses() throws {
    var policy = free
    policy.tariff.base.monthly = usd("6.00")
    let (lasting, lapsing) = (grant("5.00", nil), grant("4.00", "2027-02-02"))
    try Story.play(
      """
      2027-02-01  | invoiced base 31 6.00 with cash 0.00 bonus 6.00 earned 0.00; bonus 3.00
      2027-02-02  | lapsed 3.00; balance 0.00
      """, from: opening(grants: lasting, lapsing), eve: "2027-01-31", under: policy)
    try Story.play(
      """
      2027-02-01  | invoiced base 31 6.00 with cash 0.00 bonus 6.00 earned 0.00; bonus 3.00
      2027-02-02  | quiet; bonus 3.00
      2027-03-01  | invoiced base 28 6.00 with cash 0.00 bonus 3.00 earned 0.00; debt 3.00
      """, from: opening(grants: lapsing, lasting), eve: "2027-01-31", under: policy)
  }

  func testAGrantPaysTheInvoiceOfTheMorningOnWhichItLapses() throws {
    var policy = free
    policy.tariff.base.monthly = usd("6.00")
    try Story.play(
      "2027-02-01  | invoiced base 31 6.00 with cash 0.00 bonus 6.00 earned 0.00; lapsed 1.00; balance 0.00",
      from: opening(grants: grant("7.00", "2027-02-01")), eve: "2027-01-31", under: policy)
  }

  func testWhatIsGivenLaterIsSpentLater() throws {
    var policy = free
    policy.tariff.base.monthly = usd("2.00")
    policy.bonus.expiresAfterDays = 5
    policy.bonus.tiers = [.tier(from: "10.00", percent: 10)]
    var opening = opening(grants: grant("1.50", "2027-02-20"))
    opening.prepaidBonus = usd("0.25")
    try Story.play(
      """
      2027-01-31  topUp 10.00 | topUp 10.00 bonus 1.00; bonus 2.75
      2027-02-01              | invoiced base 31 2.00 with cash 0.00 bonus 2.00 earned 1.57; bonus 0.75
      2027-02-05              | lapsed 0.75; bonus 0.00; cash 10.00; deferred 8.43
      """, from: opening, eve: "2027-01-30", under: policy)
  }

  // MARK: Cash received and not yet earned

  /// A line earns `deferred x paid / credit`, the last credit all that is left.
  func testWhatIsDeferredIsEarnedByTheShareOfTheCreditSpent() throws {
    for (cash, bonus, deferred, price, earned, left) in [
      ("4.00", "2.00", "3.00", "1.50", "0.75", "2.25"),
      ("4.00", "2.00", "5.00", "1.50", "1.25", "3.75"),
      ("4.00", "2.00", "5.00", "6.00", "5.00", "0.00"),
      ("4.00", "0.00", "0.00", "1.50", "0.00", "0.00"),
      ("0.10", "0.00", "0.05", "0.03", "0.02", "0.03"),
      ("0.00", "2.00", "0.70", "0.50", "0.18", "0.52"),
    ] {
      var policy = free
      policy.tariff.base.monthly = usd(price)
      var opening = opening(cash: cash)
      (opening.prepaidBonus, opening.deferred) = (usd(bonus), usd(deferred))
      let fromBonus = min(usd(bonus), usd(price))
      let paid = "cash \((usd(price) - fromBonus).text(in: .usd)) bonus \(fromBonus.text(in: .usd))"
      try Story.play(
        "2027-02-01  | invoiced base 31 \(price) with \(paid) earned \(earned); deferred \(left)", from: opening,
        eve: "2027-01-31", under: policy)
    }
  }

  func testALineBeyondTheCreditEarnsAllThatIsDeferred() throws {
    var policy = free
    policy.tariff.base.monthly = usd("19.00")
    var opening = opening(cash: "4.00")
    opening.deferred = usd("1.25")
    try Story.play(
      """
      2027-01-31  topUp 2.00  | topUp; deferred 3.25; cash 6.00
      2027-02-01              | invoiced base 31 19.00 with cash 6.00 bonus 0.00 earned 3.25; debt 13.00; deferred 0.00
      """, from: opening, eve: "2027-01-30", under: policy)
  }

  func testWhatIsDeferredBreaksWithTheLastGrant() throws {
    var opening = opening(grants: grant("1.00", "2027-01-31"), grant("2.00", "2027-02-03"))
    opening.deferred = usd("0.70")
    try Story.play(
      """
      2027-01-31  | lapsed 1.00 with breakage 0.00; deferred 0.70
      2027-02-01  | invoiced base 31 0.00; deferred 0.70
      2027-02-03  | lapsed 2.00 with breakage 0.70; deferred 0.00; balance 0.00
      """, from: opening, eve: "2027-01-30", under: free)
  }
}
