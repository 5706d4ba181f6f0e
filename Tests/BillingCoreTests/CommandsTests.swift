import XCTest

@testable import BillingCore

/// What is refused, and the order in which reasons are checked (RULES 7).
final class CommandsTests: XCTestCase {
  func testABlockRefusesUseAndAPaymentPageRefusesSettings() throws {
    var policy = Policy.with { $0.deletion.automatic = false }
    policy.tariff.services = [.daily("sms", "0.00"), .metered("orders", [(nil, 0)])]
    try Story.play(
      """
      2027-02-02                   | quiet
      2027-02-04                   | none>reminder
      2027-02-04  set sms 1        | set sms 1
      2027-02-07                   | reminder>paymentPage
      2027-02-07  set sms 2        | refused restricted
      2027-02-07  use orders 2     | used orders 2
      2027-02-10                   | paymentPage>blocked
      2027-02-10  set sms 2        | refused restricted
      2027-02-10  use orders 2     | refused blocked
      2027-02-10  cancel           | refused nothingPending
      2027-02-10  restore          | refused notDeleted
      2027-02-10  topUp 4.99       | topUp; stage blocked
      2027-02-10  decline 9.00     | declined 9.00; stage blocked
      """, from: .owing("5.00"), eve: "2027-02-01", under: policy)
  }

  func testAPendingDeletionIsTheReasonEvenWhenItsConditionsNoLongerHold() throws {
    let free = Policy.with { $0.tariff.base.monthly = .zero }
    var patient = free
    patient.deletion.inactivityDays = 300
    try Story.play(
      """
      2027-01-02           | created
      2027-02-01           | invoiced base 30 0.00
      2027-02-12           | noticed 2027-02-22 automatic
      2027-02-14  request  | refused alreadyPending; pending 2027-02-22
      2027-02-15  cancel   | cancelled owner
      2027-02-15  request  | refused conditionsNotMet
      """, under: free, changes: [.init(from: day("2027-02-14"), policy: patient)])
  }

  func testBeforeItsCreationAnAccountRefusesEverything() throws {
    let policies = PolicyCalendar(Policy())
    for command in Self.everything {
      var account = Account(created: day("2027-01-09"), eve: day("2027-01-01"), under: policies)
      var recorder = Recorder()
      try account.perform(command, on: day("2027-01-08"), under: policies, telling: &recorder)
      XCTAssertEqual(recorder.events, [.refused(Refusal(command: command, reason: .notCreated, isActivity: false))])
    }
  }

  func testADeletedAccountRefusesEverythingButARestoreAndAPurgedOneEverything() throws {
    let policies = PolicyCalendar(Policy())
    let idle = OpeningState(created: day("2026-01-01"), lastActivity: day("2026-01-01"))
    for command in Self.everything {
      var account = try Account(idle, eve: day("2027-01-01"), under: policies)
      var recorder = Recorder()
      try account.advance(to: day("2027-01-12"), under: policies, telling: &recorder)
      XCTAssertEqual(recorder.events.last, .deleted)
      var restored = account
      try restored.perform(command, on: day("2027-01-31"), under: policies, telling: &recorder)
      let refusal = Event.refused(Refusal(command: command, reason: .deleted, isActivity: false))
      XCTAssertEqual(recorder.events.contains(refusal), command != .restore)
      XCTAssertEqual(restored.isOpen, command == .restore)
      try account.perform(command, on: day("2027-02-01"), under: policies, telling: &recorder)
      XCTAssertEqual(
        recorder.events.last, .refused(Refusal(command: command, reason: .purged, isActivity: false)))
    }
  }

  func testReasonsComeInTheOrderInWhichTheyAreChecked() {
    XCTAssertEqual(
      RefusalReason.allCases.map { "\($0)" },
      [
        "notCreated", "purged", "deleted", "notPermitted", "amountOutOfRange", "blocked", "restricted",
        "alreadyPending",
        "conditionsNotMet", "nothingPending", "notDeleted",
      ])
  }

  func testTheOwnerIsAnAdministratorAndAnEmployeeIsNot() {
    XCTAssertEqual(Role.allCases.filter(\.isAdministrator), [.owner, .administrator])
  }

  private static let everything: [Command] = [
    .topUp(usd("-1.00"), by: .employee, with: .card), .topUp(usd("5.00"), by: .owner, with: .card),
    .topUpDeclined(usd("5.00"), by: .owner, with: .card), .signIn(.owner), .signIn(.employee), .use(1, of: 0),
    .set(0, to: 1), .requestDeletion, .cancelDeletion, .restore,
  ]
}
