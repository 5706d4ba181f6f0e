import BillingCore
public import Simulation

// Which bounds are kept where, and why no point is the best.

extension Sweep {
  /// Why no point is the best.
  public enum NoBest: Sendable {
    /// No point has this metric, the one to be highest or a bounded one, in more than half of the replications.
    case unknown(Metric)
    /// Points keep the bounds, but none of them has the metric to be highest in more than half of the replications.
    case unknownWhereKept
    /// No point keeps the bounds; the points left out lack a metric, and the nearest is one of the others.
    case notKept(leftOut: [(metric: Metric, points: Int)], nearest: Nearest?)
  }

  /// The point that is nearest to keeping bounds that no point keeps.
  public struct Nearest: Sendable {
    /// The point, from 0.
    public let point: Int
    /// The bounds that it misses, in the order given.
    public let missed: [Constraint]
  }

  /// Why no point is the best in a metric within some bounds, where none is.
  public func reasonForNoBest(by metric: Metric, subjectTo constraints: [Constraint]) -> NoBest {
    let lacking = pointsLacking([metric] + constraints.map(\.metric))
    if let first = lacking.first(where: { $0.points == points.count }) { return .unknown(first.metric) }
    guard !points.indices.contains(where: { keeps(constraints, at: $0) }) else { return .unknownWhereKept }
    return .notKept(leftOut: lacking, nearest: nearest(to: constraints, with: metric))
  }

  /// The metrics that some points have in half of the replications or fewer, each once and with the number of such
  /// points.
  private func pointsLacking(_ metrics: [Metric]) -> [(metric: Metric, points: Int)] {
    var found: [(metric: Metric, points: Int)] = []
    for metric in metrics where !found.contains(where: { $0.metric == metric }) {
      found.append((metric, points.count - ranking(by: metric).count))
    }
    return found.filter { $0.points > 0 }
  }

  /// Whether a point has all bounded metrics often enough, and its means keep the bounds.
  func keeps(_ constraints: [Constraint], at point: Int) -> Bool {
    constraints.allSatisfy { excess(of: $0, at: point) == 0 }
  }

  /// How many points have means that keep a bound.
  public func pointsKeeping(_ bound: Constraint) -> Int { points.indices.count { excess(of: bound, at: $0) == 0 } }

  /// How far a point's mean lies beyond a bound, in the bound's unit: above 0 where it is too high, below where it is
  /// too low, 0 where it keeps it; `nil` where the metric exists in half of the replications or fewer.
  func excess(of bound: Constraint, at point: Int) -> Double? {
    let sample = sample(of: bound.metric, point: point)
    guard isRanked(sample) else { return nil }
    return bound.excess(of: sample.mean, digits: decimals(of: bound.metric).digits)
  }

  /// The point that misses the fewest bounds, and of such points the one whose distances have the least sum, each as a
  /// share of the largest distance of any point from that bound.
  ///
  /// `nil` where no point has the metric to be highest and all bounded ones often enough.
  private func nearest(to constraints: [Constraint], with metric: Metric) -> Nearest? {
    let known = ranking(by: metric).sorted().filter { point in
      constraints.allSatisfy { excess(of: $0, at: point) != nil }
    }
    func distance(_ bound: Constraint, _ point: Int) -> Double { abs(excess(of: bound, at: point) ?? 0) }
    let farthest = constraints.map { bound in known.map { distance(bound, $0) }.max() ?? 0 }
    func cost(_ point: Int) -> (missed: Int, sum: Double) {
      let distances = constraints.map { distance($0, point) }
      let shares = zip(distances, farthest).map { $1 > 0 ? $0 / $1 : 0 }
      return (distances.count { $0 > 0 }, shares.reduce(0, +))
    }
    return known.min { cost($0) < cost($1) }.map { point in
      Nearest(point: point, missed: constraints.filter { excess(of: $0, at: point) != 0 })
    }
  }
}
