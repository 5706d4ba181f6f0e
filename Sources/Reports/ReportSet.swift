public import BillingCore
public import Simulation

/// The reports of sums of a run, as tables, in the order and with the columns of FORMATS 4.
public struct ReportSet: Sendable {
  let scenario: Scenario
  let outcome: Outcome

  /// Takes what a run came to.
  public init(_ scenario: Scenario, outcome: Outcome) {
    self.scenario = scenario
    self.outcome = outcome
  }

  /// A report's table; `nil` for one that has a row for each of something, and for the journal.
  public func table(_ kind: ReportKind) -> Table? {
    switch kind {
    case .revenue: revenue
    case .services: services
    case .daily: daily
    case .blocks, .deletions, .accounts, .topups, .invoices, .events, .journal: nil
    }
  }

  /// The segments that a report is split by, each with its name; the last is the sum of all.
  var splits: [(name: String, segments: Range<Int>)] {
    let names = scenario.segmentNames
    return names.enumerated().map { ($1, $0..<($0 + 1)) } + [(Scenario.allSegments, 0..<names.count)]
  }

  /// The months that the run touches, each with its days as offsets from the first day.
  public var months: [(month: Month, days: Range<Int>)] {
    var months: [(Month, Range<Int>)] = []
    var month = scenario.start.month
    while month <= scenario.lastDay.month {
      let first = max(month.firstDay, scenario.start)
      let last = min(month.next.firstDay - 1, scenario.lastDay)
      months.append((month, (first - scenario.start)..<(last - scenario.start + 1)))
      month = month.next
    }
    return months
  }
}
