import BillingCore
public import Simulation

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
