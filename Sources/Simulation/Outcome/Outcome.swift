import BillingCore

/// What a run comes to, summed over its accounts: by day and segment, and by month and service.
///
/// Spells of debt and deletions that began in the warm-up keep their true dates; all else begins with the first day. An
/// account that was purged before is not counted.
public struct Outcome: Sendable {
  private let start: Day
  private let lastDay: Day
  /// How many accounts there were to report on.
  public private(set) var accounts = 0
  /// How many days they lived, from each one's first to its purge or the last, the warm-up with them.
  public private(set) var accountDays = 0
  /// By day and segment.
  public private(set) var totals: DailyTotals
  /// By month, segment and service.
  public private(set) var services: ServiceTotals
  private var isReporting = false

  /// Nothing yet of a scenario.
  public init(_ scenario: Scenario) {
    start = scenario.start
    lastDay = scenario.lastDay
    totals = DailyTotals(start: scenario.start, days: scenario.days, segments: scenario.segmentNames.count)
    services = ServiceTotals(
      months: Int(lastDay.month.index - start.month.index) + 1, from: start.month,
      segments: scenario.segmentNames.count, services: scenario.policies.services.count)
  }

  mutating func begin(_ identity: AccountIdentity) {
    isReporting = false
    totals.begin(segment: identity.segment)
    services.begin(segment: identity.segment)
  }

  mutating func startReporting(_ account: Account) {
    isReporting = true
    accounts += 1
    totals.startReporting(account)
  }

  mutating func observe(_ event: Event, of account: Account, on day: Day) {
    if isReporting { totals.observe(event, of: account, on: day) }
  }

  @inline(__always)
  mutating func observe(_ line: InvoiceLine, of account: Account, on day: Day) {
    guard isReporting else { return }
    totals.observe(line, of: account, on: day)
    services.observe(line, on: day)
  }

  mutating func observe(_ routine: Routine) {
    if isReporting { totals.observe(routine) }
  }

  /// Only spells that are to be reported are told.
  mutating func observe(_ spell: DebtSpell) { totals.observe(spell) }

  mutating func end(unbilled: Money, livedDays: Int) {
    accountDays += livedDays
    if isReporting { totals.end(unbilled: unbilled, on: lastDay) }
  }

  /// Adds what was counted of other accounts.
  public mutating func merge(_ other: Outcome) {
    accounts += other.accounts
    accountDays += other.accountDays
    totals.merge(other.totals)
    services.merge(other.services)
  }

  /// Readies the sums to be read; once, when all is merged.
  public mutating func finish() { totals.sumUp() }
}
