import BillingCore
public import Simulation

/// A threshold, compared with the result.
public struct JudgedThreshold: Sendable {
  /// What was asked.
  public let threshold: Threshold
  /// What came out, as the metric is counted; nothing for a share of nothing.
  public let actual: Int128?

  /// Why nothing came out, where nothing did.
  public let reason: String?

  /// The result of a run, or of several replications of it.
  init(_ threshold: Threshold, over values: [Int128?]) {
    self.threshold = threshold
    let scale = (0..<threshold.extraDecimals).reduce(Int128(1)) { power, _ in power * 10 }
    let known = values.compactMap { $0.map { $0 * scale } }
    let needed = threshold.statistic.replicationsNeeded
    guard known.count == values.count, known.count >= needed else {
      actual = nil
      reason = known.count < values.count ? "a share of nothing" : "needs \(counted(needed, "replication"))"
      return
    }
    reason = nil
    guard known.count > 1 else {
      actual = known[0]
      return
    }
    let sample = Sample(known.map { Double($0) })
    let value: Double =
      switch threshold.statistic {
      case .mean: sample.mean
      case .quantile(let quantile): sample.quantile(quantile)
      }
    // Away from what is asked, so that what is short by a fraction is not rounded into it.
    let isShort = threshold.atLeast.map { value < Double($0) } ?? false
    let isBeyond = threshold.atMost.map { value > Double($0) } ?? false
    actual = Int128(value.rounded(isShort ? .down : isBeyond ? .up : .toNearestOrAwayFromZero))
  }

  /// How far the result lies beyond a bound, below the least or above the most; 0 where the threshold is met.
  public var distance: Int128 {
    guard let actual else { return 0 }
    if let least = threshold.atLeast, actual < Int128(least) { return actual - Int128(least) }
    if let most = threshold.atMost, actual > Int128(most) { return actual - Int128(most) }
    return 0
  }

  /// Whether it is met.
  public var isMet: Bool { actual != nil && distance == 0 }
}

extension ReportSet {
  /// A number over the whole run and all segments.
  public func value(of metric: Metric) -> Int128? {
    value(of: metric, segments: 0..<scenario.segmentNames.count, days: 0..<scenario.days)
  }

  /// The scenario's thresholds, in their order, with the results of the run.
  public var judgedThresholds: [JudgedThreshold] {
    scenario.thresholds.map { JudgedThreshold($0, over: [value(of: $0.metric)]) }
  }

  /// The rows of the summary: a header, each month (each year of a long run), and the whole run.
  public func summary() -> [[String]] {
    let columns: [(String, Metric)] = [
      ("open", .open), ("cash in", .cashIn), ("bonus", .bonusGranted), ("billed", .billed),
      ("recognised", .revenueRecognized), ("debt", .debt), ("blocked", .stageBlocked), ("deleted", .deleted),
    ]
    let all = 0..<scenario.segmentNames.count
    func row(_ name: String, _ days: Range<Int>) -> [String] {
      [name]
        + columns.map { _, metric in
          let value = value(of: metric, segments: all, days: days) ?? 0
          return decimalText(value, decimals: metric.decimals(in: scenario.policies.currency))
        }
    }
    let periods = months.count <= 24 ? months.map { ("\($0.month)", $0.days) } : years
    return [["month"] + columns.map(\.0)] + periods.map { row($0.0, $0.1) } + [row("all", 0..<scenario.days)]
  }

  private var years: [(String, Range<Int>)] {
    var years: [(String, Range<Int>)] = []
    for (month, days) in months {
      if let last = years.last, last.0 == "\(month.year)" {
        years[years.count - 1].1 = last.1.lowerBound..<days.upperBound
      } else {
        years.append(("\(month.year)", days))
      }
    }
    return years
  }
}
