public import BillingCore

/// What a watcher wants to hear of an account, beside its beginning and end, its spells of debt and its deletions.
public struct Attention: OptionSet, Sendable {
  /// One bit for each kind of thing.
  public let rawValue: UInt8

  /// Makes a set.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Top-ups.
  public static let topUps = Attention(rawValue: 1)
  /// Invoice lines.
  public static let lines = Attention(rawValue: 2)
  /// All other events, but sign-ins and use on days on which nothing else happens: those are routine.
  public static let otherEvents = Attention(rawValue: 4)
  /// Every event of every day.
  public static let days: Attention = [.events, Attention(rawValue: 8)]

  /// Every event, but for routine.
  public static let events: Attention = [.topUps, .lines, .otherEvents]

  /// What has to be wanted for an event to be told.
  init(to event: Event) {
    switch event {
    case .topUp: self = .topUps
    case .invoiced: self = .lines
    case .created, .bonusLapsed, .topUpDeclined, .stageChanged, .signIn, .used, .serviceChanged, .deletionNoticed,
      .deletionReminder, .deletionCancelled, .deleted, .restored, .purged, .refused:
      self = .otherEvents
    }
  }
}

/// Listens to a run, one account's whole life after another.
public protocol RunWatcher: Watcher, Sendable {
  /// What it wants to hear of an account, at least; asked before the account begins.
  ///
  /// Sums, the fingerprint and the order of events are the same whatever is asked for.
  func attention(to identity: AccountIdentity) -> Attention
  /// An account's life begins; it stands as on the eve.
  mutating func begin(_ account: Account, as identity: AccountIdentity)
  /// The warm-up is over: what comes is reported; the account stands as in the evening before.
  ///
  /// Told once for each account: at once after its beginning when that is no earlier than the eve of the first day.
  /// Not told of an account that is purged before.
  mutating func startReporting(_ account: Account)
  /// A scripted account's timeline expects something at this moment.
  mutating func judge(_ expectation: Expectation, of account: Account, on day: Day)
  /// A scripted account's timeline asks for something now, and notes something beside it; its event comes next.
  mutating func hear(note: String)
  /// A spell of debt that reached a restriction is over, or the last day is.
  mutating func observe(_ spell: DebtSpell)
  /// Nothing more can come of a deletion process, or the last day is over.
  mutating func observe(_ process: DeletionProcess)
  /// The last day is over.
  ///
  /// - Parameters:
  ///   - unbilled: what its invoice would be if the month closed now.
  ///   - daysBlocked: reported days that it ended blocked.
  mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int)
  /// Whether it cannot take more, so that going on is in vain.
  var hasFailed: Bool { get }
  /// Adds what another watcher of the same run saw of other accounts.
  mutating func merge(_ other: Self)
}

extension RunWatcher {
  /// Never, unless a watcher may fail.
  public var hasFailed: Bool { false }
  /// All there is, unless a watcher is content with less.
  public func attention(to identity: AccountIdentity) -> Attention { .days }
  /// Nothing, unless a watcher wants spells.
  public mutating func observe(_ spell: DebtSpell) {}
  /// Nothing, unless a watcher wants processes.
  public mutating func observe(_ process: DeletionProcess) {}
  /// Nothing, unless a watcher tells what happened.
  public mutating func hear(note: String) {}
  /// Nothing, unless a watcher judges.
  public mutating func judge(_ expectation: Expectation, of account: Account, on day: Day) {}
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

extension AccountIdentity {
  static let none = AccountIdentity(position: -1, segment: -1)
}
