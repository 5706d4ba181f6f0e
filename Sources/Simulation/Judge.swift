public import BillingCore

/// What came of one expectation.
public struct Verdict: Sendable {
  /// The scripted account.
  public let account: AccountIdentity
  /// The day.
  public let day: Day
  /// What was expected, with its place.
  public let claim: Expectation.Claim
  /// What there is in its place, of the same kind; `nil` where it is an amount beyond 64 bits.
  public let actual: Expectation.Fact?
  /// Whether the expectation was met.
  public let isMet: Bool
  /// The account's last events up to then, oldest first, each with its day.
  public let lastEvents: [(day: Day, event: Event, balance: Money, stage: Stage)]
}

/// Compares scripted accounts with what their timelines expect of them.
public struct Judge: RunWatcher {
  /// All expectations, in the order in which they were judged.
  public private(set) var verdicts: [Verdict] = []

  private let policies: PolicyCalendar
  private let scriptedSegment: Int
  private var account: AccountIdentity?
  private var today: Day?
  private var eventsOfToday: [Event] = []
  private var lastEvents: [(day: Day, event: Event, balance: Money, stage: Stage)] = []

  /// How many events a failure tells.
  private static let memory = 6

  /// Makes a judge of a scenario's scripted accounts.
  public init(_ scenario: Scenario) {
    policies = scenario.policies
    scriptedSegment = scenario.segments.count
  }

  /// An account's life begins; only scripted ones are followed.
  public mutating func begin(_ account: Account, as identity: AccountIdentity) {
    self.account = identity.segment == scriptedSegment ? identity : nil
    (today, eventsOfToday, lastEvents) = (nil, [], [])
  }

  /// Scripted accounts have no warm-up.
  public mutating func startReporting(_ account: Account) {}

  /// Remembers the day's events.
  public mutating func observe(_ event: Event, of account: Account, on day: Day) {
    guard self.account != nil else { return }
    turn(to: day)
    eventsOfToday.append(event)
    lastEvents.append((day, event, account.balance, account.stage))
    if lastEvents.count > Judge.memory { lastEvents.removeFirst() }
  }

  /// Only scripted accounts are followed.
  public func attention(to identity: AccountIdentity) -> Attention {
    identity.segment == scriptedSegment ? .events : []
  }

  /// Compares, claim by claim.
  public mutating func judge(_ expectation: Expectation, of account: Account, on day: Day) {
    guard let identity = self.account else { return }
    turn(to: day)
    for claim in expectation.claims {
      let actual = claim.fact.actual(of: account, today: eventsOfToday, under: policies)
      let isMet = actual.map { claim.fact.isMet(by: $0, today: eventsOfToday) } ?? false
      verdicts.append(
        Verdict(
          account: identity, day: day, claim: claim, actual: actual, isMet: isMet, lastEvents: lastEvents))
    }
  }

  /// Nothing is left to do.
  public mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) {}

  /// Adds what another judge found; in population order.
  public mutating func merge(_ other: Judge) {
    verdicts = (verdicts + other.verdicts).enumerated()
      .sorted { ($0.element.account.position, $0.offset) < ($1.element.account.position, $1.offset) }
      .map(\.element)
  }

  private mutating func turn(to day: Day) {
    guard today != day else { return }
    today = day
    eventsOfToday = []
  }
}
