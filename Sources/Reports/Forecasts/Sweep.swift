import BillingCore
public import Simulation

/// What a sweep comes to: points, each a scenario with other values in some places, held against the scenario itself on
/// common random numbers.
public struct Sweep: Sendable {
  /// A place that is varied, and the value that a point has there.
  public struct Setting: Hashable, Sendable {
    /// The place.
    public let path: String
    /// The value, as written.
    public let value: String

    /// Joins them.
    public init(path: String, value: String) {
      self.path = path
      self.value = value
    }
  }

  /// A bound that a point has to keep to be taken as the best.
  public struct Constraint: Sendable {
    /// What is bounded, over the whole run.
    public let metric: Metric
    /// Whether it may not be more than the bound, rather than less.
    public let isUpper: Bool
    /// The bound, in the metric's unit.
    public let bound: Double

    /// Makes a bound.
    public init(metric: Metric, isUpper: Bool, bound: Double) {
      self.metric = metric
      self.isUpper = isUpper
      self.bound = bound
    }

    /// Whether a value keeps it, of which so many digits stand after the point.
    func isKept(by value: Double, digits: Int) -> Bool {
      let value = (0..<digits).reduce(value) { shifted, _ in shifted / 10 }
      return isUpper ? value <= bound : value >= bound
    }
  }

  /// The places that are varied, in the order given.
  public let paths: [String]
  /// For each point its settings; a place that it leaves alone is not among them.
  public let points: [[Setting]]
  /// The scenario, and the points as its variants.
  public let comparison: Comparison
  /// What is told of each point.
  public let metrics: [Metric]

  /// Joins a comparison and what its variants are.
  public init(paths: [String], points: [[Setting]], comparison: Comparison, metrics: [Metric]) {
    self.paths = paths
    self.points = points
    self.comparison = comparison
    self.metrics = metrics
  }

  /// A metric of a point over the whole run.
  func sample(of metric: Metric, point: Int) -> Sample {
    Sample(comparison.variants[point].forecast.totals(of: metric).filter { !$0.isNaN })
  }

  private func decimals(of metric: Metric) -> (digits: Int, decimals: Int) {
    Forecast.decimals(of: metric, in: comparison.base.forecast.scenario.policies.currency)
  }
}

// MARK: sweep.csv

extension Sweep {
  /// `sweep.csv`: a row for each point, with its values, and each metric's mean, interval and difference to the scenario.
  ///
  /// A place that a point leaves alone is empty.
  public var table: Table {
    let columns: [(String, Table.Kind)] =
      [("point", .count)] + paths.map { ($0, .text) } + [("n", .count)]
      + metrics.flatMap { metric in
        ["", "_ci_low", "_ci_high", "_difference"].map { (metric.rawValue + $0, Table.Kind.number) }
      }
    return Table("sweep", columns, rowCount: points.count) { point in
      [.count(point + 1)]
        + paths.map { path in points[point].first { $0.path == path }.map { .text($0.value) } ?? .empty }
        + [.count(comparison.replications)] + metrics.flatMap { cells(of: $0, point: point) }
    }
  }

  private func cells(of metric: Metric, point: Int) -> [Table.Cell] {
    let (digits, decimals) = decimals(of: metric)
    func cell(_ value: Double?) -> Table.Cell {
      value.map { .number(scaled: $0, digits: digits, decimals: decimals) } ?? .empty
    }
    let sample = sample(of: metric, point: point)
    guard sample.count > 0 else { return Array(repeating: .empty, count: 4) }
    let interval = sample.count > 1 ? sample.interval(confidence: Forecast.confidence) : nil
    return [
      cell(sample.mean), cell(interval?.lowerBound), cell(interval?.upperBound),
      cell(comparison.difference(of: metric, variant: point).mean),
    ]
  }
}

// MARK: Tornado

extension Sweep {
  /// How far a place moves a metric when it alone is varied.
  public struct Swing: Sendable {
    /// The place.
    public let path: String
    /// The value at which the metric is least, and its mean there.
    public let low: (value: String, mean: Double)
    /// The value at which it is greatest, and its mean there.
    public let high: (value: String, mean: Double)

    /// How far the one is from the other.
    public var width: Double { high.mean - low.mean }
  }

  /// The swings of a metric, the widest first; of equal ones in the order given.
  ///
  /// The scenario's own value counts as one of each place's values. Only of a sweep of one place at a time.
  public func swings(of metric: Metric) -> [Swing] {
    let base = Sample(comparison.base.forecast.totals(of: metric)).mean
    let swings = paths.map { path in
      var (low, high) = (("as it is", base), ("as it is", base))
      for (point, settings) in points.enumerated() where settings.count == 1 && settings[0].path == path {
        let mean = sample(of: metric, point: point).mean
        if mean < low.1 { low = (settings[0].value, mean) }
        if mean > high.1 { high = (settings[0].value, mean) }
      }
      return Swing(path: path, low: low, high: high)
    }
    return swings.enumerated().sorted { ($1.element.width, $0.offset) < ($0.element.width, $1.offset) }.map(\.element)
  }

  /// `tornado.csv`: for each metric the swings, the widest first.
  public var tornado: Table {
    let rows = metrics.flatMap { metric in swings(of: metric).map { (metric, $0) } }
    let columns: [(String, Table.Kind)] = [
      ("metric", .text), ("path", .text), ("low_at", .text), ("low", .number), ("high_at", .text), ("high", .number),
      ("swing", .number),
    ]
    return Table("tornado", columns, rowCount: rows.count) { row in
      let (metric, swing) = rows[row]
      let (digits, decimals) = decimals(of: metric)
      func cell(_ value: Double) -> Table.Cell { .number(scaled: value, digits: digits, decimals: decimals) }
      return [
        .text(metric.rawValue), .text(swing.path), .text(swing.low.value), cell(swing.low.mean),
        .text(swing.high.value), cell(swing.high.mean), cell(swing.width),
      ]
    }
  }
}

// MARK: The best point

extension Sweep {
  /// The point at which a metric is highest, and how sure that is.
  public struct Best: Sendable {
    /// The point, from 0.
    public let point: Int
    /// The point with the next highest mean, and how the best differs from it; `nil` where there is no other.
    public let next: (point: Int, difference: Difference)?
    /// In how many of the replications the point is the highest of all that keep the bounds in the mean.
    public let wins: Int
    /// Whether each bound is kept by the whole 95 % interval, not by the mean alone; in the order given.
    public let isSurelyKept: [Bool]
  }

  /// The best point of those whose means keep all bounds; `nil` when none does.
  public func best(by metric: Metric, subjectTo constraints: [Constraint]) -> Best? {
    let kept = points.indices.filter { point in
      constraints.allSatisfy { bound in
        let sample = sample(of: bound.metric, point: point)
        return sample.count > 0 && bound.isKept(by: sample.mean, digits: decimals(of: bound.metric).digits)
      }
    }
    let ranked = kept.filter { sample(of: metric, point: $0).count > 0 }
      .sorted { (sample(of: metric, point: $1).mean, $0) < (sample(of: metric, point: $0).mean, $1) }
    guard let first = ranked.first else { return nil }
    let numbers = ranked.map { comparison.variants[$0].forecast.totals(of: metric) }
    let wins = (0..<comparison.replications).count { replication in
      numbers.allSatisfy { !($0[replication] > numbers[0][replication]) }
    }
    let isSurelyKept = constraints.map { bound in
      let sample = sample(of: bound.metric, point: first)
      guard sample.count > 1 else { return false }
      let interval = sample.interval(confidence: Forecast.confidence)
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
