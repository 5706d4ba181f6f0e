import BillingCore
public import Simulation

// MARK: The best point

extension Sweep {
  /// The point at which a metric is highest, and how sure that is.
  public struct Best: Sendable {
    /// The point, from 0.
    public let point: Int
    /// The point with the next highest mean, and how the best differs from it; `nil` where there is no other.
    public let next: (point: Int, difference: Difference)?
    /// In how many of the replications the point has the metric and is above all others that keep the bounds in the
    /// mean.
    public let wins: Int
    /// In how many it is the highest together with others.
    public let ties: Int
    /// The other points that keep the bounds and have the same mean; with them it is the best.
    public let tied: [Int]
    /// Whether there are others, and all have the same numbers as it in every replication.
    public let isAnyOther: Bool
    /// Whether all points that keep the bounds were compared; others lack the metric.
    public let isOfAll: Bool
    /// Whether each bound is kept by the whole 95 % interval, not by the mean alone, in the order given; `nil` where there
    /// is no interval.
    public let isSurelyKept: [Bool?]
  }

  /// The best point of those whose means keep all bounds; `nil` when none does.
  ///
  /// A point that has the metric, or one that is bounded, in half of the replications or fewer is never the best.
  public func best(by metric: Metric, subjectTo constraints: [Constraint]) -> Best? {
    let ranked = ranking(by: metric).filter { keeps(constraints, at: $0) }
    guard let first = ranked.first else { return nil }
    let numbers = ranked.map { comparison.variants[$0].forecast.totals(of: metric) }
    let highest = (0..<comparison.replications).filter { replication in
      let own = numbers[0][replication]
      return !own.isNaN && numbers.allSatisfy { !($0[replication] > own) }
    }
    let ties = highest.count { replication in
      numbers.dropFirst().contains { $0[replication] == numbers[0][replication] }
    }
    let isSurelyKept = constraints.map { bound -> Bool? in
      guard let interval = sample(of: bound.metric, point: first).interval(confidence: Forecast.confidence) else {
        return nil
      }
      let digits = decimals(of: bound.metric).digits
      return bound.isKept(by: interval.lowerBound, digits: digits)
        && bound.isKept(by: interval.upperBound, digits: digits)
    }
    let next = ranked.dropFirst().first.map { second in
      (second, Difference(base: numbers[1], variant: numbers[0], confidence: Forecast.confidence))
    }
    let mean = sample(of: metric, point: first).mean
    let tied = ranked.dropFirst().filter { sample(of: metric, point: $0).mean == mean }
    return Best(
      point: first, next: next, wins: highest.count - ties, ties: ties, tied: tied, isAnyOther: areSame(numbers),
      isOfAll: ranked.count == points.indices.count { keeps(constraints, at: $0) }, isSurelyKept: isSurelyKept)
  }

  /// The points with the highest mean of a metric; more than one where they are equal.
  public func highest(by metric: Metric) -> [Int] { level(with: ranking(by: metric).first, in: metric) }

  /// The points with the lowest mean of a metric; more than one where they are equal.
  public func lowest(by metric: Metric) -> [Int] { level(with: ranking(by: metric).last, in: metric) }

  /// The points that have the same mean as one of them, in the order given.
  private func level(with point: Int?, in metric: Metric) -> [Int] {
    guard let point else { return [] }
    let mean = sample(of: metric, point: point).mean
    return ranking(by: metric).filter { sample(of: metric, point: $0).mean == mean }
  }

  /// The places that move a metric most; more than one where they move it equally, none where no place moves it.
  public func widest(of metric: Metric) -> [Swing] {
    let swings = swings(of: metric)
    return swings.filter { $0.width > 0 && $0.width == swings[0].width }
  }

  /// Whether several points, by replication, have the same numbers; not a number is the same as not a number.
  private func areSame(_ numbers: [[Double]]) -> Bool {
    numbers.count > 1
      && numbers.dropFirst().allSatisfy { other in
        zip(other, numbers[0]).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
      }
  }
}
