import Simulation

// Which bounds are kept where, and the point nearest to keeping all of them.

extension Sweep {
  /// How many points have means that keep a bound.
  public func pointsKeeping(_ bound: Constraint) -> Int { points.indices.count { excess(of: bound, at: $0) == 0 } }

  /// How far a point's mean lies beyond a bound, in the bound's unit: above 0 where it is too high, below where it is
  /// too low, 0 where it keeps it; `nil` where the metric exists in half of the replications or fewer.
  public func excess(of bound: Constraint, at point: Int) -> Double? {
    let sample = sample(of: bound.metric, point: point)
    guard isRanked(sample) else { return nil }
    let digits = decimals(of: bound.metric).digits
    guard !bound.isKept(by: sample.mean, digits: digits) else { return 0 }
    return (0..<digits).reduce(sample.mean) { shifted, _ in shifted / 10 } - bound.bound
  }

  /// The point that is nearest to keeping all bounds, where none keeps them: it misses the fewest, and of such points
  /// the sum of its distances is the least, each as a share of the largest distance of any point from that bound.
  ///
  /// `nil` where no point has all of the bounded metrics often enough.
  public func nearest(to constraints: [Constraint]) -> Int? {
    let known = points.indices.filter { point in constraints.allSatisfy { excess(of: $0, at: point) != nil } }
    func distance(_ bound: Constraint, _ point: Int) -> Double { abs(excess(of: bound, at: point) ?? 0) }
    let farthest = constraints.map { bound in known.map { distance(bound, $0) }.max() ?? 0 }
    func cost(_ point: Int) -> (missed: Int, sum: Double) {
      let distances = constraints.map { distance($0, point) }
      let shares = zip(distances, farthest).map { $1 > 0 ? $0 / $1 : 0 }
      return (distances.count { $0 > 0 }, shares.reduce(0, +))
    }
    return known.min { cost($0) < cost($1) }
  }
}

extension Sweep.Constraint {
  /// The bound as it is given: `deletion_rate<=0.02`.
  public var text: String { "\(metric.rawValue)\(isUpper ? "<=" : ">=")\(boundText)" }

  /// The number of the bound.
  var boundText: String { bound == bound.rounded() && abs(bound) < 1e15 ? "\(Int(bound))" : "\(bound)" }
}
