/// Days in a row, within one month, on which an account is only signed in to.
public struct Routine: Hashable, Sendable {
  /// The days.
  public let days: ClosedRange<Day>
  /// The days on which an administrator signs in.
  public let administrators: DaysOfMonth
  /// The days on which an employee signs in.
  public let employees: DaysOfMonth
  /// The 1st of the month.
  public let firstOfMonth: Day

  /// Makes the routine of some days; what the sets hold of others is left out.
  @inlinable public init(
    _ days: ClosedRange<Day>, firstOfMonth: Day, administrators: DaysOfMonth, employees: DaysOfMonth
  ) {
    let within = DaysOfMonth(days, firstOfMonth: firstOfMonth)
    self.days = days
    self.firstOfMonth = firstOfMonth
    self.administrators = administrators.intersection(within)
    self.employees = employees.intersection(within)
  }

  /// The days on which anybody signs in.
  @inlinable public var signIns: DaysOfMonth { administrators.union(employees) }

  /// The last of them.
  var lastSignIn: Day? { signIns.last.map { firstOfMonth + $0 } }
}

/// Some of the days of a month.
public struct DaysOfMonth: Hashable, Sendable {
  /// One bit for each day, the lowest for the 1st.
  public var bits: UInt32

  /// Makes a set of days.
  @inlinable public init(bits: UInt32) { self.bits = bits }

  /// No day.
  @inlinable public static var none: DaysOfMonth { DaysOfMonth(bits: 0) }

  /// Days in a row of the month.
  @inlinable @inline(__always) public init(_ days: ClosedRange<Day>, firstOfMonth: Day) {
    let (first, last) = (days.lowerBound - firstOfMonth, days.upperBound - firstOfMonth)
    precondition(first >= 0 && last < 31 && first <= last, "the days lie in the month")
    bits = (UInt32(2) << UInt32(last)) &- (UInt32(1) << UInt32(first))
  }

  /// Days that are in both sets.
  @inlinable public func intersection(_ other: DaysOfMonth) -> DaysOfMonth { DaysOfMonth(bits: bits & other.bits) }

  /// Days that are in either set.
  @inlinable public func union(_ other: DaysOfMonth) -> DaysOfMonth { DaysOfMonth(bits: bits | other.bits) }

  /// Days after the 1st to the last of the set.
  var last: Int? { bits == 0 ? nil : 31 - bits.leadingZeroBitCount }
}
