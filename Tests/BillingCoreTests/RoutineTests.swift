import XCTest

@testable import BillingCore

/// Sets of days of a month, and days on which an account is only signed in to.
final class RoutineTests: XCTestCase {
  /// The 1sts of months of 28, 29, 30 and 31 days.
  private let firsts = ["2027-02-01", "2028-02-01", "2027-04-01", "2027-01-01"].map { day($0) }

  private func numbers(_ days: DaysOfMonth) -> Set<Int> { Set((0..<32).filter { days.bits >> UInt32($0) & 1 == 1 }) }

  func testARunOfDaysHoldsItsDaysAndNoOthers() {
    for first in firsts {
      for from in 0..<first.daysInMonth {
        for to in from..<first.daysInMonth {
          let run = DaysOfMonth(first + from...first + to, firstOfMonth: first)
          XCTAssertEqual(numbers(run), Set(from...to), "\(first)")
        }
      }
    }
  }

  func testAWholeMonthHasAsManyDaysAsTheCalendarSays() {
    for (first, count) in zip(firsts, 28...31) {
      let whole = DaysOfMonth(first...first.firstOfNextMonth - 1, firstOfMonth: first)
      XCTAssertEqual(whole.bits.nonzeroBitCount, count)
      XCTAssertEqual(whole.last, count - 1)
    }
  }

  func testSetsMeetJoinAndKnowTheirLastDay() {
    var chance = SplitMix64(seed: 1)
    for _ in 0..<500 {
      let (one, other) = (DaysOfMonth(bits: mask(&chance)), DaysOfMonth(bits: mask(&chance)))
      XCTAssertEqual(numbers(one.intersection(other)), numbers(one).intersection(numbers(other)))
      XCTAssertEqual(numbers(one.union(other)), numbers(one).union(numbers(other)))
      XCTAssertEqual(one.last, numbers(one).max())
    }
    XCTAssertNil(DaysOfMonth.none.last)
    XCTAssertEqual(numbers(.none), [])
  }

  func testARoutineLeavesOutDaysBeyondItsOwn() {
    var chance = SplitMix64(seed: 2)
    for first in firsts {
      for _ in 0..<200 {
        let from = chance.number(in: 0...first.daysInMonth - 1)
        let to = chance.number(in: from...first.daysInMonth - 1)
        let (administrators, employees) = (DaysOfMonth(bits: mask(&chance)), DaysOfMonth(bits: mask(&chance)))
        let routine = Routine(
          first + from...first + to, firstOfMonth: first, administrators: administrators, employees: employees)
        XCTAssertEqual(numbers(routine.administrators), numbers(administrators).intersection(from...to))
        XCTAssertEqual(numbers(routine.employees), numbers(employees).intersection(from...to))
        let signIns = numbers(administrators).union(numbers(employees)).intersection(from...to)
        XCTAssertEqual(numbers(routine.signIns), signIns)
        XCTAssertEqual(routine.lastSignIn, signIns.max().map { first + $0 })
      }
    }
  }

  /// Sometimes few days, sometimes many.
  private func mask(_ chance: inout SplitMix64) -> UInt32 {
    let bits = UInt32(truncatingIfNeeded: chance.next()) & 0x7FFF_FFFF
    return chance.happens(percent: 50) ? bits : bits & UInt32(truncatingIfNeeded: chance.next() & chance.next())
  }
}
