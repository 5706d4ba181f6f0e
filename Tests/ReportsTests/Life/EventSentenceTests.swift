import XCTest

@testable import BillingCore
@testable import Reports

final class EventSentenceTests: XCTestCase {
  private func text(_ event: Event) -> String {
    var policy = Policy()
    policy.tariff.services = [
      Service(name: "integration", price: .recurring(monthly: cents(500), counting: .daily)),
      Service(name: "order", price: .metered(MeteredPrice(tiers: [.init(upTo: nil, pricePerUnit: 20_000)]))),
    ]
    return EventSentence(event, policies: PolicyCalendar(policy)).text
  }

  private func refused(_ command: Command) -> String {
    text(.refused(Refusal(command: command, reason: .deleted, isActivity: false)))
  }

  func testARefusalTellsWhatWasAskedFor() {
    XCTAssertEqual(
      refused(.topUp(cents(200), by: .employee, with: .card)),
      "top-up of 2.00 by card from an employee refused: deleted")
    XCTAssertEqual(
      refused(.topUpDeclined(cents(-5), by: .owner, with: .applePay)),
      "declined top-up of -0.05 by applePay from an owner refused: deleted")
    XCTAssertEqual(refused(.signIn(.administrator)), "sign-in of an administrator refused: deleted")
    XCTAssertEqual(refused(.use(9, of: 1)), "use of 9 order refused: deleted")
    XCTAssertEqual(refused(.set(0, to: 3)), "setting integration to 3 refused: deleted")
    XCTAssertEqual(refused(.requestDeletion), "request of a deletion refused: deleted")
    XCTAssertEqual(refused(.cancelDeletion), "cancellation of a deletion refused: deleted")
    XCTAssertEqual(refused(.restore), "restore refused: deleted")
    let met = Refusal(command: .signIn(.employee), reason: .blocked, isActivity: false, banner: day("2027-02-21"))
    XCTAssertEqual(
      text(.refused(met)), "sign-in of an employee refused: blocked, with the deletion banner of 2027-02-21")
  }

  func testALineTellsHowItWasPaid() {
    func line(_ service: Int?, _ quantity: Int, bonus: Int64 = 0, cash: Int64 = 0, final: Bool = false) -> String {
      var line = InvoiceLine(service: service, quantity: quantity, amount: cents(500), isFinal: final)
      (line.fromBonus, line.fromCash) = (cents(bonus), cents(cash))
      return text(.invoiced(line))
    }
    XCTAssertEqual(line(nil, 1), "invoiced base 1 open day 5.00: 5.00 as debt")
    XCTAssertEqual(
      line(nil, 9, bonus: 100, cash: 150),
      "invoiced base 9 open days 5.00: 1.00 from bonus, 1.50 from cash, 2.50 as debt")
    XCTAssertEqual(
      line(1, 250, cash: 500, final: true), "invoiced order 250 5.00 in the final invoice: 5.00 from cash")
    XCTAssertEqual(
      text(.invoiced(InvoiceLine(service: 1, quantity: 250, amount: .zero))), "invoiced order 250 0.00")
  }

  func testATopUpTellsItsBonusAndWhatOfBothSettlesDebt() {
    func topUp(bonus: Int64, cashToDebt: Int64, bonusToDebt: Int64) -> String {
      text(
        .topUp(
          TopUp(
            amount: cents(1000), bonus: cents(bonus), cashToDebt: cents(cashToDebt), bonusToDebt: cents(bonusToDebt),
            role: .owner, method: .card)))
    }
    XCTAssertEqual(topUp(bonus: 0, cashToDebt: 0, bonusToDebt: 0), "owner topped up 10.00 by card")
    XCTAssertEqual(
      topUp(bonus: 50, cashToDebt: 0, bonusToDebt: 0), "owner topped up 10.00 by card, bonus 0.50")
    XCTAssertEqual(
      topUp(bonus: 50, cashToDebt: 1000, bonusToDebt: 20),
      "owner topped up 10.00 by card, bonus 0.50, 10.00 of cash and 0.20 of bonus to the debt")
    XCTAssertEqual(
      topUp(bonus: 50, cashToDebt: 300, bonusToDebt: 0),
      "owner topped up 10.00 by card, bonus 0.50, 3.00 of it to the debt")
  }

  func testWhatHappensIsToldInWords() {
    XCTAssertEqual(text(.serviceChanged(0, units: 3)), "integration set to 3")
    XCTAssertEqual(text(.used(1, quantity: 3)), "used 3 of order")
    XCTAssertEqual(text(.purged(writtenOff: cents(190))), "purged, 1.90 written off")
    XCTAssertEqual(text(.bonusLapsed(Lapse(amount: cents(190), breakage: .zero))), "bonus of 1.90 lapsed")
    XCTAssertEqual(text(.deletionReminder(daysLeft: 1)), "reminded of the deletion in 1 day")
    XCTAssertEqual(text(.deletionReminder(daysLeft: 2)), "reminded of the deletion in 2 days")
  }

  func testASignInTellsWhatItReached() {
    func signIn(_ role: Role, _ access: SignIn.Access, popUp: Bool = false, banner: Day? = nil) -> String {
      text(.signIn(SignIn(role: role, access: access, showsPopUp: popUp, banner: banner, isActivity: true)))
    }
    XCTAssertEqual(signIn(.employee, .full), "employee signed in")
    XCTAssertEqual(signIn(.owner, .full, popUp: true), "owner signed in, with a pop-up")
    XCTAssertEqual(
      signIn(.administrator, .paymentPage, banner: day("2027-03-01")),
      "administrator signed in, payment page only, with the deletion banner of 2027-03-01")
  }
}
