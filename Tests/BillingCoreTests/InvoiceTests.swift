import BillingCore
import XCTest

/// Charges (RULES 3), told as stories.
final class InvoiceTests: XCTestCase {
  private let lasting = Policy.with { $0.deletion.automatic = false }

  private func policy(_ services: Service..., change: (inout Policy) -> Void = { _ in }) -> Policy {
    var policy = lasting
    policy.tariff.services = services
    change(&policy)
    return policy
  }

  func testTheBaseIsChargedByOpenDays() throws {
    try Story.play(
      """
      2027-01-22                   | created; usage base 1 0.61
      2027-01-31                   | quiet; usage base 10 6.13
      2027-02-01                   | invoiced base 10 6.13; usage base 1 0.68
      2027-03-01                   | invoiced base 28 19.00
      """, under: policy { $0.restrictions = Self.never })
  }

  func testWithoutProrationAnyOpenDayCostsTheWholeMonth() throws {
    try Story.play(
      """
      2027-01-31                   | created; usage base 1 19.00
      2027-02-01                   | invoiced base 1 19.00
      2027-03-01                   | invoiced base 28 19.00
      """,
      under: policy {
        $0.tariff.base.proration = .none
        $0.restrictions = Self.never
      })
  }

  func testNothingAccruesInTheTrialAndUseIsFree() throws {
    let trial = policy(.daily("sms", "3.10"), .metered("orders", [(nil, 1_000_000)])) { $0.tariff.trialDays = 10 }
    try Story.play(
      """
      2027-01-20                   | created; usage
      2027-01-20  set sms 1        | set sms 1
      2027-01-29  use orders 7     | used orders 7; usage
      2027-01-30                   | quiet; usage base 1 0.61, sms 1 0.10
      2027-01-30  use orders 2     | used orders 2
      2027-02-01                   | invoiced base 2 1.23; invoiced sms 2 0.20; invoiced orders 2 2.00
      """, under: trial)
  }

  func testAMonthAllInTheTrialHasNoInvoice() throws {
    try Story.play(
      """
      2027-01-20                   | created
      2027-02-01                   | quiet; balance 0.00
      2027-03-01                   | invoiced base 9 6.11
      """, under: policy { $0.tariff.trialDays = 31 })
  }

  func testARecurringServiceCountsUnitsAtTheEndOfEachDay() throws {
    try Story.play(
      """
      2027-01-01                   | created
      2027-01-01  set sms 4        | set sms 4
      2027-01-02  set sms 9        | set sms 9
      2027-01-02  set sms 2        | set sms 2
      2027-01-03  set sms 0        | set sms 0
      2027-01-03  set sms 0        | set sms 0
      2027-01-31  set sms 1        | set sms 1; usage base 31 19.00, sms 7 0.70
      2027-02-01                   | invoiced base 31 19.00; invoiced sms 7 0.70
      2027-03-01                   | invoiced base 28 19.00; invoiced sms 28 3.10
      """, under: policy(.daily("sms", "3.10")) { $0.restrictions = Self.never })
  }

  func testAPeakCountsTheMostUnitsAtTheEndOfADay() throws {
    try Story.play(
      """
      2027-01-01                   | created
      2027-01-02  set lines 9      | set lines 9
      2027-01-02  set lines 3      | set lines 3
      2027-01-03  set lines 1      | set lines 1; usage base 3 1.84, lines 3 15.00
      2027-01-09  set lines 0      | set lines 0
      2027-02-01                   | invoiced base 31 19.00; invoiced lines 3 15.00
      2027-03-01                   | invoiced base 28 19.00
      """, under: policy(.peak("lines", "5.00")) { $0.restrictions = Self.never })
  }

  func testGraduatedTiersPriceEachPartAndRoundOnce() throws {
    let service = Service.metered("orders", [(10, 105_000), (20, 52_500), (nil, 1_000)])
    try Story.play(
      """
      2027-01-01                   | created
      2027-01-05  use orders 10    | used orders 10; usage base 5 3.06, orders 10 1.05
      2027-01-06  use orders 1     | used orders 1; usage base 6 3.68, orders 11 1.10
      2027-01-07  use orders 9     | used orders 9; usage base 7 4.29, orders 20 1.58
      2027-01-08  use orders 5     | used orders 5; usage base 8 4.90, orders 25 1.58
      2027-02-01                   | invoiced base 31 19.00; invoiced orders 25 1.58
      """, under: policy(service))
  }

  func testVolumeTiersPriceAllOfItAtTheTierReached() throws {
    let service = Service.metered("orders", [(10, 105_000), (nil, 50_000)], mode: .volume)
    try Story.play(
      """
      2027-01-01                   | created
      2027-01-05  use orders 10    | used orders 10; usage base 5 3.06, orders 10 1.05
      2027-01-06  use orders 1     | used orders 1; usage base 6 3.68, orders 11 0.55
      2027-02-01                   | invoiced base 31 19.00; invoiced orders 11 0.55
      """, under: policy(service))
  }

  func testALineOfZeroAmountIsKeptAndOneOfZeroQuantityIsNot() throws {
    try Story.play(
      """
      2027-01-01                   | created
      2027-01-05  use orders 1     | used orders 1
      2027-02-01                   | invoiced base 31 19.00; invoiced orders 1 0.00
      """, under: policy(.daily("sms", "3.10"), .metered("orders", [(nil, 1)])))
  }

  func testLinesComeInTheOrderOfTheServices() throws {
    try Story.play(
      """
      2027-01-31                   | created
      2027-01-31  use orders 1     | used orders 1
      2027-01-31  set sms 1        | set sms 1
      2027-02-01                   | invoiced base 1 0.61; invoiced orders 1 1.00; invoiced sms 1 0.10
      """, under: policy(.metered("orders", [(nil, 1_000_000)]), .daily("sms", "3.10")))
  }

  func testABlockStopsRecurringServicesOnlyWhereThePolicySaysSo() throws {
    let story = """
      2027-01-01                   | created
      2027-02-01                   | invoiced base 31 19.00; invoiced sms 31 3.10
      2027-02-04                   | none>reminder
      2027-02-07                   | reminder>paymentPage
      2027-02-10                   | paymentPage>blocked

      """
    let open = policy(.daily("sms", "3.10"))
    try Story.play(
      story + "2027-03-01  | invoiced base 28 19.00; invoiced sms 28 3.10", created: nil, units: [1], under: open)
    var closed = open
    closed.tariff.accrueWhileBlocked = false
    try Story.play(
      story + "2027-03-01  | invoiced base 28 19.00; invoiced sms 9 1.00", created: nil, units: [1], under: closed)
  }

  func testUsageToDateForeseesABlockedEvening() throws {
    var opening = OpeningState(created: day("2026-12-01"), lastActivity: day("2026-12-01"))
    opening.debt = usd("5.00")
    opening.isBlocked = true
    opening.units = [2, 0]
    opening.used = [0, 3]
    let services = policy(.daily("sms", "3.10"), .metered("orders", [(nil, 1_000_000)])) {
      $0.tariff.accrueWhileBlocked = false
    }
    try Story.play(
      """
      2027-01-11                   | quiet; usage base 11 6.74, sms 20 2.00, orders 3 3.00
      2027-02-01                   | invoiced base 31 19.00; invoiced sms 20 2.00; invoiced orders 3 3.00
      """, from: opening, eve: "2027-01-10", under: services)
  }

  func testAMonthIsPricedByItsOwnPricesAndPaidByThePolicyOfTheDay() throws {
    var dear = policy(.daily("sms", "6.20")) { $0.bonus.spend = .bonusFirst }
    dear.tariff.base.monthly = usd("28.00")
    let cheap = policy(.daily("sms", "3.10")) { $0.bonus.spend = .cashFirst }
    var opening = OpeningState(created: day("2026-12-01"), lastActivity: day("2026-12-01"))
    opening.prepaidCash = usd("100.00")
    opening.prepaidBonus = usd("10.00")
    opening.units = [1]
    let policies = PolicyCalendar(cheap, changes: [.init(from: day("2027-02-01"), policy: dear)])
    var account = try Account(opening, eve: day("2026-12-31"), under: policies)
    var recorder = Recorder()
    try account.advance(to: day("2027-03-01"), under: policies, telling: &recorder)
    XCTAssertEqual(
      recorder.events.map(Wording(policies).text),
      [
        "invoiced base 31 19.00 with cash 19.00 bonus 0.00 earned 17.27",
        "invoiced sms 31 3.10 with cash 3.10 bonus 0.00 earned 2.82",
        "invoiced base 31 19.00 with cash 9.00 bonus 10.00 earned 17.27",
        "invoiced sms 31 3.10 with cash 3.10 bonus 0.00 earned 2.82",
        "invoiced base 28 28.00 with cash 28.00 bonus 0.00 earned 25.46",
        "invoiced sms 28 6.20 with cash 6.20 bonus 0.00 earned 5.64",
      ])
  }

  func testARestoredAccountBeginsANewMonth() throws {
    let hasty = policy(.peak("lines", "5.00"), .metered("orders", [(1, 1_000_000), (nil, 10_000)])) {
      $0.deletion.minimumAgeDays = 0
      $0.deletion.inactivityDays = 1
      $0.deletion.noticeDays = 2
      $0.deletion.remindDaysBefore = []
    }
    try Story.play(
      """
      2027-01-01                   | created
      2027-01-01  set lines 3      | set lines 3
      2027-01-02  set lines 1      | set lines 1
      2027-01-02  use orders 3     | used orders 3
      2027-01-03  request          | noticed 2027-01-05 manual
      2027-01-05                   | final base 4 2.45; final lines 3 15.00; final orders 3 1.02; deleted
      2027-01-10  restore          | restored; none>blocked; usage base 1 0.61, lines 1 5.00
      2027-01-11  topUp 100.00     | topUp; blocked>none
      2027-01-11  use orders 1     | used orders 1
      2027-02-01                   | invoiced base 22 13.48; invoiced lines 1 5.00; invoiced orders 1 1.00
      """, under: hasty)
  }

  private static let never: RestrictionRules = {
    var rules = RestrictionRules()
    (rules.remindFrom, rules.paymentPageFrom, rules.blockFrom) = (nil, nil, nil)
    return rules
  }()
}
