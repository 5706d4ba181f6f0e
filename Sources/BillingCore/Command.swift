/// Who acts on an account; support and the system are not roles.
public enum Role: UInt8, Hashable, Sendable, CaseIterable {
  /// The account's owner, who gets its e-mails.
  case owner
  /// Somebody who may pay and set services.
  case administrator
  /// Anybody else.
  case employee

  /// Whether the role may top up and set services.
  public var isAdministrator: Bool { self != .employee }
}

/// How a top-up is paid; no card is stored and nothing is charged by itself (RULES 2).
public enum PaymentMethod: UInt8, Hashable, Sendable, CaseIterable {
  /// A payment card.
  case card
  /// Google Pay.
  case googlePay
  /// Apple Pay.
  case applePay
}

/// What somebody asks of an account; it may be refused (RULES 2-5).
public enum Command: Hashable, Sendable {
  /// A payment that the provider confirmed.
  case topUp(Money, by: Role, with: PaymentMethod)
  /// A payment that the provider declined.
  case topUpDeclined(Money, by: Role, with: PaymentMethod)
  /// Somebody signs in.
  case signIn(Role)
  /// So many units of a metered service are used; at least 1.
  case use(Int, of: ServiceIndex)
  /// An administrator switches a recurring service to so many units.
  case set(ServiceIndex, to: Int)
  /// The owner asks for the deletion.
  case requestDeletion
  /// The owner cancels the deletion.
  case cancelDeletion
  /// Support restores a deleted account.
  case restore
}

/// A service's place in ``Tariff/services``; it means the same service on every day.
public typealias ServiceIndex = Int

/// Why a command was refused, in the order in which reasons are checked (RULES 7).
public enum RefusalReason: UInt8, Hashable, Sendable, CaseIterable {
  /// The account does not exist yet.
  case notCreated
  /// The account's data is gone.
  case purged
  /// The account is deleted, and only a restore is possible.
  case deleted
  /// The role may not pay.
  case notPermitted
  /// The amount is not above 0 or not within the bounds.
  case amountOutOfRange
  /// The block refuses use and an employee's sign-in.
  case blocked
  /// Administrators see the payment page only.
  case restricted
  /// A deletion is pending already.
  case alreadyPending
  /// The conditions of a deletion do not hold.
  case conditionsNotMet
  /// No deletion is pending.
  case nothingPending
  /// The account is not deleted.
  case notDeleted
}
