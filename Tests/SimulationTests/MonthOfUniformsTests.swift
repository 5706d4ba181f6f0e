import BillingCore
import XCTest

@testable import Simulation

/// A number for each day of a month, compared with a chance bit by bit.
final class MonthOfUniformsTests: XCTestCase {
  private let key = ChanceKey(seed: 9, segment: "months")

  private func source(_ account: Int, _ question: Question = .topUp, month: Int = 0) -> PhiloxSource {
    key.source(question, account: UInt32(account), on: Month(index: Int32(24_300 + month)).firstDay)
  }

  func testADayIsBelowAThresholdAsItsNumberIs() {
    for account in 0..<40 {
      let source = source(account)
      let uniforms = MonthOfUniforms(source)
      let numbers = (0..<32).map { source.number(ofLane: $0) }
      var state = UInt64(account)
      let random = (0..<4).map { splitMix64(&state) >> UInt64(1 + $0 * account) }
      // A lane's own number is not below it, and decided only by the last of its 63 bits.
      let own = numbers.prefix(6).flatMap { [$0, $0 + 1, $0 - 1] }
      // Long common prefixes that part in the middle.
      let near = (0..<6).flatMap { lane -> [UInt64] in
        let (number, bit) = (numbers[26 + lane], UInt64(1) << UInt64(8 + 9 * lane))
        return [number ^ bit, number & ~(bit - 1)]
      }
      for threshold in [random, own, near].joined() {
        let expected = numbers.indices.reduce(UInt32(0)) { $0 | (numbers[$1] < threshold ? 1 << UInt32($1) : 0) }
        let found = uniforms.lanes(below: Chance(threshold: threshold), among: .max)
        XCTAssertEqual(found, expected, "account \(account), threshold \(String(threshold, radix: 16))")
      }
    }
  }

  func testOnlyWantedDaysAreAnswered() {
    var state: UInt64 = 1
    for account in 0..<100 {
      let uniforms = MonthOfUniforms(source(account))
      let wanted = UInt32(truncatingIfNeeded: splitMix64(&state))
      for chance in [Chance.never, Chance(0.004), Chance(0.4), Chance(0.999), Chance(1)] {
        let all = uniforms.lanes(below: chance, among: .max)
        XCTAssertEqual(uniforms.lanes(below: chance, among: wanted), all & wanted)
        XCTAssertEqual(uniforms.days(below: chance, among: DaysOfMonth(bits: wanted)).bits, all & wanted)
      }
    }
  }

  func testChanceZeroNeverHappensAndOneAlways() {
    for account in 0..<100 {
      let uniforms = MonthOfUniforms(source(account))
      XCTAssertEqual(uniforms.lanes(below: .never, among: .max), 0)
      XCTAssertEqual(uniforms.lanes(below: Chance(1), among: .max), .max)
    }
  }

  func testALargerChanceOnlyAddsDays() {
    for account in 0..<200 {
      let uniforms = MonthOfUniforms(source(account))
      var before: UInt32 = 0
      for step in 0...64 {
        let days = uniforms.lanes(below: Chance(Double(step) / 64), among: .max)
        XCTAssertEqual(days & before, before)
        before = days
      }
    }
  }

  func testDaysComeAsOftenAsTheirChance() {
    for chance in [0.01, 0.3, 0.97] {
      var byDay = Array(repeating: 0.0, count: 31)
      for account in 0..<2000 {
        let days = MonthOfUniforms(source(account)).lanes(below: Chance(chance), among: .max)
        for day in byDay.indices { byDay[day] += Double(days >> UInt32(day) & 1) }
      }
      let variance = 2000 * chance * (1 - chance)
      let sum = byDay.reduce(0, +)
      XCTAssertLessThan(abs(sum - 31 * 2000 * chance) / (31 * variance).squareRoot(), 4.5, "\(chance)")
      let chiSquare = byDay.reduce(0) { $0 + ($1 - 2000 * chance) * ($1 - 2000 * chance) / variance }
      XCTAssertLessThan(chiSquare, 75, "\(chance)")  // 31 degrees of freedom: above it once in 50,000
    }
  }

  // MARK: Independence

  /// The first bits of the days of a month, as numbers of 64 bits.
  private func numbers(_ account: Int, _ question: Question = .topUp, month: Int = 0) -> [UInt64] {
    let planes = source(account, question, month: month).firstWords()
    return (0..<31).map { day in
      planes.indices.reduce(0) { $0 << 1 | UInt64(planes[$1] >> UInt32(day) & 1) } << 56 | 1 << 55
    }
  }

  private func assertIndependent(
    _ what: String, _ pairs: (Int) -> [(UInt64, UInt64)], file: StaticString = #filePath, line: UInt = #line
  ) {
    let dependence = Dependence((0..<400).flatMap(pairs))
    XCTAssertFalse(dependence.isSuspect, "\(what): \(dependence)", file: file, line: line)
  }

  func testNeighbouringDaysAccountsMonthsAndQuestionsAreIndependent() {
    for distance in [1, 2, 7, 8, 16] {
      assertIndependent("days \(distance) apart") { account in
        let numbers = numbers(account)
        return Array(zip(numbers, numbers.dropFirst(distance)))
      }
    }
    for distance in [1, 31] {
      assertIndependent("accounts") { Array(zip(numbers($0), numbers($0 + distance))) }
      assertIndependent("accounts and days") { Array(zip(numbers($0), numbers($0 + distance).dropFirst())) }
    }
    assertIndependent("months") { Array(zip(numbers($0), numbers($0, month: 1))) }
    assertIndependent("questions") { Array(zip(numbers($0), numbers($0, .administratorSignIn))) }
    assertIndependent("questions side by side") {
      Array(zip(numbers($0, .employeeSignIn), numbers($0, .administratorSignIn)))
    }
  }

  func testTheMonthsEndAndTheNextBeginningAreIndependent() {
    assertIndependent("the 31st and the 1st") { account in
      (0..<31).map { (numbers(account, month: $0)[30], numbers(account, month: $0 + 1)[0]) }
    }
  }
}
