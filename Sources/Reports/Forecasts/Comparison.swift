import BillingCore
public import Simulation

/// Scenarios compared with a base on common random numbers: each replication has the same people with the same chances, so
/// only the scenarios make the difference (MODEL 3).
public struct Comparison: Sendable {
  /// A scenario with its replications.
  public struct Side: Sendable {
    /// The name that rows carry.
    public let name: String
    /// Its numbers.
    public var forecast: Forecast

    /// A scenario without replications yet.
    public init(_ scenario: Scenario) {
      name = scenario.name
      forecast = Forecast(of: scenario)
    }
  }

  /// What the others are compared with.
  public var base: Side
  /// The others, in the order given.
  public var variants: [Side]

  /// A comparison without replications yet; all scenarios have the same days and the same currency.
  public init(_ base: Scenario, _ variants: [Scenario]) {
    self.base = Side(base)
    self.variants = variants.map { Side($0) }
  }

  /// Whether all sides have the same accounts in each replication: those they begin with, and those that arrive.
  public var hasSameAccounts: Bool {
    let scenario = base.forecast.scenario
    let population = Population(of: scenario)
    return variants.allSatisfy { side in
      let other = side.forecast.scenario
      // Arrivals are drawn in each replication; two rates may by chance give the same ones in the first.
      return population.hasSameAccounts(as: Population(of: other))
        && zip(scenario.segments, other.segments).allSatisfy { $0.arrivals == $1.arrivals }
    }
  }

  /// Whether no side had any account.
  var isEmpty: Bool { base.forecast.isEmpty && variants.allSatisfy { $0.forecast.isEmpty } }

  /// How many replications each side has.
  public var replications: Int { base.forecast.replications }

  /// What each interval covers its mean with, so that all of one metric together do with 95 % (Bonferroni).
  public var confidence: Double { 1 - 0.05 / Double(max(1, variants.count)) }

  /// A metric over all segments: the base, a variant, and the difference replication by replication.
  ///
  /// - Parameter period: an index into ``Forecast/periods``.
  public func difference(of metric: Metric, period: Int, variant: Int) -> Difference {
    Difference(
      base: base.forecast.numbers(of: metric, period: period),
      variant: variants[variant].forecast.numbers(of: metric, period: period), confidence: confidence)
  }

  /// The same over the whole run.
  public func difference(of metric: Metric, variant: Int) -> Difference {
    difference(of: metric, period: base.forecast.periods.count - 1, variant: variant)
  }
}

/// A paired difference, from numbers of two sides that belong together one by one.
public struct Difference: Sendable {
  /// What may be said of it.
  public enum Verdict: String, Sendable {
    /// The variant's mean is higher.
    case higher
    /// The variant's mean is lower.
    case lower
    /// The interval has 0 in it.
    case none = "no difference"
  }

  /// How many pairs there are: replications in which both sides have the metric.
  public let count: Int
  /// The base's numbers, from every replication in which it has the metric.
  public let base: Sample
  /// The variant's, likewise.
  public let variant: Sample
  /// The mean of the differences, the variant less the base; not a number without a pair.
  public let mean: Double
  /// The base's mean in the pairs, which ``relative`` refers to.
  public let pairedBaseMean: Double
  /// Its interval; `nil` of fewer than two pairs.
  public let interval: ClosedRange<Double>?
  /// How many times the variance is that the difference would have without common random numbers; `nil` of fewer than
  /// two pairs, and where the differences do not vary.
  public let varianceRatio: Double?

  /// Pairs numbers up; a pair in which one is not a number is left out.
  public init(base: [Double], variant: [Double], confidence: Double) {
    let pairs = zip(base, variant).filter { !$0.isNaN && !$1.isNaN }
    let (left, right) = (Sample(pairs.map(\.0)), Sample(pairs.map(\.1)))
    let differences = Sample(pairs.map { $1 - $0 })
    count = pairs.count
    (self.base, self.variant) = (Sample(base), Sample(variant))
    (pairedBaseMean, mean) = (left.mean, differences.mean)
    interval = differences.interval(confidence: confidence)
    let variance = count > 1 ? differences.variance : 0
    varianceRatio = variance > 0 ? (left.variance + right.variance) / variance : nil
  }

  /// The difference as a share of the base; `nil` where that is 0.
  public var relative: Double? { pairedBaseMean == 0 || count == 0 ? nil : mean / pairedBaseMean }

  /// What the interval says; `nil` where there is none.
  public var verdict: Verdict? {
    interval.map { $0.lowerBound > 0 ? .higher : $0.upperBound < 0 ? .lower : .none }
  }
}

// MARK: comparison.csv

extension Comparison {
  /// `comparison.csv`: by variant, month and `total`, and metric.
  public var table: Table {
    let metrics = Metric.allCases
    let periods = base.forecast.periods
    let currency = base.forecast.scenario.policies.currency
    let columns: [(String, Table.Kind)] = [
      ("variant", .text), ("month", .text), ("metric", .text), ("base_mean", .number), ("variant_mean", .number),
      ("difference", .number), ("ci_low", .number), ("ci_high", .number), ("relative", .number), ("verdict", .text),
      ("n", .count), ("variance_ratio", .number), ("base_n", .count), ("variant_n", .count),
    ]
    return Table("comparison", columns, rowCount: variants.count * periods.count * metrics.count) { row in
      let metric = metrics[row % metrics.count]
      let (variant, period) = (row / metrics.count / periods.count, row / metrics.count % periods.count)
      let found = difference(of: metric, period: period, variant: variant)
      let (digits, decimals) = Forecast.decimals(of: metric, in: currency)
      func cell(_ value: Double?) -> Table.Cell {
        guard let value, !value.isNaN else { return .empty }
        return .number(scaled: value, digits: digits, decimals: decimals)
      }
      return [
        .text(variants[variant].name), periods[period].cell, .text(metric.rawValue), cell(found.base.mean),
        cell(found.variant.mean), cell(found.mean), cell(found.interval?.lowerBound), cell(found.interval?.upperBound),
        found.relative.map { .number(scaled: $0, digits: 0, decimals: 6) } ?? .empty,
        found.verdict.map { .text($0.rawValue) } ?? .empty, .count(found.count),
        found.varianceRatio.map { .number(scaled: $0, digits: 0, decimals: 2) } ?? .empty,
        .count(found.base.count), .count(found.variant.count),
      ]
    }
  }
}
