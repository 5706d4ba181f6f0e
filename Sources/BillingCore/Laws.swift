/// A promise of RULES 8 that an account can check of itself, cheaply.
public enum Law: String, Hashable, Sendable, CaseIterable {
  /// No part of the money is below 0.
  case nothingNegative = "prepaid cash, prepaid bonus, debt and deferred are never below 0"
  /// Debt and credit never stand together.
  case debtExcludesCredit = "debt and credit never stand together"
  /// The grants make up the bonus.
  case grantsMakeUpTheBonus = "prepaid bonus equals the grants not yet spent or lapsed"
  /// The debt's first day is known exactly while there is a debt.
  case debtHasItsFirstDay = "a debt has a first day, and nothing else has"
  /// Nothing is deferred without credit.
  case deferredNeedsCredit = "without credit nothing is deferred"
  /// The stage is `none` without debt.
  case stageNeedsDebt = "the stage is none whenever the balance is not below 0"
  /// A deleted or purged account has no money.
  case deletedHasNoMoney = "a deleted account has no money left"
}

extension Account {
  /// The first law that the account breaks; `nil` as long as the core keeps its promises (RULES 8).
  public var brokenLaw: Law? {
    let debt = wallet.debt
    let credit = wallet.credit
    let signs =
      wallet.prepaidCash.minorUnits | wallet.prepaidBonus.minorUnits | debt.minorUnits | wallet.deferred.minorUnits
    if signs < 0 { return .nothingNegative }
    if debt > .zero, credit > .zero { return .debtExcludesCredit }
    if (debt > .zero) != (wallet.debtSince != nil) { return .debtHasItsFirstDay }
    if credit == .zero, wallet.deferred > .zero { return .deferredNeedsCredit }
    if stage != .none, debt == .zero { return .stageNeedsDebt }
    if !isOpen, credit > .zero { return .deletedHasNoMoney }
    let granted = wallet.grants.reduce(Money.zero) { $0 + $1.left }
    return granted == wallet.prepaidBonus ? nil : .grantsMakeUpTheBonus
  }
}
