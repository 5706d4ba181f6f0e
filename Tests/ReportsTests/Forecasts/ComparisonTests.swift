import BillingCore
import Simulation
import XCTest

@testable import Reports

final class ComparisonTests: XCTestCase {
  private func generous() -> Scenario {
    var scenario = town(days: 120)
    let base = scenario.policies.eras[0].policy
    var policy = base
    policy.bonus.tiers = [.init(from: cents(2000), percent: .init(hundredths: 2000))]
    scenario.policies = PolicyCalendar(base, changes: [.init(from: scenario.start, policy: policy)])
    scenario.name = "generous"
    return scenario
  }

  private func sheet(_ table: Table) -> Sheet {
    Sheet(String(decoding: CSV.bytes(of: table, currency: .usd), as: UTF8.self))
  }

  func testAScenarioDoesNotDifferFromItself() async throws {
    let scenario = town(days: 90)
    let (comparison, bonuses) = try await compared(scenario, [scenario], 3)
    let rows = sheet(comparison.table).rows
    XCTAssertEqual(rows.count, 5 * Metric.allCases.count, "January to April, and the total")
    for row in rows where row["n"] != "0" {
      for column in ["difference", "ci_low", "ci_high"] {
        XCTAssertNil(row[column].first { !"0.".contains($0) }, "\(row["month"]) \(row["metric"]) \(column)")
        XCTAssertNotEqual(row[column], "")
      }
      XCTAssertEqual(row["base_mean"], row["variant_mean"])
      XCTAssertEqual(row["verdict"], "no difference")
      XCTAssertEqual(row["variance_ratio"], "")
    }
    let total = try XCTUnwrap(sheet(bonuses.table(of: comparison)).rows.last)
    XCTAssertEqual(total["extra_cash"], "0.00")
    XCTAssertEqual(total["cost_per_extra_cash"], "")
    XCTAssertEqual(total["paid_anyway_share"], "1.000000")
  }

  func testADifferenceIsPaired() {
    // Differences 1, 2, 3: mean 2, standard deviation 1, half width 4.302652729749464 / sqrt(3).
    let found = Difference(base: [10, 20, .nan, 30], variant: [11, 22, 5, 33], confidence: 0.95)
    XCTAssertEqual(found.count, 3)
    XCTAssertEqual([found.pairedBaseMean, found.mean], [20, 2])
    XCTAssertEqual([found.base.mean, found.variant.mean], [20, 71.0 / 4], "each of all that its side has")
    XCTAssertEqual([found.base.count, found.variant.count], [3, 4])
    XCTAssertEqual(found.interval?.lowerBound ?? 0, 2 - 4.302652729749464 / 3.0.squareRoot(), accuracy: 1e-12)
    XCTAssertEqual(found.verdict, Difference.Verdict.none)
    XCTAssertEqual(found.varianceRatio ?? 0, 100 + 121, accuracy: 1e-9)
    XCTAssertEqual(found.relative, 0.1)
    XCTAssertEqual(Difference(base: [1, 2], variant: [5, 6.1], confidence: 0.95).verdict, .higher)
    XCTAssertEqual(Difference(base: [5, 6.1], variant: [1, 2], confidence: 0.95).verdict, .lower)
    let alone = Difference(base: [0], variant: [1], confidence: 0.95)
    XCTAssertNil(alone.interval)
    XCTAssertNil(alone.verdict)
    XCTAssertNil(alone.relative)
    XCTAssertNil(alone.varianceRatio)
  }

  func testSeveralVariantsShareTheirRiskOfBeingWrong() {
    let scenario = town(days: 10)
    XCTAssertEqual(Comparison(scenario, [scenario]).confidence, 0.95)
    XCTAssertEqual(Comparison(scenario, [scenario, scenario, scenario, scenario]).confidence, 0.9875)
  }

  func testBonusSumsAreThoseOfTheReports() async throws {
    let (comparison, bonuses) = try await compared(town(days: 120), [generous()], 2)
    let rows = sheet(bonuses.table(of: comparison)).rows
    let months = comparison.base.forecast.periods.map(\.word)
    XCTAssertEqual(months.last, "total")
    for (side, name) in ["town", "generous"].enumerated() {
      let forecast = side == 0 ? comparison.base.forecast : comparison.variants[0].forecast
      for (period, month) in months.enumerated() {
        let row = try XCTUnwrap(rows.first { $0["variant"] == name && $0["month"] == month && $0["tier"] == "all" })
        func mean(_ metric: Metric) -> Int {
          Int(Sample(forecast.numbers(of: metric, period: period, split: 3)).mean.rounded())
        }
        XCTAssertEqual(row.number("cash_in"), mean(.cashIn), "\(name) \(month)")
        XCTAssertEqual(row.number("bonus_granted"), mean(.bonusGranted), "\(name) \(month)")
        XCTAssertEqual(row.number("bonus_used"), mean(.bonusCost), "\(name) \(month)")
        XCTAssertEqual(row.number("bonus_lapsed"), mean(.bonusLapsed), "\(name) \(month)")
        XCTAssertEqual(row.number("bonus_outstanding_end"), mean(.bonusOutstandingEnd), "\(name) \(month)")
        let tiers = rows.filter { $0["variant"] == name && $0["month"] == month && $0["tier"] != "all" }
        for column in ["cash_in", "bonus_granted", "bonus_used", "bonus_lapsed", "bonus_outstanding_end"] {
          let sum = tiers.map { $0.number(column) }.reduce(0, +)
          XCTAssertLessThanOrEqual(abs(sum - row.number(column)), tiers.count, "\(name) \(month) \(column)")
        }
      }
    }
    XCTAssertEqual(
      rows.filter { $0["variant"] == "town" && $0["month"] == "total" }.map { $0["tier"] },
      ["20.00", "60.00", "none", "opening", "all"])
  }

  func testWhatABonusBringsIsToldAgainstTheBase() async throws {
    let (comparison, bonuses) = try await compared(town(days: 120), [generous()], 3)
    let rows = sheet(bonuses.table(of: comparison)).rows.filter { $0["tier"] == "all" }
    let total = try XCTUnwrap(rows.last)
    let base = try XCTUnwrap(rows.first { $0["variant"] == "town" && $0["month"] == "total" })
    XCTAssertEqual(total.number("extra_cash"), total.number("cash_in") - base.number("cash_in"), accuracy: 1)
    XCTAssertEqual(
      total.number("extra_bonus_used"), total.number("bonus_used") - base.number("bonus_used"), accuracy: 1)
    let forward = comparison.difference(of: .deferredEnd, variant: 0).mean
    XCTAssertEqual(total.number("cash_pulled_forward"), Int(forward.rounded()))
    let share = try XCTUnwrap(Double(total["paid_anyway_share"]))
    XCTAssertGreaterThan(share, 0)
    XCTAssertLessThan(share, 1)
    XCTAssertEqual(base["extra_cash"], "")
    let sums = rows.filter { $0["variant"] == "generous" && $0["month"] != "total" }
    let paysBack = sums.reversed().prefix { $0.number("extra_cash") >= $0.number("extra_bonus_used") }.last
    XCTAssertEqual(total["payback_month"], paysBack.map { $0["month"] } ?? "none")
  }

  /// After a warm-up the sides begin with unlike credit: only what comes after the eve is pulled forward.
  func testWhatWasDeferredBeforeTheStartIsNotPulledForward() async throws {
    func warm(_ scenario: Scenario) -> Scenario {
      var scenario = scenario
      (scenario.start, scenario.days, scenario.warmUpDays) = (scenario.start + 60, scenario.days - 60, 60)
      scenario.scripted = []
      return scenario
    }
    let (comparison, bonuses) = try await compared(warm(town(days: 120)), [warm(generous())], 3)
    let total = try XCTUnwrap(sheet(bonuses.table(of: comparison)).rows.last)
    func extra(_ metric: Metric) -> Double { comparison.difference(of: metric, variant: 0).mean }
    let toCredit = extra(.cashIn) - extra(.debtSettled)
    let earned = extra(.revenueRecognized) - extra(.billedAsDebt) + extra(.breakage)
    XCTAssertEqual(Double(total.number("cash_pulled_forward")), toCredit - earned, accuracy: 3)
    XCTAssertGreaterThan(abs(extra(.deferredEnd) - toCredit + earned), 100, "unlike on the eve")
  }
}
