/// Every rule of billing that a company may choose, as it stands on one day.
///
/// A policy is plain data and assumed valid: whoever reads one from outside checks it first. The defaults are those of
/// RULES.md, so `Policy()` is the source page's rules with the base tariff alone.
public struct Policy: Hashable, Sendable {
  /// The one currency of all amounts (RULES 1).
  public var currency: Currency
  /// What is charged on the 1st of a month (RULES 3).
  public var tariff: Tariff
  /// Which top-ups are taken (RULES 2).
  public var topUp = TopUpLimits()
  /// What is given for paying in advance (RULES 2).
  public var bonus = BonusSchedule()
  /// From which day on a debt restricts access (RULES 4).
  public var restrictions = RestrictionRules()
  /// When an idle account is deleted (RULES 5).
  public var deletion = DeletionRules()

  /// Makes the default policy of a currency.
  public init(currency: Currency = .usd) {
    self.currency = currency
    tariff = Tariff(base: BaseTariff(monthly: currency.units(19)))
  }
}

/// The bounds of a top-up (RULES 2): at least `minimum`, at most `maximum`.
public struct TopUpLimits: Hashable, Sendable {
  /// The least that is taken; one minor unit by default.
  public var minimum = Money(minorUnits: 1)
  /// The most that is taken, or none.
  public var maximum: Money?

  /// Makes the default bounds.
  public init() {}

  /// Whether an amount may be topped up.
  func admits(_ amount: Money) -> Bool {
    amount > .zero && amount >= minimum && maximum.map { amount <= $0 } ?? true
  }
}

/// From which day on a debt restricts access (RULES 4).
///
/// The thresholds that are set ascend strictly; `nil` is *never*.
public struct RestrictionRules: Hashable, Sendable {
  /// What the thresholds count.
  public enum Grace: Hashable, Sendable, CaseIterable {
    /// The day of the month.
    case calendar
    /// The number of the day in the present debt, whose first day is 1.
    case sinceDebt
  }

  /// The first day of the reminder.
  public var remindFrom: Int? = 4
  /// The first day on which administrators see only the payment page.
  public var paymentPageFrom: Int? = 7
  /// The first day of the block.
  public var blockFrom: Int? = 10
  /// What the thresholds count.
  public var grace = Grace.calendar

  /// Makes the source page's thresholds.
  public init() {}

  /// The number that is compared with the thresholds: of the day in its month, or in the debt.
  func dayNumber(of day: Day, debtSince: Day) -> Int {
    switch grace {
    case .calendar: day.dayOfMonth
    case .sinceDebt: day - debtSince + 1
    }
  }

  /// The severest stage that a debt has reached on its day of this number.
  func stage(onDayNumber number: Int) -> Stage {
    if let blockFrom, number >= blockFrom { return .blocked }
    if let paymentPageFrom, number >= paymentPageFrom { return .paymentPage }
    if let remindFrom, number >= remindFrom { return .reminder }
    return .none
  }

  /// The first day number after a given one on which a debt reaches another stage; `nil` when none is left to reach.
  func nextThreshold(after number: Int) -> Int? {
    if let remindFrom, remindFrom > number { return remindFrom }
    if let paymentPageFrom, paymentPageFrom > number { return paymentPageFrom }
    if let blockFrom, blockFrom > number { return blockFrom }
    return nil
  }
}

/// When an idle account without money is deleted, and how it is announced (RULES 5).
public struct DeletionRules: Hashable, Sendable {
  /// Whose sign-in to a blocked account is activity.
  public enum BlockedSignIns: Hashable, Sendable, CaseIterable {
    /// Administrators' and the owner's: they reach the payment page. A refused employee has not signed in.
    case administrators
    /// An employee's too, although it is refused.
    case everyone
    /// Nobody's.
    case nobody
  }

  /// Whether a deletion is scheduled by itself once the conditions hold.
  public var automatic = true
  /// The age that an account must exceed, in days.
  public var minimumAgeDays = 40
  /// The whole days without activity that must lie behind.
  public var inactivityDays = 30
  /// Days from the notice to the deletion.
  public var noticeDays = 10
  /// How many days before the deletion the owner is reminded; each less than `noticeDays`.
  public var remindDaysBefore = [3, 1]
  /// Days from the deletion to the purge, in which support can restore.
  public var retentionDays = 20
  /// Whose sign-in counts as activity while the account is blocked.
  public var blockedSignInIsActivity = BlockedSignIns.administrators

  /// Makes the source page's rules.
  public init() {}
}

/// Of a policy the numbers that most days ask for.
///
/// They stand together without the lists of services and tiers, so that reading one is a plain load.
public struct EverydayRules: Hashable, Sendable {
  /// See ``Tariff/trialDays``.
  public let trialDays: Int
  /// See ``Tariff/accrueWhileBlocked``.
  public let accrueWhileBlocked: Bool
  /// How many services there are beside the base.
  public let serviceCount: Int
  /// See ``Policy/topUp``.
  public let topUp: TopUpLimits
  /// See ``BonusSchedule/spend``.
  public let spend: BonusSchedule.SpendOrder
  /// See ``Policy/restrictions``.
  public let restrictions: RestrictionRules
  /// See ``DeletionRules/automatic``.
  public let deletesAutomatically: Bool
  /// See ``DeletionRules/minimumAgeDays``.
  public let minimumAgeDays: Int
  /// See ``DeletionRules/inactivityDays``.
  public let inactivityDays: Int

  init(_ policy: Policy) {
    trialDays = policy.tariff.trialDays
    accrueWhileBlocked = policy.tariff.accrueWhileBlocked
    serviceCount = policy.tariff.services.count
    topUp = policy.topUp
    spend = policy.bonus.spend
    restrictions = policy.restrictions
    deletesAutomatically = policy.deletion.automatic
    minimumAgeDays = policy.deletion.minimumAgeDays
    inactivityDays = policy.deletion.inactivityDays
  }
}

/// Which policy is in force on which day: the standing one and its effective-dated changes.
///
/// The services of every policy are those of the one before it, in the same order and of the same kind, with new ones
/// after them; so an index into ``Tariff/services`` means the same service on every day.
public struct PolicyCalendar: Hashable, Sendable {
  /// A policy and the first day on which it is in force.
  public struct Era: Hashable, Sendable {
    /// The first day.
    public let from: Day
    /// The policy.
    public let policy: Policy
    /// Of it what most days ask for.
    @usableFromInline let rules: EverydayRules

    /// Makes an era.
    public init(from: Day, policy: Policy) {
      self.from = from
      self.policy = policy
      rules = EverydayRules(policy)
    }

    /// Whether the era begins later than another, keeps its currency, and each service in its place and of its kind.
    public func mayFollow(_ earlier: Era) -> Bool {
      let (before, after) = (earlier.policy.tariff.services, policy.tariff.services)
      return earlier.from < from && earlier.policy.currency == policy.currency && before.count <= after.count
        && zip(before, after).allSatisfy { $0.name == $1.name && $0.isMetered == $1.isMetered }
    }
  }

  /// The eras in ascending order; the first holds from the beginning of time.
  public let eras: [Era]

  /// Makes the calendar of a standing policy and what it becomes from later days on.
  ///
  /// - Parameter changes: each with the whole policy that holds from its day, strictly ascending.
  public init(_ standing: Policy, changes: [Era] = []) {
    let eras = [Era(from: .earliest, policy: standing)] + changes
    for (earlier, later) in zip(eras, eras.dropFirst()) {
      precondition(later.mayFollow(earlier), "a change comes later, keeps the currency and every service in its place")
    }
    self.eras = eras
    minorUnitsPerUnit = standing.currency.minorUnitsPerUnit
  }

  /// The policy in force on a day.
  ///
  /// A policy is a copy with several reference counts; what every day needs is in ``rules(on:)``.
  @inlinable public subscript(day: Day) -> Policy {
    @inline(__always) get { eras[index(on: day)].policy }
  }

  /// Of the policy in force on a day what most days ask for: plain numbers.
  @inlinable @inline(__always) public func rules(on day: Day) -> EverydayRules { eras[index(on: day)].rules }

  /// The share of a top-up's basis that the tier it reaches gives; 0 when it reaches none.
  @inlinable @inline(__always)
  public func bonusPercent(for amount: Money, settling debt: Money, on day: Day) -> BonusSchedule.Percent {
    let era = index(on: day)
    let earning = eras[era].policy.bonus.earningPart(of: amount, settling: debt)
    return eras[era].policy.bonus.tier(reachedBy: earning, on: day)?.percent ?? .init(hundredths: 0)
  }

  @inlinable func index(on day: Day) -> Int {
    var index = eras.count - 1
    while eras[index].from > day, index > 0 { index -= 1 }
    return index
  }

  /// The first day of the next policy; the latest day when none follows.
  @inlinable @inline(__always) func nextChange(after day: Day) -> Day {
    let next = index(on: day) + 1
    return next < eras.count ? eras[next].from : .latest
  }

  /// Whether a day belongs to the trial of an account, so that nothing accrues and use is free (RULES 3).
  @inlinable @inline(__always) public func isTrial(on day: Day, ofAccountCreated created: Day) -> Bool {
    day - created < rules(on: day).trialDays
  }

  /// All services that there ever are, in their order, as the last policy names them.
  public var services: [Service] { eras[eras.count - 1].policy.tariff.services }

  /// The currency of all amounts.
  public var currency: Currency { eras[0].policy.currency }

  /// Minor units in one whole unit of it.
  public let minorUnitsPerUnit: Int64
}
