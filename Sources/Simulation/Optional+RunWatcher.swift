public import BillingCore

extension Optional: Watcher where Wrapped: Watcher {
  /// Hears one event, if there is anybody.
  @inlinable
  public mutating func observe(_ event: Event, of account: Account, on day: Day) {
    self?.observe(event, of: account, on: day)
  }
}

/// A watcher that may not be there.
extension Optional: RunWatcher where Wrapped: RunWatcher {
  /// What it wants; nobody wants nothing.
  public func attention(to identity: AccountIdentity) -> Attention { self?.attention(to: identity) ?? [] }

  /// Hears that a life begins.
  public mutating func begin(_ account: Account, as identity: AccountIdentity) { self?.begin(account, as: identity) }

  /// Hears that the warm-up is over.
  public mutating func startReporting(_ account: Account) { self?.startReporting(account) }

  /// Hears of a spell of debt.
  public mutating func observe(_ spell: DebtSpell) { self?.observe(spell) }

  /// Hears of a deletion process.
  public mutating func observe(_ process: DeletionProcess) { self?.observe(process) }

  /// Hears an expectation.
  public mutating func judge(_ expectation: Expectation, of account: Account, on day: Day) {
    self?.judge(expectation, of: account, on: day)
  }

  /// Hears that the last day is over.
  public mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) {
    self?.end(account, unbilled: unbilled, daysBlocked: daysBlocked)
  }

  /// Whether it has.
  public var hasFailed: Bool { self?.hasFailed ?? false }

  /// Adds what its like has seen.
  public mutating func merge(_ other: Wrapped?) {
    if let other { self?.merge(other) }
  }
}
