import BillingCore
import Simulation

@testable import Reports

/// A sweep of one place, `x`, with numbers that a test gives by point and replication.
///
/// They are minor units, counts or millionths, and not a number where a share does not exist. The scenario as it is has
/// those of the first point.
func madeSweep(_ numbers: [(metric: Metric, points: [[Double]])], values: [String]? = nil, title: String = "")
  -> Sweep
{
  let count = numbers[0].points.count
  var base = town(days: 20)
  base.name = "p0"
  base.title = title
  let scenarios = (1...count).map { number in
    var point = base
    point.name = "p\(number)"
    return point
  }
  var comparison = Comparison(base, scenarios)
  comparison.base.forecast.make(numbers.map { ($0.metric, $0.points[0]) })
  for point in 0..<count {
    comparison.variants[point].forecast.make(numbers.map { ($0.metric, $0.points[point]) })
  }
  let values = values ?? (1...count).map { "\($0)" }
  return Sweep(
    paths: ["x"], points: values.map { [Sweep.Setting(path: "x", value: $0)] }, comparison: comparison,
    metrics: numbers.map(\.metric))
}

extension Forecast {
  /// Replications with the numbers of some metrics over the whole run; all other numbers are 1.
  fileprivate mutating func make(_ numbers: [(metric: Metric, values: [Double])]) {
    values = Array(repeating: Array(repeating: 1, count: numbersOfAReplication), count: numbers[0].values.count)
    for (metric, given) in numbers { set(metric, to: given) }
  }

  /// Gives a metric other numbers over the whole run, by replication.
  mutating func set(_ metric: Metric, to numbers: [Double]) {
    let place = row(of: metric, period: periods.count - 1)
    for replication in values.indices { values[replication][place] = numbers[replication] }
  }
}

extension PageReader {
  /// The page of a sweep.
  init(
    _ sweep: Sweep, isTornado: Bool = false, maximized: Metric? = nil, keeping constraints: [Sweep.Constraint] = [],
    _ language: Language
  ) {
    let imprint = Imprint(command: "daybook sweep", version: "9", seed: 1, scenarios: [], fingerprint: nil)
    self.init(
      source: SweepPage(
        sweep, isTornado: isTornado, maximized: maximized, constraints: constraints, imprint: imprint,
        language: language
      ).source)
  }

  /// The first sentence of the answer as it stands, with plain spaces.
  var answer: String { (matches("<p class=\"answer\">", "</p>").first ?? "").replacing("\u{A0}", with: " ") }
}
