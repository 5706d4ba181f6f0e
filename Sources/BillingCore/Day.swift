/// A civil day of the proleptic Gregorian calendar; nothing is smaller (RULES 1).
///
/// One integer, so that comparing, counting and storing days costs nothing. Years 1 to 9999 can be written and read.
public struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01, which is 0.
  public var ordinal: Int32

  /// Makes the day that lies so many days after 1970-01-01.
  @inlinable public init(ordinal: Int32) { self.ordinal = ordinal }

  /// Makes the day of a date, or nothing when the calendar has no such date.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
    guard day >= 1, day <= Month(year: year, month: month).dayCount else { return nil }
    self.init(ordinal: Day.ordinal(year: year, month: month, day: day))
  }

  /// The first day that can be written: 0001-01-01.
  public static let earliest = Day(ordinal: ordinal(year: 1, month: 1, day: 1))

  /// The last day that can be written: 9999-12-31.
  public static let latest = Day(ordinal: ordinal(year: 9999, month: 12, day: 31))

  /// Compares two days in time.
  @inlinable public static func < (left: Day, right: Day) -> Bool { left.ordinal < right.ordinal }

  /// The day so many days later.
  @inlinable public static func + (day: Day, days: Int) -> Day { Day(ordinal: day.ordinal + Int32(days)) }

  /// The day so many days earlier.
  @inlinable public static func - (day: Day, days: Int) -> Day { Day(ordinal: day.ordinal - Int32(days)) }

  /// The days from the right day to the left one; negative when the left one is earlier.
  @inlinable public static func - (left: Day, right: Day) -> Int { Int(left.ordinal) - Int(right.ordinal) }

  /// The month that the day lies in.
  public var month: Month {
    let (year, month, _) = civil
    return Month(year: year, month: month)
  }

  /// The day's number in its month, from 1.
  public var dayOfMonth: Int { civil.day }

  /// The 1st of the next month.
  public var firstOfNextMonth: Day {
    let (year, month, day) = civil
    return self + (Month.dayCount(year: year, number: month) - day + 1)
  }

  /// The month as the days of its 1st and of the next month's.
  public var monthBounds: (first: Day, next: Day) {
    let (year, month, day) = civil
    let first = self - (day - 1)
    return (first, first + Month.dayCount(year: year, number: month))
  }

  /// How many days the day's month has.
  public var daysInMonth: Int {
    let (year, month, _) = civil
    return Month.dayCount(year: year, number: month)
  }

  /// Whether the past month is invoiced on this day.
  public var isFirstOfMonth: Bool { dayOfMonth == 1 }

  /// The day of the week, Monday 0 to Sunday 6.
  public var weekday: Int {
    let sinceMonday = (Int(ordinal) + 3) % 7  // 1970-01-01 was a Thursday
    return sinceMonday < 0 ? sinceMonday + 7 : sinceMonday
  }

  /// The date's three numbers.
  ///
  /// Years are taken from March on, so that the leap day is the last one and month lengths follow one line. Divisions by
  /// a constant are multiplications: Neri and Schneider, "Euclidean affine functions and their application to calendar
  /// algorithms", Software: Practice and Experience 53, 2023; theirs are the constants.
  @inline(__always)
  private var civil: (year: Int, month: Int, day: Int) {
    // 82 times 400 years before the era of 0000-03-01 keep all numbers above 0.
    let shifted = UInt32(truncatingIfNeeded: Int(ordinal) + 719_468 + 146_097 * 82)
    let inCenturies = 4 * shifted + 3
    let century = inCenturies / 146_097
    let inYears = UInt64(2_939_745) * UInt64((inCenturies % 146_097) | 3)
    let yearOfCentury = UInt32(truncatingIfNeeded: inYears >> 32)
    let dayOfYear = UInt32(truncatingIfNeeded: inYears) / 2_939_745 / 4
    let inMonths = 2141 * dayOfYear + 197_913
    let isNextYear = dayOfYear >= 306
    let year = Int(100 * century + yearOfCentury) - 400 * 82 + (isNextYear ? 1 : 0)
    let month = Int(inMonths >> 16) - (isNextYear ? 12 : 0)
    return (year: year, month: month, day: Int((inMonths & 0xFFFF) / 2141) + 1)
  }

  static func ordinal(year: Int, month: Int, day: Int) -> Int32 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * 146_097 + dayOfEra - 719_468)
  }
}

/// A calendar month, as one integer: months are counted, compared and used as an index of totals.
public struct Month: Hashable, Comparable, Sendable {
  /// Twelve times the year plus the month's number less one.
  public var index: Int32

  /// Makes the month with this index.
  public init(index: Int32) { self.index = index }

  /// Makes the month of a year, January 1 to December 12.
  public init(year: Int, month: Int) { index = Int32(year * 12 + month - 1) }

  /// Compares two months in time.
  public static func < (left: Month, right: Month) -> Bool { left.index < right.index }

  /// The year.
  public var year: Int { Int(index) / 12 }

  /// The month's number in its year, January 1 to December 12.
  public var number: Int { Int(index) % 12 + 1 }

  /// The month after this one.
  public var next: Month { Month(index: index + 1) }

  /// The month's first day.
  public var firstDay: Day { Day(ordinal: Day.ordinal(year: year, month: number, day: 1)) }

  /// How many days the month has, 28 to 31.
  public var dayCount: Int { Month.dayCount(year: year, number: number) }

  static func dayCount(year: Int, number: Int) -> Int {
    if number == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
    return 30 + (number + number / 8) % 2  // 31 in odd months up to July, in even ones from August on
  }
}

extension Day: Strideable {
  /// The days from this day to another.
  public func distance(to other: Day) -> Int { other - self }

  /// The day so many days later.
  public func advanced(by days: Int) -> Day { self + days }
}

extension Day: CustomStringConvertible {
  /// The date as ISO 8601 writes it: `2027-01-31`.
  public var description: String {
    let day = dayOfMonth
    return "\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  /// Reads a date written `2027-01-31`, in exactly ten characters; nothing else, and no date that does not exist.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
    var numbers = [0, 0, 0]
    for (field, range) in [0..<4, 5..<7, 8..<10].enumerated() {
      for byte in bytes[range] {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        numbers[field] = numbers[field] * 10 + Int(byte - UInt8(ascii: "0"))
      }
    }
    self.init(year: numbers[0], month: numbers[1], day: numbers[2])
  }
}

extension Month: CustomStringConvertible {
  /// The month as ISO 8601 writes it: `2027-01`.
  public var description: String {
    let digits = String(year)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + (number < 10 ? "-0" : "-") + "\(number)"
  }
}
