public import BillingCore

/// A watcher that hears nothing, for runs of which only the outcome counts.
public struct Silence: RunWatcher {
  /// Makes one.
  public init() {}

  /// Nothing.
  public func attention(to identity: AccountIdentity) -> Attention { [] }
  /// Does nothing.
  public mutating func begin(_ account: Account, as identity: AccountIdentity) {}
  /// Does nothing.
  public mutating func startReporting(_ account: Account) {}
  /// Does nothing.
  public mutating func observe(_ event: Event, of account: Account, on day: Day) {}
  /// Does nothing.
  public mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) {}
  /// Does nothing.
  public mutating func merge(_ other: Silence) {}
}

extension Simulator {
  /// Runs one of the replications of a scenario, which draws everything anew, for its outcome alone.
  ///
  /// - Parameter lived: counts the accounts while the run goes on.
  public static func outcome(
    of scenario: Scenario, replication: Int, threads: Int, counting lived: LivedAccounts? = nil
  ) async throws(RunFault) -> Outcome {
    var scenario = scenario
    scenario.replication = replication
    return try await Simulator(scenario).run(threads: threads, watcher: Silence(), counting: lived).outcome
  }
}
