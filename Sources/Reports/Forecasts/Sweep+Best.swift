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
    /// In how many of the replications the point has the metric and is the highest of all that keep the bounds in the
    /// mean.
    public let wins: Int
    /// Whether each bound is kept by the whole 95 % interval, not by the mean alone; in the order given.
    public let isSurelyKept: [Bool]
  }

  /// The best point of those whose means keep all bounds; `nil` when none does.
  ///
  /// A point that has the metric, or one that is bounded, in half of the replications or fewer is never the best.
  public func best(by metric: Metric, subjectTo constraints: [Constraint]) -> Best? {
    let ranked = ranking(by: metric).filter { point in
      constraints.allSatisfy { bound in
        let sample = sample(of: bound.metric, point: point)
        return isRanked(sample) && bound.isKept(by: sample.mean, digits: decimals(of: bound.metric).digits)
      }
    }
    guard let first = ranked.first else { return nil }
    let numbers = ranked.map { comparison.variants[$0].forecast.totals(of: metric) }
    let wins = (0..<comparison.replications).count { replication in
      let own = numbers[0][replication]
      return !own.isNaN && numbers.allSatisfy { !($0[replication] > own) }
    }
    let isSurelyKept = constraints.map { bound in
      guard let interval = sample(of: bound.metric, point: first).interval(confidence: Forecast.confidence) else {
        return false
      }
      let digits = decimals(of: bound.metric).digits
      return bound.isKept(by: interval.lowerBound, digits: digits)
        && bound.isKept(by: interval.upperBound, digits: digits)
    }
    let next = ranked.dropFirst().first.map { second in
      (second, Difference(base: numbers[1], variant: numbers[0], confidence: Forecast.confidence))
    }
    return Best(point: first, next: next, wins: wins, isSurelyKept: isSurelyKept)
  }
}
