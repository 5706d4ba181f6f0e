public import BillingCore

/// A spell of debt: from the first day in debt to its repayment, its deletion or the last day.
public struct DebtSpell: Sendable {
  /// How it ended.
  public enum Outcome: String, Sendable {
    /// The debt was settled.
    case paid
    /// The account was deleted.
    case deleted
    /// It goes on.
    case open
  }

  /// Whose.
  public let account: AccountIdentity
  /// The first day in debt.
  public let debtSince: Day
  /// The first day of the reminder.
  public internal(set) var remindedOn: Day?
  /// The first day of the payment page.
  public internal(set) var paymentPageOn: Day?
  /// The first day of the block.
  public internal(set) var blockedOn: Day?
  /// The day that ended it.
  public internal(set) var endedOn: Day?
  /// Days from the first in debt to the end.
  ///
  /// An open spell counts the last day. Days spent deleted before a restore are among them: the debt stands all the while.
  public internal(set) var daysInDebt = 0
  /// Days that it ended open and blocked.
  public internal(set) var daysBlocked = 0
  /// The most that was owed.
  public internal(set) var peakDebt = Money.zero
  /// How it ended.
  public internal(set) var outcome = Outcome.open

  var reachedARestriction: Bool { remindedOn != nil || paymentPageOn != nil || blockedOn != nil }
}

/// Follows each account's debts.
///
/// A deletion ends a spell; a restore with the debt still there goes on with it. A block that the opening state brings
/// along begins on the first day that is lived. A spell that ended in the warm-up is not kept, nor one that reached no
/// restriction.
struct DebtSpells: Sendable {
  /// Reported days that the present account has ended blocked.
  private(set) var daysBlocked = 0
  private let firstReported: Day
  private var account = AccountIdentity.none
  private var spell: DebtSpell?
  private var blockedFrom: Day?

  init(reportingFrom firstReported: Day) { self.firstReported = firstReported }

  mutating func begin(_ account: Account, as identity: AccountIdentity) {
    self.account = identity
    daysBlocked = 0
    (spell, blockedFrom) = (nil, nil)
    followDebt(of: account)
    if account.stage == .blocked { enter(.blocked, on: account.today + 1) }
  }

  /// Hears an event that is no invoice line, and gives the spell that it ended.
  mutating func observe(_ event: Event, of account: Account, on day: Day) -> DebtSpell? {
    switch event {
    case .topUp:
      guard spell != nil, account.wallet.debt == .zero else { return nil }
      pause(.paid, on: day)
      return finished()
    case .stageChanged(_, let to): enter(to, on: day)
    case .deleted: pause(.deleted, on: day)
    case .restored: resume(account, on: day)
    case .purged: return finished()
    case .created, .invoiced, .bonusLapsed, .topUpDeclined, .signIn, .used, .serviceChanged, .deletionNoticed,
      .deletionReminder,
      .deletionCancelled, .refused:
      break
    }
    return nil
  }

  /// The last day is over: it counts as a day in debt, and as a blocked one.
  mutating func end(on lastDay: Day) -> DebtSpell? {
    countBlockedDays(before: lastDay + 1)
    if let since = spell?.debtSince, spell?.outcome == .open { spell?.daysInDebt = lastDay + 1 - since }
    return finished()
  }

  /// An account may have gone into debt, or further into it.
  mutating func followDebt(of account: Account) {
    guard let since = account.wallet.debtSince else { return }
    if spell == nil { spell = DebtSpell(account: self.account, debtSince: since) }
    let peak = max(spell?.peakDebt ?? .zero, account.wallet.debt)
    spell?.peakDebt = peak
  }

  private mutating func enter(_ stage: Stage, on day: Day) {
    countBlockedDays(before: day)
    switch stage {
    case .none: break
    case .reminder: if spell?.remindedOn == nil { spell?.remindedOn = day }
    case .paymentPage: if spell?.paymentPageOn == nil { spell?.paymentPageOn = day }
    case .blocked:
      if spell?.blockedOn == nil { spell?.blockedOn = day }
      blockedFrom = day
    }
  }

  private mutating func pause(_ outcome: DebtSpell.Outcome, on day: Day) {
    countBlockedDays(before: day)
    if let since = spell?.debtSince { spell?.daysInDebt = day - since }
    spell?.endedOn = day
    spell?.outcome = outcome
  }

  private mutating func resume(_ account: Account, on day: Day) {
    guard spell != nil else { return }
    spell?.endedOn = nil
    spell?.outcome = .open
    if account.stage == .blocked { blockedFrom = day }
  }

  /// Takes the spell, if it is one to report.
  private mutating func finished() -> DebtSpell? {
    guard let ended = spell else { return nil }
    spell = nil
    return ended.reachedARestriction && ended.endedOn.map { $0 >= firstReported } ?? true ? ended : nil
  }

  private mutating func countBlockedDays(before day: Day) {
    guard let blockedFrom else { return }
    spell?.daysBlocked += day - blockedFrom
    daysBlocked += max(0, day - max(blockedFrom, firstReported))
    self.blockedFrom = nil
  }
}
