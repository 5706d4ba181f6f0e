import BillingCore
import XCTest

/// Top-ups and bonuses (RULES 2), told as stories.
final class TopUpTests: XCTestCase {
  private func bonus(_ change: (inout BonusSchedule) -> Void) -> Policy {
    Policy.with {
      $0.deletion.automatic = false
      $0.bonus.tiers = [.tier(from: "50.00", percent: 5), .tier(from: "100.00", percent: 10)]
      change(&$0.bonus)
    }
  }

  func testOnlyAdministratorsTopUp() throws {
    try Story.play(
      """
      2027-01-01                                     | created
      2027-01-01  topUp 5.00 by employee             | refused notPermitted; balance 0.00
      2027-01-01  decline 5.00 by employee           | refused notPermitted
      2027-01-01  topUp 0.00 by employee             | refused notPermitted
      2027-01-01  topUp 5.00 by administrator with applePay | topUp 5.00 bonus 0.00; balance 5.00
      2027-01-02  topUp 5.00 by owner with googlePay | topUp 5.00 bonus 0.00; cash 10.00; deferred 10.00
      """)
  }

  func testAnAmountMustBeAboveZeroAndWithinTheLimits() throws {
    var policy = Policy()
    let story = """
      2027-01-01                   | created
      2027-01-01  topUp 0.00       | refused amountOutOfRange
      2027-01-01  topUp -5.00      | refused amountOutOfRange
      2027-01-01  decline 0.00     | refused amountOutOfRange

      """
    try Story.play(story + "2027-01-01  topUp 0.01  | topUp 0.01 bonus 0.00", under: policy)
    policy.topUp.minimum = usd("5.00")
    policy.topUp.maximum = usd("9.00")
    try Story.play(
      story + """
        2027-01-01  topUp 4.99       | refused amountOutOfRange
        2027-01-01  topUp 5.00       | topUp
        2027-01-01  topUp 9.00       | topUp
        2027-01-01  topUp 9.01       | refused amountOutOfRange
        2027-01-01  decline 9.01     | refused amountOutOfRange
        """, under: policy)
  }

  func testADeclinedPaymentCreditsNothingAndIsNoActivity() throws {
    try Story.play(
      """
      2027-01-01                   | created
      2027-01-05  decline 5.00     | declined 5.00; balance 0.00; active 2027-01-01
      2027-01-06  topUp 5.00       | topUp; balance 5.00; active 2027-01-06
      """)
  }

  func testTheTierReachedGivesItsShareOfTheAdvance() throws {
    try Story.play(
      """
      2027-01-01                   | created
      2027-01-01  topUp 49.99      | topUp 49.99 bonus 0.00
      2027-01-01  topUp 50.00      | topUp 50.00 bonus 2.50
      2027-01-01  topUp 99.99      | topUp 99.99 bonus 5.00
      2027-01-01  topUp 100.00     | topUp 100.00 bonus 10.00; cash 299.98; bonus 17.50; deferred 299.98
      """, under: bonus { _ in })
  }

  func testTheAdvanceIsWhatIsBeyondTheDebt() throws {
    try Story.play(
      """
      2027-02-02  topUp 119.00     | topUp 119.00 bonus 10.00 with cashToDebt 19.00 bonusToDebt 0.00 by owner card
      2027-02-03                   | quiet; cash 100.00; bonus 10.00; debt 0.00; deferred 100.00
      """, from: .owing("19.00"), eve: "2027-02-01", under: bonus { _ in })
    try Story.play(
      """
      2027-02-02  topUp 68.99      | topUp 68.99 bonus 0.00 with cashToDebt 19.00 bonusToDebt 0.00 by owner card
      """, from: .owing("19.00"), eve: "2027-02-01", under: bonus { _ in })
    try Story.play(
      "2027-02-02  topUp 10.00     | topUp 10.00 bonus 0.00; debt 9.00",
      from: .owing("19.00"), eve: "2027-02-01", under: bonus { $0.tiers = [.tier(from: "0.00", percent: 5)] })
  }

  func testABonusOnTheTotalSettlesTheDebtThatCashLeaves() throws {
    let policy = bonus { $0.basis = .total }
    try Story.play(
      """
      2027-02-02  topUp 100.00     | topUp 100.00 bonus 10.00 with cashToDebt 100.00 bonusToDebt 5.00 by owner card
      2027-02-03                   | quiet; cash 0.00; bonus 5.00; debt 0.00; deferred 0.00
      """, from: .owing("105.00"), eve: "2027-02-01", under: policy)
    try Story.play(
      """
      2027-02-02  topUp 100.00     | topUp 100.00 bonus 10.00 with cashToDebt 100.00 bonusToDebt 10.00 by owner card
      2027-02-03                   | quiet; debt 0.01; bonus 0.00
      """, from: .owing("110.01"), eve: "2027-02-01", under: policy)
  }

  func testTheCapLimitsEachTopUp() throws {
    try Story.play(
      """
      2027-01-01                   | created
      2027-01-01  topUp 100.00     | topUp 100.00 bonus 7.00
      2027-01-01  topUp 100.00     | topUp 100.00 bonus 7.00
      2027-01-01  topUp 60.00      | topUp 60.00 bonus 3.00
      """, under: bonus { $0.cap = usd("7.00") })
  }

  func testACampaignReplacesTheTiersFromItsFirstThroughItsLastDay() throws {
    let campaign = BonusSchedule.Campaign(
      name: "winter", days: day("2027-01-10")...day("2027-01-12"), tiers: [.tier(from: "20.00", percent: 50)])
    try Story.play(
      """
      2027-01-01                   | created
      2027-01-09  topUp 100.00     | topUp 100.00 bonus 10.00
      2027-01-10  topUp 100.00     | topUp 100.00 bonus 50.00
      2027-01-12  topUp 20.00      | topUp 20.00 bonus 10.00
      2027-01-12  topUp 19.99      | topUp 19.99 bonus 0.00
      2027-01-13  topUp 50.00      | topUp 50.00 bonus 2.50
      """, under: bonus { $0.campaigns = [campaign] })
  }

  func testAGrantLapsesOnItsDayAndTheOldestIsSpentFirst() throws {
    let policy = bonus { schedule in
      schedule.tiers = [.tier(from: "10.00", percent: 100)]
      schedule.expiresAfterDays = 20
    }
    try Story.play(
      """
      2027-01-15                   | created
      2027-01-15  topUp 10.00      | topUp 10.00 bonus 10.00
      2027-01-16  topUp 10.00      | topUp 10.00 bonus 10.00
      2027-01-31  topUp 10.00      | topUp 10.00 bonus 10.00; usage base 17 10.42
      2027-02-01                   | invoiced base 17 10.42; bonus 19.58; cash 30.00
      2027-02-05                   | lapsed 9.58; bonus 10.00
      2027-02-20                   | lapsed 10.00 with breakage 0.00; bonus 0.00; cash 30.00
      """, under: policy)
  }

  func testSeveralGrantsThatLapseTogetherAreOneEvent() throws {
    let policy = bonus { schedule in
      schedule.tiers = [.tier(from: "10.00", percent: 100)]
      schedule.expiresAfterDays = 3
    }
    var shorter = policy
    shorter.bonus.expiresAfterDays = 1
    try Story.play(
      """
      2027-01-01                   | created
      2027-01-01  topUp 10.00      | topUp 10.00 bonus 10.00
      2027-01-01  topUp 10.00      | topUp 10.00 bonus 10.00
      2027-01-02  topUp 20.00      | topUp 20.00 bonus 20.00
      2027-01-03  topUp 40.00      | topUp 40.00 bonus 40.00
      2027-01-04                   | lapsed 60.00; bonus 20.00
      2027-01-05                   | lapsed 20.00; bonus 0.00; cash 80.00
      """, under: policy, changes: [.init(from: day("2027-01-03"), policy: shorter)])
  }

  func testALapseOfTheLastCreditIsBreakage() throws {
    let policy = bonus { schedule in
      schedule.tiers = [.tier(from: "10.00", percent: 100)]
      schedule.expiresAfterDays = 20
      schedule.spend = .cashFirst
    }
    try Story.play(
      """
      2027-01-17                   | created
      2027-01-17  topUp 10.00      | topUp 10.00 bonus 10.00; deferred 10.00
      2027-01-18  topUp 0.50       | topUp 0.50 bonus 0.00; deferred 10.50; usage base 2 1.23
      2027-02-01                   | invoiced base 15 9.19 with cash 9.19 bonus 0.00 earned 4.71; deferred 5.79
      2027-02-06                   | lapsed 10.00 with breakage 0.00; cash 1.31; deferred 5.79
      2027-03-01                   | invoiced base 28 19.00 with cash 1.31 bonus 0.00 earned 5.79; debt 17.69
      2027-03-04                   | none>reminder
      """, under: policy)
    var opening = OpeningState(created: day("2026-01-01"), lastActivity: day("2026-01-01"))
    opening.prepaidCash = usd("10.00")
    opening.prepaidBonus = usd("20.00")
    try Story.play(
      """
      2027-02-01                   | invoiced base 31 19.00 with cash 10.00 bonus 9.00 earned 6.33; deferred 3.67
      2027-02-20                   | lapsed 11.00 with breakage 3.67; deferred 0.00; balance 0.00
      """, from: opening, eve: "2027-01-31", under: policy)
  }

  func testEachLinePaysInTheOrderOfThePolicy() throws {
    var opening = OpeningState(created: day("2026-01-01"), lastActivity: day("2026-01-01"))
    opening.prepaidCash = usd("12.00")
    opening.prepaidBonus = usd("6.00")
    try Story.play(
      "2027-02-01  | invoiced base 31 19.00 with cash 12.00 bonus 6.00 earned 12.00; balance -1.00",
      from: opening, eve: "2027-01-31", under: bonus { $0.spend = .cashFirst })
    opening.prepaidCash = usd("18.00")
    try Story.play(
      "2027-02-01  | invoiced base 31 19.00 with cash 13.00 bonus 6.00 earned 14.25; cash 5.00; bonus 0.00",
      from: opening, eve: "2027-01-31", under: bonus { $0.spend = .bonusFirst })
    try Story.play(
      "2027-02-01  | invoiced base 31 19.00 with cash 18.00 bonus 1.00 earned 14.25; cash 0.00; bonus 5.00",
      from: opening, eve: "2027-01-31", under: bonus { $0.spend = .cashFirst })
  }
}
