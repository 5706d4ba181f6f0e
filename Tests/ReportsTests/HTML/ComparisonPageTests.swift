import BillingCore
import Simulation
import XCTest

@testable import Reports

final class ComparisonPageTests: XCTestCase {
  func testDifferencesAreThoseOfTheComparisonReport() async throws {
    let base = town(days: 100)
    let (comparison, bonuses) = try await compared(base, [generous(base), base], 4)
    let bonus = bonuses.table(of: comparison)
    let reader = PageReader(comparison, bonuses, .english)
    let sheet = Sheet(String(decoding: CSV.bytes(of: comparison.table, currency: .usd), as: UTF8.self))
    let groups: [(String, [Metric])] = [
      ("money", [.cashIn, .billed, .revenueRecognized]),
      (
        "credit",
        [
          .bonusGranted, .bonusCost, .bonusLapsed, .bonusOutstandingEnd, .breakage, .deferredEnd, .debtOutstandingEnd,
          .badDebt,
        ]
      ),
      ("accounts", [.open, .newlyBlocked, .daysBlocked, .recoveryRate, .deleted, .deletionRate]),
    ]
    for (variant, name) in ["generous", "town"].enumerated() {
      for (group, metrics) in groups {
        let totals = metrics.compactMap { metric in
          sheet.rows.first {
            $0["variant"] == name && $0["month"] == "total" && $0["metric"] == metric.rawValue && $0["n"] != "0"
          }
        }
        let table = reader.table("variant-\(variant + 1)-\(group)")
        for column in ["base_mean", "variant_mean", "difference", "ci_low", "ci_high"] {
          XCTAssertEqual(table.numbers(column), totals.map { $0[column] }, "\(name) \(group) \(column)")
        }
      }
      for metric in ["cash_in", "revenue_recognized"] {
        let months = sheet.rows.filter {
          $0["variant"] == name && $0["month"] != "total" && $0["metric"] == metric
        }
        let table = reader.table("variant-\(variant + 1)-\(metric)-months")
        XCTAssertEqual(table.numbers("difference"), months.map { $0["difference"] }, "\(name) \(metric)")
        let (higher, lower) = (months.count { $0["verdict"] == "higher" }, months.count { $0["verdict"] == "lower" })
        let parts = [("higher", higher), ("lower", lower)].filter { $0.1 > 0 }.map { "\($0.0) in \($0.1)" }
        XCTAssertTrue(
          reader.source.contains(
            parts.isEmpty
              ? ": no significant difference in any of \(months.count) months"
              : " is \(parts.joined(separator: " and ")) of \(months.count) months"))
      }
      let rows = Sheet(String(decoding: CSV.bytes(of: bonus, currency: .usd), as: UTF8.self)).rows.filter {
        $0["variant"] == name && $0["tier"] == "all" && $0["extra_cash"] != ""
      }
      for column in ["extra_cash", "extra_bonus_used", "cash_pulled_forward", "cost_per_extra_cash"] {
        XCTAssertEqual(reader.table("variant-\(variant + 1)-bonus").numbers(column), rows.map { $0[column] }, column)
      }
    }
    // The base against itself: no difference, and the page says so.
    XCTAssertTrue(reader.source.contains("Cash in: no difference; billed: no difference"))
    XCTAssertTrue(reader.source.contains("97.5% interval"), "two variants share the 5%")
  }

  /// What is ten times the base's and more is an amount without a percentage, and not drawn.
  func testADifferenceOfManyTimesTheBaseHasNoPercentage() async throws {
    let base = town(days: 100)
    var small = base
    var policy = base.policies.eras[0].policy
    policy.bonus.tiers = [.init(from: cents(2000), percent: .init(hundredths: 1))]
    small.policies = PolicyCalendar(policy)
    let (comparison, bonuses) = try await compared(small, [generous(base)], 4)
    XCTAssertGreaterThan(try XCTUnwrap(comparison.difference(of: .bonusGranted, variant: 0).relative), 10)
    let page = PageReader(comparison, bonuses, .english)
    let rows = page.matches("class=\"strong\">", "</text>")
    let granted = try XCTUnwrap(rows.firstIndex(of: "Bonus granted"))
    XCTAssertTrue(rows[granted + 1].hasPrefix("+$"), rows[granted + 1])
    XCTAssertFalse(try XCTUnwrap(page.matches("<p class=\"answer\">", "</p>").first).contains("00.0%"))
  }

  /// A bonus on one side alone, whichever it is, has its figure; without any there is none.
  func testABonusOfOneSideHasItsFigure() async throws {
    let base = town(days: 60)
    var plain = base
    var policy = base.policies.eras[0].policy
    policy.bonus.tiers = []
    plain.policies = PolicyCalendar(policy)
    for (first, second, isShown) in [
      (plain, generous(base), true), (generous(base), plain, true), (plain, plain, false),
    ] {
      let (comparison, bonuses) = try await compared(first, [second], 2)
      XCTAssertEqual(PageReader(comparison, bonuses, .english).figures.contains("variant-1-bonus"), isShown)
    }
  }

  /// A variant with less bonus than the base pulls nothing forward and pays nothing back, and the page says neither.
  func testAVariantWithLessBonusIsNoExpense() async throws {
    let base = town(days: 100)
    let (comparison, bonuses) = try await compared(generous(base), [base], 4)
    let sheet = Sheet(String(decoding: CSV.bytes(of: bonuses.table(of: comparison), currency: .usd), as: UTF8.self))
    let total = try XCTUnwrap(sheet.rows.last)
    XCTAssertGreaterThan(total.number("extra_cash"), 0)
    XCTAssertLessThan(total.number("extra_bonus_used"), 0)
    XCTAssertEqual([total["cost_per_extra_cash"], total["payback_month"]], ["", ""])
    let pulled = "is pulled forward from later months"
    XCTAssertGreaterThan(total.number("cash_pulled_forward"), 0)
    XCTAssertTrue(PageReader(comparison, bonuses, .english).source.contains(pulled))
    let (turned, turnedBonuses) = try await compared(base, [generous(base)], 4)
    for (language, words) in [
      (Language.english, "less service is still to be delivered"),
      (.ukrainian, "залишається надати менше послуг"),
    ] {
      let page = PageReader(turned, turnedBonuses, language)
      XCTAssertTrue(page.source.contains(words))
      XCTAssertFalse(page.source.contains(pulled))
    }
  }
}
