import BillingCore
import Reports
import Simulation

/// A sweep as tables for a terminal: the points, or the swings of each place; and the best point, if one was asked for.
struct SweepSummary {
  let text: String

  init(_ sweep: Sweep, _ scenario: Scenario, _ question: Question, isTornado: Bool) {
    let currency = scenario.policies.currency
    func text(_ value: Double, _ metric: Metric) -> String { Forecast.text(value, of: metric, in: currency) }
    var lines =
      "\(scenario.name): \(sweep.points.count) points, \(scenario.start) to \(scenario.lastDay), seed \(scenario.seed), "
      + "\(sweep.comparison.replications) replications on common random numbers, amounts in \(currency.code)\n\n"
    if isTornado {
      let metric = sweep.metrics[0]
      let base = Sample(sweep.comparison.base.forecast.totals(of: metric)).mean
      lines += "\(metric.rawValue) is \(text(base, metric)) as it is; each place alone moves it so far\n\n"
      let rows = sweep.swings(of: metric).map { swing in
        [
          swing.path, swing.low.value, text(swing.low.mean, metric), swing.high.value, text(swing.high.mean, metric),
          text(swing.width, metric),
        ]
      }
      lines += TextTable([["place", "least at", "", "most at", "", "swing"]] + rows).text
    } else {
      let shown = sweep.metrics.prefix(5)
      let rows = sweep.points.indices.map { point in
        ["p\(point + 1)"] + sweep.points[point].map(\.value)
          + shown.map { text(Sample(sweep.comparison.variants[point].forecast.totals(of: $0)).mean, $0) }
      }
      lines += TextTable([["point"] + sweep.paths + shown.map(\.rawValue)] + rows).text
    }
    if let metric = question.maximized { lines += "\n" + SweepSummary.answer(sweep, metric, question, currency) }
    self.text = lines
  }

  /// The best point, and how sure it is.
  private static func answer(_ sweep: Sweep, _ metric: Metric, _ question: Question, _ currency: Currency) -> String {
    func text(_ value: Double, _ metric: Metric) -> String { Forecast.text(value, of: metric, in: currency) }
    func name(_ point: Int) -> String {
      "p\(point + 1) (\(sweep.points[point].map { "\($0.path)=\($0.value)" }.joined(separator: ", ")))"
    }
    func sample(_ metric: Metric, _ point: Int) -> Sample {
      Sample(sweep.comparison.variants[point].forecast.totals(of: metric))
    }
    guard let best = sweep.best(by: metric, subjectTo: question.constraints) else {
      return "no point keeps the bounds\n"
    }
    var lines = "best: \(name(best.point)), \(metric.rawValue) \(text(sample(metric, best.point).mean, metric))\n"
    for (bound, isSure) in zip(question.constraints, best.isSurelyKept) {
      let value = text(sample(bound.metric, best.point).mean, bound.metric)
      lines +=
        "  \(bound.metric.rawValue) \(value) keeps its bound \(isSure ? "with its whole 95 % interval" : "in the mean, not with its whole interval")\n"
    }
    guard let next = best.next else { return lines + "  there is no other point to hold it against\n" }
    let isTold = next.difference.verdict == .higher
    let interval = next.difference.interval.map {
      " (95 % from \(text($0.lowerBound, metric)) to \(text($0.upperBound, metric)))"
    }
    lines += "  \(text(next.difference.mean, metric)) more than the next, \(name(next.point))\(interval ?? "")"
    lines += isTold ? "\n" : ": the two cannot be told apart\n"
    return lines + "  highest in \(best.wins) of \(sweep.comparison.replications) replications\n"
  }
}
