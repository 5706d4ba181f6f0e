public import BillingCore

/// Listens to a run, one account's whole life after another.
public protocol RunWatcher: Watcher, Sendable {
  /// An account's life begins; it stands as on the eve.
  mutating func begin(_ account: Account, as identity: AccountIdentity)
  /// The warm-up is over: what comes is reported; the account stands as in the evening before.
  ///
  /// Told once for each account: at once after its beginning when that is no earlier than the eve of the first day.
  /// Not told of an account that is purged before.
  mutating func startReporting(_ account: Account)
  /// Whether every sign-in and every use is told as an event, also on days on which nothing else happens.
  ///
  /// Otherwise such days are told together, as a ``BillingCore/Routine``, unless somebody who listens beside wants each.
  var hearsEachDay: Bool { get }
  /// Hears of days on which people only signed in and used the account; it stands as on the last of them.
  mutating func observe(_ routine: Routine, of account: Account)
  /// A scripted account's timeline expects something at this moment.
  mutating func judge(_ expectation: Expectation, of account: Account, on day: Day)
  /// The last day is over.
  ///
  /// - Parameter unbilled: what its invoice would be if the month closed now.
  mutating func end(_ account: Account, unbilled: Money)
  /// Adds what another watcher of the same run saw of other accounts.
  mutating func merge(_ other: Self)
}

extension RunWatcher {
  /// A watcher hears each day unless it says otherwise.
  public var hearsEachDay: Bool { true }

  /// Who hears each day is told of no routine.
  public mutating func observe(_ routine: Routine, of account: Account) {
    preconditionFailure("a watcher that hears each day was told of a routine")
  }
}

/// Which account of the scenario this is.
public struct AccountIdentity: Hashable, Sendable {
  /// Its place in population order: by segment, the first accounts before those that arrived, scripted ones last.
  public let position: Int
  /// Its segment's place among ``Scenario/segmentNames``.
  public let segment: Int

  /// Makes the identity of the account at a place.
  public init(position: Int, segment: Int) {
    self.position = position
    self.segment = segment
  }
}

/// A run could not go on; the account and the day say where.
public enum RunFault: Error, Sendable {
  /// An amount no longer fits 64 bits.
  case amountOverflow(account: String, day: Day)
  /// The core broke a promise of its own: a defect of the program.
  case brokenLaw(Law, account: String, day: Day, seed: UInt64)
}
