import BillingCore
import XCTest

@testable import Simulation

/// Days told by the month are counted as if each had been told alone.
final class DayCountsTests: XCTestCase {
  private let start = day("2027-01-20")

  func testDaysOfAMonthAreCountedAsEachOfThem() {
    let days = 120
    var together = DayCounts(start: start, days: days, segments: 3)
    var alone = DayCounts(start: start, days: days, segments: 3)
    var other = DayCounts(start: start, days: days, segments: 3)
    var state: UInt64 = 9
    for round in 0..<4000 {
      let today = start + Int(splitMix64(&state) % UInt64(days))
      let (first, next) = today.monthBounds
      let within = DaysOfMonth(max(first, start)...min(next - 1, start + (days - 1)), firstOfMonth: first)
      let some = DaysOfMonth(bits: UInt32(truncatingIfNeeded: splitMix64(&state))).intersection(within)
      let segment = Int(splitMix64(&state) % 16) / 7
      if round % 5 == 0 {
        other.count(some, firstOfMonth: first, of: segment)
      } else {
        together.count(some, firstOfMonth: first, of: segment)
      }
      for day in 0..<31 where some.contains(first + day, firstOfMonth: first) { alone.count(first + day, of: segment) }
    }
    together.merge(other)
    together.settle()
    for day in 0..<days {
      for segment in 0..<3 {
        XCTAssertEqual(together.count(day: day, segment: segment), alone.count(day: day, segment: segment), "\(day)")
      }
    }
  }
}
