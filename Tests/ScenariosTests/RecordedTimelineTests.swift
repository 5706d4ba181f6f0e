import BillingCore
import Foundation
import Simulation
import XCTest

@testable import Scenarios

/// A recorded timeline fails as soon as a change of the policy in its copy shows anywhere in the account's life.
final class RecordedTimelineTests: XCTestCase {
  /// What anybody can see of a life: each event as reports have it, with the money and the last activity after it.
  private struct Visible: RunWatcher {
    var told: [String] = []
    mutating func begin(_ account: Account, as identity: AccountIdentity) {}
    mutating func startReporting(_ account: Account) {}
    mutating func observe(_ event: Event, of account: Account, on day: Day) {
      var amounts = ""
      if case .invoiced(let line) = event { amounts = "\(line)" }
      if case .topUp(let topUp) = event { amounts = "\(topUp)" }
      told.append(
        "\(day) \(event.word) \(event.detail ?? "") \(amounts) \(account.balance) \(account.stage) "
          + "\(account.lastActivity)")
    }
    mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) {
      let wallet = account.wallet
      told.append(
        "\(unbilled) \(wallet.prepaidCash) \(wallet.prepaidBonus) \(wallet.debt) \(wallet.deferred) \(account.status.word)"
      )
    }
    mutating func merge(_ other: Visible) { told += other.told }
  }

  private struct Change: Sendable {
    let name: String
    let make: @Sendable (inout Policy) -> Void

    init(_ name: String, _ make: @escaping @Sendable (inout Policy) -> Void) {
      self.name = name
      self.make = make
    }
  }

  private static func cents(_ amount: Int64) -> Money { Money(minorUnits: amount) }

  private static func repriced(_ make: (inout MeteredPrice) -> Void, _ policy: inout Policy) {
    for (service, each) in policy.tariff.services.enumerated() {
      guard case .metered(var price) = each.price else { continue }
      make(&price)
      policy.tariff.services[service].price = .metered(price)
    }
  }

  private static let prices: [Change] = [
    Change("base monthly") { $0.tariff.base.monthly = cents(1901) },
    Change("base whole") { $0.tariff.base.proration = .none },
    Change("swapped prices") { policy in
      guard case .recurring(let monthly, let counting) = policy.tariff.services[0].price else { return }
      policy.tariff.services[0].price = .recurring(monthly: policy.tariff.base.monthly, counting: counting)
      policy.tariff.base.monthly = monthly
    },
    Change("recurring price") { $0.tariff.services[0].price = .recurring(monthly: cents(600), counting: .daily) },
    Change("counting") { $0.tariff.services[0].price = .recurring(monthly: cents(500), counting: .peak) },
    Change("tier limit") { repriced({ $0.tiers[0].upTo = $0.tiers[0].upTo.map { $0 - 1 } }, &$0) },
    Change("tier price") { repriced({ $0.tiers[1].pricePerUnit += 5000 }, &$0) },
    Change("free tier gone") { repriced({ $0.tiers.removeFirst() }, &$0) },
    Change("mode") { repriced({ $0.mode = .volume }, &$0) },
    Change("trial") { $0.tariff.trialDays = 14 },
    Change("accrual while blocked") { $0.tariff.accrueWhileBlocked.toggle() },
  ]

  private static let money: [Change] = [
    Change("tier from") { $0.bonus.tiers[0].from = cents(6000) },
    Change("percent") { $0.bonus.tiers[0].percent = .init(hundredths: 4990) },
    Change("cap") { $0.bonus.cap = cents(100) },
    Change("basis") { $0.bonus.basis = .total },
    Change("spend") { $0.bonus.spend = .cashFirst },
    Change("expiry") { $0.bonus.expiresAfterDays = 20 },
    Change("no expiry") { $0.bonus.expiresAfterDays = nil },
    Change("no bonus") { $0.bonus.tiers = [] },
    Change("later campaign") { policy in
      let days = policy.bonus.campaigns[0].days
      policy.bonus.campaigns[0].days = days.lowerBound + 10...days.upperBound + 10
    },
    Change("campaign percent") { $0.bonus.campaigns[0].tiers[0].percent = .init(hundredths: 7010) },
    Change("no campaign") { $0.bonus.campaigns = [] },
    Change("another campaign") { policy in
      let spring = policy.bonus.campaigns[0]
      let days = spring.days.upperBound + 1...spring.days.upperBound + 60
      policy.bonus.campaigns.append(.init(name: "summer", days: days, tiers: spring.tiers))
    },
    Change("minimum") { $0.topUp.minimum = cents(2500) },
    Change("maximum") { $0.topUp.maximum = cents(4000) },
  ]

  private static let rules: [Change] = [
    Change("reminder later") { $0.restrictions.remindFrom = 5 },
    Change("payment page never") { $0.restrictions.paymentPageFrom = nil },
    Change("block earlier") { $0.restrictions.blockFrom = 8 },
    Change("block later") { $0.restrictions.blockFrom = 20 },
    Change("grace") { $0.restrictions.grace = .sinceDebt },
    Change("not automatic") { $0.deletion.automatic = false },
    Change("age") { $0.deletion.minimumAgeDays = 120 },
    Change("shorter inactivity") { $0.deletion.inactivityDays = 12 },
    Change("longer inactivity") { $0.deletion.inactivityDays = 31 },
    Change("notice") { $0.deletion.noticeDays = 11 },
    Change("reminders") { $0.deletion.remindDaysBefore = [2] },
    Change("one reminder more") { $0.deletion.remindDaysBefore = [3, 2, 1] },
    Change("retention") { $0.deletion.retentionDays = 19 },
    Change("blocked sign-ins of nobody") { $0.deletion.blockedSignInIsActivity = .nobody },
    Change("blocked sign-ins of everyone") { $0.deletion.blockedSignInIsActivity = .everyone },
  ]

  /// What is the other way round in a scenario of its own: deletions by hand alone, and blocked sign-ins of nobody.
  private static let turned: [Change] = [
    Change("automatic") { $0.deletion.automatic = true },
    Change("first reminder") { $0.deletion.remindDaysBefore = [2] },
    Change("blocked sign-ins of administrators") { $0.deletion.blockedSignInIsActivity = .administrators },
    Change("blocked sign-ins of everyone, not nobody") { $0.deletion.blockedSignInIsActivity = .everyone },
  ]

  /// Accounts to whom much happens, in a population with restores, manual deletions, idleness and declines.
  private static let busy = """
    {
      "start": "2027-01-01", "days": 240, "seed": 11, "warmUpDays": 20,
      "policy": {
        "trialDays": 3,
        "services": {
          "integration": { "monthly": "5.00" },
          "order": { "tiers": [ { "upTo": 100, "price": 0 }, { "price": "0.02" } ] }
        },
        "bonus": {
          "tiers": [ { "from": "20.00", "percent": 50 } ], "expiresAfterDays": 25,
          "campaigns": [
            { "name": "spring", "from": "2027-02-10", "to": "2027-04-20", "tiers": [ { "from": "10.00", "percent": 70 } ] }
          ]
        }
      },
      "population": { "shops": {
        "accounts": 30, "arrivals": { "perDay": 0.1 }, "units": { "integration": { "poisson": 1.2 } },
        "opening": { "debtShare": 0.3 },
        "usage": { "order": { "perDay": { "gamma": { "mean": 8, "shape": 1.5 } } } },
        "signIns": { "employee": 0.3, "administrator": 0.2 },
        "idleness": { "startsPerDay": 0.02, "days": { "geometric": { "mean": 35 } }, "leaves": 0.2, "switchesOff": 0.5 },
        "topUps": {
          "inDebt": { "none": 0.05, "reminder": 0.1, "paymentPage": 0.1, "blocked": 0.05, "noticed": 0.03 },
          "months": { "0": 2, "1": 2, "4": 3 }, "declined": 0.2
        },
        "cancelsDeletion": 0.05, "restores": 0.2, "requestsDeletion": 0.05
      } }
    }
    """

  private func load(_ text: String) throws -> Scenario { try loaded(text).scenario }

  /// Timelines recorded from a scenario, written, and read back.
  private func recorded(_ loaded: LoadedScenario, _ positions: some Sequence<Int>) throws -> [Scenario] {
    let simulator = Simulator(loaded.scenario)
    return try positions.map { position in
      let alone = try simulator.scripted(position, through: loaded.scenario.lastDay)
      return try load(loaded.timeline(of: alone))
    }
  }

  /// What anybody can see of a life, and whether the timeline fails.
  private func played(_ scenario: Scenario) throws -> (life: [String], fails: Bool) {
    let both = try Simulator(scenario).replay(0, watcher: Both(Visible(), Judge(scenario)))
    return (both.first.told, both.second.verdicts.contains { !$0.isMet })
  }

  /// Each change touches some lives, and of each life that it touches the timeline fails.
  private func assertSeen(_ changes: [Change], in timelines: [Scenario]) throws {
    let originals = try timelines.map(played)
    for (timeline, original) in zip(timelines, originals) { XCTAssertFalse(original.fails, timeline.title) }
    for change in changes {
      var touched = 0
      for (timeline, original) in zip(timelines, originals) {
        var copy = timeline
        var policy = timeline.policies.eras[0].policy
        change.make(&policy)
        copy.policies = PolicyCalendar(policy)
        let changed = try played(copy)
        guard changed.life != original.life else { continue }
        touched += 1
        XCTAssertTrue(changed.fails, "\(change.name) is not seen in \(timeline.title)")
      }
      XCTAssertGreaterThan(touched, 0, "\(change.name) touches nobody")
    }
  }

  func testEveryChangeOfPolicyIsSeenInBusyLives() throws {
    let timelines = try recorded(loaded(RecordedTimelineTests.busy), 16..<40)
    let all = RecordedTimelineTests.prices + RecordedTimelineTests.money + RecordedTimelineTests.rules
    XCTAssertGreaterThan(all.count, 30)
    try assertSeen(all, in: timelines)
  }

  func testChangesAreSeenWhereDeletionsAreByHandAndNobodysBlockedSignInCounts() throws {
    let turned = RecordedTimelineTests.busy.replacing(
      #""trialDays": 3,"#,
      with: #"""
        "trialDays": 3,
        "deletion": { "automatic": false, "remindDaysBefore": [], "blockedSignInIsActivity": "nobody" },
        """#)
    try assertSeen(RecordedTimelineTests.turned, in: recorded(loaded(turned), 16..<40))
  }

  func testChangesAreSeenInLivesOfTheStandardScenario() throws {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: package.appendingPathComponent("scenarios/standard.jsonc"), encoding: .utf8)
    var overrides = Overrides()
    (overrides.days, overrides.scale) = (120, 0.01)
    let standard = try loaded(text, overrides)
    let timelines = try recorded(standard, stride(from: 0, to: Simulator(standard.scenario).population.count, by: 8))
    let names = ["base monthly", "tier limit", "cap", "spend", "block earlier", "shorter inactivity", "notice"]
    let changes = RecordedTimelineTests.prices + RecordedTimelineTests.money + RecordedTimelineTests.rules
    try assertSeen(changes.filter { names.contains($0.name) }, in: timelines)
  }
}
