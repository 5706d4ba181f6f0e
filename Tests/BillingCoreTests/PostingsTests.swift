import XCTest

@testable import BillingCore

/// How each row of the table of RULES 9 is booked.
final class PostingsTests: XCTestCase {
  private func posting(_ debit: Book, _ credit: Book, _ amount: String) -> Posting {
    Posting(debit: debit, credit: credit, amount: usd(amount))
  }

  private func topUp(_ amount: String, bonus: String, cashToDebt: String, bonusToDebt: String) -> Event {
    .topUp(
      TopUp(
        amount: usd(amount), bonus: usd(bonus), cashToDebt: usd(cashToDebt), bonusToDebt: usd(bonusToDebt),
        role: .administrator, method: .googlePay))
  }

  private func line(_ amount: String, cash: String, bonus: String, earned: String, service: Int? = nil) -> InvoiceLine {
    var line = InvoiceLine(service: service, quantity: 1, amount: usd(amount))
    (line.fromCash, line.fromBonus, line.earned) = (usd(cash), usd(bonus), usd(earned))
    return line
  }

  func testAnOpeningDebtIsReceivableAndOpeningCashIsDeferred() {
    var opening = OpeningState(created: day("2027-01-01"), lastActivity: day("2027-01-01"))
    XCTAssertEqual(opening.postings, [])
    opening.debt = usd("5.00")
    XCTAssertEqual(opening.postings, [posting(.receivable, .opening, "5.00")])
    opening.debt = .zero
    opening.prepaidCash = usd("7.00")
    opening.prepaidBonus = usd("3.00")
    XCTAssertEqual(opening.postings, [posting(.opening, .deferred, "7.00")])
  }

  func testBooksThatOpenLaterTakeTheDebtAndWhatIsNotYetEarned() throws {
    let policies = PolicyCalendar(Policy())
    var opening = OpeningState(created: day("2026-12-01"), lastActivity: day("2026-12-31"))
    (opening.prepaidCash, opening.prepaidBonus) = (usd("10.00"), usd("10.00"))
    var account = try Account(opening, eve: day("2027-01-31"), under: policies)
    XCTAssertEqual(account.openingPostings, opening.postings)
    // The base of January takes the bonus first, and of the deferred cash the same share of the credit.
    var events = Recorder()
    try account.advance(to: day("2027-02-01"), under: policies, telling: &events)
    XCTAssertEqual(account.wallet.prepaidCash, usd("1.00"))
    XCTAssertEqual(account.openingPostings, [posting(.opening, .deferred, "0.50")])
    try account.advance(to: day("2027-03-01"), under: policies, telling: &events)
    XCTAssertEqual(account.openingPostings, [posting(.receivable, .opening, "18.00")])
  }

  func testATopUpSettlesReceivableAndTheRestIsDeferred() {
    XCTAssertEqual(
      topUp("10.00", bonus: "2.00", cashToDebt: "4.00", bonusToDebt: "0.00").postings,
      [posting(.cash(.googlePay), .receivable, "4.00"), posting(.cash(.googlePay), .deferred, "6.00")])
    XCTAssertEqual(
      topUp("10.00", bonus: "0.00", cashToDebt: "0.00", bonusToDebt: "0.00").postings,
      [posting(.cash(.googlePay), .deferred, "10.00")])
  }

  func testABonusIsADiscountOnlyWhereItSettlesDebt() {
    XCTAssertEqual(
      topUp("10.00", bonus: "2.00", cashToDebt: "10.00", bonusToDebt: "1.50").postings,
      [posting(.cash(.googlePay), .receivable, "10.00"), posting(.discount, .receivable, "1.50")])
  }

  func testALinePaidByCreditEarnsDeferredAndTheRestIsReceivable() {
    let line = line("10.00", cash: "3.00", bonus: "2.00", earned: "2.50", service: 1)
    XCTAssertEqual(
      Event.invoiced(line).postings,
      [posting(.deferred, .revenue(1), "2.50"), posting(.receivable, .revenue(1), "5.00")])
    XCTAssertEqual(line.asDebt, usd("5.00"))
    XCTAssertEqual(line.recognized, usd("7.50"))
  }

  func testALinePaidByBonusAloneIsNotBooked() {
    XCTAssertEqual(Event.invoiced(line("2.00", cash: "0.00", bonus: "2.00", earned: "0.00")).postings, [])
  }

  func testALineOnDebtAloneIsReceivable() {
    XCTAssertEqual(
      Event.invoiced(line("2.00", cash: "0.00", bonus: "0.00", earned: "0.00")).postings,
      [posting(.receivable, .revenue(nil), "2.00")])
  }

  func testALapseIsBookedByItsBreakageAlone() {
    XCTAssertEqual(Event.bonusLapsed(Lapse(amount: usd("3.00"), breakage: .zero)).postings, [])
    XCTAssertEqual(
      Event.bonusLapsed(Lapse(amount: usd("3.00"), breakage: usd("0.70"))).postings,
      [posting(.deferred, .breakage, "0.70")])
  }

  func testAPurgeWritesTheDebtOffAsBadDebt() {
    XCTAssertEqual(Event.purged(writtenOff: usd("3.00")).postings, [posting(.badDebt, .receivable, "3.00")])
    XCTAssertEqual(Event.purged(writtenOff: .zero).postings, [])
  }

  func testNothingElseIsBooked() {
    let signIn = SignIn(role: .owner, access: .full, showsPopUp: false, banner: nil, isActivity: true)
    let events: [Event] = [
      .created, .topUpDeclined(usd("5.00"), by: .owner, with: .card), .stageChanged(from: .none, to: .reminder),
      .signIn(signIn), .used(0, quantity: 1), .serviceChanged(0, units: 1),
      .deletionNoticed(DeletionNotice(noticedOn: day("2027-01-01"), due: day("2027-01-11"), kind: .manual)),
      .deletionReminder(daysLeft: 3), .deletionCancelled(by: .owner), .deleted, .restored,
      .refused(
        Refusal(command: .topUp(usd("5.00"), by: .employee, with: .card), reason: .notPermitted, isActivity: false)),
    ]
    for event in events { XCTAssertEqual(event.postings, [], "\(event)") }
  }

  func testDeferredRollsForwardThroughALife() throws {
    let policies = PolicyCalendar(
      .with {
        $0.bonus.tiers = [.tier(from: "10.00", percent: 50)]
        $0.bonus.expiresAfterDays = 50
      })
    var account = Account(created: day("2027-01-01"), eve: day("2026-12-31"), under: policies)
    var recorder = Recorder()
    for text in ["2027-01-05", "2027-02-05", "2027-04-20"] {
      try account.perform(
        .topUp(usd("33.33"), by: .owner, with: .card), on: day(text), under: policies, telling: &recorder)
    }
    try account.advance(to: day("2027-12-31"), under: policies, telling: &recorder)
    var deferred = Money.zero
    var receivable = Money.zero
    for posting in recorder.events.flatMap(\.postings) {
      if posting.credit == .deferred { deferred += posting.amount }
      if posting.debit == .deferred { deferred -= posting.amount }
      if posting.debit == .receivable { receivable += posting.amount }
      if posting.credit == .receivable { receivable -= posting.amount }
    }
    XCTAssertEqual(deferred, account.wallet.deferred)
    XCTAssertEqual(receivable, account.wallet.debt)
    XCTAssertEqual(account.status, .purged)
  }
}
