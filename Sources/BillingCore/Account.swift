/// A restriction stage, from the mildest to the severest (RULES 4).
public enum Stage: UInt8, Hashable, Comparable, Sendable, CaseIterable {
  /// Full access.
  case none
  /// A pop-up reminds administrators.
  case reminder
  /// Administrators see the payment page only.
  case paymentPage
  /// Nobody has access; administrators see the payment page.
  case blocked

  /// Compares by severity.
  public static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
}

/// An account (the CRM cabinet): a value with two doors.
///
/// Time passes through ``advance(to:under:telling:)``, which cannot be refused. Somebody asks through
/// ``perform(_:on:under:telling:)``, which may be. Both report all that happens to a watcher, in order. Nothing else changes
/// an account, and accounts never touch each other.
public struct Account: Hashable, Sendable {
  /// Where the account is in its life.
  public enum Status: Hashable, Sendable {
    /// Its creation day is still to come.
    case notCreated
    /// It is open.
    case open
    /// It is open, and a deletion is scheduled.
    case deletionPending(DeletionNotice)
    /// It is deleted, and can be restored until the purge.
    case deleted(purgeOn: Day)
    /// Its data is gone.
    case purged
  }

  /// The day of its creation.
  public let created: Day
  /// The day up to which time has passed.
  public internal(set) var today: Day
  /// Whether the past month is invoiced today.
  @usableFromInline var isFirstOfMonth = false
  /// The next day on which one is.
  var nextMonth: Day
  /// Whether today's evening has passed.
  var isDayOver: Bool
  /// Where it is in its life.
  public internal(set) var status: Status
  /// The restriction in force.
  public internal(set) var stage = Stage.none
  /// The last day of activity; at first the creation day (RULES 5).
  public internal(set) var lastActivity: Day
  /// Its money.
  public internal(set) var wallet = Wallet()
  /// What has accrued and is not yet invoiced.
  var month: RunningMonth

  /// An account that begins on a day to come.
  ///
  /// - Parameters:
  ///   - units: what is switched on from the start, by service; it makes no event.
  ///   - eve: the day before time starts.
  public init(created: Day, units: [Int] = [], eve: Day, under policies: PolicyCalendar) {
    precondition(created > eve, "an account that exists on the eve has an opening state")
    self.init(created: created, status: .notCreated, units: units, eve: eve, under: policies)
  }

  /// An account that exists already, as it stands in the evening of the eve.
  ///
  /// The eve's month is its running month: its days up to the eve, from the creation day on and without trial days, are
  /// open days with the opening units, blocked or not. Nothing of it makes an event (FORMATS 2).
  public init(_ opening: OpeningState, eve: Day, under policies: PolicyCalendar) throws(AmountOverflow) {
    precondition(opening.created <= eve, "an opening state is of an account that exists on the eve")
    precondition(!opening.isBlocked || opening.debt > .zero, "only a debt blocks")
    self.init(created: opening.created, status: .open, units: opening.units, eve: eve, under: policies)
    lastActivity = opening.lastActivity
    stage = opening.isBlocked ? .blocked : .none
    var sum = try Money.zero.adding(opening.debt).adding(opening.prepaidCash).adding(opening.prepaidBonus)
    for grant in opening.grants { sum = try sum.adding(grant.amount) }
    wallet = Wallet(opening, eve: eve, under: policies)
    precondition(wallet.debt == .zero || wallet.credit == .zero, "debt excludes credit")
    if let notice = opening.deletion {
      precondition(notice.noticedOn <= eve && notice.due > eve, "a pending deletion was noticed and is not yet due")
      precondition(wallet.credit == .zero, "an account with credit is not deleted")
      status = .deletionPending(notice)
    }
    let first = max(created, eve - (eve.dayOfMonth - 1))
    let openDays = (first...eve).reduce(0) { isInTrial(on: $1, under: policies) ? $0 : $0 + 1 }
    month.accrue(days: openDays, recurring: true)
    for (service, quantity) in opening.used.enumerated() { month.add(quantity, of: service) }
  }

  private init(created: Day, status: Status, units: [Int], eve: Day, under policies: PolicyCalendar) {
    self.created = created
    self.status = status
    today = eve
    nextMonth = eve.firstOfNextMonth
    isDayOver = true
    lastActivity = created
    month = RunningMonth(serviceCount: policies.services.count)
    for (service, count) in units.enumerated() { month.enable(count, of: service) }
  }

  /// Whether the account is open, with a deletion pending or not.
  @inlinable public var isOpen: Bool {
    switch status {
    case .open, .deletionPending: true
    case .notCreated, .deleted, .purged: false
    }
  }

  /// The deletion that is pending, if any.
  @inlinable public var pendingDeletion: DeletionNotice? {
    if case .deletionPending(let notice) = status { notice } else { nil }
  }

  /// Credit less debt.
  @inlinable public var balance: Money { wallet.balance }

  /// Units of a recurring service that are switched on.
  public func enabledUnits(of service: ServiceIndex) -> Int { month.meters[service].enabled }

  /// Whether nothing accrues on a day because the account is in its trial (RULES 3).
  @inline(__always)
  func isInTrial(on day: Day, under policies: PolicyCalendar) -> Bool {
    policies.isTrial(on: day, ofAccountCreated: created)
  }
}

/// What an account brings along from before the first day (FORMATS 2).
public struct OpeningState: Hashable, Sendable {
  /// What is left of a bonus grant.
  public struct Grant: Hashable, Sendable {
    /// What is left.
    public var amount: Money
    /// The day on whose morning it lapses, after the eve; `nil` for never.
    public var lapsesOn: Day?

    /// Makes a grant.
    public init(_ amount: Money, lapsingOn day: Day?) {
      self.amount = amount
      lapsesOn = day
    }
  }

  /// The day of its creation.
  public var created: Day
  /// Cash paid ahead.
  public var prepaidCash = Money.zero
  /// Bonus, as one grant made on the eve; the newest.
  public var prepaidBonus = Money.zero
  /// Earlier grants, oldest first.
  public var grants: [Grant] = []
  /// Cash received and not yet earned; `nil` for all prepaid cash, and none without credit.
  public var deferred: Money?
  /// Debt; it excludes prepaid money.
  public var debt = Money.zero
  /// The first day of the debt, from the creation to the day after the eve, which it is by default.
  public var debtSince: Day?
  /// A deletion that was noticed by the eve and is due after it; it excludes prepaid money.
  public var deletion: DeletionNotice?
  /// The last day of activity.
  public var lastActivity: Day
  /// Whether the account is blocked; only with debt.
  public var isBlocked = false
  /// Units switched on, by service.
  public var units: [Int] = []
  /// Billable use of the running month so far, by service.
  public var used: [Int] = []

  /// Makes the state of an account without money that was last active on a day.
  public init(created: Day, lastActivity: Day) {
    self.created = created
    self.lastActivity = lastActivity
  }
}
