import BillingCore

/// How large the numbers of a scenario may be.
public enum Limits {
  /// The longest run, and the longest of all periods that are given in days: a hundred years.
  public static let days = 36_525
  /// The largest amount that is given or paid at once, in minor units.
  public static let amount: Int64 = 1_000_000_000_000_000
  /// The largest credit or debt that an account may have, in minor units; what is expected of one is read and written
  /// up to it.
  public static let balance = Money.ceiling.minorUnits
  /// The largest quantity that is given at once; of a synthetic account also the most that it uses in a day.
  public static let quantity = 1_000_000_000
  /// The largest quantity that an expectation may name.
  public static let expectedQuantity = 1_000_000_000_000_000_000
  /// The most that an account may have used of a service in a month.
  public static let monthlyQuantity = 31 * quantity
  /// The most accounts of a segment that are there at the start, and the most that arrive.
  public static let accounts = 1 << 31 - 1
}
