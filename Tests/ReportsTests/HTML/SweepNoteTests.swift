import BillingCore
import Simulation
import XCTest

@testable import Reports

/// What a sweep's page says below its answer, and how it writes the values of points.
final class SweepNoteTests: XCTestCase {
  private func notes(_ page: PageReader) -> [String] {
    PageReader(source: page.matches("<section id=\"answer\"", "</section>").first ?? "")
      .matches("<p class=\"muted\">", "</p>").map { note in
        note.replacing("<span class=\"number\">", with: "").replacing("</span>", with: "").replacing(
          "\u{A0}", with: " ")
      }
  }

  /// Differences of 600 and 800: 700, and 12.706 standard errors of 100 below and above.
  func testTheReasonsForTheBestPointStandBelowTheAnswer() {
    let sweep = madeSweep(
      [
        (.cashIn, [[100_000, 120_000], [260_000, 280_000], [200_000, 200_000]]), (.open, [[1, 1], [9, 9], [5, 5]]),
        (.deletionRate, [[1, 1], [10_000, 30_000], [1, 1]]),
      ], values: ["1.5", "900.50", "8.25"])
    let bounds = [
      Sweep.Constraint(metric: .open, isUpper: true, bound: 10),
      Sweep.Constraint(metric: .deletionRate, isUpper: true, bound: 0.02),
    ]
    for (language, reasons) in [
      (
        Language.english,
        "p2 is highest in 2 of 2 replications. Difference to the next, p3 (x = 8.25): +$700 (95% interval −$571 to "
          + "+$1,971). The means keep the bounds: open accounts 9.0 (≤ 10, the whole 95% interval too); deletions a month, "
          + "of open accounts 2.00% (≤ 2.00%)."
      ),
      (
        .ukrainian,
        "p2 має найбільше значення у 2 з 2 повторів. Різниця з наступною, p3 (x = 8,25): +700 $ (95 % довірчий інтервал "
          + "від −571 $ до +1 971 $). Середні відповідають обмеженням: відкриті кабінети 9,0 (≤ 10, і весь 95 % довірчий "
          + "інтервал); частка видалених за місяць 2,00 % (≤ 2,00 %)."
      ),
    ] {
      let found = notes(PageReader(sweep, maximized: .cashIn, keeping: bounds, language))
      XCTAssertEqual(found.count, 2)
      XCTAssertEqual(found.first, reasons)
      XCTAssertEqual(notes(PageReader(sweep, language)).count, 1, "no point is asked for")
    }
  }

  func testTiesAndReplicationsWithoutAValueAreSaid() {
    let sweep = madeSweep([(.recoveryRate, [[5, 5, .nan], [5, 1, 1]])])
    XCTAssertEqual(
      notes(PageReader(sweep, maximized: .recoveryRate, .english)).first?.hasPrefix(
        "p1 is highest in 1 of 3 replications, and as high as another in 1; it has a value in 2 of them. Difference"),
      true)
    XCTAssertEqual(
      notes(PageReader(sweep, maximized: .recoveryRate, .ukrainian)).first?.hasPrefix(
        "p1 має найбільше значення в 1 з 3 повторів, ще в 1 — нарівні з іншою точкою; показник у ній визначено в 2 з них."
      ), true)
    let one = madeSweep([(.cashIn, [[5, 6]])])
    XCTAssertEqual(
      notes(PageReader(one, maximized: .cashIn, .english)).first,
      "p1 is highest in 2 of 2 replications. There is no other point to compare it with.")
  }

  func testOneReplicationHasNoIntervalsAndMayBeDueToChance() {
    for count in [1, 2] {
      let numbers = [500.0, 700, 600].map { Array(repeating: $0, count: count) }
      let sweep = madeSweep([(.cashIn, numbers)])
      for (language, chance, pairs) in [
        (
          Language.english, "One replication: there are no intervals, and a difference may be due to chance.",
          "Points are paired"
        ),
        (
          .ukrainian, "Повтор один, тому довірчих інтервалів немає, а різниця може бути випадковою.",
          "Точки порівняно попарно"
        ),
      ] {
        let page = PageReader(sweep, language)
        XCTAssertEqual(notes(page).contains(chance), count == 1)
        XCTAssertEqual(page.caption("points-cash_in").words.contains(pairs), count > 1)
        let intervals = count > 1 ? ["cash_in_ci_low", "cash_in_ci_high"] : []
        XCTAssertEqual(
          page.table("points-cash_in").columns, ["point", "cash_in"] + intervals + ["cash_in_difference", "x"])
      }
    }
  }

  /// Decimal values have the mark of the language wherever they stand, and no thousands apart; words are as they are.
  func testValuesOfPointsHaveTheMarkOfTheLanguage() {
    let sweep = madeSweep(
      [(.cashIn, [[500, 500], [700, 700], [400, 400], [300, 300]])], values: ["17.25", "1900.50", "-2.5", "a.5 1.5.2"])
    for (language, values) in [
      (Language.english, ["1900.50", "17.25", "−2.5", "a.5 1.5.2"]),
      (.ukrainian, ["1900,50", "17,25", "−2,5", "a.5 1.5.2"]),
    ] {
      let page = PageReader(sweep, isTornado: true, maximized: .cashIn, language)
      let sheet = page.table("points-cash_in")
      XCTAssertEqual(sheet.rows.compactMap(\.last), values)
      XCTAssertTrue(page.answer.contains("x = \(values[0])"), page.answer)
      let tornado = page.table("tornado-cash_in")
      XCTAssertEqual(tornado.columns.firstIndex(of: "high_at").map { tornado.rows[0][$0] }, values[0])
      XCTAssertTrue(page.source.contains("x: \(values[3]) … \(values[0])"))
      XCTAssertEqual(page.source.contains("1900.50"), language == .english)
    }
  }

  func testTheTitleStandsAboveTheAnswer() {
    func header(_ title: String) -> String {
      PageReader(madeSweep([(.cashIn, [[5, 5]])], title: title), .english).matches("<header>", "</header>").first ?? ""
    }
    XCTAssertTrue(
      header("Prices & <others>").contains(">Prices &amp; &lt;others&gt;; 14 Jan 2027 – "), header("Prices"))
    XCTAssertTrue(header("").contains(">14 Jan 2027 – "), header(""))
  }
}
