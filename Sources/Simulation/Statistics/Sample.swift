/// Numbers from replications, in their order.
public struct Sample: Sendable {
  /// The numbers; none of them is a NaN.
  public let values: [Double]

  /// Makes a sample; leaves out what is not a number, such as a share of nothing.
  public init(_ values: [Double]) { self.values = values.filter { !$0.isNaN } }

  /// How many there are.
  public var count: Int { values.count }

  /// The mean; not a number for an empty sample.
  public var mean: Double { values.reduce(0, +) / Double(values.count) }

  /// The variance, over one less than their number; of at least two.
  public var variance: Double {
    let mean = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return squares / Double(values.count - 1)
  }

  /// The sample's standard deviation, over one less than their number; of at least two.
  public var standardDeviation: Double { variance.squareRoot() }

  /// Half of Student's interval that covers the true mean with this probability; of at least two numbers.
  public func halfWidth(confidence: Double) -> Double {
    let n = Double(values.count)
    let t = StudentT.quantile((1 + confidence) / 2, degreesOfFreedom: n - 1)
    return t * standardDeviation / n.squareRoot()
  }

  /// Student's interval that covers the true mean with this probability; `nil` for fewer than two numbers.
  public func interval(confidence: Double) -> ClosedRange<Double>? {
    guard count > 1 else { return nil }
    let half = halfWidth(confidence: confidence)
    return (mean - half)...(mean + half)
  }

  /// The number below which a share of the sample lies, between two of them in proportion (Hyndman and Fan's type 7).
  public func quantile(_ quantile: Quantile) -> Double {
    let sorted = values.sorted()
    let place = Double((sorted.count - 1) * quantile.percent) / 100
    let below = Int(place.rounded(.down))
    guard below + 1 < sorted.count else { return sorted[below] }
    return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
  }
}

/// The quantiles of forecasts.
public enum Quantile: Int, CaseIterable, Sendable {
  /// Named by their percentage.
  case p05 = 5
  case p25 = 25
  case p50 = 50
  case p75 = 75
  case p95 = 95

  /// The percentage of numbers below it.
  public var percent: Int { rawValue }

  /// The name of its column.
  public var word: String { percent < 10 ? "p0\(percent)" : "p\(percent)" }

  /// The fewest replications whose least and greatest number enclose it with a probability of 95 %.
  ///
  /// Of fewer, no interval of its own could be told, so it is not told either: 59 for the outermost, 11, and 6 for the
  /// median.
  public var replicationsNeeded: Int {
    let share = Double(percent) / 100
    var (all, none, count) = (1.0, 1.0, 0)
    while all + none > 0.05 {
      count += 1
      all *= share
      none *= 1 - share
    }
    return count
  }
}
