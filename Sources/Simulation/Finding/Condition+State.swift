import BillingCore

extension Condition {
  /// The day of whose end a state is; `nil` for what is no state of a day.
  var dayOfState: Day? {
    switch self {
    case .stage(_, let day), .status(_, let day), .amount(_, _, let day), .deletionIsPending(_, let day),
      .deletionDue(_, let day), .lastActivity(_, let day):
      day
    case .happening, .order, .days, .sum, .created, .segment, .account: nil
    }
  }

  /// Whether single events bear on it; a state of the last day is read when that is over.
  func hears(before lastDay: Day) -> Bool {
    switch self {
    case .happening, .order: return true
    default: break
    }
    return dayOfState.map { $0 < lastDay } ?? false
  }

  /// Whether it is of what ``AccountSums`` follow.
  var isSum: Bool {
    switch self {
    case .days(.inDebt, _), .sum: true
    case .days(.blocked, _), .happening, .stage, .status, .amount, .deletionIsPending, .deletionDue, .lastActivity,
      .created, .segment, .order, .account:
      false
    }
  }

  /// What is found of an account as it stands; `nil` where a moment does not show it.
  func state(of account: Account) -> Finding? {
    switch self {
    case .status: return .status(account.status.word)
    case .created: return .day(account.created)
    case .stage, .amount, .deletionIsPending, .deletionDue, .lastActivity:
      if account.status == .notCreated { return .notCreated }
    case .happening, .order, .days, .sum, .segment, .account: return nil
    }
    switch self {
    case .stage: return .stage(account.stage)
    case .amount(let amount, _, _): return .money(Int128(amount.of(account).minorUnits))
    case .deletionIsPending, .deletionDue: return account.pendingDeletion.map { .day($0.due) } ?? .noDay
    case .lastActivity: return .day(account.lastActivity)
    case .happening, .order, .days, .sum, .status, .created, .segment, .account: return nil
    }
  }

  /// What has to be wanted to know it; the state of the last day is known without any event.
  func attention(in scenario: Scenario) -> Attention {
    if dayOfState == scenario.lastDay { return [] }
    switch self {
    case .happening(let happening, _, _): return happening.attention
    case .order(let order, _, _): return order.attention
    case .days(let count, _):
      switch count {
      case .blocked: return []
      case .inDebt: return .events
      }
    case .sum(let sum, _):
      switch sum {
      case .cashIn, .bonusGranted: return .topUps
      case .billed, .peakDebt: return .lines
      case .badDebt: return .otherEvents
      }
    case .stage, .status, .deletionIsPending, .deletionDue: return .otherEvents
    case .amount: return .events
    case .lastActivity: return .days
    case .created, .segment, .account: return []
    }
  }
}

/// What the reported days of one account come to, as far as events are heard.
struct AccountSums: Sendable {
  private var cashIn: Int128 = 0
  private var bonusGranted: Int128 = 0
  private var billed: Int128 = 0
  private var badDebt = Money.zero
  private var peakDebt = Money.zero
  private var debtSince: Day?
  private var earlierDaysInDebt = 0

  /// Nothing yet.
  init() {}

  /// Begins with the account as it stands in the evening before the first reported day.
  init(_ account: Account, from firstDay: Day) { followDebt(of: account, on: firstDay) }

  mutating func observe(_ event: Event, of account: Account, on day: Day) {
    if case .topUp(let topUp) = event {
      cashIn += Int128(topUp.amount.minorUnits)
      bonusGranted += Int128(topUp.bonus.minorUnits)
    } else if case .invoiced(let line) = event {
      billed += Int128(line.amount.minorUnits)
    } else if case .purged(let writtenOff) = event {
      badDebt = writtenOff
    }
    followDebt(of: account, on: day)
  }

  func value(of sum: Condition.Sum) -> Int128 {
    switch sum {
    case .cashIn: cashIn
    case .bonusGranted: bonusGranted
    case .billed: billed
    case .badDebt: Int128(badDebt.minorUnits)
    case .peakDebt: Int128(peakDebt.minorUnits)
    }
  }

  /// Days that ended with a debt, when the last day is over.
  func daysInDebt(through lastDay: Day) -> Int { earlierDaysInDebt + (debtSince.map { lastDay + 1 - $0 } ?? 0) }

  private mutating func followDebt(of account: Account, on day: Day) {
    let debt = account.wallet.debt
    peakDebt = max(peakDebt, debt)
    if debt > .zero {
      debtSince = debtSince ?? day
    } else if let since = debtSince {
      earlierDaysInDebt += day - since
      debtSince = nil
    }
  }
}
