import BillingCore
import XCTest

@testable import Simulation

final class BonusTotalsTests: XCTestCase {
  /// Three accounts that pay 100.00 on the 3rd, of which 5 % come as bonus, under a policy whose grants lapse.
  private func paying() -> Scenario {
    var policy = Policy()
    policy.bonus.tiers = [
      .init(from: dollars(5000), percent: .init(hundredths: 500)),
      .init(from: dollars(20_000), percent: .init(hundredths: 1000)),
    ]
    policy.bonus.expiresAfterDays = 40
    var run = scenario(days: 90, policy: policy, segments: [])
    run.scripted = ["same", "less", "more"].map { name in
      var account = ScriptedAccount(name: name, beginning: .created(run.start, units: []))
      account.entries = [.init(on: run.start + 2, .command(.topUp(dollars(10_000), by: .owner, with: .card)))]
      return account
    }
    return run
  }

  func testOnlyBonusOfWhoPaysTheSameIsGivenForNothing() async throws {
    let run = paying()
    let simulator = Simulator(run)
    let totals = try await simulator.run(
      threads: 1, watcher: BonusTotals(run, paidInBase: [10_000, 9_999, 10_001])
    ).watcher
    XCTAssertEqual(totals.grantedAnyway, 500, "that of the first account alone")
    let unlike = try await simulator.run(threads: 1, watcher: BonusTotals(run)).watcher
    XCTAssertNil(unlike.grantedAnyway, "without a base nothing is known")
    let paid = try await simulator.run(threads: 2, watcher: PaidByAccount(accounts: 3)).watcher
    XCTAssertEqual(paid.amounts, [10_000, 10_000, 10_000])
  }

  func testATierOfACampaignHasARowOfItsOwn() async throws {
    var run = paying()
    var policy = run.policies.eras[0].policy
    policy.bonus.campaigns = [
      .init(
        name: "spring", days: run.start...run.start + 5,
        tiers: [.init(from: dollars(8000), percent: .init(hundredths: 2000))])
    ]
    run.policies = PolicyCalendar(policy)
    let totals = try await Simulator(run).run(threads: 1, watcher: BonusTotals(run)).watcher
    XCTAssertEqual(
      totals.origins,
      [.tier(from: dollars(5000)), .tier(from: dollars(8000)), .tier(from: dollars(20_000)), .noTier, .opening])
    XCTAssertEqual((0..<3).map { totals.cell(month: 0, origin: $0).granted }, [0, 6000, 0])
  }

  func testATopUpThatReachesNoTierIsOfNone() async throws {
    var run = paying()
    for index in run.scripted.indices {
      run.scripted[index].entries = [.init(on: run.start, .command(.topUp(dollars(4999), by: .owner, with: .card)))]
    }
    let totals = try await Simulator(run).run(threads: 1, watcher: BonusTotals(run)).watcher
    XCTAssertEqual(totals.origins[2...], [.noTier, .opening])
    XCTAssertEqual((0..<4).map { totals.cell(month: 0, origin: $0).cashIn }, [0, 0, 3 * 4999, 0])
  }

  func testAUseAndALapseAreThoseOfTheTierThatGave() async throws {
    let run = paying()
    let totals = try await Simulator(run).run(threads: 1, watcher: BonusTotals(run)).watcher
    XCTAssertEqual(
      totals.origins, [.tier(from: dollars(5000)), .tier(from: dollars(20_000)), .noTier, .opening])
    let months = (0..<3).map { totals.cell(month: $0, origin: 0) }
    XCTAssertEqual(months.map(\.topUps), [3, 0, 0])
    XCTAssertEqual(months.map(\.granted), [1500, 0, 0])
    // The invoice of the 1st of the second month takes the bonus first: 5.00 of each account's 19.00.
    XCTAssertEqual(months.map(\.used), [0, 1500, 0])
    XCTAssertEqual(months.map(\.lapsed), [0, 0, 0])
    XCTAssertEqual((0..<3).map { totals.cell(month: $0, origin: 1) }, [.init(), .init(), .init()])
  }
}
