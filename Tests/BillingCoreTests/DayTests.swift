import XCTest

@testable import BillingCore

/// The calendar (RULES 1).
final class DayTests: XCTestCase {
  private let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

  private func isLeap(_ year: Int) -> Bool { year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) }

  /// Walks day by day by a counting rule of its own; 1600-01-01 was a Saturday.
  private func walk(from first: Int, to last: Int, weekday: Int) throws -> Day {
    var day = try XCTUnwrap(Day(year: first, month: 1, day: 1))
    var weekday = weekday
    for year in first..<last {
      for month in 1...12 {
        let length = lengths[month - 1] + (month == 2 && isLeap(year) ? 1 : 0)
        let next = day + length
        for number in 1...length {
          guard day.month.year == year, day.month.number == month, day.dayOfMonth == number, day.weekday == weekday,
            day.isFirstOfMonth == (number == 1), day.daysInMonth == length, day.firstOfNextMonth == next,
            Day.ordinal(year: year, month: month, day: number) == day.ordinal
          else {
            XCTFail("\(year)-\(month)-\(number) is \(day), weekday \(day.weekday), before \(day.firstOfNextMonth)")
            return day
          }
          day = day + 1
          weekday = weekday == 6 ? 0 : weekday + 1
        }
        XCTAssertEqual(Month(year: year, month: month).dayCount, length)
        XCTAssertNil(Day(year: year, month: month, day: length + 1))
      }
    }
    return day
  }

  func testTheFourCenturiesFrom1600CountAsTheirRuleSays() throws {
    XCTAssertEqual("\(try walk(from: 1600, to: 2000, weekday: 5))", "2000-01-01")
  }

  func testTheFourCenturiesFrom2000CountAsTheirRuleSays() throws {
    XCTAssertEqual("\(try walk(from: 2000, to: 2400, weekday: 5))", "2400-01-01")
  }

  func testTheFirstAndTheLastYearsCountAsTheirRuleSays() throws {
    XCTAssertEqual(try walk(from: 1, to: 13, weekday: 0), day("0013-01-01"))
    XCTAssertEqual(try walk(from: 9990, to: 10_000, weekday: 0), .latest + 1)
  }

  func testFourCenturiesHaveAFixedNumberOfDays() {
    XCTAssertEqual(day("2000-01-01") - day("1600-01-01"), 146_097)
    XCTAssertEqual(day("1600-01-01") - day("2000-01-01"), -146_097)
    XCTAssertEqual(day("1970-01-01").ordinal, 0)
    XCTAssertEqual(day("2000-03-01").ordinal, 11_017)
  }

  func testKnownWeekdays() {
    let known = [
      ("1969-07-20", 6), ("1970-01-01", 3), ("1999-12-31", 4), ("2000-02-29", 1), ("2024-02-29", 3), ("2027-01-01", 4),
      ("1582-10-15", 4), ("0001-01-01", 0), ("9999-12-31", 4),
    ]
    for (text, weekday) in known { XCTAssertEqual(day(text).weekday, weekday, text) }
  }

  func testLeapYearsFollowTheGregorianRule() {
    for (year, length) in [(1900, 28), (2000, 29), (2023, 28), (2024, 29), (2100, 28), (2400, 29), (4, 29), (9996, 29)]
    {
      XCTAssertEqual(Month(year: year, month: 2).dayCount, length, "\(year)")
      XCTAssertEqual(Day(year: year, month: 2, day: 29) != nil, length == 29, "\(year)")
    }
  }

  func testTheBoundsCanBeWrittenAndNothingBeyond() {
    XCTAssertEqual(Day.earliest.description, "0001-01-01")
    XCTAssertEqual(Day.latest.description, "9999-12-31")
    XCTAssertEqual(Day("0001-01-01"), .earliest)
    XCTAssertEqual(Day("9999-12-31"), .latest)
    XCTAssertNil(Day(year: 0, month: 12, day: 31))
    XCTAssertNil(Day(year: 10_000, month: 1, day: 1))
    XCTAssertEqual(Day.latest - Day.earliest, 3_652_058)
  }

  func testWhatIsPrintedIsReadAgain() {
    var chance = SplitMix64(seed: 1)
    for _ in 1...5000 {
      let day = Day.earliest + chance.number(in: 0...3_652_058)
      XCTAssertEqual(Day(day.description), day, "\(day.ordinal)")
      XCTAssertEqual(day.description.utf8.count, 10)
    }
  }

  func testMalformedTextIsNoDay() {
    let malformed = [
      "", "2027", "2027-01", "2027-1-01", "2027-01-1", "2027-01-001", "02027-01-01", "2027/01/01", "2027-01-01 ",
      " 2027-01-01", "2027-01-01T", "20270101", "2027-00-01", "2027-13-01", "2027-01-00", "2027-01-32", "2027-02-29",
      "2027-04-31", "0000-01-01", "-001-01-01", "+027-01-01", "2027-+1-01", "202a-01-01", "2027-0a-01", "2027-01-0/",
      "2027-01-0:", "٢٠٢٧-01-01", "2027–01–01", "2027-01-١", "1900-02-29",
    ]
    for text in malformed { XCTAssertNil(Day(text), text) }
    XCTAssertEqual(Day("see 2027-01-31"[...].dropFirst(4)), day("2027-01-31"))
  }

  func testDaysAddSubtractAndCompare() {
    XCTAssertEqual(day("2027-02-28") + 1, day("2027-03-01"))
    XCTAssertEqual(day("2027-03-01") - 1, day("2027-02-28"))
    XCTAssertEqual(day("2028-03-01") - 1, day("2028-02-29"))
    XCTAssertEqual(day("2027-12-31") + 1, day("2028-01-01"))
    XCTAssertLessThan(day("1969-12-31"), day("1970-01-01"))
    XCTAssertFalse(day("1970-01-01") < day("1970-01-01"))
  }

  func testMonthsCountOnOverTheTurnOfTheYear() {
    let december = Month(year: 2027, month: 12)
    XCTAssertEqual(december.next, Month(year: 2028, month: 1))
    XCTAssertEqual(december.next.firstDay, day("2028-01-01"))
    XCTAssertEqual(Month(index: december.index), december)
    XCTAssertEqual(day("2027-12-31").month, december)
    XCTAssertLessThan(december, december.next)
    XCTAssertEqual(december.description, "2027-12")
    XCTAssertEqual(Month(year: 27, month: 3).description, "0027-03")
  }

  func testARangeOfDaysIsWalkedDayByDay() {
    XCTAssertEqual((day("2027-02-28")...day("2027-03-01")).map(\.description), ["2027-02-28", "2027-03-01"])
    XCTAssertEqual((day("2027-02-28")..<day("2027-02-28")).count, 0)
  }
}
