public import BillingCore
public import Simulation

/// The tables of a run, in the order and with the columns of FORMATS 4.
public struct ReportSet: Sendable {
  let scenario: Scenario
  let population: Population
  var collected: ReportCollector

  /// Takes what a run's collector has heard.
  public init(_ simulator: Simulator, collected: ReportCollector) {
    scenario = simulator.scenario
    population = simulator.population
    self.collected = collected
    self.collected.totals.sumUpStocks()
  }

  /// A report's table.
  public func table(_ kind: ReportKind) -> Table {
    switch kind {
    case .revenue: revenue
    case .services: services
    case .blocks: blocks
    case .deletions: deletions
    case .daily: daily
    case .accounts: accounts
    case .topups: topUps
    case .invoices: invoices
    case .events: events
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

  func accountName(_ account: AccountIdentity) -> Table.Cell { .text(population.name(at: account.position)) }

  func segmentName(_ account: AccountIdentity) -> Table.Cell { .text(scenario.segmentNames[account.segment]) }
}
