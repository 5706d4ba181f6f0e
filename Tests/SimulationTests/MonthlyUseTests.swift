import BillingCore
import XCTest

@testable import Simulation

/// A month's use is drawn at once, and its days are as if each had been drawn by itself.
final class MonthlyUseTests: XCTestCase {
  /// Factors that differ by weekday; nothing on Sundays.
  private static let weekdays = [1, 1.5, 0.5, 1, 2, 0.25, 0]

  private func habits(days: Int = 90, start: String = "2027-01-10", warmUpDays: Int = 0, growth: Double = 0) -> Habits {
    var segment = Segment(name: "users", accounts: 1)
    segment.usage = [1: .init(perDay: .constant(1))]
    segment.usage[1]?.weekdays = MonthlyUseTests.weekdays
    segment.usage[1]?.growthPerYear = growth
    var scenario = scenario(days: days, segments: [segment])
    scenario.start = day(start)
    scenario.warmUpDays = warmUpDays
    return Habits(segment, in: scenario)
  }

  private func use(_ account: Int, perDay: Double, in month: Int = 0, _ habits: Habits) -> MonthlyUse {
    MonthlyUse(of: 0, perDay: perDay, account: UInt32(account), in: month, habits)
  }

  /// Checks that the days add up to the total, and any of them to what is told of them together.
  private func assertAddsUp(_ use: MonthlyUse, _ month: Habits.Month, _ state: inout UInt64, _ what: String) {
    let byDay = use.byDay()
    XCTAssertEqual(byDay.count, month.first.daysInMonth)
    XCTAssertEqual(byDay.reduce(0, +), use.total, what)
    XCTAssertEqual(use.units(on: month.all), use.total, what)
    XCTAssertEqual(use.units(on: .none), 0, what)
    XCTAssertEqual(byDay.indices.map { use.units(on: DaysOfMonth([$0])) }, byDay, what)
    for _ in 0..<8 {
      let bits = UInt32(truncatingIfNeeded: splitMix64(&state) | (splitMix64(&state) & splitMix64(&state)))
      let some = byDay.indices.filter { bits >> UInt32($0) & 1 == 1 }
      XCTAssertEqual(use.units(on: DaysOfMonth(bits: bits)), some.reduce(0) { $0 + byDay[$1] }, "\(what), \(some)")
    }
  }

  func testPartsAddUpToTheTotal() {
    let habits = habits()
    var state: UInt64 = 1
    for account in 0..<60 {
      let month = account % habits.months.count
      let perDay = [0.02, 0.3, 1, 1.04, 4, 30][account % 6]
      assertAddsUp(use(account, perDay: perDay, in: month, habits), habits.months[month], &state, "\(account)")
    }
  }

  func testAMonthOfManyThousandUnitsAddsUpToo() {
    let habits = habits()
    var state: UInt64 = 2
    for account in 0..<8 {
      let use = use(account, perDay: 200, in: account % 3, habits)
      XCTAssertGreaterThan(use.total, 4096)
      assertAddsUp(use, habits.months[account % 3], &state, "\(account)")
    }
  }

  func testDaysWithoutWeightGetNothing() {
    let habits = habits()
    for account in 0..<100 {
      for (day, units) in use(account, perDay: account < 90 ? 5 : 300, habits).byDay().enumerated()
      where (habits.months[0].first + day).weekday == 6 {
        XCTAssertEqual(units, 0)
      }
    }
    var idle = habits.segment
    idle.usage[1]?.weekdays = Array(repeating: 0, count: 7)
    let nobody = Habits(idle, in: scenario(segments: [idle]))
    XCTAssertEqual(use(0, perDay: 5, nobody).total, 0)
    XCTAssertEqual(use(0, perDay: 5, nobody).byDay(), Array(repeating: 0, count: 31))
  }

  /// A mean and a variance, each by how many standard errors it is off that of a Poisson number.
  private func assertPoisson(_ counts: [Int], mean: Double, _ what: String) {
    let n = Double(counts.count)
    let found = counts.reduce(0) { $0 + Double($1) } / n
    let spread = counts.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / n
    XCTAssertLessThan(abs(found - mean) / (mean / n).squareRoot(), 4.5, "\(what): mean \(found) for \(mean)")
    let error = ((mean + 2 * mean * mean) / n).squareRoot()
    XCTAssertLessThan(abs(spread - mean) / error, 4.5, "\(what): variance \(spread) for \(mean)")
  }

  func testDaysAndTotalsArePoissonAndDaysAreIndependent() {
    let habits = habits()
    for (perDay, accounts) in [(0.6, 1500), (20, 400), (250, 150)] {
      let months = (0..<accounts).map { use($0, perDay: perDay, habits).byDay() }
      let factors = habits.months[0].weights[0].factors
      for day in factors.indices where factors[day] > 0 {
        assertPoisson(months.map { $0[day] }, mean: perDay * factors[day], "day \(day) of \(perDay)")
      }
      assertPoisson(
        months.map { $0.reduce(0, +) }, mean: perDay * factors.reduce(0, +), "the total of \(perDay)")
      for (one, other) in [(0, 1), (1, 2), (0, 7), (3, 30), (14, 15)] where factors[one] * factors[other] > 0 {
        let (left, right) = (perDay * factors[one], perDay * factors[other])
        let products = months.reduce(0) { $0 + (Double($1[one]) - left) * (Double($1[other]) - right) }
        XCTAssertLessThan(
          abs(products) / (Double(accounts) * left * right).squareRoot(), 4.5, "days \(one), \(other) of \(perDay)")
      }
    }
  }

  func testUseIsTheSameWhateverTheRunsLengthAndItsWarmUp() {
    let usual = habits(growth: 0.5)
    let others = [habits(days: 300, growth: 0.5), habits(days: 30, growth: 0.5), habits(warmUpDays: 200, growth: 0.5)]
    for other in others {
      for account in 0..<20 {
        let perDay = account < 15 ? 3.0 : 400
        let one = use(account, perDay: perDay, in: usual.monthIndex(of: day("2027-02-01")), usual)
        let two = use(account, perDay: perDay, in: other.monthIndex(of: day("2027-02-28")), other)
        XCTAssertEqual(one.total, two.total)
        XCTAssertEqual(one.byDay(), two.byDay())
      }
    }
  }

  func testServicesAccountsAndMonthsDiffer() {
    let habits = habits()
    let totals = (0..<3).flatMap { month in (0..<50).map { use($0, perDay: 40, in: month, habits).total } }
    XCTAssertGreaterThan(Set(totals).count, 80)
    XCTAssertNotEqual(use(1, perDay: 3, habits).byDay(), use(2, perDay: 3, habits).byDay())
  }
}

extension MonthlyUse {
  /// The units of each day, from the 1st on.
  fileprivate func byDay() -> [Int] {
    let use = DailyUse(self)
    return through.indices.map { use.units(on: $0) }
  }
}
