public import BillingCore

/// What is expected of one line of a day's invoice; a part that is `nil` may be anything (FORMATS 2).
public struct LineClaim: Hashable, Sendable {
  /// The service's name, or `base`.
  public var service: String
  /// Open days, unit-days, peak units or units used.
  public var quantity: Int?
  /// What is charged.
  public var amount: Money?
  /// The part paid by prepaid cash.
  public var fromCash: Money?
  /// The part paid by bonus.
  public var fromBonus: Money?
  /// The part that became debt.
  public var asDebt: Money?
  /// Whether the line belongs to the final invoice of a deletion.
  public var isFinal: Bool?

  /// Makes a claim that only says that there is a line for a service.
  public init(service: String) { self.service = service }

  /// All parts of a line.
  init(_ line: InvoiceLine, under policies: PolicyCalendar) {
    service = policies.word(of: line.service)
    quantity = line.quantity
    amount = line.amount
    fromCash = line.fromCash
    fromBonus = line.fromBonus
    asDebt = line.asDebt
    isFinal = line.isFinal
  }

  /// Whether it says no more than an amount, so that a file may write it without its key.
  public var isAmountAlone: Bool { amount != nil && parts.count == 1 }

  /// The parts that another claim names, too.
  func narrowed(to other: LineClaim) -> LineClaim {
    var claim = self
    if other.quantity == nil { claim.quantity = nil }
    if other.amount == nil { claim.amount = nil }
    if other.fromCash == nil { claim.fromCash = nil }
    if other.fromBonus == nil { claim.fromBonus = nil }
    if other.asDebt == nil { claim.asDebt = nil }
    if other.isFinal == nil { claim.isFinal = nil }
    return claim
  }

  /// What a message shows of a line that nothing was expected of: quantity and amount, and that it is final.
  var brief: LineClaim {
    var claim = LineClaim(service: service)
    (claim.quantity, claim.amount, claim.isFinal) = (quantity, amount, isFinal == true ? true : nil)
    return claim
  }

  /// The parts that are named, in the order of the formats.
  public var parts: [ClaimPart] {
    [
      quantity.map { ClaimPart("quantity", .count($0)) }, amount.map { ClaimPart("amount", .money($0)) },
      fromCash.map { ClaimPart("fromCash", .money($0)) }, fromBonus.map { ClaimPart("fromBonus", .money($0)) },
      asDebt.map { ClaimPart("asDebt", .money($0)) }, isFinal.map { ClaimPart("final", .flag($0)) },
    ].compactMap { $0 }
  }
}

/// What is expected of a top-up; a part that is `nil` may be anything (FORMATS 2).
public struct TopUpClaim: Hashable, Sendable {
  /// The cash paid.
  public var amount: Money?
  /// The bonus given.
  public var bonus: Money?
  /// The part of the cash that settled debt.
  public var toDebt: Money?
  /// The part of the bonus that settled debt.
  public var bonusToDebt: Money?

  /// Makes a claim that only says that there was a top-up.
  public init() {}

  /// All parts of a top-up.
  init(_ topUp: TopUp) {
    (amount, bonus, toDebt, bonusToDebt) = (topUp.amount, topUp.bonus, topUp.cashToDebt, topUp.bonusToDebt)
  }

  /// Whether it says no more than an amount, so that a file may write it without its key.
  public var isAmountAlone: Bool { amount != nil && parts.count == 1 }

  /// The parts that another claim names, too.
  func narrowed(to other: TopUpClaim) -> TopUpClaim {
    var claim = self
    if other.amount == nil { claim.amount = nil }
    if other.bonus == nil { claim.bonus = nil }
    if other.toDebt == nil { claim.toDebt = nil }
    if other.bonusToDebt == nil { claim.bonusToDebt = nil }
    return claim
  }

  /// The parts that are named, in the order of the formats.
  public var parts: [ClaimPart] {
    [
      amount.map { ClaimPart("amount", .money($0)) }, bonus.map { ClaimPart("bonus", .money($0)) },
      toDebt.map { ClaimPart("toDebt", .money($0)) }, bonusToDebt.map { ClaimPart("bonusToDebt", .money($0)) },
    ].compactMap { $0 }
  }
}

/// The use of the running month that is expected of one service.
public struct UseClaim: Hashable, Sendable {
  /// The service's name, or `base`.
  public var service: String
  /// Open days, unit-days, peak units or units used.
  public var quantity: Int

  /// Makes a claim.
  public init(service: String, quantity: Int) {
    self.service = service
    self.quantity = quantity
  }
}

/// One named part of a claim.
public struct ClaimPart: Hashable, Sendable {
  /// What a part may be.
  public enum Value: Hashable, Sendable {
    /// A number of days or units.
    case count(Int)
    /// An amount.
    case money(Money)
    /// Yes or no.
    case flag(Bool)
  }

  /// The key that files and messages use.
  public let key: String
  /// What is expected, or what there is.
  public let value: Value

  init(_ key: String, _ value: Value) {
    self.key = key
    self.value = value
  }

  /// The value in words.
  func text(in currency: Currency) -> String {
    switch value {
    case .count(let count): "\(count)"
    case .money(let amount): amount.text(in: currency)
    case .flag(let flag): "\(flag)"
    }
  }
}
