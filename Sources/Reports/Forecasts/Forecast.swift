public import BillingCore
public import Simulation

/// The numbers of the replications of a scenario: one for each month and the whole run, each segment and all, each metric
/// and each replication (MODEL 3).
///
/// The numbers stand in the order of the replications, so that those of two scenarios pair up.
public struct Forecast: Sendable {
  /// A month, or the whole run.
  public struct Period: Sendable {
    /// `2027-01`, or `total`.
    public let word: String
    /// Its days, as offsets from the first.
    let days: Range<Int>
    /// Its month; `nil` for the whole run.
    var month: Month?

    /// How tables write it, in a column of text: a month among them is one all the same.
    var cell: Table.Cell { month.map { .month($0) } ?? .text(word) }
  }

  let scenario: Scenario
  /// The months, then the whole run.
  public let periods: [Period]
  /// The segments, then all of them.
  let splits: [(name: String, segments: Range<Int>)]
  /// By replication: by period, split and metric; a share of nothing is not a number.
  var values: [[Double]] = []

  /// The word of the whole run among the months.
  public static let total = "total"
  /// What the intervals cover the mean with.
  public static let confidence = 0.95

  /// A forecast without replications.
  public init(of scenario: Scenario) {
    self.scenario = scenario
    let layout = ReportSet(scenario, outcome: Outcome(scenario))
    periods =
      layout.months.map { Period(word: "\($0.month)", days: $0.days, month: $0.month) }
      + [Period(word: Forecast.total, days: 0..<scenario.days)]
    splits = layout.splits
  }

  /// How many replications there are.
  public var replications: Int { values.count }

  /// Whether no replication had any account.
  var isEmpty: Bool { Metric.ofAnyAccount.allSatisfy { totals(of: $0).allSatisfy { $0 == 0 } } }

  /// How many numbers a replication has.
  var numbersOfAReplication: Int { periods.count * splits.count * Metric.allCases.count }

  /// Adds the numbers of the next replication.
  public mutating func add(_ outcome: Outcome) {
    let reports = ReportSet(scenario, outcome: outcome)
    var row: [Double] = []
    row.reserveCapacity(numbersOfAReplication)
    for period in periods {
      for split in splits {
        for metric in Metric.allCases {
          let value = reports.value(of: metric, segments: split.segments, days: period.days)
          row.append(value.map { Double($0) } ?? .nan)
        }
      }
    }
    values.append(row)
  }

  /// A metric's numbers in minor units, counts or millionths, by replication; not a number for a share of nothing.
  func numbers(of metric: Metric, period: Int, split: Int) -> [Double] {
    let metrics = Metric.allCases
    guard let place = metrics.firstIndex(of: metric) else { preconditionFailure("every metric is listed") }
    let index = (period * splits.count + split) * metrics.count + place
    return values.map { $0[index] }
  }

  /// A metric's numbers over the whole run and all segments, in its unit, by replication.
  public func totals(of metric: Metric) -> [Double] { numbers(of: metric, period: periods.count - 1) }

  /// The same in one period.
  func numbers(of metric: Metric, period: Int) -> [Double] {
    numbers(of: metric, period: period, split: splits.count - 1)
  }

  /// A metric over the whole run and all segments, from the replications that have it.
  ///
  /// Every mean, interval and count of a run, comparison or sweep comes from here.
  public func sample(of metric: Metric) -> Sample { Sample(totals(of: metric)) }
}

extension Forecast {
  /// The scenario's thresholds, in their order, with the results of its replications over the whole run.
  public var judgedThresholds: [JudgedThreshold] {
    scenario.thresholds.map { threshold in
      JudgedThreshold(threshold, over: totals(of: threshold.metric).map { $0.isNaN ? nil : Int128($0) })
    }
  }
}

// MARK: forecast.csv

extension Forecast {
  /// `forecast.csv`: mean, spread, quantiles and interval of the mean, by month, segment and metric.
  ///
  /// What too few replications do not allow is empty: spread and interval of fewer than two, quantiles of fewer than
  /// ``Quantile/replicationsNeeded``. A share of nothing is left out of its `n`.
  public var table: Table {
    let metrics = Metric.allCases
    let columns: [(String, Table.Kind)] =
      [("month", .text), ("segment", .text), ("metric", .text), ("n", .count), ("mean", .number), ("sd", .number)]
      + Quantile.allCases.map { ($0.word, .number) } + [("ci_low", .number), ("ci_high", .number)]
    return Table("forecast", columns, rowCount: periods.count * splits.count * metrics.count) { row in
      let metric = metrics[row % metrics.count]
      let (period, split) = (row / metrics.count / splits.count, row / metrics.count % splits.count)
      let sample = Sample(numbers(of: metric, period: period, split: split))
      let decimals = Forecast.decimals(of: metric, in: scenario.policies.currency)
      func cell(_ isKnown: Bool, _ value: @autoclosure () -> Double) -> Table.Cell {
        isKnown ? .number(scaled: value(), digits: decimals.digits, decimals: decimals.decimals) : .empty
      }
      let interval = sample.interval(confidence: Forecast.confidence)
      return [periods[period].cell, .text(splits[split].name), .text(metric.rawValue), .count(sample.count)]
        + [cell(sample.count > 0, sample.mean), cell(sample.count > 1, sample.standardDeviation)]
        + Quantile.allCases.map { cell(sample.count >= $0.replicationsNeeded, sample.quantile($0)) }
        + [interval?.lowerBound, interval?.upperBound].map { bound in bound.map { cell(true, $0) } ?? .empty }
    }
  }

  /// The row of ``table`` of a metric over all segments.
  func row(of metric: Metric, period: Int) -> Int {
    let metrics = Metric.allCases
    guard let place = metrics.firstIndex(of: metric) else { preconditionFailure("every metric is listed") }
    return (period * splits.count + splits.count - 1) * metrics.count + place
  }

  /// The digits after the point that a metric's unit has, and those of its statistics.
  ///
  /// Money as always; a count with four, since a mean of counts is none; a rate with six.
  static func decimals(of metric: Metric, in currency: Currency) -> (digits: Int, decimals: Int) {
    switch metric.kind {
    case .money: (currency.decimals, currency.decimals)
    case .count: (0, 4)
    case .rate: (6, 6)
    }
  }

  /// A statistic of a metric as text, with the decimals of its kind; empty for a share of nothing.
  public static func text(_ value: Double, of metric: Metric, in currency: Currency) -> String {
    guard !value.isNaN else { return "" }
    let (digits, decimals) = decimals(of: metric, in: currency)
    let factor = (digits..<decimals).reduce(1.0) { power, _ in power * 10 }
    return decimalText(Int128((value * factor).rounded()), decimals: decimals)
  }

  /// The quantiles for which this many replications are too few, with the number that they need.
  public static func quantilesMissing(of replications: Int) -> [(quantile: Quantile, needed: Int)] {
    Quantile.allCases.map { ($0, $0.replicationsNeeded) }.filter { replications < $0.1 }
  }
}

extension Metric {
  /// The metrics of which one at least is not 0 where there was any account.
  static let ofAnyAccount: [Metric] = [.open, .opened, .restored, .deleted, .billed, .deferredEnd, .breakage, .badDebt]
}
