/// An account's money: prepaid cash, bonus grants and debt, and the cash not yet earned (RULES 1, 2, 9).
///
/// Debt and credit never stand together. Every change is one of four: a top-up is credited, an invoice line is paid,
/// grants lapse, a debt is written off.
public struct Wallet: Hashable, Sendable {
  /// What is left of one bonus grant.
  struct Grant: Hashable, Sendable {
    var left: Money
    /// The day on whose morning it lapses, or never; a date once given stands.
    var lapsesOn: Day?
  }

  /// Cash paid ahead.
  public internal(set) var prepaidCash = Money.zero
  /// Bonus not yet spent or lapsed: the sum of the grants.
  public internal(set) var prepaidBonus = Money.zero
  /// What is owed.
  public internal(set) var debt = Money.zero
  /// Cash received and not yet earned: the contract liability of IFRS 15.
  public internal(set) var deferred = Money.zero
  /// The first day of the present debt, which partial payments do not restart; `nil` without one.
  public internal(set) var debtSince: Day?
  /// The grants, oldest first.
  var grants: [Grant] = []

  /// No money.
  init() {}

  /// The money of an account that exists already, as it stands in the evening of the eve.
  init(_ opening: OpeningState, eve: Day, under policies: PolicyCalendar) {
    prepaidCash = opening.prepaidCash
    debt = opening.debt
    debtSince = opening.debt > .zero ? opening.debtSince ?? eve + 1 : nil
    for earlier in opening.grants {
      precondition(earlier.lapsesOn.map { $0 > eve } ?? true, "what has lapsed is no grant")
      grant(earlier.amount, lapsingOn: earlier.lapsesOn)
    }
    grant(opening.prepaidBonus, lapsingOn: policies[eve].bonus.expiresAfterDays.map { eve + $0 })
    deferred = opening.deferred ?? opening.prepaidCash
    precondition(
      debtSince.map { (opening.created...eve + 1).contains($0) } ?? true, "a debt began by the day after the eve")
    precondition(deferred == .zero || credit > .zero, "without credit nothing is deferred")
  }

  /// Prepaid cash and bonus.
  @inlinable public var credit: Money { prepaidCash + prepaidBonus }

  /// Credit less debt; negative in debt.
  @inlinable public var balance: Money { prepaidCash + prepaidBonus - debt }

  /// What is left of each grant, oldest first.
  public var bonusLeft: [OpeningState.Grant] { grants.map { OpeningState.Grant($0.left, lapsingOn: $0.lapsesOn) } }

  /// Credits a payment and its bonus: each settles debt first, cash before bonus, and the rest is prepaid.
  mutating func credit(_ payment: inout TopUp, bonusLapsingOn lapse: Day?) throws(AmountOverflow) {
    payment.cashToDebt = min(payment.amount, debt)
    payment.bonusToDebt = min(payment.bonus, debt - payment.cashToDebt)
    let cash = payment.amount - payment.cashToDebt
    let bonus = payment.bonus - payment.bonusToDebt
    _ = try credit.adding(try cash.adding(bonus))
    debt -= payment.cashToDebt + payment.bonusToDebt
    if debt == .zero { debtSince = nil }
    prepaidCash += cash
    deferred += cash
    grant(bonus, lapsingOn: lapse)
  }

  /// Adds a grant; one that lapses on the same day as the newest is added to it, which no rule distinguishes.
  mutating func grant(_ bonus: Money, lapsingOn lapse: Day?) {
    guard bonus > .zero else { return }
    prepaidBonus += bonus
    if let newest = grants.last, newest.lapsesOn == lapse {
      grants[grants.count - 1].left += bonus
    } else {
      grants.append(Grant(left: bonus, lapsesOn: lapse))
    }
  }

  /// Pays an invoice line from credit in the given order; what credit does not cover becomes debt.
  ///
  /// The part P that credit C pays earns `round(deferred x P / C)` of the cash received, all of it when P = C.
  @inline(__always)
  mutating func pay(_ line: inout InvoiceLine, spending order: BonusSchedule.SpendOrder, on day: Day)
    throws(AmountOverflow)
  {
    let credit = credit
    let paid = min(line.amount, credit)
    switch order {
    case .bonusFirst: line.fromBonus = min(paid, prepaidBonus)
    case .cashFirst: line.fromBonus = paid - min(paid, prepaidCash)
    }
    line.fromCash = paid - line.fromBonus
    if paid == credit {
      line.earned = deferred
    } else {
      line.earned = try roundedQuotient(deferred.minorUnits, times: paid.minorUnits, by: credit.minorUnits)
    }
    let owed = try debt.adding(line.asDebt)
    if debt == .zero, owed > .zero { debtSince = day }
    debt = owed
    deferred -= line.earned
    prepaidCash -= line.fromCash
    if line.fromBonus > .zero { spendGrants(line.fromBonus) }
  }

  /// The first day on which a grant lapses, if one does.
  @inline(__always)
  var nextLapse: Day? { grants.isEmpty ? nil : grants.lazy.compactMap(\.lapsesOn).min() }

  /// Takes what lapses on a day; `nil` when nothing does.
  ///
  /// Breakage is what is left of `deferred` when no credit is left.
  mutating func lapse(on day: Day) -> Lapse? {
    guard grants.contains(where: { $0.lapsesOn == day }) else { return nil }
    let lapsed = grants.reduce(Money.zero) { $1.lapsesOn == day ? $0 + $1.left : $0 }
    grants.removeAll { $0.lapsesOn == day }
    prepaidBonus -= lapsed
    guard credit == .zero else { return Lapse(amount: lapsed, breakage: .zero) }
    defer { deferred = .zero }
    return Lapse(amount: lapsed, breakage: deferred)
  }

  /// Writes the debt off and returns how much it was.
  mutating func writeOff() -> Money {
    defer { (debt, debtSince) = (.zero, nil) }
    return debt
  }

  private mutating func spendGrants(_ amount: Money) {
    prepaidBonus -= amount
    var rest = amount
    var spent = 0
    while rest > .zero {
      let part = min(rest, grants[spent].left)
      grants[spent].left -= part
      rest -= part
      if grants[spent].left == .zero { spent += 1 }
    }
    grants.removeFirst(spent)
  }
}

extension InvoiceLine {
  /// Is paid where it stands, so that no copy is made of it.
  @inline(__always)
  mutating func bePaid(from wallet: inout Wallet, spending order: BonusSchedule.SpendOrder, on day: Day)
    throws(AmountOverflow)
  {
    try wallet.pay(&self, spending: order, on: day)
  }
}
