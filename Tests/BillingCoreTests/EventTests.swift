import XCTest

@testable import BillingCore

/// What an event shows (RULES 7).
final class EventTests: XCTestCase {
  func testAnEventShowsTheStageInForceAndOnlyAChangeOrAPurgeANewOne() throws {
    var opening = OpeningState(created: day("2026-12-01"), lastActivity: day("2026-12-01"))
    opening.debt = usd("5.00")
    opening.isBlocked = true
    let policies = PolicyCalendar(Policy())
    var account = try Account(opening, eve: day("2027-02-17"), under: policies)
    var recorder = Recorder()
    var purging = account
    try account.perform(
      .topUp(usd("5.00"), by: .owner, with: .card), on: day("2027-02-19"), under: policies, telling: &recorder)
    XCTAssertEqual(recorder.entries.map(\.stage), [.blocked, .blocked, .none, .none])
    XCTAssertEqual(recorder.entries.map(\.balance), [usd("-5.00"), .zero, .zero, .zero])
    XCTAssertEqual(
      recorder.entries.map(\.day), ["2027-02-18", "2027-02-19", "2027-02-19", "2027-02-19"].map { day($0) })
    recorder = Recorder()
    try purging.advance(to: day("2027-03-20"), under: policies, telling: &recorder)
    XCTAssertEqual(recorder.entries.last?.event, .purged(writtenOff: usd("23.32")))
    XCTAssertEqual(recorder.entries.last?.stage, Stage.none)
    XCTAssertEqual(Set(recorder.entries.dropLast().map(\.stage)), [.blocked])
    XCTAssertEqual(recorder.entries.last?.balance, .zero)
  }

  func testARefusalTellsWhatWasAsked() throws {
    let policies = PolicyCalendar(Policy())
    var account = Account(created: day("2027-01-01"), eve: day("2026-12-31"), under: policies)
    var recorder = Recorder()
    let before = account
    try account.perform(.cancelDeletion, on: day("2027-01-01"), under: policies, telling: &recorder)
    XCTAssertEqual(
      recorder.events,
      [.created, .refused(Refusal(command: .cancelDeletion, reason: .nothingPending, isActivity: false))])
    XCTAssertEqual(account.wallet, before.wallet)
  }

  func testAnAutomaticNoticeAndAManualOneAreToldApart() throws {
    let idle = OpeningState(created: day("2026-01-01"), lastActivity: day("2026-01-01"))
    try Story.play("2027-01-10  | noticed 2027-01-20 automatic on 2027-01-10", from: idle, eve: "2027-01-09")
    try Story.play(
      "2027-01-10  request | noticed 2027-01-20 manual on 2027-01-10", from: idle, eve: "2027-01-09",
      under: .with { $0.deletion.automatic = false })
  }

  func testATopUpTellsWhoPaidAndHow() throws {
    try Story.play(
      """
      2027-01-01  | created
      2027-01-01  topUp 5.00 by administrator with applePay | topUp 5.00 bonus 0.00 with cashToDebt 0.00 bonusToDebt 0.00 by administrator applePay
      2027-01-01  decline 5.00 by administrator with googlePay | declined 5.00 by administrator googlePay
      """)
  }

  func testTheStoryIsToldInWordsThatTellEventsApart() {
    let wording = Wording(PolicyCalendar(Policy()))
    var line = InvoiceLine(service: nil, quantity: 1, amount: usd("0.61"))
    XCTAssertTrue(wording.tells("invoiced base 1 0.61", .invoiced(line)))
    XCTAssertFalse(wording.tells("invoiced base 1", .invoiced(line)))
    line.isFinal = true
    XCTAssertFalse(wording.tells("invoiced base 1 0.61", .invoiced(line)))
    XCTAssertFalse(wording.tells("created", .deleted))
  }
}
