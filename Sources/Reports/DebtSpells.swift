import BillingCore
import Simulation

/// A spell of debt: from the first day in debt to its repayment, its deletion or the last day.
struct DebtSpell: Sendable {
  /// How it ended.
  enum Outcome: String, Sendable {
    case paid, deleted, open
  }

  let account: AccountIdentity
  let debtSince: Day
  var remindedOn: Day?
  var paymentPageOn: Day?
  var blockedOn: Day?
  var endedOn: Day?
  /// Days from the first in debt to the end.
  ///
  /// An open spell counts the last day. Days spent deleted before a restore are among them: the debt stands all the while.
  var daysInDebt = 0
  /// Days that it ended open and blocked.
  var daysBlocked = 0
  var peakDebt = Money.zero
  var outcome = Outcome.open

  var reachedARestriction: Bool { remindedOn != nil || paymentPageOn != nil || blockedOn != nil }
}

/// Follows each account's debts.
///
/// A deletion ends a spell; a restore with the debt still there goes on with it. A block that the opening state brings
/// along begins on the first day that is lived. A spell that ended in the warm-up is not kept.
struct DebtSpells: Sendable {
  private(set) var spells: [DebtSpell] = []
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

  mutating func observe(_ event: Event, of account: Account, on day: Day) {
    switch event {
    case .invoiced: followDebt(of: account)
    case .topUp:
      if account.wallet.debt == .zero { close(.paid, on: day) }
    case .stageChanged(_, let to): enter(to, on: day)
    case .deleted: pause(.deleted, on: day)
    case .restored: resume(account, on: day)
    case .purged: keep()
    case .created, .bonusLapsed, .topUpDeclined, .signIn, .used, .serviceChanged, .deletionNoticed, .deletionReminder,
      .deletionCancelled, .refused:
      break
    }
  }

  /// The last day is over: it counts as a day in debt, and as a blocked one.
  mutating func end(on lastDay: Day) {
    countBlockedDays(before: lastDay + 1)
    if let since = spell?.debtSince, spell?.outcome == .open { spell?.daysInDebt = lastDay + 1 - since }
    keep()
  }

  mutating func merge(_ other: DebtSpells) { spells += other.spells }

  private mutating func followDebt(of account: Account) {
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

  private mutating func close(_ outcome: DebtSpell.Outcome, on day: Day) {
    pause(outcome, on: day)
    keep()
  }

  private mutating func keep() {
    if let spell, spell.reachedARestriction, spell.endedOn.map({ $0 >= firstReported }) ?? true { spells.append(spell) }
    spell = nil
  }

  private mutating func countBlockedDays(before day: Day) {
    guard let blockedFrom else { return }
    spell?.daysBlocked += day - blockedFrom
    daysBlocked += max(0, day - max(blockedFrom, firstReported))
    self.blockedFrom = nil
  }
}

extension AccountIdentity {
  static let none = AccountIdentity(position: -1, segment: -1)
}
