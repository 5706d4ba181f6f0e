import BillingCore
import XCTest

@testable import Simulation

final class PaymentTotalsTests: XCTestCase {
  private func spell(paidAfter days: Int?, _ outcome: DebtSpell.Outcome = .paid) -> DebtSpell {
    let begun = Day("2027-03-04") ?? .earliest
    var spell = DebtSpell(account: AccountIdentity(position: 0, segment: 0), debtSince: begun - 3)
    spell.remindedOn = begun
    spell.endedOn = days.map { begun + $0 }
    spell.outcome = outcome
    return spell
  }

  func testHalfIsPaidOnTheDayThatMakesItHalf() {
    var totals = PaymentTotals()
    for days in [4, 1, 3, 2] { totals.add(spell(paidAfter: days)) }
    XCTAssertEqual(totals.reminder.days(untilPaid: 50), 2)
    XCTAssertEqual(totals.reminder.days(untilPaid: 51), 3)
    XCTAssertEqual(totals.reminder.days(untilPaid: 100), 4)
    XCTAssertEqual(totals.reminder.paid(within: 2...3), 2)
    XCTAssertEqual(totals.reminder.paid(within: 0...Int.max), 4)
    XCTAssertEqual(totals.reminder.paid(within: 5...9), 0)
  }

  func testWhatWasNotPaidIsCountedApart() {
    var totals = PaymentTotals()
    XCTAssertNil(totals.reminder.days(untilPaid: 50))
    totals.add(spell(paidAfter: nil, .open))
    totals.add(spell(paidAfter: 9, .deleted))
    var others = PaymentTotals()
    others.add(spell(paidAfter: 0))
    totals.merge(others)
    XCTAssertEqual(
      [totals.reminder.open, totals.reminder.deleted, totals.reminder.paid, totals.reminder.count], [1, 1, 1, 3])
    XCTAssertEqual(totals.reminder.days(untilPaid: 50), 0)
    XCTAssertEqual(totals.paymentPage.count, 0)
  }
}
