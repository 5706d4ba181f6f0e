import BillingCore
import Simulation

/// Chance of its own, so that a policy can be made again from its seed.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return range.lowerBound + Int(state % UInt64(range.count))
  }

  mutating func flip() -> Bool { number(0...1) == 0 }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[number(0...(values.count - 1))] }

  mutating func money(_ most: Int) -> Money { Money(minorUnits: Int64(number(0...most))) }

  /// A policy, and in one of three cases two changes of everything but the currency and which services there are.
  mutating func policies(from start: Day) -> PolicyCalendar {
    let standing = policy()
    guard number(0...2) == 0 else { return PolicyCalendar(standing) }
    var first = start
    let changes = (0..<2).map { _ in
      first = (first + number(1...60)).firstOfNextMonth
      var policy = policy()
      (policy.currency, policy.tariff.services) = (standing.currency, standing.tariff.services)
      return PolicyCalendar.Era(from: first, policy: policy)
    }
    return PolicyCalendar(standing, changes: changes)
  }

  mutating func policy() -> Policy {
    var policy = Policy(currency: Currency(code: pick(["USD", "JPY", "KWD"])) ?? .usd)
    policy.tariff.base = BaseTariff(
      monthly: pick([.zero, money(40), money(5000), Money(minorUnits: 1900)]), proration: pick([.daily, .none]))
    policy.tariff.trialDays = pick([0, 0, 1, 14, number(0...400)])
    policy.tariff.accrueWhileBlocked = flip()
    if flip() { policy.tariff.services = services() }
    if flip() { policy.topUp.minimum = money(3000) }
    if flip() { policy.topUp.maximum = policy.topUp.minimum + money(10_000) }
    policy.restrictions = restrictions()
    policy.deletion = deletion()
    policy.bonus = bonus()
    return policy
  }

  private mutating func services() -> [Service] {
    let limit = number(1...2000)
    let tiers = [
      MeteredPrice.Tier(upTo: limit, pricePerUnit: Int64(number(0...30_000))),
      .init(upTo: limit + number(1...900), pricePerUnit: Int64(number(0...30_000))),
      .init(upTo: nil, pricePerUnit: Int64(number(0...30_000))),
    ]
    return [
      Service(name: "order", price: .metered(MeteredPrice(tiers: tiers, mode: pick([.graduated, .volume])))),
      Service(name: "source", price: .recurring(monthly: money(900), counting: pick([.daily, .peak]))),
    ]
  }

  private mutating func restrictions() -> RestrictionRules {
    var rules = RestrictionRules()
    rules.grace = pick([.calendar, .sinceDebt])
    let most = rules.grace == .calendar ? pick([4, 31]) : pick([5, 90, 1000, Limits.days])
    let days = Set((0..<3).map { _ in number(1...most) }).sorted()
    func day(_ index: Int) -> Int? { index < days.count ? days[index] : nil }
    (rules.remindFrom, rules.paymentPageFrom, rules.blockFrom) = (day(0), day(1), day(2))
    if number(0...3) == 0 { rules.remindFrom = nil }
    if number(0...3) == 0 { rules.paymentPageFrom = nil }
    if number(0...3) == 0 { rules.blockFrom = nil }
    return rules
  }

  private mutating func deletion() -> DeletionRules {
    var rules = DeletionRules()
    rules.automatic = number(0...2) > 0
    rules.minimumAgeDays = pick([0, 1, 40, number(0...200), number(0...Limits.days)])
    rules.inactivityDays = pick([1, 2, 20, 30, number(1...100), number(1...Limits.days)])
    rules.noticeDays = pick([1, 2, 10, number(1...60), number(1...Limits.days)])
    rules.remindDaysBefore = (0..<number(0...3)).map { _ in number(1...12) }.filter { $0 < rules.noticeDays }
    rules.retentionDays = pick([1, 2, 20, number(1...90), number(1...Limits.days)])
    rules.blockedSignInIsActivity = pick([.administrators, .everyone, .nobody])
    return rules
  }

  private mutating func bonus() -> BonusSchedule {
    var bonus = BonusSchedule()
    bonus.basis = pick([.advance, .total])
    bonus.spend = pick([.bonusFirst, .cashFirst])
    if flip() { bonus.tiers = tiers() }
    if flip() { bonus.cap = money(700) }
    if flip() { bonus.expiresAfterDays = pick([1, 2, number(1...400)]) }
    if flip() {
      let first = Day.earliest + 740_000 + number(0...800)
      bonus.campaigns = [.init(name: "spring", days: first...(first + number(0...60)), tiers: tiers())]
    }
    return bonus
  }

  private mutating func tiers() -> [BonusSchedule.Tier] {
    let first = money(4000)
    return [
      .init(from: first, percent: .init(hundredths: number(0...3000))),
      .init(from: first + Money(minorUnits: Int64(number(1...4000))), percent: .init(hundredths: number(0...12_000))),
    ]
  }
}
