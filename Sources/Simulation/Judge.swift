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
  /// What the timeline notes beside the expectation.
  public let note: String?
  /// The account's last events up to then, oldest first.
  public let lastEvents: [Told]

  /// An event, with the account as it was just after it.
  public struct Told: Sendable {
    /// The day.
    public let day: Day
    /// What happened.
    public let event: Event
    /// The balance after it.
    public let balance: Money
    /// The stage after it.
    public let stage: Stage
    /// What the timeline notes beside the action that it answers.
    public let note: String?
  }
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
  private var lastEvents: [Verdict.Told] = []
  private var note: String?

  /// How many events a failure lists.
  private static let memory = 6

  /// Makes a judge of a scenario's scripted accounts.
  public init(_ scenario: Scenario) {
    policies = scenario.policies
    scriptedSegment = scenario.segments.count
  }

  /// An account's life begins; only scripted ones are followed.
  public mutating func begin(_ account: Account, as identity: AccountIdentity) {
    self.account = identity.segment == scriptedSegment ? identity : nil
    (today, eventsOfToday, lastEvents, note) = (nil, [], [], nil)
  }

  /// Scripted accounts have no warm-up.
  public mutating func startReporting(_ account: Account) {}

  /// Remembers the day's events.
  public mutating func observe(_ event: Event, of account: Account, on day: Day) {
    guard self.account != nil else { return }
    turn(to: day)
    eventsOfToday.append(event)
    lastEvents.append(
      Verdict.Told(day: day, event: event, balance: account.balance, stage: account.stage, note: note))
    note = nil
    if lastEvents.count > Judge.memory { lastEvents.removeFirst() }
  }

  /// Keeps the note for the event that comes next.
  public mutating func hear(note: String) { self.note = note }

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
          account: identity, day: day, claim: claim, actual: actual, isMet: isMet, note: expectation.note,
          lastEvents: lastEvents))
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
