import XCTest

@testable import BillingCore

/// Exact money and the one place that rounds (RULES 1).
final class MoneyTests: XCTestCase {
  func testAQuotientIsRoundedHalfAwayFromZero() throws {
    let table: [(Int128, Int128, Int64)] = [
      (0, 7, 0), (49, 100, 0), (50, 100, 1), (51, 100, 1), (149, 100, 1), (150, 100, 2), (250, 100, 3), (1, 3, 0),
      (2, 3, 1), (3, 6, 1), (1, 2, 1), (5, 1, 5), (10, 31, 0), (15, 31, 0), (16, 31, 1), (46, 31, 1), (47, 31, 2),
      (17, 7, 2), (18, 7, 3),
    ]
    for (dividend, divisor, quotient) in table {
      XCTAssertEqual(try roundedQuotient(dividend, by: divisor).minorUnits, quotient, "\(dividend) / \(divisor)")
      XCTAssertEqual(try roundedQuotient(-dividend, by: divisor).minorUnits, -quotient, "-\(dividend) / \(divisor)")
    }
  }

  func testAQuotientMayNeed128BitsOnTheWay() throws {
    let ceiling = Int128(Money.ceiling.minorUnits)
    XCTAssertEqual(try roundedQuotient(ceiling * 1_000_000_000, by: 1_000_000_000), .ceiling)
    XCTAssertEqual(try roundedQuotient(ceiling, by: 1), .ceiling)
    XCTAssertThrowsError(try roundedQuotient(ceiling + 1, by: 1))
    XCTAssertThrowsError(try roundedQuotient(ceiling * 2 + 1, by: 2))
    XCTAssertThrowsError(try roundedQuotient(-ceiling - 1, by: 1))
  }

  /// The nearest whole number by another way, for numbers not below 0; `nil` above the ceiling.
  private func nearest(_ factor: Int64, _ other: Int64, _ divisor: Int64) -> Int64? {
    let (dividend, divisor) = (UInt128(factor) * UInt128(other), UInt128(divisor))
    let (quotient, rest) = dividend.quotientAndRemainder(dividingBy: divisor)
    let rounded = quotient + (2 * rest >= divisor ? 1 : 0)
    return rounded <= UInt128(Money.ceiling.minorUnits) ? Int64(rounded) : nil
  }

  func testBothWaysToAQuotientGiveTheNearestWholeNumberOrThrow() {
    var chance = SplitMix64(seed: 1)
    var (thrown, wide) = (0, 0)
    func assertNearest(_ factor: Int64, _ other: Int64, _ divisor: Int64) {
      let expected = nearest(factor, other, divisor)
      let narrow = try? roundedQuotient(factor, times: other, by: divisor).minorUnits
      let exact = try? roundedQuotient(Int128(factor) * Int128(other), by: Int128(divisor)).minorUnits
      let less = try? roundedQuotient(-factor, times: other, by: divisor).minorUnits
      XCTAssertEqual(narrow, expected, "\(factor) x \(other) / \(divisor)")
      XCTAssertEqual(exact, expected, "\(factor) x \(other) / \(divisor), wide")
      XCTAssertEqual(less, expected.map { -$0 }, "-\(factor) x \(other) / \(divisor)")
      thrown += expected == nil ? 1 : 0
      wide += factor.multipliedReportingOverflow(by: other).overflow ? 1 : 0
    }
    func number() -> Int64 { Int64(chance.next() >> UInt64(chance.number(in: 1...63))) }
    for _ in 0..<20_000 {
      let (factor, divisor) = (number(), max(1, number()))
      assertNearest(factor, number(), divisor)
      assertNearest(factor, divisor, chance.one(of: 1, 2, 28, 31, divisor))
      // Products beside the ceiling and beside what 64 bits hold.
      let edge = chance.one(of: Money.ceiling.minorUnits, .max)
      let other = Int64(chance.number(in: 1...100))
      assertNearest(edge / other + Int64(chance.number(in: -3...3)) * (edge / other < .max - 3 ? 1 : 0), other, 1)
      assertNearest(edge - Int64(chance.number(in: 0...40)), 1, Int64(chance.number(in: 1...40)))
    }
    XCTAssertGreaterThan(thrown, 1000)
    XCTAssertGreaterThan(wide, 1000)
  }

  func testASumBeyondTheCeilingIsAnError() throws {
    let one = Money(minorUnits: 1)
    XCTAssertEqual(try (Money.ceiling - one).adding(one), .ceiling)
    XCTAssertThrowsError(try Money.ceiling.adding(one)) { XCTAssertEqual($0 as? AmountOverflow, AmountOverflow()) }
    XCTAssertThrowsError(try Money(minorUnits: .max).adding(one))
    XCTAssertThrowsError(try Money.ceiling.adding(.ceiling))
    XCTAssertEqual(try Money.ceiling.adding(-one), .ceiling - one)
  }

  func testTwiceTheCeilingFits64Bits() {
    XCTAssertGreaterThan(Money.ceiling + .ceiling, .ceiling)
  }

  func testMoneyAddsSubtractsAndCompares() {
    var money = usd("1.10")
    money += usd("0.05")
    XCTAssertEqual(money, usd("1.15"))
    money -= usd("2.00")
    XCTAssertEqual(money, usd("-0.85"))
    XCTAssertEqual(-money, usd("0.85"))
    XCTAssertLessThan(money, .zero)
    XCTAssertEqual(usd("0.85") + money, .zero)
    XCTAssertEqual(usd("1.00") - usd("0.01"), usd("0.99"))
  }

  func testAnAmountThatOverflowsStopsTheInvoice() throws {
    var policy = Policy.with { $0.tariff.base.monthly = .ceiling }
    policy.tariff.base.proration = .none
    policy.deletion.automatic = false
    let policies = PolicyCalendar(policy)
    var account = Account(created: day("2027-01-01"), eve: day("2026-12-31"), under: policies)
    var recorder = Recorder()
    try account.advance(to: day("2027-02-01"), under: policies, telling: &recorder)
    XCTAssertEqual(account.balance, -.ceiling)
    XCTAssertThrowsError(try account.advance(to: day("2027-03-01"), under: policies, telling: &recorder))
  }
}
