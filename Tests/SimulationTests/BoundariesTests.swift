import BillingCore
import XCTest

@testable import Simulation

final class BoundariesTests: XCTestCase {
  /// A policy at random, such as a file may hold.
  private func randomPolicy(_ random: inout SplitMix) -> Policy {
    func number(_ range: ClosedRange<Int>) -> Int { range.lowerBound + Int(random.next() % UInt64(range.count)) }
    func chance(_ percent: Int) -> Bool { number(1...100) <= percent }
    let currencies = ["USD", "JPY", "KWD"].compactMap { Currency(code: $0) }
    var policy = Policy(currency: currencies[number(0...(currencies.count - 1))])
    policy.tariff.base.monthly = Money(minorUnits: Int64(number(0...3000)))
    policy.tariff.base.proration = chance(50) ? .daily : .none
    policy.tariff.trialDays = chance(40) ? number(1...40) : 0
    policy.tariff.accrueWhileBlocked = chance(50)
    policy.tariff.services = [
      Service(
        name: "source", price: .recurring(monthly: Money(minorUnits: 300), counting: chance(50) ? .daily : .peak)),
      Service(
        name: "order",
        price: .metered(
          MeteredPrice(
            tiers: [.init(upTo: number(1...400), pricePerUnit: 0), .init(upTo: nil, pricePerUnit: 20_000)]))),
    ]
    var days = (0..<3).map { _ in number(1...31) }.sorted()
    days = [days[0], max(days[1], days[0] + 1), max(days[2], days[1] + 1, days[0] + 2)]
    if days[2] <= 31 {
      policy.restrictions.remindFrom = chance(85) ? days[0] : nil
      policy.restrictions.paymentPageFrom = chance(85) ? days[1] : nil
      policy.restrictions.blockFrom = chance(85) ? days[2] : nil
    }
    policy.restrictions.grace = chance(50) ? .calendar : .sinceDebt
    policy.topUp.minimum = Money(minorUnits: Int64(chance(50) ? 1 : number(0...500)))
    policy.topUp.maximum = chance(30) ? Money(minorUnits: Int64(number(600...90_000))) : nil
    if chance(70) {
      let from = number(1...8000)
      policy.bonus.tiers = [
        .init(from: Money(minorUnits: Int64(from)), percent: .init(hundredths: number(0...3000))),
        .init(from: Money(minorUnits: Int64(from + number(1...9000))), percent: .init(hundredths: number(0...3000))),
      ]
    }
    policy.bonus.basis = chance(50) ? .advance : .total
    policy.bonus.spend = chance(50) ? .bonusFirst : .cashFirst
    policy.bonus.cap = chance(40) ? Money(minorUnits: Int64(number(1...2000))) : nil
    policy.bonus.expiresAfterDays = chance(40) ? number(1...90) : nil
    policy.deletion.automatic = chance(75)
    policy.deletion.minimumAgeDays = number(0...60)
    policy.deletion.inactivityDays = number(1...45)
    policy.deletion.noticeDays = number(1...15)
    policy.deletion.remindDaysBefore = [5, 3, 1].filter { $0 < policy.deletion.noticeDays }
    policy.deletion.retentionDays = number(1...30)
    policy.deletion.blockedSignInIsActivity = chance(40)
    return policy
  }

  private struct SplitMix {
    var state: UInt64
    mutating func next() -> UInt64 { splitMix64(&state) }
  }

  func testEveryDemandHoldsOnRandomPolicies() throws {
    var random = SplitMix(state: 20_270_101)
    var cases: Set<String> = []
    for number in 0..<120 {
      let policy = randomPolicy(&random)
      var boundaries = Boundaries(of: policy, from: day("2027-01-15") + number * 11)
      do {
        try boundaries.play()
      } catch {
        XCTFail("policy \(number): \(error)\n\(policy)")
      }
      for theme in boundaries.themes {
        XCTAssertEqual(Set(theme.scenario.scripted.map(\.name)).count, theme.scenario.scripted.count, theme.name)
        cases.formUnion(theme.scenario.scripted.map { $0.name.filter { !$0.isNumber } })
        for script in theme.scenario.scripted {
          XCTAssertEqual(script.entries.map(\.day), script.entries.map(\.day).sorted(), script.name)
        }
      }
    }
    for name in [
      "the-cap-at", "a-grant-lapses-after--days", "too-short-for-a-threshold", "trial-of--days", "tops-up-the-maximum",
      "asked-by-hand", "cancelled-by-a-payment", "over-the-turn-of-the-month", "tier--at", "source-on-the-last-day",
    ] {
      XCTAssertTrue(cases.contains(name), "\(name) among \(cases.sorted())")
    }
  }

  func testWhatIsRecordedIsWhatReplays() throws {
    var policy = Policy()
    policy.bonus.tiers = [.init(from: dollars(5700), percent: .init(hundredths: 500))]
    var boundaries = Boundaries(of: policy, from: day("2027-01-01"))
    try boundaries.play()
    for theme in boundaries.themes {
      for position in theme.scenario.scripted.indices {
        let judge = try Simulator(theme.scenario).replay(position, watcher: Judge(theme.scenario))
        XCTAssertFalse(judge.verdicts.isEmpty)
        XCTAssertTrue(judge.verdicts.allSatisfy(\.isMet), theme.scenario.scripted[position].name)
      }
    }
  }

  func testAnotherThresholdMovesOnlyWhatHangsOnIt() throws {
    func files(_ blockFrom: Int) throws -> [String: [ScriptedAccount]] {
      var policy = Policy()
      policy.restrictions.blockFrom = blockFrom
      policy.bonus.tiers = [.init(from: dollars(5700), percent: .init(hundredths: 500))]
      var boundaries = Boundaries(of: policy, from: day("2027-01-01"))
      try boundaries.play()
      return Dictionary(uniqueKeysWithValues: boundaries.themes.map { ($0.name, $0.scenario.scripted) })
    }
    func text(_ scripts: [ScriptedAccount]?) -> String { "\(scripts ?? [])" }
    let (ten, twelve) = (try files(10), try files(12))
    XCTAssertEqual(ten.keys.sorted(), twelve.keys.sorted())
    for name in ["05-bonus", "04-top-ups"] { XCTAssertEqual(text(ten[name]), text(twelve[name]), name) }
    XCTAssertNotEqual(text(ten["01-restrictions"]), text(twelve["01-restrictions"]))
    let (before, after) = (ten["01-restrictions"] ?? [], twelve["01-restrictions"] ?? [])
    XCTAssertEqual(text([before[0]]), text([after[0]]), "the reminder stays")
  }

  func testADemandThatIsNotMetIsTold() throws {
    var boundaries = Boundaries(of: Policy(), from: day("2027-01-01"))
    guard case .expectAtEnd(var expectation) = boundaries.themes[0].scenario.scripted[0].entries[3].deed else {
      return XCTFail("the fourth entry expects")
    }
    XCTAssertEqual(expectation.claims[0].fact, .stage(Stage.none))
    expectation.claims[0].fact = .stage(.blocked)
    boundaries.themes[0].scenario.scripted[0].entries[3].deed = .expectAtEnd(expectation)
    XCTAssertThrowsError(try boundaries.play()) { error in
      let violation = error as? Boundaries.Violation
      XCTAssertEqual(violation?.theme, "01-restrictions")
      XCTAssertEqual(violation?.account, "reminder-from-day-4")
      XCTAssertEqual(violation?.expected, .stage(.blocked))
      XCTAssertEqual(violation?.actual, .stage(Stage.none))
      XCTAssertEqual(violation?.day, day("2027-01-03"))
    }
  }
}
