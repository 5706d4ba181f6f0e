public import BillingCore

/// What came of one expectation.
public struct Verdict: Sendable {
  /// The scripted account.
  public let account: AccountIdentity
  /// The day.
  public let day: Day
  /// What was expected, with its place.
  public let claim: Expectation.Claim
  /// What was found, where that is something else; `nil` for an expectation that was met.
  public let found: String?
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
      verdicts.append(
        Verdict(
          account: identity, day: day, claim: claim, found: difference(claim.fact, account), lastEvents: lastEvents))
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

  /// What was found, if it is not what was expected.
  private func difference(_ fact: Expectation.Fact, _ account: Account) -> String? {
    let currency = policies.currency
    func compare(_ expected: Money, _ actual: Money) -> String? {
      guard expected != actual else { return nil }
      let difference = actual - expected
      let sign = difference > .zero ? "+" : ""
      return "\(actual.text(in: currency)) (\(sign)\(difference.text(in: currency)))"
    }
    func compare<Value: Equatable>(_ expected: Value, _ actual: Value, _ text: (Value) -> String) -> String? {
      expected == actual ? nil : text(actual)
    }
    switch fact {
    case .status(let word): return compare(word, account.status.word) { $0 }
    case .stage(let stage): return compare(stage, account.stage, \.word)
    case .balance(let amount): return compare(amount, account.balance)
    case .prepaidCash(let amount): return compare(amount, account.wallet.prepaidCash)
    case .prepaidBonus(let amount): return compare(amount, account.wallet.prepaidBonus)
    case .debt(let amount): return compare(amount, account.wallet.debt)
    case .deferred(let amount): return compare(amount, account.wallet.deferred)
    case .deletionDue(let day): return compare(day, account.pendingDeletion?.due) { $0?.description ?? "none" }
    case .usageToDate(let amount):
      guard let lines = try? account.usageToDate(under: policies) else { return "an amount beyond 64 bits" }
      return compare(amount, lines.reduce(.zero) { $0 + $1.amount })
    case .lastActivity(let day): return compare(day, account.lastActivity, \.description)
    case .events(let words):
      let isSame = words.count == eventsOfToday.count && zip(words, eventsOfToday).allSatisfy { $1.answers(to: $0) }
      return isSame ? nil : toldToday
    case .includes(let words):
      return words.allSatisfy(hasHappenedToday) ? nil : toldToday
    case .excludes(let words):
      return words.contains(where: hasHappenedToday) ? toldToday : nil
    }
  }

  private func hasHappenedToday(_ words: String) -> Bool { eventsOfToday.contains { $0.answers(to: words) } }

  private var toldToday: String {
    "[\(eventsOfToday.map { $0.word + ($0.detail.map { " \($0)" } ?? "") }.joined(separator: ", "))]"
  }
}

extension Expectation.Fact {
  /// What is expected, in words.
  public func text(in currency: Currency) -> String {
    switch self {
    case .status(let word): word
    case .stage(let stage): stage.word
    case .balance(let amount), .prepaidCash(let amount), .prepaidBonus(let amount), .debt(let amount),
      .deferred(let amount), .usageToDate(let amount):
      amount.text(in: currency)
    case .deletionDue(let day): day?.description ?? "none"
    case .lastActivity(let day): day.description
    case .events(let words), .includes(let words), .excludes(let words): "[\(words.joined(separator: ", "))]"
    }
  }
}
