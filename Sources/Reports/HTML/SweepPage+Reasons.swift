import BillingCore
import Simulation

// How sure it is that a point is the best.

extension SweepPage {
  /// How often the best point is the highest, how it differs from the next, and what it has of each bounded metric.
  var reasons: [String] {
    guard let maximized, let best = sweep.best(by: maximized, subjectTo: constraints) else { return [] }
    let order = best.isAnyOther ? [] : [wins(of: best, maximized), lead(of: best, maximized)]
    let sentences = order + (constraints.isEmpty ? [] : [bounds(keptBy: best)])
    return [sentences.joined(separator: " ")]
  }

  private func wins(of best: Sweep.Best, _ metric: Metric) -> String {
    let replications = sweep.comparison.replications
    let (point, wins) = (sweep.name(of: best.point), notation.count(best.wins))
    let all = notation.genitive(replications, .replication)
    let ties = text(", and as high as another in \(best.ties)", uk: ", ще в \(best.ties) — нарівні з іншою точкою")
    let known = sweep.sample(of: metric, point: best.point).count
    let rest = text("; it has a value in \(known) of them", uk: "; показник у ній визначено в \(known) з них")
    let preposition = Notation.preposition(after: "значення", before: best.wins)
    return text(
      "\(point) is highest in \(wins) of \(all)", uk: "\(point) має найбільше значення \(preposition) \(wins) з \(all)")
      + (best.ties > 0 ? ties : "") + (known < replications ? rest : "") + "."
  }

  private func lead(of best: Sweep.Best, _ metric: Metric) -> String {
    guard let (next, difference) = best.next else {
      return text("There is no other point to compare it with.", uk: "Іншої точки для порівняння немає.")
    }
    let ends = difference.interval.map { [$0.lowerBound, $0.upperBound] } ?? []
    let amounts = amounts([difference.mean] + ends, metric)
    let mean = amounts.signed(difference.mean, of: metric)
    let interval = difference.interval.map { interval in
      let (low, high) = amounts.ends(interval.lowerBound, interval.upperBound, of: metric, isSigned: true)
      return text(" (95% interval \(low) to \(high))", uk: " (95\u{A0}% довірчий інтервал від \(low) до \(high))")
    }
    let other = "\(sweep.name(of: next)) (\(name(of: next)))"
    return text("Difference to the next, \(other): ", uk: "Різниця з наступною, \(other): ") + mean + (interval ?? "")
      + "."
  }

  /// The means of the bounded metrics with their bounds.
  private func bounds(keptBy best: Sweep.Best) -> String {
    let parts = zip(constraints, best.isSurelyKept).map { bound, isSure in
      let mean = bound.decimal(
        ofKeeping: sweep.mean(of: bound.metric, point: best.point), atLeast: decimals(ofMean: bound.metric))
      let how = isSure == true ? text(", the whole 95% interval too", uk: ", і весь 95\u{A0}% довірчий інтервал") : ""
      return "\(notation.lowercased(bound.metric.phrase)) \(number(mean, of: bound)) (\(limit(bound))\(how))"
    }
    let list = parts.joined(separator: "; ")
    return text("The means keep the bounds: \(list).", uk: "Середні відповідають обмеженням: \(list).")
  }
}
