import Synchronization

/// How many accounts have been simulated so far, for a display of the progress.
///
/// Threads add a chunk at a time, so the number lags behind by less than a chunk for each of them.
public final class LivedAccounts: Sendable {
  private let lived = Atomic(0)

  /// None yet.
  public init() {}

  /// How many there are, in all runs that were given this.
  public var count: Int { lived.load(ordering: .relaxed) }

  func add(_ accounts: Int) { lived.add(accounts, ordering: .relaxed) }
}
