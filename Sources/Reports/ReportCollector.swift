public import BillingCore
public import Simulation

/// A report that a run can write.
public enum ReportKind: String, CaseIterable, Sendable {
  /// By month and segment: what came in, was billed, recognised and is outstanding.
  case revenue
  /// By month, segment and service: lines billed.
  case services
  /// Spells of debt that reached a restriction.
  case blocks
  /// Deletion processes.
  case deletions
  /// By day and segment: how many accounts are where, and the day's flows.
  case daily
  /// Accounts on the last day.
  case accounts
  /// Each top-up.
  case topups
  /// Each invoice line.
  case invoices
  /// Each event.
  case events

  /// What a run writes when nothing is said.
  public static let standard: [ReportKind] = [.revenue, .services, .blocks, .deletions, .daily]
}

/// Listens to a run and keeps what its reports need.
///
/// Spells and processes that began in the warm-up keep their true dates, and events their numbers; all else begins with
/// the first day. An account that was purged before is in no report.
public struct ReportCollector: RunWatcher {
  let start: Day
  let lastDay: Day
  /// How many accounts there were to report on.
  public private(set) var accounts = 0
  private var isReporting = false
  var totals: DailyTotals
  var services: ServiceTotals
  var spells: DebtSpells
  var deletions: DeletionProcesses
  var events: EventRecords
  var finals: FinalStates

  /// Makes an empty collector for a scenario.
  ///
  /// - Parameter eventsFrom: the first day whose events are kept, in place of the scenario's first.
  public init(_ scenario: Scenario, reports: [ReportKind], eventsFrom: Day? = nil) {
    let kinds = Set(reports)
    start = scenario.start
    lastDay = scenario.lastDay
    totals = DailyTotals(start: scenario.start, days: scenario.days, segments: scenario.segmentNames.count)
    let months = Int(lastDay.month.index - start.month.index) + 1
    services = ServiceTotals(
      months: months, from: start.month, segments: scenario.segmentNames.count,
      services: scenario.policies.services.count)
    spells = DebtSpells(reportingFrom: start)
    deletions = DeletionProcesses(reportingFrom: start)
    events = EventRecords(EventRecords.Scope(kinds), from: eventsFrom ?? start)
    finals = FinalStates(isWanted: kinds.contains(.accounts))
  }

  /// An account's life begins.
  public mutating func begin(_ account: Account, as identity: AccountIdentity) {
    isReporting = false
    totals.begin(segment: identity.segment)
    services.begin(segment: identity.segment)
    spells.begin(account, as: identity)
    deletions.begin(identity)
    events.begin(identity)
    finals.begin(identity)
  }

  /// The warm-up is over.
  public mutating func startReporting(_ account: Account) {
    isReporting = true
    accounts += 1
    totals.startReporting(account)
  }

  /// Hears one event.
  public mutating func observe(_ event: Event, of account: Account, on day: Day) {
    spells.observe(event, of: account, on: day)
    deletions.observe(event, of: account, on: day)
    events.observe(event, of: account, on: day)
    guard isReporting else { return }
    totals.observe(event, of: account, on: day)
    if case .invoiced(let line) = event { services.observe(line, on: day) }
    finals.observe(event)
  }

  /// Only a list of all events has a row for each sign-in and each use.
  public var hearsEachDay: Bool { events.hearsEachDay }

  /// Hears of days of routine.
  public mutating func observe(_ routine: Routine, of account: Account) {
    if isReporting { totals.observe(routine) }
  }

  /// Reports leave expectations to tests.
  public mutating func judge(_ expectation: Expectation, of account: Account, on day: Day) {}

  /// The last day is over.
  public mutating func end(_ account: Account, unbilled: Money) {
    spells.end(on: lastDay)
    deletions.end()
    guard isReporting else { return }
    totals.end(unbilled: unbilled, on: lastDay)
    finals.end(account, daysBlocked: spells.daysBlocked)
  }

  /// Adds what another collector saw of other accounts.
  public mutating func merge(_ other: ReportCollector) {
    accounts += other.accounts
    totals.merge(other.totals)
    services.merge(other.services)
    spells.merge(other.spells)
    deletions.merge(other.deletions)
    events.merge(other.events)
    finals.merge(other.finals)
  }
}
