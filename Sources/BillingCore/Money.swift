/// An exact amount of one currency, in whole minor units (cents, yen, fils).
///
/// The currency itself stands in the policy; amounts of two currencies never meet. Sums within one account cannot
/// overflow, because ``adding(_:)`` guards the only two places where credit and debt grow (RULES 1).
public struct Money: Hashable, Comparable, Sendable {
  /// The amount in minor units; negative for a balance in debt.
  public var minorUnits: Int64

  /// No money.
  @inlinable public static var zero: Money { Money(minorUnits: 0) }

  /// The most that an account's credit or debt may come to: beyond it ``adding(_:)`` throws.
  ///
  /// Credit plus debt of one account therefore always fits 64 bits.
  public static var ceiling: Money { Money(minorUnits: 4_000_000_000_000_000_000) }

  /// Makes an amount of so many minor units.
  @inlinable public init(minorUnits: Int64) { self.minorUnits = minorUnits }

  /// Compares two amounts of the same currency.
  @inlinable public static func < (left: Money, right: Money) -> Bool { left.minorUnits < right.minorUnits }

  /// The sum of two amounts.
  @inlinable public static func + (left: Money, right: Money) -> Money {
    Money(minorUnits: left.minorUnits + right.minorUnits)
  }

  /// The difference of two amounts.
  @inlinable public static func - (left: Money, right: Money) -> Money {
    Money(minorUnits: left.minorUnits - right.minorUnits)
  }

  /// Adds to an amount.
  @inlinable public static func += (left: inout Money, right: Money) { left = left + right }

  /// Takes from an amount.
  @inlinable public static func -= (left: inout Money, right: Money) { left = left - right }

  /// The amount with its sign turned.
  @inlinable public static prefix func - (money: Money) -> Money { Money(minorUnits: -money.minorUnits) }

  /// The sum, or an error when it leaves what an account may hold.
  ///
  /// - Throws: ``AmountOverflow`` beyond ``ceiling``.
  public func adding(_ other: Money) throws(AmountOverflow) -> Money {
    let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
    guard !overflow, sum <= Money.ceiling.minorUnits else { throw AmountOverflow() }
    return Money(minorUnits: sum)
  }
}

/// An amount grew beyond what 64 bits of minor units can hold.
///
/// Only absurd input reaches it (a price of 10^15 times a quantity of 10^9). The account that threw is not to be used
/// any further.
public struct AmountOverflow: Error, Hashable, Sendable {
  /// Makes the error.
  public init() {}
}

/// The one place that rounds, for the product of two numbers that are not below 0: nearly always within 64 bits.
///
/// - Throws: ``AmountOverflow`` when the result does not fit an amount.
@inline(__always)
func roundedQuotient(_ factor: Int64, times other: Int64, by divisor: Int64) throws(AmountOverflow) -> Money {
  let (product, overflow) = factor.multipliedReportingOverflow(by: other)
  guard !overflow, factor | other | (divisor - 1) >= 0, product < Money.ceiling.minorUnits &- divisor / 2 else {
    return try roundedQuotient(Int128(factor) * Int128(other), by: Int128(divisor))
  }
  return Money(minorUnits: (product &+ divisor / 2) / divisor)
}

/// The one place that rounds: an exact quotient to the nearest whole number, half away from zero (RULES 1).
///
/// - Throws: ``AmountOverflow`` when the result does not fit an amount.
func roundedQuotient(_ dividend: Int128, by divisor: Int128) throws(AmountOverflow) -> Money {
  precondition(divisor > 0, "a quotient is rounded by a positive divisor")
  let half = dividend < 0 ? -(divisor / 2) : divisor / 2
  let sum = dividend + half
  let quotient: Int128
  if let narrow = Int64(exactly: sum), let divisor = Int64(exactly: divisor) {
    quotient = Int128(narrow / divisor)  // nearly always; many times faster than 128 bits by 128 bits
  } else {
    quotient = sum / divisor
  }
  guard quotient.magnitude <= UInt128(Money.ceiling.minorUnits) else { throw AmountOverflow() }
  return Money(minorUnits: Int64(quotient))
}
