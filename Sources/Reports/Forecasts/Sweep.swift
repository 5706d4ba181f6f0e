import BillingCore
public import Simulation

/// The results of a sweep: points, each a scenario with other values in some places, compared with the scenario itself on
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

    /// The value as a number that reads back as it is written; `nil` for any other value.
    var number: Table.Cell? {
      let parts = value.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      let decimals = parts.count > 1 ? parts[1].utf8.count : 0
      guard let scaled = Int128(parts.joined()), scaled.magnitude < Table.exactLimit,
        decimalText(scaled, decimals: decimals) == value
      else { return nil }
      return .decimal(scaled, decimals: decimals)
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

    /// How far a value lies beyond it, with this many digits after the point: above 0 where it is too high, below where
    /// it is too low, 0 where it keeps it.
    func excess(of value: Double, digits: Int) -> Double {
      let distance = (0..<digits).reduce(value) { shifted, _ in shifted / 10 } - bound
      return isUpper ? max(distance, 0) : min(distance, 0)
    }

    /// Whether a value keeps it, with this many digits after the point.
    func isKept(by value: Double, digits: Int) -> Bool { excess(of: value, digits: digits) == 0 }
  }

  /// The places that are varied, in the order given.
  public let paths: [String]
  /// For each point its settings; a place that it leaves alone is not among them.
  public let points: [[Setting]]
  /// The scenario, and the points as its variants.
  public let comparison: Comparison
  /// The metrics of each point.
  public let metrics: [Metric]

  /// Joins a comparison and what its variants are.
  public init(paths: [String], points: [[Setting]], comparison: Comparison, metrics: [Metric]) {
    self.paths = paths
    self.points = points
    self.comparison = comparison
    self.metrics = metrics
  }

  /// A metric of a point over the whole run, from the replications that have it.
  public func sample(of metric: Metric, point: Int) -> Sample {
    comparison.variants[point].forecast.sample(of: metric)
  }

  /// Whether a mean says enough to be ranked: more than half of the replications have the metric.
  ///
  /// A share that exists in a few replications alone is a mean of other months or people than those of the other points.
  public func isRanked(_ sample: Sample) -> Bool { 2 * sample.count > comparison.replications }

  /// The points whose means of a metric can be ranked, the highest first; of equal ones in the order given.
  public func ranking(by metric: Metric) -> [Int] {
    points.indices.map { ($0, sample(of: metric, point: $0)) }.filter { isRanked($0.1) }
      .sorted { ($1.1.mean, $0.0) < ($0.1.mean, $1.0) }.map(\.0)
  }

  func decimals(of metric: Metric) -> (digits: Int, decimals: Int) {
    Forecast.decimals(of: metric, in: comparison.base.forecast.scenario.policies.currency)
  }
}

// MARK: sweep.csv

extension Sweep {
  /// What a sweep says of each metric at each point, as columns after the metric's name.
  static let statistics: [(suffix: String, kind: Table.Kind)] = [
    ("_n", .count), ("", .number), ("_ci_low", .number), ("_ci_high", .number), ("_difference", .number),
  ]

  /// `sweep.csv`: a row for each point, with its values, and each metric's count, mean, interval and difference to the
  /// scenario.
  ///
  /// A place that a point leaves alone is empty. A place whose values are all plain numbers is a column of numbers.
  public var table: Table {
    let kinds = paths.map { path in
      points.joined().allSatisfy { $0.path != path || $0.number != nil } ? Table.Kind.number : .text
    }
    let columns: [(String, Table.Kind)] =
      [("point", .text)] + zip(paths, kinds).map { ($0, $1) }
      + metrics.flatMap { metric in Sweep.statistics.map { (metric.rawValue + $0.suffix, $0.kind) } }
    return Table("sweep", columns, rowCount: points.count) { point in
      [.text(name(of: point))]
        + zip(paths, kinds).map { path, kind in
          let setting = points[point].first { $0.path == path }
          return setting.map { kind == .number ? $0.number ?? .empty : .text($0.value) } ?? .empty
        } + metrics.flatMap { cells(of: $0, point: point) }
    }
  }

  /// What the tables call a point, from 0.
  public func name(of point: Int) -> String { comparison.variants[point].name }

  private func cells(of metric: Metric, point: Int) -> [Table.Cell] {
    let (digits, decimals) = decimals(of: metric)
    func cell(_ value: Double?) -> Table.Cell {
      guard let value, !value.isNaN else { return .empty }
      return .number(scaled: value, digits: digits, decimals: decimals)
    }
    let sample = sample(of: metric, point: point)
    let interval = sample.interval(confidence: Forecast.confidence)
    return [
      .count(sample.count), cell(sample.mean), cell(interval?.lowerBound), cell(interval?.upperBound),
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

  /// Whether a metric is known in the scenario as it is and at all points, often enough to be ranked.
  public func isKnownEverywhere(_ metric: Metric) -> Bool {
    isRanked(comparison.base.forecast.sample(of: metric)) && ranking(by: metric).count == points.count
  }

  /// The word for the scenario's own value of a place.
  static let asItIs = "as it is"

  /// The swings of a metric, the widest first; of equal ones in the order given.
  ///
  /// The scenario's own value counts as one of each place's values. A place without a mean that can be ranked has no
  /// swing. Only of a sweep of one place at a time.
  public func swings(of metric: Metric) -> [Swing] {
    let base = comparison.base.forecast.sample(of: metric)
    let swings = paths.compactMap { path -> Swing? in
      let own = points.indices.filter { points[$0].count == 1 && points[$0][0].path == path }
      let means = [(Sweep.asItIs, base)] + own.map { (points[$0][0].value, sample(of: metric, point: $0)) }
      let ranked = means.filter { isRanked($0.1) }.map { (value: $0.0, mean: $0.1.mean) }
      // Of equal means the first: the scenario's own value before any other.
      guard let low = ranked.min(by: { $0.mean < $1.mean }),
        let high = ranked.max(by: { $0.mean < $1.mean })
      else { return nil }
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
