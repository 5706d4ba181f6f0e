import XCTest

@testable import BillingCore

/// Defaults, and which policy is in force on which day.
final class PolicyTests: XCTestCase {
  func testTheDefaultsAreThoseOfTheRules() {
    let policy = Policy()
    XCTAssertEqual(policy.tariff.base, BaseTariff(monthly: usd("19.00"), proration: .daily))
    XCTAssertEqual(policy.tariff.services, [])
    XCTAssertEqual(policy.tariff.trialDays, 0)
    XCTAssertTrue(policy.tariff.accrueWhileBlocked)
    XCTAssertEqual(policy.topUp.minimum, usd("0.01"))
    XCTAssertNil(policy.topUp.maximum)
    XCTAssertEqual(policy.bonus.basis, .advance)
    XCTAssertEqual(policy.bonus.tiers, [])
    XCTAssertNil(policy.bonus.cap)
    XCTAssertEqual(policy.bonus.spend, .bonusFirst)
    XCTAssertNil(policy.bonus.expiresAfterDays)
    let rules = policy.restrictions
    XCTAssertEqual([rules.remindFrom, rules.paymentPageFrom, rules.blockFrom], [4, 7, 10])
    XCTAssertEqual(rules.grace, .calendar)
    let deletion = policy.deletion
    XCTAssertTrue(deletion.automatic)
    XCTAssertEqual(
      [deletion.minimumAgeDays, deletion.inactivityDays, deletion.noticeDays, deletion.retentionDays], [40, 30, 10, 20])
    XCTAssertEqual(deletion.remindDaysBefore, [3, 1])
    XCTAssertEqual(deletion.blockedSignInIsActivity, .administrators)
  }

  func testTheDefaultsOfAnotherCurrencyAreInItsUnits() throws {
    let policy = Policy(currency: try XCTUnwrap(Currency(code: "JPY")))
    XCTAssertEqual(policy.tariff.base.monthly, Money(minorUnits: 19))
    XCTAssertEqual(policy.topUp.minimum, Money(minorUnits: 1))
  }

  func testATopUpIsWithinItsLimits() {
    var limits = TopUpLimits()
    limits.minimum = .zero
    XCTAssertFalse(limits.admits(.zero))
    XCTAssertFalse(limits.admits(usd("-0.01")))
    XCTAssertTrue(limits.admits(usd("0.01")))
    XCTAssertTrue(limits.admits(.ceiling))
    limits.minimum = usd("5.00")
    limits.maximum = usd("6.00")
    for (amount, isIn) in [("4.99", false), ("5.00", true), ("6.00", true), ("6.01", false)] {
      XCTAssertEqual(limits.admits(usd(amount)), isIn, amount)
    }
  }

  func testTheSeverestThresholdReachedHolds() {
    var rules = RestrictionRules()
    let stages: [(Int, Stage)] = [
      (1, .none), (3, .none), (4, .reminder), (6, .reminder), (7, .paymentPage), (9, .paymentPage), (10, .blocked),
      (31, .blocked),
    ]
    for (number, stage) in stages { XCTAssertEqual(rules.stage(onDayNumber: number), stage, "day \(number)") }
    rules.paymentPageFrom = nil
    XCTAssertEqual(rules.stage(onDayNumber: 9), .reminder)
    rules.blockFrom = nil
    XCTAssertEqual(rules.stage(onDayNumber: 31), .reminder)
    rules.remindFrom = nil
    XCTAssertEqual(rules.stage(onDayNumber: 31), .none)
    rules.paymentPageFrom = 7
    XCTAssertEqual(rules.stage(onDayNumber: 7), .paymentPage)
  }

  func testAChangeHoldsFromItsDayOn() {
    let dear = Policy.with { $0.tariff.base.monthly = usd("29.00") }
    let dearest = Policy.with { $0.tariff.base.monthly = usd("39.00") }
    let policies = PolicyCalendar(
      Policy(),
      changes: [.init(from: day("2027-02-01"), policy: dear), .init(from: day("2027-03-01"), policy: dearest)])
    let table = [
      ("0001-01-01", "19.00"), ("2027-01-31", "19.00"), ("2027-02-01", "29.00"), ("2027-02-28", "29.00"),
      ("2027-03-01", "39.00"), ("9999-12-31", "39.00"),
    ]
    for (text, monthly) in table { XCTAssertEqual(policies[day(text)].tariff.base.monthly, usd(monthly), text) }
    XCTAssertEqual(policies.eras.count, 3)
  }

  /// Three eras that differ in all that most days ask for.
  private let eras: PolicyCalendar = {
    func policy(_ number: Int) -> Policy {
      .with {
        $0.tariff.trialDays = 5 * number
        $0.tariff.accrueWhileBlocked = number == 1
        $0.tariff.services = ["sms", "fax", "calls"].prefix(number).map { .daily($0, "1.00") }
        $0.topUp.minimum = Money(minorUnits: Int64(100 * number))
        $0.topUp.maximum = number == 2 ? nil : Money(minorUnits: 9000)
        $0.bonus.spend = number == 2 ? .cashFirst : .bonusFirst
        $0.bonus.basis = number == 2 ? .total : .advance
        $0.bonus.tiers = [.tier(from: "10.00", percent: number), .tier(from: "50.00", percent: 10 * number)]
        $0.restrictions.remindFrom = number == 3 ? nil : number
        $0.restrictions.grace = number == 3 ? .sinceDebt : .calendar
        $0.deletion.automatic = number != 2
        $0.deletion.minimumAgeDays = 30 + number
        $0.deletion.inactivityDays = 20 + number
      }
    }
    return PolicyCalendar(
      policy(1),
      changes: [.init(from: day("2027-02-01"), policy: policy(2)), .init(from: day("2027-03-01"), policy: policy(3))])
  }()

  private let eraDays = ["0001-01-01", "2027-01-31", "2027-02-01", "2027-02-28", "2027-03-01", "9999-12-31"].map {
    day($0)
  }

  func testTheEverydayRulesAreThoseOfTheDaysPolicy() {
    for day in eraDays {
      let (rules, policy) = (eras.rules(on: day), eras[day])
      XCTAssertEqual(rules.trialDays, policy.tariff.trialDays)
      XCTAssertEqual(rules.accrueWhileBlocked, policy.tariff.accrueWhileBlocked)
      XCTAssertEqual(rules.serviceCount, policy.tariff.services.count)
      XCTAssertEqual(rules.topUp, policy.topUp)
      XCTAssertEqual(rules.spend, policy.bonus.spend)
      XCTAssertEqual(rules.restrictions, policy.restrictions)
      XCTAssertEqual(rules.deletesAutomatically, policy.deletion.automatic)
      XCTAssertEqual(rules.minimumAgeDays, policy.deletion.minimumAgeDays)
      XCTAssertEqual(rules.inactivityDays, policy.deletion.inactivityDays)
    }
  }

  func testTheNextChangeIsTheFirstAfterTheDay() {
    let next = eraDays.map { "\(eras.nextChange(after: $0))" }
    XCTAssertEqual(
      next, ["2027-02-01", "2027-02-01", "2027-03-01", "2027-03-01", "9999-12-31", "9999-12-31"])
    XCTAssertEqual(PolicyCalendar(Policy()).nextChange(after: day("2027-01-01")), .latest)
  }

  func testATrialIsAsLongAsTheDaysPolicySays() {
    let created = day("2027-01-27")
    let days = ["2027-01-27", "2027-01-31", "2027-02-01", "2027-02-05", "2027-02-06"]
    XCTAssertEqual(
      days.map { eras.isTrial(on: day($0), ofAccountCreated: created) }, [true, true, true, true, false])
    XCTAssertFalse(eras.isTrial(on: day("2027-01-31"), ofAccountCreated: day("2027-01-26")))
    XCTAssertTrue(eras.isTrial(on: day("2027-02-01"), ofAccountCreated: day("2027-01-26")), "a longer one begins again")
  }

  func testTheBonusShareIsThatOfTheTierReachedOnTheDay() {
    func share(_ amount: String, _ debt: String, _ on: String) -> Int {
      eras.bonusPercent(for: usd(amount), settling: usd(debt), on: day(on)).hundredths
    }
    XCTAssertEqual(share("9.99", "0.00", "2027-01-31"), 0)
    XCTAssertEqual(share("10.00", "0.00", "2027-01-31"), 100)
    XCTAssertEqual(share("50.00", "0.01", "2027-01-31"), 100, "a debt is settled first")
    XCTAssertEqual(share("50.00", "0.01", "2027-02-01"), 2000, "of the total")
    XCTAssertEqual(share("50.00", "0.00", "2027-03-01"), 3000)
    XCTAssertEqual(share("5.00", "9.00", "2027-03-01"), 0)
  }

  func testTheBonusShareIsACampaignsWhileItLasts() {
    let policy = Policy.with {
      $0.bonus.tiers = [.tier(from: "10.00", percent: 5)]
      $0.bonus.campaigns = [
        .init(
          name: "spring", days: day("2027-03-01")...day("2027-03-31"), tiers: [.tier(from: "20.00", percent: 25)])
      ]
    }
    let policies = PolicyCalendar(policy)
    let table = [
      ("2027-02-28", "20.00", 500), ("2027-03-01", "20.00", 2500), ("2027-03-31", "19.99", 0),
      ("2027-03-31", "20.00", 2500), ("2027-04-01", "20.00", 500),
    ]
    for (text, amount, share) in table {
      XCTAssertEqual(
        policies.bonusPercent(for: usd(amount), settling: .zero, on: day(text)).hundredths, share, "\(text) \(amount)")
    }
  }

  func testTheCalendarKnowsAllServicesThatThereEverAre() {
    let sms = Service.daily("sms", "1.00")
    let policies = PolicyCalendar(
      .with { $0.tariff.services = [sms] },
      changes: [
        .init(from: day("2027-02-01"), policy: .with { $0.tariff.services = [sms, .peak("lines", "1.00")] })
      ])
    XCTAssertEqual(policies.services.map(\.name), ["sms", "lines"])
    XCTAssertEqual(policies.currency, .usd)
  }

  func testAServiceAddedByAChangeIsInvoicedFromItsMonthOn() throws {
    var before = Policy()
    before.deletion.automatic = false
    (before.restrictions.remindFrom, before.restrictions.paymentPageFrom, before.restrictions.blockFrom) = (
      nil, nil, nil
    )
    var after = before
    after.tariff.services = [.daily("sms", "2.80")]
    try Story.play(
      """
      2027-01-01              | created
      2027-02-01              | invoiced base 31 19.00
      2027-02-15  set sms 2   | set sms 2; usage base 15 10.18, sms 2 0.20
      2027-03-01              | invoiced base 28 19.00; invoiced sms 28 2.80
      """, under: before, changes: [.init(from: day("2027-02-01"), policy: after)])
  }
}
