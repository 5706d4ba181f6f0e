import BillingCore
import Foundation
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

  /// `DAYBOOK_BOUNDARY_POLICIES=5000` tries as many policies, in place of 30.
  func testWhateverThePolicyAllCasesHoldAndReadBack() throws {
    let count = ProcessInfo.processInfo.environment["DAYBOOK_BOUNDARY_POLICIES"].flatMap { UInt64($0) } ?? 30
    for seed in UInt64(1)...count {
      var dice = Dice(seed: seed)
      let start = Day.earliest + 740_000 + dice.number(0...400)
      let policies = dice.policies(from: start)
      let any = Scenario(name: "any", start: start, days: 30, policies: policies)
      do throws(Failure) {
        let files = try BoundariesVerb.files(of: any)
        XCTAssertFalse(files.isEmpty)
      } catch {
        XCTFail("seed \(seed): \(error.message)\(policies)")
      }
    }
  }

  /// An account that nobody signs in to may be purged before the month turns, and then it is not blocked any more.
  func testABlockIsFollowedOverTheTurnOfTheMonthOnlyWhereTheAccountIsStillThere() throws {
    let name = "block-stays-over-the-turn-of-the-month"
    for (inactivity, notice, retention, isTold) in [
      (30, 10, 20, true), (23, 10, 1, true), (22, 10, 2, false), (20, 10, 2, false), (20, 9, 3, false),
      (1, 1, 1, false),
    ] {
      var policy = Policy()
      (policy.deletion.inactivityDays, policy.deletion.noticeDays) = (inactivity, notice)
      (policy.deletion.retentionDays, policy.deletion.remindDaysBefore) = (retention, [])
      let stages = try files(policy)[0].scenario.scripted.map(\.name)
      XCTAssertEqual(stages.contains(name), isTold, "\(inactivity), \(notice), \(retention)")
      policy.deletion.automatic = false
      XCTAssertTrue(try files(policy)[0].scenario.scripted.map(\.name).contains(name))
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
