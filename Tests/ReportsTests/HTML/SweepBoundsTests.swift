import BillingCore
import Simulation
import XCTest

@testable import Reports

/// Why no point of a sweep is the best: what the page says in both languages, and what programs read.
final class SweepBoundsTests: XCTestCase {
  private func check(
    _ sweep: Sweep, _ metric: Metric, _ constraints: [Sweep.Constraint], english: String, ukrainian: String,
    line: UInt = #line
  ) {
    XCTAssertEqual(PageReader(sweep, maximized: metric, keeping: constraints, .english).answer, english, line: line)
    XCTAssertEqual(PageReader(sweep, maximized: metric, keeping: constraints, .ukrainian).answer, ukrainian, line: line)
    XCTAssertNil(sweep.best(by: metric, subjectTo: constraints), line: line)
    XCTAssertEqual(sweep.bestJSON(by: metric, subjectTo: constraints).line, "null", line: line)
  }

  /// The first point misses the bound; the second keeps it and has no debts that could be recovered.
  func testAPointThatKeepsTheBoundsAndLacksTheMetricIsNoReasonToSayThatNoneKeepsThem() {
    let sweep = madeSweep([
      (.recoveryRate, [[500_000, 500_000], [.nan, .nan]]), (.newlyBlocked, [[5, 5], [0, 0]]),
    ])
    let bound = Sweep.Constraint(metric: .newlyBlocked, isUpper: true, bound: 0)
    check(
      sweep, .recoveryRate, [bound],
      english: "No point that keeps the bounds has a value of “share of debts recovered” in more than half of the "
        + "replications. Kept at 1 of 2 points: newly blocked ≤ 0.",
      ukrainian: "Показник «частка погашених боргів» у кожній точці, яка відповідає обмеженням, не визначено "
        + "щонайменше в половині повторів. Виконано в 1 з 2 точок: нові блокування ≤ 0.")
    XCTAssertEqual(sweep.nearestJSON(by: .recoveryRate, subjectTo: [bound]).line, "null", "the second keeps it")
  }

  func testAMetricThatNoPointHasHasNoNearestPoint() {
    let sweep = madeSweep([(.recoveryRate, [[.nan, .nan], [.nan, 1]]), (.open, [[5, 5], [6, 6]])])
    for constraints in [[], [Sweep.Constraint(metric: .open, isUpper: true, bound: 1)]] {
      check(
        sweep, .recoveryRate, constraints,
        english: "No point has a value of “share of debts recovered” in more than half of the replications.",
        ukrainian: "Показник «частка погашених боргів» у кожній точці не визначено щонайменше в половині повторів.")
      XCTAssertEqual(sweep.nearestJSON(by: .recoveryRate, subjectTo: constraints).line, "null")
    }
  }

  /// The second point misses all three bounds, the first one alone; the third lacks a bounded metric, the fourth the
  /// one to be highest.
  func testTheNearestPointIsOneThatHasAllMetrics() {
    let sweep = madeSweep([
      (.recoveryRate, [[1, 1], [1, 1], [1, 1], [.nan, .nan]]),
      (.cashIn, [[123_400, 123_400], [100_000, 100_000], [900_000, 900_000], [200_049, 200_049]]),
      (.deletionRate, [[20_000, 20_000], [30_000, 30_000], [.nan, .nan], [20_000, 20_000]]),
      (.open, [[10, 10], [12, 12], [9, 9], [12, 12]]),
    ])
    let constraints = [
      Sweep.Constraint(metric: .cashIn, isUpper: false, bound: 2000.5),
      Sweep.Constraint(metric: .deletionRate, isUpper: true, bound: 0.02),
      Sweep.Constraint(metric: .open, isUpper: true, bound: 10),
    ]
    check(
      sweep, .recoveryRate, constraints,
      english: "No point keeps the bounds. 1 of 4 points left out: “share of debts recovered” has no value in half of "
        + "the replications or more. 1 of 4 points left out: “deletions a month, of open accounts” has no value in half "
        + "of the replications or more. Kept at 1 of 4 points: cash in ≥ $2,000.50. Kept at 2 of 4 points: deletions a "
        + "month, of open accounts ≤ 2.00%. Kept at 2 of 4 points: open accounts ≤ 10. Nearest: x = 1 — cash in "
        + "$1,234.00.",
      ukrainian: "Жодна точка не відповідає обмеженням. Не враховано 1 з 4 точок: показник «частка погашених боргів» "
        + "не визначено щонайменше в половині повторів. Не враховано 1 з 4 точок: показник «частка видалених за місяць» "
        + "не визначено щонайменше в половині повторів. Виконано в 1 з 4 точок: надходження ≥ 2 000,50 $. Виконано у 2 "
        + "з 4 точок: частка видалених за місяць ≤ 2,00 %. Виконано у 2 з 4 точок: відкриті кабінети ≤ 10. Найближча "
        + "точка: x = 1 — надходження 1 234,00 $.")
    let nearest = sweep.nearestJSON(by: .recoveryRate, subjectTo: constraints).line
    XCTAssertTrue(nearest.hasPrefix(#"{ "point": "p1", "bounds": [{ "metric": "cash_in", "sign": ">=", "#), nearest)
    XCTAssertTrue(nearest.contains(#""bound": 2000.5, "mean": 1234.00, "kept": false, "points_keeping": 1 }"#), nearest)
    XCTAssertTrue(nearest.contains(#""bound": 0.02, "mean": 0.020000, "kept": true, "points_keeping": 2 }"#), nearest)
  }

  /// A mean that is beyond a bound is not rounded to it.
  func testAMeanThatMissesABoundShowsThatItDoes() {
    let sweep = madeSweep([
      (.deletionRate, [[20_000, 20_000.8], [30_000, 30_000]]), (.open, [[10.000_04, 10.000_04], [12, 12]]),
      (.cashIn, [[10_000, 10_001], [0, 0]]),
    ])
    let constraints = [
      Sweep.Constraint(metric: .deletionRate, isUpper: true, bound: 0.02),
      Sweep.Constraint(metric: .open, isUpper: true, bound: 10),
      Sweep.Constraint(metric: .cashIn, isUpper: false, bound: 100.01),
    ]
    XCTAssertTrue(
      PageReader(sweep, maximized: .open, keeping: constraints, .ukrainian).answer.hasSuffix(
        "x = 1 — частка видалених за місяць 2,00004 %, відкриті кабінети 10,00004, надходження 100,005 $."))
    XCTAssertEqual(
      constraints.map { sweep.text(ofMissing: $0, at: 0) }, ["0.0200004", "10.00004", "100.005"], "not 0.020000")
    XCTAssertEqual(constraints.map { sweep.text(ofMissing: $0, at: 1) }, ["0.030000", "12.0000", "0.00"])
  }

  /// One replication has no interval: nothing is said of how sure it is.
  func testOneReplicationIsNotSaidToBeSureOrUnsure() {
    let sweep = madeSweep([(.cashIn, [[500], [700]]), (.open, [[5], [7]])])
    let bound = Sweep.Constraint(metric: .open, isUpper: true, bound: 9)
    XCTAssertEqual(sweep.best(by: .cashIn, subjectTo: [bound])?.isSurelyKept, [nil])
    for (language, sentence) in [
      (
        Language.english,
        "Best: x = 2, cash in $7.00, with too few replications to compare it with the next. There is no interval to show "
          + "how surely the bound is kept: Open accounts."
      ),
      (
        .ukrainian,
        "Найкраща точка: x = 2, надходження — 7,00 $, але повторів замало, щоб порівняти її з наступною. Немає довірчого "
          + "інтервалу, щоб оцінити, наскільки надійно виконано обмеження: Відкриті кабінети."
      ),
    ] {
      XCTAssertEqual(PageReader(sweep, maximized: .cashIn, keeping: [bound], language).answer, sentence)
    }
    XCTAssertTrue(sweep.bestJSON(by: .cashIn, subjectTo: [bound]).line.contains(#""surely_kept": null }"#))
  }

  func testABoundIsWrittenAsItIsGiven() {
    let texts = ["0.02", "0.00001", "1000000", "-5.5", "0.3", "99999999999999.9", "0.00000000000001"].map { text in
      Sweep.Constraint(metric: .cashIn, isUpper: true, bound: Double(text) ?? .nan).text
    }
    XCTAssertEqual(
      texts,
      [
        "cash_in<=0.02", "cash_in<=0.00001", "cash_in<=1000000", "cash_in<=-5.5", "cash_in<=0.3",
        "cash_in<=99999999999999.9", "cash_in<=0.00000000000001",
      ])
  }
}

/// What is said of all points is said of those that have the metric, where some do not.
final class SweepPartlyKnownTests: XCTestCase {
  private func check(
    _ rates: [Double], maximized: Metric? = nil, keeping constraints: [Sweep.Constraint] = [], _ english: String,
    _ ukrainian: String, line: UInt = #line
  ) {
    let sweep = madeSweep([
      (.recoveryRate, rates.map { [$0, $0] }), (.open, rates.indices.map { Array(repeating: Double($0), count: 2) }),
    ])
    for (language, sentence) in [(Language.english, english), (.ukrainian, ukrainian)] {
      let page = PageReader(sweep, maximized: maximized, keeping: constraints, language)
      XCTAssertEqual(page.answer, sentence, line: line)
    }
  }

  func testAllPointsAreAllOnlyWhereAllHaveTheMetric() {
    let (half, all) = (500_000.0, [500_000.0, 500_000])
    let two = Sweep.Constraint(metric: .open, isUpper: true, bound: 1)
    let three = Sweep.Constraint(metric: .open, isUpper: true, bound: 2)
    let name = "Share of debts recovered: 50.00% at all points"
    let ukrainian = "Частка погашених боргів: 50,00 % у всіх точках"
    for maximized in [nil, Metric.recoveryRate] {
      check(all, maximized: maximized, "\(name).", "\(ukrainian).")
      check(
        all + [.nan], maximized: maximized, "\(name) that have it.", "\(ukrainian), у яких показник визначено.")
    }
    check(
      [half, half, .nan], maximized: .recoveryRate, keeping: [two], "\(name) that keep the bounds.",
      "\(ukrainian), які відповідають обмеженням.")
    check(
      [half, half, .nan], maximized: .recoveryRate, keeping: [three], "\(name) that keep the bounds and have it.",
      "\(ukrainian), які відповідають обмеженням і в яких показник визначено.")
  }

  func testTheOnlyPointWithAMetricIsNotTheHighest() {
    let english = "Share of debts recovered: 50.00%, with x = 1"
    let ukrainian = "Частка погашених боргів: 50,00 % — x = 1"
    check(
      [500_000, .nan], "\(english); no other point has a value in more than half of the replications.",
      "\(ukrainian); в інших точках показник не визначено щонайменше в половині повторів.")
    check([500_000], "\(english).", "\(ukrainian).")
    for (rates, english, ukrainian) in [
      (
        [500_000, .nan], "Share of debts recovered: a value at p1 alone",
        "Частка погашених боргів: визначено лише в точці p1"
      ),
      (
        [500_000, 500_000, .nan], "Share of debts recovered: 50.00% at all points that have it",
        "Частка погашених боргів: 50,00 % у всіх точках, у яких показник визначено"
      ),
      (
        [500_000, 500_000, 1], "Share of debts recovered: equally high at p1, p2",
        "Найбільша частка погашених боргів — однаково в точках p1, p2"
      ),
    ] {
      let sweep = madeSweep([(.recoveryRate, rates.map { [$0, $0] })])
      for (language, words) in [(Language.english, english), (.ukrainian, ukrainian)] {
        let headings = PageReader(sweep, language).matches("<h3 id=\"points-recovery_rate-message\">", "</h3>")
        XCTAssertEqual(headings.map { $0.replacing("\u{A0}", with: " ") }, [words])
      }
    }
  }

  /// A place whose other value has no share changes nothing where there is one.
  func testNoPlaceChangesAMetricWhereItExists() {
    for (rate, english, ukrainian) in [
      (
        Double.nan, "Share of debts recovered: no value of any place changes it from 50.00%, where it exists.",
        "Частка погашених боргів: 50,00 % за всіх значень, за яких показник визначено, жодне з них не впливає."
      ),
      (
        500_000, "Share of debts recovered: no value of any place changes it from 50.00%.",
        "Частка погашених боргів: 50,00 % за всіх значень, жодне з них не впливає."
      ),
    ] {
      let sweep = madeSweep([(.recoveryRate, [[500_000, 500_000], [rate, rate]])])
      XCTAssertEqual(PageReader(sweep, isTornado: true, .english).answer, english)
      XCTAssertEqual(PageReader(sweep, isTornado: true, .ukrainian).answer, ukrainian)
    }
  }

  /// Of equal means the first: the scenario's own value before any other, then the values in their order.
  func testASwingEndsAtTheFirstOfEqualMeans() {
    for (means, low, high) in [
      ([5.0, 5, 5], "as it is", "as it is"), ([5, 7, 7], "as it is", "2"), ([5, 3, 3], "2", "as it is"),
    ] {
      let swing = madeSweep([(.open, means.map { [$0, $0] })]).swings(of: .open).first
      XCTAssertEqual([swing?.low.value, swing?.high.value], [low, high], "\(means)")
    }
  }

  func testTheLowestPointsAreAllNamed() {
    let sweep = madeSweep([(.open, [[5, 5], [7, 7], [5, 5], [7, 7]])])
    XCTAssertEqual(sweep.highest(by: .open), [1, 3])
    XCTAssertEqual(sweep.lowest(by: .open), [0, 2])
  }

  func testAValueIsANumberWithUpTo15Digits() {
    for (text, isNumber) in [
      ("999999999999999", true), ("1000000000000000", false), ("9.99999999999999", true), ("1.000000000000000", false),
      ("-999999999999999", true), ("019", false), ("1e3", false),
    ] {
      let number = Sweep.Setting(path: "x", value: text).number
      XCTAssertEqual(number != nil, isNumber, text)
      XCTAssertEqual(Sweep.Setting(path: "x", value: text).json.line, isNumber ? text : "\"\(text)\"")
    }
  }
}
