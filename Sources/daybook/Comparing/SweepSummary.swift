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
      let (reason, bounds) = noBest(question)
      return "\(bounds)\(place)\(reason)\n"
    }
    if best.isAnyOther {
      let words = [question.constraints.isEmpty ? nil : "keep the bounds", best.isOfAll ? nil : "have it"]
      return "\n\(reasons(for: best, question))\(place)\(same(at: words.compactMap { $0 }, best.point))\n"
    }
    guard best.tied.isEmpty else {
      let points = ([best.point] + best.tied).map(name).joined(separator: " and ")
      return "\n\(reasons(for: best, question))\(place)equally high at \(points): \(metric.rawValue) "
        + "\(text(mean(metric, best.point)))\n"
    }
    let isSure = best.next.map { $0.difference.verdict == .higher } ?? true
    let isKnown = best.next.map { $0.difference.verdict != nil } ?? true
    let doubt =
      isKnown
      ? isSure ? "" : ", not significantly more than the next"
      : ", with too few replications to compare it with the next"
    return "\n\(reasons(for: best, question))\(place)best: \(name(best.point)), \(metric.rawValue) "
      + "\(text(mean(metric, best.point)))\(doubt)\n"
  }

  /// Why no point is the best; and at how many points each bound is kept, where all metrics are known somewhere.
  private func noBest(_ question: Question) -> (reason: String, bounds: String) {
    let bounds = question.constraints.map { bound in
      "\(bound.text) is kept at \(sweep.pointsKeeping(bound)) of \(counted(sweep.points.count, "point"))\n"
    }
    switch sweep.reasonForNoBest(by: metric, subjectTo: question.constraints) {
    case .unknown(let metric): return (unknown(metric), "")
    case .unknownWhereKept: return (unknown(metric, at: "no point that keeps the bounds"), "\n" + bounds.joined())
    case .notKept(let leftOut, let nearest):
      let rest = leftOut.map { metric, points in
        "; \(points) of \(counted(sweep.points.count, "point")) left out: "
          + "\(metric.rawValue) has no value in half of the replications or more"
      }
      let near = nearest.map { "; \(text($0))" } ?? ""
      return ("no point keeps the bounds" + rest.joined() + near, "\n" + bounds.joined())
    }
  }

  /// The point nearest to keeping all bounds, and what it has of those that it misses.
  private func text(_ nearest: Sweep.Nearest) -> String {
    let misses = nearest.missed.map { bound in
      "\(bound.metric.rawValue) \(sweep.text(ofMissing: bound, at: nearest.point)), not \(bound.text)"
    }
    return "nearest is \(name(nearest.point)): \(misses.joined(separator: ", "))"
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
      let sureness =
        isSure.map { $0 ? "with its whole 95 % interval" : "in the mean, not with its whole interval" }
        ?? "in the mean; there is no interval"
      lines += "\(point) has \(bound.metric.rawValue) \(value), which keeps its bound \(sureness)\n"
    }
    return lines
  }

  private var widestSwing: String {
    guard let widest = sweep.swings(of: metric).first else { return unknown(metric) }
    guard widest.width > 0 else {
      let places = sweep.isKnownEverywhere(metric) ? "everywhere" : "wherever it has a value"
      return "no place changes \(metric.rawValue): it is \(text(widest.low.mean)) \(places)"
    }
    let places = sweep.widest(of: metric).map(\.path)
    return places.count > 1
      ? "\(places.joined(separator: " and ")) change \(metric.rawValue) most, equally: by \(text(widest.width))"
      : "\(widest.path) changes \(metric.rawValue) most: by \(text(widest.width))"
  }

  private func unknown(_ metric: Metric, at points: String = "no point") -> String {
    "\(points) has a value of \(metric.rawValue) in more than half of the replications"
  }

  /// What is said of all points, or of all that something holds of, where they do not differ.
  private func same(at words: [String], _ point: Int) -> String {
    let points = words.isEmpty ? "all points" : "all points that \(words.joined(separator: " and "))"
    return "\(metric.rawValue) is \(text(mean(metric, point))) at \(points)"
  }

  private var highestAndLeast: String {
    guard sweep.points.count > 1 else { return "one point, nothing to compare it with" }
    let (highest, lowest) = (sweep.highest(by: metric), sweep.lowest(by: metric))
    guard let first = highest.first, let last = lowest.first else { return unknown(metric) }
    let ranked = sweep.ranking(by: metric).count
    guard ranked > 1 else { return unknown(metric, at: "only \(name(first))") + ": \(text(mean(metric, first)))" }
    guard first != last else { return same(at: ranked == sweep.points.count ? [] : ["have it"], first) }
    func list(_ points: [Int]) -> String { points.map(name).joined(separator: " and ") }
    return "\(metric.rawValue) is highest at \(list(highest)): \(text(mean(metric, first)))"
      + "; least at \(list(lowest)): \(text(mean(metric, last)))"
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
