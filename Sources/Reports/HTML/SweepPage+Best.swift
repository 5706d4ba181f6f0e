import BillingCore
import Simulation

// Which point is the best, or why none is.

extension SweepPage {
  func best(by metric: Metric) -> String {
    guard let best = sweep.best(by: metric, subjectTo: constraints) else { return none(by: metric) }
    let mean = sweep.sample(of: metric, point: best.point).mean
    let amounts = amounts([mean] + (best.next.map { [$0.difference.mean] } ?? []), metric)
    let amount = amounts.text(mean, of: metric)
    if best.isAnyOther {
      return "\(same(metric, amount, isBounded: !constraints.isEmpty, isOfAll: best.isOfAll))."
    }
    if let equal = equal(best, metric, amount) { return equal }
    let sentence = text(
      "Best: \(name(of: best.point)), \(notation.lowercased(metric.phrase)) \(amount)",
      uk: "Найкраща точка: \(name(of: best.point)), \(notation.lowercased(metric.phrase)) — \(amount)")
    let lead = best.next.map { self.lead(of: $0.difference, amounts.difference($0.difference.mean, of: metric)) }
    return sentence + (lead ?? "") + "." + sureness(of: best)
  }

  /// How much more the best point has than the next.
  private func lead(of difference: Difference, _ more: String) -> String {
    guard difference.verdict != nil else {
      return text(
        ", with too few replications to compare it with the next",
        uk: ", але повторів замало, щоб порівняти її з наступною")
    }
    return difference.verdict == .higher
      ? text(", \(more) more than the next", uk: ", на \(more) більше, ніж у наступній")
      : text(", not significantly more than the next", uk: ", без істотної різниці з наступною")
  }

  /// Which bounds the mean keeps, and not the whole interval.
  private func sureness(of best: Sweep.Best) -> String {
    func names(_ isSure: Bool?) -> String {
      zip(constraints, best.isSurelyKept).filter { $1 == isSure }.map { notation.text($0.0.metric.phrase) }
        .joined(separator: ", ")
    }
    let (unsure, unknown) = (names(false), names(nil))
    let doubt = text(
      " The mean keeps the bound, the whole 95% interval does not: \(unsure).",
      uk: " Обмеженню відповідає лише середнє, а не весь 95\u{A0}% довірчий інтервал: \(unsure).")
    let silence = text(
      " There is no interval to show how surely the bound is kept: \(unknown).",
      uk: " Немає довірчого інтервалу, щоб оцінити, наскільки надійно виконано обмеження: \(unknown).")
    return (unsure.isEmpty ? "" : doubt) + (unknown.isEmpty ? "" : silence)
  }

  /// Why no point is the best.
  private func none(by metric: Metric) -> String {
    let kept = constraints.map(kept).joined()
    switch sweep.reasonForNoBest(by: metric, subjectTo: constraints) {
    case .unknown(let metric): return "\(unknown(metric))."
    case .unknownWhereKept:
      let name = notation.lowercased(metric.phrase)
      return text(
        "No point that keeps the bounds has a value of “\(name)” in more than half of the replications.",
        uk:
          "Показник «\(name)» у кожній точці, яка відповідає обмеженням, не визначено щонайменше в половині повторів."
      ) + kept
    case .notKept(let leftOut, let nearest):
      let rest = leftOut.map { metric, points in
        let name = notation.lowercased(metric.phrase)
        let (some, all) = (notation.count(points), notation.genitive(sweep.points.count, .point))
        return text(
          " \(some) of \(all) left out: “\(name)” has no value in half of the replications or more.",
          uk: " Не враховано \(some) з \(all): показник «\(name)» не визначено щонайменше в половині повторів.")
      }
      return text("No point keeps the bounds.", uk: "Жодна точка не відповідає обмеженням.") + rest.joined() + kept
        + (nearest.map(sentence) ?? "")
    }
  }

  /// A bound with its sign: `≤ 2.00%`.
  func limit(_ bound: Sweep.Constraint) -> String {
    "\(bound.isUpper ? "≤" : "≥") \(number(bound.decimal(atLeast: decimals(of: bound.metric)), of: bound))"
  }

  /// At how many points a bound is kept.
  private func kept(_ bound: Sweep.Constraint) -> String {
    let count = sweep.pointsKeeping(bound)
    let (some, all) = (notation.count(count), notation.genitive(sweep.points.count, .point))
    let words = "\(notation.lowercased(bound.metric.phrase)) \(limit(bound))"
    let preposition = Notation.preposition(after: "Виконано", before: count)
    return text(" Kept at \(some) of \(all): \(words).", uk: " Виконано \(preposition) \(some) з \(all): \(words).")
  }

  /// The point nearest to keeping all bounds, and what it has of those that it misses.
  private func sentence(_ nearest: Sweep.Nearest) -> String {
    let misses = nearest.missed.map { bound in
      let mean = sweep.decimal(ofMissing: bound, at: nearest.point, atLeast: decimals(ofMean: bound.metric))
      return "\(notation.lowercased(bound.metric.phrase)) \(number(mean, of: bound))"
    }
    let values = "\(name(of: nearest.point)) — \(misses.joined(separator: ", "))"
    return text(" Nearest: \(values).", uk: " Найближча точка: \(values).")
  }

  /// The decimals of a metric's unit that a page shows at least; those of a rate are two more than those of a percentage.
  private func decimals(of metric: Metric) -> Int {
    switch metric.kind {
    case .money: notation.currency.decimals
    case .count: 0
    case .rate: 4
    }
  }

  /// The same of a mean: that of a count has a decimal.
  func decimals(ofMean metric: Metric) -> Int { decimals(of: metric) + (metric.kind == .count ? 1 : 0) }

  /// A number of a bounded metric's unit: `$1,234.00`, `30`, `2.00%`.
  func number(_ number: Sweep.Constraint.Decimal, of bound: Sweep.Constraint) -> String {
    switch bound.metric.kind {
    case .money: notation.withCurrency(notation.decimal(number.scaled, decimals: number.decimals))
    case .count: notation.decimal(number.scaled, decimals: number.decimals)
    case .rate: notation.percentage(number.scaled, decimals: number.decimals - 2)
    }
  }
}
