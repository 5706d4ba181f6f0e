import BillingCore
import Simulation
import XCTest

@testable import Reports

/// Points and places that are equal: each is named, none is called the best or the first.
final class SweepTiesTests: XCTestCase {
  /// Points of a town, each of one place and of a number of accounts of its first segment.
  private func sweep(_ points: [(path: String, accounts: Int)]) async throws -> Sweep {
    let base = town(days: 40)
    let scenarios = points.indices.map { index in
      var scenario = base
      scenario.segments[0].accounts = points[index].accounts
      scenario.name = "p\(index + 1)"
      return scenario
    }
    var comparison = Comparison(base, scenarios)
    for replication in 0..<2 {
      comparison.base.forecast.add(try await Simulator.outcome(of: base, replication: replication, threads: 2))
      for (index, scenario) in scenarios.enumerated() {
        comparison.variants[index].forecast.add(
          try await Simulator.outcome(of: scenario, replication: replication, threads: 2))
      }
    }
    return Sweep(
      paths: points.map(\.path).reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
      points: points.map { [Sweep.Setting(path: $0.path, value: "\($0.accounts)")] }, comparison: comparison,
      metrics: [.cashIn])
  }

  func testPlacesThatMoveAMetricEquallyAreAllNamed() async throws {
    let sweep = try await sweep([("left", 5), ("right", 5), ("little", 58)])
    XCTAssertEqual(sweep.widest(of: .cashIn).map(\.path), ["left", "right"])
    for (language, words) in [
      (Language.english, "Cash in: moved most, and equally, by left, right"),
      (.ukrainian, "Надходження: найбільше й однаково впливають left, right"),
    ] {
      let page = PageReader(sweep, isTornado: true, language)
      XCTAssertEqual(page.answers.map(\.words), [words + "."])
      XCTAssertEqual(page.heading("tornado-cash_in").words, words)
    }
  }

  func testAPlaceThatMovesNothingIsNotTheWidest() async throws {
    let sweep = try await sweep([("left", 60), ("right", 60)])
    XCTAssertEqual(sweep.widest(of: .cashIn).map(\.path), [])
    for (language, words) in [
      (Language.english, "Cash in: no value of any place changes it from #"),
      (.ukrainian, "Надходження: # за всіх значень, жодне з них не впливає"),
    ] {
      let page = PageReader(sweep, isTornado: true, language)
      XCTAssertEqual(page.answers.map(\.words), [words + "."])
      XCTAssertEqual(page.heading("tornado-cash_in").words, words)
    }
  }

  func testPointsThatAreEquallyHighAreAllNamed() async throws {
    let sweep = try await sweep([("left", 70), ("left", 5), ("right", 70)])
    XCTAssertEqual(sweep.highest(by: .cashIn), [0, 2])
    let best = try XCTUnwrap(sweep.best(by: .cashIn, subjectTo: []))
    XCTAssertEqual([best.point] + best.tied, [0, 2])
    XCTAssertEqual([best.wins, best.ties], [0, 2])
    XCTAssertFalse(best.isAnyOther)
    for (language, words, heading) in [
      (
        Language.english, "Cash in: equally high, #, at several points: left = #; right = #.",
        "Cash in: equally high at p1, p3"
      ),
      (
        .ukrainian, "Найбільші надходження — #, однаково в кількох точках: left = #; right = #.",
        "Найбільші надходження — однаково в точках p1, p3"
      ),
    ] {
      for maximized in [nil, Metric.cashIn] {
        let page = PageReader(sweep, maximized: maximized, language)
        XCTAssertEqual(page.answers.map(\.words), [words])
        XCTAssertEqual(page.heading("points-cash_in").words, heading)
      }
    }
  }

  /// Both points miss both bounds: the larger is nearer to the cash by some of the way, and twice as far in accounts.
  func testDistancesOfDifferentUnitsAreComparedAsShares() async throws {
    let sweep = try await sweep([("left", 90), ("left", 5)])
    let bounds = [
      Sweep.Constraint(metric: .cashIn, isUpper: false, bound: 1_000_000),
      Sweep.Constraint(metric: .open, isUpper: true, bound: 1),
    ]
    let (cash, open) = (
      [0, 1].map { abs(sweep.excess(of: bounds[0], at: $0) ?? 0) },
      [0, 1].map { abs(sweep.excess(of: bounds[1], at: $0) ?? 0) }
    )
    XCTAssertLessThan(cash[0], cash[1])
    XCTAssertLessThan(open[1] * 2, open[0])
    XCTAssertGreaterThan(cash[1] - cash[0], open[0], "the sum of both would choose the other")
    guard case .notKept(_, let nearest) = sweep.reasonForNoBest(by: .cashIn, subjectTo: bounds) else {
      return XCTFail("a point keeps the bounds")
    }
    XCTAssertEqual(nearest?.point, 1)
  }
}
