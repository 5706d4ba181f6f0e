import BillingCore
import Reports
import Simulation

/// A sweep as tables for a terminal: the points, or the swings of each place; and last the answer.
struct SweepSummary {
  let text: String

  init(_ sweep: Sweep, _ scenario: Scenario, _ question: Question, isTornado: Bool, folder: String) {
    let currency = scenario.policies.currency
    func text(_ value: Double, _ metric: Metric) -> String { Forecast.text(value, of: metric, in: currency) }
    var lines =
      "\(scenario.name): \(counted(sweep.points.count, "point")), \(scenario.start) to \(scenario.lastDay), seed \(scenario.seed), "
      + "\(counted(sweep.comparison.replications, "replication")) on common random numbers, amounts in \(currency.code)\n\n"
    if isTornado {
      let metric = sweep.metrics[0]
      let base = text(sweep.comparison.base.forecast.sample(of: metric).mean, metric)
      lines +=
        base.isEmpty
        ? "\(metric.rawValue) has no value in the scenario as it is; the effect of each place alone:\n\n"
        : "\(metric.rawValue) is \(base) in the scenario as it is; the effect of each place alone:\n\n"
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
        [sweep.name(of: point)]
          + sweep.paths.map { path in sweep.points[point].first { $0.path == path }?.value ?? "" }
          + shown.map { text(sweep.sample(of: $0, point: point).mean, $0) }
      }
      lines += TextTable([["point"] + sweep.paths + shown.map(\.rawValue)] + rows).text
    }
    self.text = lines + SweepAnswer(sweep, in: currency).text(question, isTornado: isTornado, folder: folder)
  }
}

/// The answer of a sweep: the reasons for it, where the reports are, and last the answer in a sentence.
private struct SweepAnswer {
  private let sweep: Sweep
  private let currency: Currency
  /// The metric that decides: what is to be highest, or the first that was asked for.
  private let metric: Metric

  init(_ sweep: Sweep, in currency: Currency) {
    self.sweep = sweep
    self.currency = currency
    metric = sweep.metrics[0]
  }

  func text(_ question: Question, isTornado: Bool, folder: String) -> String {
    let place = "\nreports in \(folder)\n"
    guard question.maximized != nil else { return "\(place)\(isTornado ? widestSwing : highestAndLeast)\n" }
    guard let best = sweep.best(by: metric, subjectTo: question.constraints) else {
      return "\(bounds(question))\(place)\(reasonForNone(question))\n"
    }
    if best.isAnyOther {
      let points = question.constraints.isEmpty ? "all points" : "all points that keep the bounds"
      return
        "\n\(reasons(for: best, question))\(place)\(points) have \(metric.rawValue) \(text(mean(metric, best.point)))\n"
    }
    guard best.tied.isEmpty else {
      let points = ([best.point] + best.tied).map(name).joined(separator: " and ")
      return "\n\(reasons(for: best, question))\(place)equally high at \(points): \(metric.rawValue) "
        + "\(text(mean(metric, best.point)))\n"
    }
    let isSure = best.next.map { $0.difference.verdict == .higher } ?? true
    let doubt = isSure ? "" : ", not significantly more than the next"
    return "\n\(reasons(for: best, question))\(place)best: \(name(best.point)), \(metric.rawValue) "
      + "\(text(mean(metric, best.point)))\(doubt)\n"
  }

  /// Why no point is the best.
  private func reasonForNone(_ question: Question) -> String {
    if sweep.ranking(by: metric).isEmpty { return unknown(metric) }
    let lacking = sweep.pointsLacking(question.constraints)
    if let first = lacking.first(where: { $0.points == sweep.points.count }) { return unknown(first.metric) }
    let rest = lacking.map { metric, points in
      "; \(points) of \(counted(sweep.points.count, "point")) left out: "
        + "\(metric.rawValue) has no value in half of the replications or more"
    }
    return "no point keeps the bounds" + rest.joined() + (nearest(to: question.constraints).map { "; \($0)" } ?? "")
  }

  /// At how many points each bound is kept, where none keeps all of them.
  private func bounds(_ question: Question) -> String {
    let lines = question.constraints.map { bound in
      "\(bound.text) is kept at \(sweep.pointsKeeping(bound)) of \(counted(sweep.points.count, "point"))\n"
    }
    return lines.isEmpty || sweep.ranking(by: metric).isEmpty ? "" : "\n" + lines.joined()
  }

  /// The point nearest to keeping all bounds, and how far it lies from those that it misses.
  private func nearest(to constraints: [Sweep.Constraint]) -> String? {
    guard let point = sweep.nearest(to: constraints) else { return nil }
    let misses = constraints.filter { sweep.excess(of: $0, at: point) != 0 }.map { bound in
      "\(bound.metric.rawValue) \(Forecast.text(mean(bound.metric, point), of: bound.metric, in: currency)), not \(bound.text)"
    }
    return "nearest is \(name(point)): \(misses.joined(separator: ", "))"
  }

  /// How sure it is that a point is the best: bounds, the next, and how often it is the highest.
  private func reasons(for best: Sweep.Best, _ question: Question) -> String {
    let point = sweep.name(of: best.point)
    let count = sweep.comparison.replications
    let known = sweep.sample(of: metric, point: best.point).count
    let others = known < count ? "; it has a value of \(metric.rawValue) in \(known) of them" : ""
    let ties = best.ties > 0 ? ", and as high as another in \(best.ties)" : ""
    var lines = "\(point) is highest in \(best.wins) of \(counted(count, "replication"))\(ties)\(others)\n"
    if let (next, difference) = best.next {
      let interval = difference.interval.map { " (95 % from \(text($0.lowerBound)) to \(text($0.upperBound)))" }
      lines +=
        difference.mean == 0
        ? "\(point) and \(name(next)) have the same mean\(interval ?? "")\n"
        : "\(point) has \(text(difference.mean)) more than the next, \(name(next))\(interval ?? "")\n"
    } else {
      lines += "no other point to compare \(point) with\n"
    }
    for (bound, isSure) in zip(question.constraints, best.isSurelyKept) {
      let value = Forecast.text(mean(bound.metric, best.point), of: bound.metric, in: currency)
      let sureness = isSure ? "with its whole 95 % interval" : "in the mean, not with its whole interval"
      lines += "\(point) has \(bound.metric.rawValue) \(value), which keeps its bound \(sureness)\n"
    }
    return lines
  }

  private var widestSwing: String {
    guard let widest = sweep.swings(of: metric).first else { return unknown(metric) }
    guard widest.width > 0 else {
      return "no place changes \(metric.rawValue): it is \(text(widest.low.mean)) everywhere"
    }
    let places = sweep.widest(of: metric).map(\.path)
    return places.count > 1
      ? "\(places.joined(separator: " and ")) change \(metric.rawValue) most, equally: by \(text(widest.width))"
      : "\(widest.path) changes \(metric.rawValue) most: by \(text(widest.width))"
  }

  private func unknown(_ metric: Metric) -> String {
    "no point has a value of \(metric.rawValue) in more than half of the replications"
  }

  private var highestAndLeast: String {
    let ranked = sweep.ranking(by: metric)
    guard let first = ranked.first, let last = ranked.last, first != last else {
      return ranked.isEmpty && sweep.points.count > 1
        ? unknown(metric) : "one point, nothing to compare it with"
    }
    let highest = sweep.highest(by: metric)
    guard highest.count < ranked.count else {
      return "all points have \(metric.rawValue) \(text(mean(metric, first)))"
    }
    return
      "\(metric.rawValue) is highest at \(highest.map(name).joined(separator: " and ")): \(text(mean(metric, first)))"
      + "; least at \(name(last)): \(text(mean(metric, last)))"
  }

  private func mean(_ metric: Metric, _ point: Int) -> Double {
    sweep.sample(of: metric, point: point).mean
  }

  private func text(_ value: Double) -> String { Forecast.text(value, of: metric, in: currency) }

  /// A point with its values.
  private func name(_ point: Int) -> String {
    "\(sweep.name(of: point)) (\(sweep.points[point].map { "\($0.path)=\($0.value)" }.joined(separator: ", ")))"
  }
}
