public import BillingCore

/// Two watchers that hear the same run.
public struct Both<First: RunWatcher, Second: RunWatcher>: RunWatcher {
  /// The first to hear.
  public var first: First
  /// The second.
  public var second: Second

  /// Joins two watchers.
  public init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
  }

  /// Both hear that a life begins.
  public mutating func begin(_ account: Account, as identity: AccountIdentity) {
    first.begin(account, as: identity)
    second.begin(account, as: identity)
  }

  /// Both hear that the warm-up is over.
  public mutating func startReporting(_ account: Account) {
    first.startReporting(account)
    second.startReporting(account)
  }

  /// Both hear one event.
  public mutating func observe(_ event: Event, of account: Account, on day: Day) {
    first.observe(event, of: account, on: day)
    second.observe(event, of: account, on: day)
  }

  /// What either wants; the other hears it, too.
  public func attention(to identity: AccountIdentity) -> Attention {
    first.attention(to: identity).union(second.attention(to: identity))
  }

  /// Both hear of a spell of debt.
  public mutating func observe(_ spell: DebtSpell) {
    first.observe(spell)
    second.observe(spell)
  }

  /// Both hear of a deletion process.
  public mutating func observe(_ process: DeletionProcess) {
    first.observe(process)
    second.observe(process)
  }

  /// Both hear a note.
  public mutating func hear(note: String) {
    first.hear(note: note)
    second.hear(note: note)
  }

  /// Both hear an expectation.
  public mutating func judge(_ expectation: Expectation, of account: Account, on day: Day) {
    first.judge(expectation, of: account, on: day)
    second.judge(expectation, of: account, on: day)
  }

  /// Both hear that the last day is over.
  public mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) {
    first.end(account, unbilled: unbilled, daysBlocked: daysBlocked)
    second.end(account, unbilled: unbilled, daysBlocked: daysBlocked)
  }

  /// Whether one has.
  public var hasFailed: Bool { first.hasFailed || second.hasFailed }

  /// Each adds what its like has seen.
  public mutating func merge(_ other: Both) {
    first.merge(other.first)
    second.merge(other.second)
  }
}
