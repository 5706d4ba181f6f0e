public import BillingCore

/// What becomes of bonuses, by month and by the tier that gave them.
///
/// Of several grants the oldest is spent first, as the rules have it (RULES 2); so each use and each lapse is that of a
/// tier. Sums are whole numbers, and the same for any number of threads.
public struct BonusTotals: RunWatcher {
  /// Where a bonus comes from.
  public enum Origin: Hashable, Sendable {
    /// A top-up that reached a tier, named by the least basis of it.
    case tier(from: Money)
    /// A top-up that reached none.
    case noTier
    /// The account's opening state.
    case opening
  }

  /// Sums of one origin and month, in minor units but for the number of top-ups.
  public struct Cell: Hashable, Sendable {
    /// Top-ups.
    public var topUps: Int128 = 0
    /// Their amounts.
    public var cashIn: Int128 = 0
    /// Bonus given.
    public var granted: Int128 = 0
    /// Bonus spent on lines and on debt.
    public var used: Int128 = 0
    /// Bonus lapsed.
    public var lapsed: Int128 = 0

    /// Nothing yet.
    public init() {}

    /// Adds another's.
    public mutating func add(_ other: Cell) {
      topUps += other.topUps
      cashIn += other.cashIn
      granted += other.granted
      used += other.used
      lapsed += other.lapsed
    }
  }

  /// What is left of a grant.
  private struct Grant {
    let origin: Int
    var left: Int64
    let lapsesOn: Day?
  }

  /// All origins: the tiers that the policy ever has, ascending, then none, then the opening state.
  public let origins: [Origin]
  private let policies: PolicyCalendar
  private let firstMonth: Int
  /// By month, then origin.
  private var cells: [Cell]
  /// What was left of each origin's bonus on the eve of the first day.
  public private(set) var outstandingAtStart: [Int128]
  /// Cash received and not yet earned on the eve of the first day, in minor units.
  public private(set) var deferredAtStart: Int128 = 0
  /// Bonus given to accounts that paid as much in the base; `nil` where there is no base with the same accounts.
  public private(set) var grantedAnyway: Int128?
  private let paidInBase: [Int64]?
  private var position = 0
  private var grants: [Grant] = []
  private var isReporting = false
  private var (paid, granted): (Int64, Int64) = (0, 0)

  /// Makes empty sums.
  ///
  /// - Parameter paidInBase: what each account paid in the base, by its place; `nil` where there is no base with the
  ///   same accounts.
  public init(_ scenario: Scenario, paidInBase: [Int64]? = nil) {
    policies = scenario.policies
    let tiers = scenario.policies.eras.flatMap { era in
      era.policy.bonus.tiers + era.policy.bonus.campaigns.flatMap(\.tiers)
    }
    origins = Set(tiers.map(\.from)).sorted().map { .tier(from: $0) } + [.noTier, .opening]
    firstMonth = Int(scenario.start.month.index)
    let months = Int(scenario.lastDay.month.index) - firstMonth + 1
    cells = Array(repeating: Cell(), count: months * origins.count)
    outstandingAtStart = Array(repeating: 0, count: origins.count)
    self.paidInBase = paidInBase
    grantedAnyway = paidInBase == nil ? nil : 0
  }

  /// The sums of a month, counted from that of the first day.
  public func cell(month: Int, origin: Int) -> Cell { cells[month * origins.count + origin] }

  /// Every event: lapses are among the others.
  public func attention(to identity: AccountIdentity) -> Attention { .events }

  /// The grants that it begins with have one origin, whatever their age.
  public mutating func begin(_ account: Account, as identity: AccountIdentity) {
    position = identity.position
    (grants, isReporting, paid, granted) = ([], false, 0, 0)
    let bonus = account.wallet.prepaidBonus.minorUnits
    guard bonus > 0 else { return }
    grants = account.wallet.bonusLeft.map {
      Grant(origin: origins.count - 1, left: $0.amount.minorUnits, lapsesOn: $0.lapsesOn)
    }
  }

  /// What is left by now is outstanding at the start.
  public mutating func startReporting(_ account: Account) {
    isReporting = true
    for grant in grants { outstandingAtStart[grant.origin] += Int128(grant.left) }
    deferredAtStart += Int128(account.wallet.deferred.minorUnits)
  }

  /// Follows grants.
  public mutating func observe(_ event: Event, of account: Account, on day: Day) {
    switch event {
    case .topUp(let topUp): follow(topUp, of: account, on: day)
    case .invoiced(let line): spend(line.fromBonus.minorUnits, on: day)
    case .bonusLapsed:
      for grant in grants where grant.lapsesOn == day {
        count(grant.origin, on: day) { $0.lapsed += Int128(grant.left) }
      }
      grants.removeAll { $0.lapsesOn == day }
    case .created, .topUpDeclined, .stageChanged, .signIn, .used, .serviceChanged, .deletionNoticed,
      .deletionReminder, .deletionCancelled, .deleted, .restored, .purged, .refused:
      break
    }
  }

  /// Whether the account would have paid the same is known now.
  public mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) {
    if let paidInBase, let sum = grantedAnyway, paidInBase[position] == paid { grantedAnyway = sum + Int128(granted) }
  }

  /// Adds what was counted of other accounts.
  public mutating func merge(_ other: BonusTotals) {
    for index in cells.indices { cells[index].add(other.cells[index]) }
    for index in outstandingAtStart.indices { outstandingAtStart[index] += other.outstandingAtStart[index] }
    deferredAtStart += other.deferredAtStart
    grantedAnyway = other.grantedAnyway.flatMap { more in grantedAnyway.map { $0 + more } }
  }
}

// MARK: Grants

extension BonusTotals {
  private mutating func follow(_ topUp: TopUp, of account: Account, on day: Day) {
    let tier = policies.bonusTier(of: topUp, leaving: account, on: day)
    let origin = tier.flatMap { tier in origins.firstIndex(of: .tier(from: tier.from)) } ?? origins.count - 2
    let (bonus, toDebt) = (topUp.bonus.minorUnits, topUp.bonusToDebt.minorUnits)
    count(origin, on: day) { cell in
      cell.topUps += 1
      cell.cashIn += Int128(topUp.amount.minorUnits)
      cell.granted += Int128(bonus)
      cell.used += Int128(toDebt)
    }
    if isReporting { (paid, granted) = (paid + topUp.amount.minorUnits, granted + bonus) }
    guard bonus > toDebt else { return }
    let lapse = policies[day].bonus.expiresAfterDays.map { day + $0 }
    grants.append(Grant(origin: origin, left: bonus - toDebt, lapsesOn: lapse))
  }

  /// Spends the oldest grants first.
  private mutating func spend(_ amount: Int64, on day: Day) {
    var rest = amount
    while rest > 0 {
      let part = min(rest, grants[0].left)
      count(grants[0].origin, on: day) { $0.used += Int128(part) }
      grants[0].left -= part
      rest -= part
      if grants[0].left == 0 { grants.removeFirst() }
    }
  }

  private mutating func count(_ origin: Int, on day: Day, _ change: (inout Cell) -> Void) {
    guard isReporting else { return }
    change(&cells[(Int(day.month.index) - firstMonth) * origins.count + origin])
  }
}

extension PolicyCalendar {
  /// The part of a top-up that could earn a bonus, from what stands after it.
  public func earningPart(of topUp: TopUp, leaving account: Account, on day: Day) -> Money {
    let debt = topUp.cashToDebt + topUp.bonusToDebt + max(.zero, -account.balance)
    return self[day].bonus.earningPart(of: topUp.amount, settling: debt)
  }

  /// The tier that a top-up reached, from what stands after it.
  public func bonusTier(of topUp: TopUp, leaving account: Account, on day: Day) -> BonusSchedule.Tier? {
    self[day].bonus.tier(reachedBy: earningPart(of: topUp, leaving: account, on: day), on: day)
  }
}

/// What each account pays over the reported days, by its place in population order.
public struct PaidByAccount: RunWatcher {
  /// Minor units.
  public private(set) var amounts: [Int64]
  private var position = 0
  private var isReporting = false

  /// Nothing yet of so many accounts.
  public init(accounts: Int) { amounts = Array(repeating: 0, count: accounts) }

  /// Top-ups alone.
  public func attention(to identity: AccountIdentity) -> Attention { .topUps }

  /// The next account.
  public mutating func begin(_ account: Account, as identity: AccountIdentity) {
    (position, isReporting) = (identity.position, false)
  }

  /// From now on payments count.
  public mutating func startReporting(_ account: Account) { isReporting = true }

  /// Counts a payment.
  public mutating func observe(_ event: Event, of account: Account, on day: Day) {
    if isReporting, case .topUp(let topUp) = event { amounts[position] += topUp.amount.minorUnits }
  }

  /// Nothing is left to do.
  public mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) {}

  /// Adds what other accounts paid.
  public mutating func merge(_ other: PaidByAccount) {
    for index in amounts.indices { amounts[index] += other.amounts[index] }
  }
}
