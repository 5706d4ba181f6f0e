import BillingCore
import Simulation
import XCTest

@testable import Reports

/// The answer of a comparison's page, in both languages.
final class ComparisonAnswerTests: XCTestCase {
  private static let imprint = Imprint(
    command: "daybook compare a.jsonc b.jsonc", version: "9.9.9", seed: 4,
    scenarios: [("town", "a"), ("generous", "b")],
    fingerprint: nil)

  private func generous(_ base: Scenario) -> Scenario {
    var scenario = base
    var policy = base.policies.eras[0].policy
    policy.bonus.tiers = [.init(from: cents(2000), percent: .init(hundredths: 2000))]
    scenario.policies = PolicyCalendar(policy)
    scenario.name = "generous"
    return scenario
  }

  /// Each part of the answer names its metric, the verdict of `comparison.csv`, and its numbers, in both languages.
  func testTheAnswerHasTheVerdictsOfTheComparisonReport() async throws {
    let base = town(days: 100)
    let (comparison, bonuses) = try await compared(base, [generous(base)], 4)
    let totals = Sheet(String(decoding: CSV.bytes(of: comparison.table, currency: .usd), as: UTF8.self)).rows.filter {
      $0["month"] == "total"
    }
    for language in Language.allCases {
      let page = PageReader(
        source: ComparisonPage(
          comparison, bonuses: bonuses.table(of: comparison), imprint: ComparisonAnswerTests.imprint, language: language
        ).source)
      let answer = try XCTUnwrap(page.matches("<p class=\"answer\">", "</p>").first)
      let parts = answer.replacing("generous: ", with: "").components(separatedBy: "; ")
      var told = ["cash_in", "revenue_recognized"]
      let others = [
        "billed", "bonus_granted", "bonus_cost", "deferred_end", "debt_outstanding_end", "bad_debt", "open",
        "newly_blocked", "days_blocked", "recovery_rate", "deleted", "deletion_rate",
      ].compactMap { name in totals.first { $0["metric"] == name && ["higher", "lower"].contains($0["verdict"]) } }
      told += others.sorted { abs(Double($0["relative"]) ?? 9e9) > abs(Double($1["relative"]) ?? 9e9) }.prefix(3)
        .map { $0["metric"] }
      XCTAssertEqual(parts.count, told.count, answer)
      for (part, metric) in zip(parts, told) {
        let row = try XCTUnwrap(totals.first { $0["metric"] == metric })
        let name = try XCTUnwrap(Metric(rawValue: metric)).phrase.text(in: language).lowercased()
        let words = page.sentence(part).words
        XCTAssertTrue(words.hasPrefix(name), "\(metric): \(part)")
        let verdict = words.dropFirst(name.count)
        switch row["verdict"] {
        case "higher": XCTAssertTrue(verdict.hasPrefix(language == .english ? " higher by #" : " більш"), part)
        case "lower": XCTAssertTrue(verdict.hasPrefix(language == .english ? " lower by #" : " менш"), part)
        default:
          XCTAssertTrue(verdict.hasPrefix(language == .english ? " without a diff" : " без істотної різниці"), part)
        }
        guard row["verdict"] != "no difference", ["cash_in", "revenue_recognized"].contains(metric) else { continue }
        let ends = [row.number("ci_low"), row.number("ci_high")].map(abs).sorted()
        XCTAssertEqual(
          page.sentence(part).numbers.prefix(3), ([abs(row.number("difference"))] + ends).map(rounded)[...], part)
      }
    }
  }
}
