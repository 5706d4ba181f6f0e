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
