import BillingCore
import Simulation
import XCTest

@testable import Reports

/// The answer of a comparison's page, in both languages.
final class ComparisonAnswerTests: XCTestCase {
  /// How many months are higher and lower is counted by the verdicts of `comparison.csv`, in both languages.
  func testMonthsAreCountedByTheVerdictsOfTheComparisonReport() async throws {
    let base = town(days: 100)
    let (comparison, bonuses) = try await compared(base, [generous(base)], 4)
    let rows = Sheet(String(decoding: CSV.bytes(of: comparison.table, currency: .usd), as: UTF8.self)).rows.filter {
      $0["month"] != "total"
    }
    var unlike = 0
    for language in Language.allCases {
      let page = PageReader(comparison, bonuses, language)
      for (metric, words) in [
        ("cash_in", "Надходжень менше у # з # місяців"),
        ("revenue_recognized", "Визнаний дохід менший у # з # місяців"),
      ] {
        let months = rows.filter { $0["metric"] == metric }
        let (higher, lower) = (months.count { $0["verdict"] == "higher" }, months.count { $0["verdict"] == "lower" })
        unlike += higher == lower ? 0 : 1
        let heading = page.heading("variant-1-\(metric)-months")
        let name = metric == "cash_in" ? "Cash in" : "Revenue recognised"
        XCTAssertEqual(
          heading.words, language == .english ? "\(name) is lower in # of # months" : words)
        XCTAssertEqual(higher, 0, "it is left out")
        XCTAssertEqual(heading.numbers, [lower, months.count].map { "\($0)" }, heading.words)
      }
    }
    XCTAssertGreaterThan(unlike, 0, "where both are as many, nothing is shown")
  }

  /// Points and whiskers lie where the table beside them says, from the line of no difference on.
  func testWhiskersReachOverTheIntervalsOfTheTable() async throws {
    let base = town(days: 100)
    let (comparison, bonuses) = try await compared(base, [generous(base)], 4)
    let page = PageReader(comparison, bonuses, .english)
    let (table, drawing) = (page.table("variant-1-money"), page.drawing("variant-1-money"))
    let numbers = ["difference", "ci_low", "ci_high"].map { table.numbers($0).map { Double($0) ?? .nan } }
    let zero = drawing.numbers("x1", of: "line class=\"zero\"")
    let points = drawing.numbers("cx", of: "circle")
    let (starts, ends) = (
      drawing.numbers("x1", of: "line class=\"l-ink\""), drawing.numbers("x2", of: "line class=\"l-ink\"")
    )
    XCTAssertEqual([points.count, zero.count], [3, 3])
    XCTAssertEqual(starts.count, 9, "a line and two ends of each")
    for row in points.indices {
      let (difference, low, high) = (numbers[0][row], numbers[1][row], numbers[2][row])
      XCTAssertLessThan(low, high)
      // The length of the whisker by that of the way from 0 to the point.
      let scale = (ends[row * 3] - starts[row * 3]) / (high - low)
      XCTAssertEqual(points[row] - zero[row], difference * scale, accuracy: 0.3, "row \(row)")
      XCTAssertEqual(starts[row * 3] - zero[row], low * scale, accuracy: 0.3, "row \(row)")
      XCTAssertEqual(ends[row * 3] - zero[row], high * scale, accuracy: 0.3, "row \(row)")
    }
  }

  /// Each part of the answer names its metric, the verdict of `comparison.csv`, and its numbers, in both languages.
  func testTheAnswerHasTheVerdictsOfTheComparisonReport() async throws {
    let base = town(days: 100)
    let (comparison, bonuses) = try await compared(base, [generous(base)], 4)
    XCTAssertEqual(try verdicts(comparison, bonuses), ["higher", "lower"])
    var undecided = comparison
    let cash = comparison.base.forecast.totals(of: .cashIn)
    undecided.variants[0].forecast.set(.cashIn, to: zip(cash, [90_000, -70_000, 40_000, -30_000]).map { $0 + $1 })
    XCTAssertTrue(try verdicts(undecided, bonuses).contains("no difference"))
  }

  /// The verdicts of which the answer says what the table has.
  private func verdicts(_ comparison: Comparison, _ bonuses: BonusReport) throws -> [String] {
    let totals = Sheet(String(decoding: CSV.bytes(of: comparison.table, currency: .usd), as: UTF8.self)).rows.filter {
      $0["month"] == "total"
    }
    var verdicts: Set<String> = []
    for language in Language.allCases {
      let page = PageReader(comparison, bonuses, language)
      let answer = try XCTUnwrap(page.matches("<p class=\"answer\">", "</p>").first).replacing(/<[^>]*>/, with: "")
      let parts = answer.replacing("generous: ", with: "").components(separatedBy: "; ")
      let told = named(totals)
      XCTAssertEqual(parts.count, told.count, answer)
      let amounts = amounts(told, totals)
      for (part, metric) in zip(parts, told) {
        let row = try XCTUnwrap(totals.first { $0["metric"] == metric })
        let name = try XCTUnwrap(Metric(rawValue: metric)).phrase.text(in: language).lowercased()
        let lower = try XCTUnwrap(MetricChangeTests.ukrainian[metric])
        let expected =
          switch (row["verdict"], language) {
          case ("higher", .english): "\(name) higher by #"
          case ("lower", .english): "\(name) lower by #"
          case ("higher", .ukrainian): lower.replacing("менш", with: "більш")
          case ("lower", .ukrainian): lower
          case (_, .english): "\(name) without a significant difference (# to #)"
          case (_, .ukrainian): "\(name): істотної різниці немає (від # до #)"
          }
        verdicts.insert(row["verdict"])
        let sentence = page.sentence(part)
        XCTAssertTrue(sentence.words.hasPrefix(expected), "\(expected): \(part)")
        guard let texts = amounts[metric] else { continue }
        XCTAssertEqual(Array(sentence.numbers.prefix(texts.count)), texts, part)
      }
    }
    return verdicts.sorted()
  }

  /// The metrics that the answer names: two always, and the three largest other effects.
  private func named(_ totals: [Sheet.Row]) -> [String] {
    let others = [
      "billed", "bonus_granted", "bonus_cost", "bonus_lapsed", "bonus_outstanding_end", "breakage", "deferred_end",
      "debt_outstanding_end", "bad_debt", "open", "newly_blocked", "days_blocked", "recovery_rate", "deleted",
      "deletion_rate",
    ].compactMap { name in totals.first { $0["metric"] == name && ["higher", "lower"].contains($0["verdict"]) } }
    return ["cash_in", "revenue_recognized"]
      + others.sorted { abs(Double($0["relative"]) ?? 9e9) > abs(Double($1["relative"]) ?? 9e9) }.prefix(3)
      .map { $0["metric"] }
  }

  /// Of each metric that is money its difference and the ends of its interval, or these alone with their signs where
  /// there is no significant difference, as the sentence of all of them has them.
  private func amounts(_ metrics: [String], _ totals: [Sheet.Row]) -> [String: [String]] {
    let rows = totals.filter { metrics.contains($0["metric"]) && Metric(rawValue: $0["metric"])?.kind == .money }
    let texts = alike(
      rows.flatMap { row in
        let ends = [row.number("ci_low"), row.number("ci_high")]
        return row["verdict"] == "no difference"
          ? [row.number("difference")] + ends : [abs(row.number("difference"))] + ends.map(abs).sorted()
      })
    let own = rows.indices.map { row in
      let own = Array(texts[(3 * row)..<(3 * row + 3)])
      return rows[row]["verdict"] == "no difference" ? [own[1], "+\(own[2])"] : own
    }
    return Dictionary(uniqueKeysWithValues: zip(rows.map { $0["metric"] }, own))
  }
}
