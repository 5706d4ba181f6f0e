import XCTest

@testable import BillingCore
@testable import Simulation

final class ScenarioTests: XCTestCase {
  func testScriptedAccountsAreTheLastSegment() {
    var run = scenario(days: 365, segments: [Segment(name: "b"), Segment(name: "a")])
    XCTAssertEqual(run.segmentNames, ["b", "a"])
    run.scripted = [ScriptedAccount(name: "acme", beginning: .created(day("2027-01-05"), units: []))]
    XCTAssertEqual(run.segmentNames, ["b", "a", "scripted"])
    XCTAssertEqual(run.lastDay, day("2027-12-31"))
    XCTAssertEqual(run.eve, day("2026-12-31"))
  }

  func testAllWordsOfEventsAreTheWordsOfEvents() {
    let line = InvoiceLine(service: nil, quantity: 1, amount: .zero)
    let topUp = TopUp(amount: .zero, bonus: .zero, cashToDebt: .zero, bonusToDebt: .zero, role: .owner, method: .card)
    let signIn = SignIn(role: .owner, access: .full, showsPopUp: false, banner: nil, isActivity: true)
    let notice = DeletionNotice(noticedOn: .earliest, due: .latest, kind: .manual)
    let events: [Event] = [
      .created, .invoiced(line), .bonusLapsed(Lapse(amount: .zero, breakage: .zero)), .topUp(topUp),
      .topUpDeclined(.zero, by: .owner, with: .card), .stageChanged(from: .none, to: .reminder), .signIn(signIn),
      .used(0, quantity: 1), .serviceChanged(0, units: 1), .deletionNoticed(notice), .deletionReminder(daysLeft: 1),
      .deletionCancelled(by: .owner), .deleted, .restored, .purged(writtenOff: .zero),
      .refused(Refusal(command: .restore, reason: .notDeleted, isActivity: false)),
    ]
    XCTAssertEqual(events.map(\.word), Event.allWords)
  }
}
