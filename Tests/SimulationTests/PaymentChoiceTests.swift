import BillingCore
import XCTest

@testable import Simulation

final class PaymentChoiceTests: XCTestCase {
  private func amounts(
    debt: Int64, cost: Int64, response: Double = 0, policy: Policy = Policy(), _ change: (inout Segment.TopUps) -> Void
  ) -> [Money?] {
    var topUps = Segment.TopUps()
    change(&topUps)
    let choice = PaymentChoice(
      debt: Money(minorUnits: debt), monthCost: Money(minorUnits: cost), response: response)
    let (habits, policies) = (PaymentHabits(topUps), PolicyCalendar(policy))
    let key = ChanceKey(seed: 1, segment: "a")
    return (0..<400).map { number in
      var stream = key.stream(.months, account: UInt32(number))
      return choice.amount(among: habits, on: day("2027-01-01"), under: policies, &stream)
    }
  }

  func testDebtAndMonthsAreRoundedUpOnceToAWholeUnit() {
    for (months, cents) in [(0, 2200), (1, 4000), (3, 7600)] as [(Int, Int64)] {
      XCTAssertTrue(
        amounts(debt: 2101, cost: 1801) { ($0.months, $0.monthWeights) = ([months], [1]) }
          .allSatisfy { $0 == dollars(cents) })
    }
  }

  func testTheDebtAloneIsPaidOnlyInDebt() {
    XCTAssertTrue(amounts(debt: 0, cost: 1900) { ($0.months, $0.monthWeights) = ([0], [1]) }.allSatisfy { $0 == nil })
  }

  func testAmountsAreRaisedToTheMinimumAndLeftOutAboveTheMaximum() {
    var policy = Policy()
    policy.topUp.minimum = dollars(2550)
    policy.topUp.maximum = dollars(6000)
    let chosen = amounts(debt: 0, cost: 1900, policy: policy) {
      ($0.months, $0.monthWeights) = ([1, 3, 6], [1, 1, 50])
    }
    XCTAssertTrue(chosen.allSatisfy { $0 == dollars(2550) || $0 == dollars(5700) })
    XCTAssertTrue(chosen.contains(dollars(2550)) && chosen.contains(dollars(5700)))
    policy.topUp.maximum = dollars(2000)
    policy.topUp.minimum = dollars(1)
    XCTAssertTrue(
      amounts(debt: 5000, cost: 1900, policy: policy) { $0.months = [0, 1, 3, 6, 12] }.allSatisfy { $0 == nil })
  }

  func testABonusDrawsWhereSomebodyRespondsToIt() {
    var policy = Policy()
    policy.bonus.tiers = [.init(from: dollars(5700), percent: .init(hundredths: 1000))]
    func share(_ response: Double) -> Int {
      amounts(debt: 0, cost: 1900, response: response, policy: policy) {
        ($0.months, $0.monthWeights) = ([1, 3], [1, 1])
      }.count { $0 == dollars(5700) }
    }
    XCTAssertEqual(Double(share(0)), 200, accuracy: 45)
    // exp(0.2 x 10) = 7.39 to 1
    XCTAssertEqual(Double(share(0.2)), 400 * 7.389 / 8.389, accuracy: 32)
  }

  func testTheLastWholeMonthIsRemembered() {
    func line(_ service: Int?, _ quantity: Int, _ cents: Int64, final: Bool = false) -> InvoiceLine {
      var line = InvoiceLine(service: service, quantity: quantity, amount: dollars(cents))
      line.isFinal = final
      return line
    }
    var memory = InvoiceMemory()
    memory.note(line(nil, 20, 1300), on: day("2027-02-01"))
    XCTAssertNil(memory.wholeMonth, "the month was open in part")
    memory.note(line(nil, 28, 1900), on: day("2027-03-01"))
    memory.note(line(0, 56, 1000), on: day("2027-03-01"))
    XCTAssertEqual(memory.wholeMonth, dollars(2900))
    memory.note(line(nil, 31, 1900, final: true), on: day("2027-04-01"))
    XCTAssertEqual(memory.wholeMonth, dollars(2900))
    memory.note(line(0, 3, 100), on: day("2027-05-01"))
    XCTAssertEqual(memory.wholeMonth, dollars(2900), "no base line, no whole month")
  }
}
