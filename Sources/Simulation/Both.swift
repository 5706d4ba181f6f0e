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

  /// If one hears each day, so does the other.
  public var hearsEachDay: Bool { first.hearsEachDay || second.hearsEachDay }

  /// Both hear of days of routine.
  public mutating func observe(_ routine: Routine, of account: Account) {
    first.observe(routine, of: account)
    second.observe(routine, of: account)
  }

  /// Both hear an expectation.
  public mutating func judge(_ expectation: Expectation, of account: Account, on day: Day) {
    first.judge(expectation, of: account, on: day)
    second.judge(expectation, of: account, on: day)
  }

  /// Both hear that the last day is over.
  public mutating func end(_ account: Account, unbilled: Money) {
    first.end(account, unbilled: unbilled)
    second.end(account, unbilled: unbilled)
  }

  /// Each adds what its like has seen.
  public mutating func merge(_ other: Both) {
    first.merge(other.first)
    second.merge(other.second)
  }
}
