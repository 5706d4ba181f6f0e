import BillingCore
import Simulation
import XCTest

@testable import Scenarios
@testable import daybook

/// The cases around thresholds, over many policies, and what moves when one setting does.
final class BoundariesTests: XCTestCase {
  private func scenario(_ policy: Policy, _ changes: [PolicyCalendar.Era] = []) throws -> Scenario {
    let start = try XCTUnwrap(Day("2027-01-01"))
    return Scenario(name: "any", start: start, days: 365, policies: PolicyCalendar(policy, changes: changes))
  }

  private func files(_ policy: Policy) throws -> [BoundaryFile] {
    try BoundariesVerb.files(of: try scenario(policy))
  }

  /// Texts by path, without what they say of the policy.
  private func cases(_ policy: Policy) throws -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: try files(policy).map { file in
        let text = file.scenario.standalone
        return (file.path, String(text[(text.range(of: "\n  \"accounts\"")?.lowerBound ?? text.startIndex)...]))
      })
  }

  /// The files that differ between two policies.
  private func moved(_ change: (inout Policy) -> Void) throws -> [String] {
    var other = Policy()
    other.bonus.tiers = [.init(from: Money(minorUnits: 5700), percent: .init(hundredths: 500))]
    let before = try cases(other)
    change(&other)
    let after = try cases(other)
    return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
  }

  // MARK: Any policy

  func testWhateverThePolicyAllCasesHoldAndReadBack() throws {
    for seed in UInt64(1)...60 {
      var dice = Dice(seed: seed)
      let policy = dice.policy()
      let start = Day.earliest + 740_000 + dice.number(0...400)
      let any = Scenario(name: "any", start: start, days: 30, policies: PolicyCalendar(policy))
      do throws(Failure) {
        let files = try BoundariesVerb.files(of: any)
        XCTAssertFalse(files.isEmpty)
      } catch {
        XCTFail("seed \(seed): \(error.message)\(policy)")
      }
    }
  }

  func testTheLargestNumbersThatAScenarioMayHaveGoThrough() throws {
    let (most, days) = (Money(minorUnits: Limits.amount), Limits.days)
    var policy = Policy()
    policy.tariff.base.monthly = most
    policy.tariff.trialDays = days
    let tiers = [
      MeteredPrice.Tier(upTo: Limits.quantity, pricePerUnit: Limits.amount), .init(upTo: nil, pricePerUnit: 0),
    ]
    policy.tariff.services = [
      Service(name: "order", price: .metered(MeteredPrice(tiers: tiers))),
      Service(name: "source", price: .recurring(monthly: most, counting: .peak)),
    ]
    policy.topUp.maximum = most
    policy.bonus.tiers = [
      .init(from: .zero, percent: .init(hundredths: 1)), .init(from: most, percent: .init(hundredths: 100_000)),
    ]
    policy.bonus.cap = most
    policy.bonus.expiresAfterDays = days
    (policy.restrictions.remindFrom, policy.restrictions.paymentPageFrom) = (days - 2, days - 1)
    (policy.restrictions.blockFrom, policy.restrictions.grace) = (days, .sinceDebt)
    (policy.deletion.minimumAgeDays, policy.deletion.inactivityDays) = (days, days)
    (policy.deletion.noticeDays, policy.deletion.retentionDays) = (days, days)
    policy.deletion.remindDaysBefore = [days - 1, 1]
    let latest = try XCTUnwrap(Day("9599-01-01"))
    for start in [Day.earliest + 1, latest] {
      for isTrial in [true, false] {
        policy.tariff.trialDays = isTrial ? days : 0
        let edge = Scenario(name: "edge", start: start, days: 1, policies: PolicyCalendar(policy))
        XCTAssertFalse(try BoundariesVerb.files(of: edge).isEmpty)
      }
    }
  }

  func testTheSamePolicyGivesTheSameBytes() throws {
    XCTAssertEqual(try cases(Policy()), try cases(Policy()))
  }

  // MARK: What moves

  func testOneSettingMovesOnlyTheFilesThatBearOnIt() throws {
    XCTAssertEqual(try moved { $0.restrictions.blockFrom = 12 }, ["01-stages.jsonc", "02-debt.jsonc"])
    XCTAssertEqual(try moved { $0.bonus.tiers[0].percent = .init(hundredths: 800) }, ["06-bonus.jsonc"])
    XCTAssertEqual(try moved { $0.deletion.retentionDays = 30 }, ["11-restore.jsonc"])
    XCTAssertEqual(try moved { $0.topUp.maximum = Money(minorUnits: 1_000_000) }, ["05-top-ups.jsonc"])
    XCTAssertEqual(
      try moved { $0.deletion.remindDaysBefore = [5] }, ["10-deletion-process.jsonc"])
  }

  func testALaterBlockMovesItsOwnCasesAndNoOther() throws {
    var later = Policy()
    later.restrictions.blockFrom = 12
    func names(_ policy: Policy) throws -> Set<String> { Set(try files(policy)[0].scenario.scripted.map(\.name)) }
    let (before, after) = (try names(Policy()), try names(later))
    XCTAssertEqual(before.subtracting(after), ["blocked-eve-day-9", "blocked-on-day-10", "blocked-after-day-11"])
    XCTAssertEqual(after.subtracting(before), ["blocked-eve-day-11", "blocked-on-day-12", "blocked-after-day-13"])
  }

  func testWhatIsNeverLeavesItsCasesOut() throws {
    var policy = Policy()
    policy.restrictions.blockFrom = nil
    let stages = try files(policy)[0].scenario.scripted.map(\.name)
    XCTAssertFalse(stages.contains { $0.hasPrefix("blocked") })
    XCTAssertTrue(stages.contains("payment-page-ends-on-the-1st"))
    policy.restrictions.remindFrom = nil
    policy.restrictions.paymentPageFrom = nil
    XCTAssertEqual(try files(policy)[0].scenario.scripted.map(\.name), ["never-restricted"])
  }

  func testEachPolicyOfAScenarioIsCoveredOnItsOwn() throws {
    var later = Policy()
    later.restrictions.blockFrom = 12
    let july = try XCTUnwrap(Day("2027-07-01"))
    let files = try BoundariesVerb.files(of: try scenario(Policy(), [.init(from: july, policy: later)]))
    XCTAssertEqual(files.filter { !$0.path.contains("/") }.map(\.path), try self.files(Policy()).map(\.path))
    let second = files.filter { $0.path.hasPrefix("from-2027-07-01/") }
    XCTAssertEqual(second.count * 2, files.count)
    XCTAssertTrue(second.allSatisfy { $0.scenario.policies.eras.count == 1 && $0.scenario.start >= july })
    XCTAssertTrue(second[0].scenario.scripted.contains { $0.name == "blocked-on-day-12" })
  }
}

/// Chance of its own, so that a policy can be made again from its seed.
private struct Dice {
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
    let most = rules.grace == .calendar ? 31 : 90
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
    rules.minimumAgeDays = pick([0, 1, 40, number(0...200)])
    rules.inactivityDays = pick([1, 2, 30, number(1...100)])
    rules.noticeDays = pick([1, 2, 10, number(1...60)])
    rules.remindDaysBefore = (0..<number(0...3)).map { _ in number(1...12) }.filter { $0 < rules.noticeDays }
    rules.retentionDays = pick([1, 20, number(1...90)])
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
