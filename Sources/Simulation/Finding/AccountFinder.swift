public import BillingCore

/// An account that was found, and why.
public struct FoundAccount: Sendable {
  /// Which one.
  public let identity: AccountIdentity
  /// What was found, for each clause of the search.
  public let findings: [Finding]
}

/// Listens to a run, and keeps the accounts that a search is for.
///
/// Of other accounts nothing is kept. State changes only with events, so a state on a day is that after the last event
/// up to it, from the evening before the first reported day on; only routine sign-ins change the last activity without
/// an event, so who asks for it on an earlier day hears every day.
public struct AccountFinder: RunWatcher {
  /// The first accounts found, in population order, no more than the limit.
  public private(set) var found: [FoundAccount] = []
  /// How many accounts there are that the search is for.
  public private(set) var count = 0

  private let search: Search
  private let limit: Int
  private let firstDay: Day
  private let lastDay: Day
  /// What is wanted of accounts, by segment.
  private let wanted: [Attention]
  private let conditions: [Condition]
  /// The conditions that events bear on, and those alone.
  private let heard: [Int]
  /// Whether any condition is of what the days come to.
  private let sumsUp: Bool
  private var identity = AccountIdentity.none
  private var isReporting = false
  private var findings: [Finding] = []
  private var sums = AccountSums()
  /// By condition; only those of an order are used.
  private var orders: [OrderMemory] = []
  /// Who is who, where a name is asked for.
  private let population: Population?

  /// Makes a finder that has heard nothing.
  ///
  /// - Parameter limit: the most accounts that are kept; those beyond are counted.
  public init(_ search: Search, in scenario: Scenario, limit: Int = .max) {
    self.search = search
    self.limit = limit
    firstDay = scenario.start
    lastDay = scenario.lastDay
    let conditions = search.clauses.map(\.condition)
    self.conditions = conditions
    heard = conditions.indices.filter { conditions[$0].hears(before: scenario.lastDay) }
    sumsUp = conditions.contains(where: \.isSum)
    let asksName = conditions.contains { if case .account = $0 { true } else { false } }
    population = asksName ? Population(of: scenario) : nil
    let needed = conditions.reduce(into: Attention()) { $0.formUnion($1.attention(in: scenario)) }
    wanted = scenario.segmentNames.indices.map { search.excludes(segment: $0) ? [] : needed }
  }

  /// No more than the conditions need, and nothing of a segment that they exclude.
  public func attention(to identity: AccountIdentity) -> Attention { wanted[identity.segment] }

  /// An account's life begins.
  public mutating func begin(_ account: Account, as identity: AccountIdentity) {
    self.identity = identity
    isReporting = false
  }

  /// The warm-up is over: from here on things count.
  public mutating func startReporting(_ account: Account) {
    isReporting = true
    sums = AccountSums(account, from: firstDay)
    orders = Array(repeating: OrderMemory(), count: conditions.count)
    findings.removeAll(keepingCapacity: true)
    for condition in conditions { findings.append(condition.state(of: account) ?? .never) }
  }

  /// Follows what is asked for.
  public mutating func observe(_ event: Event, of account: Account, on day: Day) {
    guard isReporting else { return }
    if sumsUp { sums.observe(event, of: account, on: day) }
    for index in heard {
      if case .happening(let happening, let days, _) = conditions[index] {
        if days.contains(day), happening.matches(event) { note(index, on: day, times: 1) }
      } else if case .order(let order, let days, _) = conditions[index] {
        if let (first, times) = orders[index].observe(event, on: day, of: order, days: days) {
          note(index, on: first, times: times)
        }
      } else if let last = conditions[index].dayOfState, day <= last,
        let state = conditions[index].state(of: account)
      {
        findings[index] = state
      }
    }
  }

  private mutating func note(_ index: Int, on day: Day, times: Int) {
    if case .happened(let earlier, let first) = findings[index] {
      findings[index] = .happened(times: earlier + times, first: first)
    } else {
      findings[index] = .happened(times: times, first: day)
    }
  }

  /// The last day is over: judges the account.
  public mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) {
    guard isReporting else { return }
    for (index, condition) in conditions.enumerated() {
      switch condition {
      case .happening, .order: break
      case .account: findings[index] = .account(population?.name(at: identity.position) ?? "")
      case .days(.blocked, _): findings[index] = .days(daysBlocked)
      case .days(.inDebt, _): findings[index] = .days(sums.daysInDebt(through: lastDay))
      case .sum(let sum, _): findings[index] = .money(sums.value(of: sum))
      case .segment: findings[index] = .segment(identity.segment)
      case .stage, .status, .amount, .deletionIsPending, .deletionDue, .lastActivity, .created:
        if condition.dayOfState == lastDay, let state = condition.state(of: account) { findings[index] = state }
      }
    }
    guard search.isMet(by: findings) else { return }
    count += 1
    // Every thread takes accounts in population order, so the first of all are among the first of each.
    if found.count < limit { found.append(FoundAccount(identity: identity, findings: findings)) }
  }

  /// Adds what another finder found of other accounts.
  public mutating func merge(_ other: AccountFinder) {
    count += other.count
    found = Array(
      (found + other.found).sorted { $0.identity.position < $1.identity.position }.prefix(limit))
  }
}
