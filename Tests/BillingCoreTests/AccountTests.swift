import XCTest

@testable import BillingCore

/// How an account begins, and what can be asked of it.
final class AccountTests: XCTestCase {
  func testAnAccountBeginsOnItsCreationDay() throws {
    let policies = PolicyCalendar(.with { $0.tariff.services = [.daily("sms", "3.10")] })
    var account = Account(created: day("2027-01-05"), units: [2], eve: day("2026-12-31"), under: policies)
    var recorder = Recorder()
    try account.advance(to: day("2027-01-04"), under: policies, telling: &recorder)
    XCTAssertEqual(account.status, .notCreated)
    XCTAssertEqual(try account.usageToDate(under: policies), [])
    XCTAssertEqual(recorder.events, [])
    try account.advance(to: day("2027-01-05"), under: policies, telling: &recorder)
    XCTAssertEqual(account.status, .open)
    XCTAssertEqual(recorder.events, [.created])
    XCTAssertEqual(account.lastActivity, day("2027-01-05"))
    XCTAssertEqual(account.enabledUnits(of: 0), 2)
    XCTAssertEqual(account.balance, .zero)
  }

  func testTheEvesMonthHasAccruedSinceTheCreation() throws {
    let policy = Policy.with { $0.tariff.services = [.peak("lines", "5.00"), .metered("orders", [(nil, 1_000_000)])] }
    var opening = OpeningState(created: day("2027-01-06"), lastActivity: day("2027-01-06"))
    opening.units = [2, 0]
    opening.used = [0, 3]
    try Story.play(
      "2027-01-11  | quiet; usage base 6 3.68, lines 2 10.00, orders 3 3.00", from: opening, eve: "2027-01-10",
      under: policy)
    opening.created = day("2026-06-06")
    try Story.play(
      "2027-01-11  | quiet; usage base 11 6.74, lines 2 10.00, orders 3 3.00", from: opening, eve: "2027-01-10",
      under: .with {
        $0.tariff = policy.tariff
        $0.deletion.automatic = false
      })
  }

  func testTrialDaysOfTheEvesMonthDoNotAccrue() throws {
    let opening = OpeningState(created: day("2027-01-06"), lastActivity: day("2027-01-06"))
    try Story.play(
      "2027-01-11  | quiet; usage base 4 2.45", from: opening, eve: "2027-01-10",
      under: .with { $0.tariff.trialDays = 2 })
  }

  func testAnEveOnTheLastOfAMonthIsInvoicedTheNextMorning() throws {
    let opening = OpeningState(created: day("2027-01-22"), lastActivity: day("2027-01-22"))
    try Story.play("2027-02-01  | invoiced base 10 6.13; debt 6.13", from: opening, eve: "2027-01-31")
  }

  func testAnOpeningStateBringsItsMoney() throws {
    let policies = PolicyCalendar(.with { $0.bonus.expiresAfterDays = 5 })
    var opening = OpeningState(created: day("2027-01-06"), lastActivity: day("2027-01-08"))
    opening.prepaidCash = usd("7.00")
    opening.prepaidBonus = usd("3.00")
    let account = try Account(opening, eve: day("2027-01-10"), under: policies)
    XCTAssertEqual(account.balance, usd("10.00"))
    XCTAssertEqual(account.wallet.deferred, usd("7.00"))
    XCTAssertEqual(account.lastActivity, day("2027-01-08"))
    XCTAssertEqual(account.wallet.grants, [Wallet.Grant(left: usd("3.00"), lapsesOn: day("2027-01-15"))])
    XCTAssertTrue(account.isOpen)
    XCTAssertNil(account.wallet.debtSince)
  }

  func testAnOpeningDebtBeginsTheDayAfterTheEve() throws {
    var opening = OpeningState(created: day("2027-01-06"), lastActivity: day("2027-01-08"))
    opening.debt = usd("7.00")
    let account = try Account(opening, eve: day("2027-01-10"), under: PolicyCalendar(Policy()))
    XCTAssertEqual(account.wallet.debtSince, day("2027-01-11"))
    XCTAssertEqual(account.balance, usd("-7.00"))
    XCTAssertEqual(account.stage, .none)
  }

  func testAnOpeningStateBeyondTheCeilingIsAnError() {
    var opening = OpeningState(created: day("2027-01-06"), lastActivity: day("2027-01-08"))
    opening.prepaidCash = .ceiling
    opening.prepaidBonus = Money(minorUnits: 1)
    XCTAssertThrowsError(try Account(opening, eve: day("2027-01-10"), under: PolicyCalendar(Policy())))
  }

  func testOpenMeansOpenOrWithAPendingDeletion() {
    let notice = DeletionNotice(noticedOn: day("2027-01-01"), due: day("2027-01-11"), kind: .manual)
    let statuses: [(Account.Status, isOpen: Bool, pending: DeletionNotice?)] = [
      (.notCreated, false, nil), (.open, true, nil), (.deletionPending(notice), true, notice),
      (.deleted(purgeOn: day("2027-02-01")), false, nil), (.purged, false, nil),
    ]
    var account = Account(created: day("2027-01-01"), eve: day("2026-12-31"), under: PolicyCalendar(Policy()))
    for (status, isOpen, pending) in statuses {
      account.status = status
      XCTAssertEqual(account.isOpen, isOpen, "\(status)")
      XCTAssertEqual(account.pendingDeletion, pending, "\(status)")
    }
  }
}
