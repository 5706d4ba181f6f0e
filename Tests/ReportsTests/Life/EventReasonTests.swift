import Simulation
import XCTest

@testable import BillingCore
@testable import Reports

final class EventReasonTests: XCTestCase {
  private func reason(
    _ event: Event, on text: String, balance: Int64 = 0, stage: Stage = .none, since: String? = nil,
    _ change: (inout Policy) -> Void = { _ in }
  ) -> String {
    var policy = Policy()
    policy.tariff.services = [
      Service(name: "peak", price: .recurring(monthly: cents(500), counting: .peak)),
      Service(
        name: "order",
        price: .metered(
          MeteredPrice(tiers: [.init(upTo: 300, pricePerUnit: 0), .init(upTo: nil, pricePerUnit: 20_000)]))),
    ]
    policy.bonus.tiers = [.init(from: cents(5700), percent: .init(hundredths: 750))]
    change(&policy)
    let policies = PolicyCalendar(policy)
    var account = Account(created: day("2026-12-01"), eve: day("2026-11-30"), under: policies)
    account.stage = stage
    account.lastActivity = day("2027-01-20")
    account.wallet.prepaidCash = cents(max(0, balance))
    account.wallet.debt = cents(max(0, -balance))
    account.wallet.debtSince = since.map { day($0) }
    let record = EventRecord(day: day(text), sequence: 1, event: event, account: account)
    return EventReason(record: record, policies: policies).text
  }

  private func line(_ service: Int?, _ quantity: Int) -> Event {
    .invoiced(InvoiceLine(service: service, quantity: quantity, amount: .zero))
  }

  func testALineTellsItsPrice() {
    XCTAssertEqual(reason(line(nil, 28), on: "2027-03-01"), "19.00 x 28 / 28 days")
    XCTAssertEqual(reason(line(0, 3), on: "2027-03-01"), "5.00 x 3 units at most")
    XCTAssertEqual(reason(line(1, 745), on: "2027-03-01"), "300 x 0 + 445 x 0.02")
    XCTAssertEqual(
      reason(line(nil, 28), on: "2027-03-01") { $0.tariff.base.proration = .none }, "19.00 for any open day")
  }

  func testAVolumePriceIsThatOfTheTierReached() {
    for (quantity, told) in [(300, "300 x 0"), (301, "301 x 0.02")] {
      XCTAssertEqual(
        reason(line(1, quantity), on: "2027-03-01") {
          let tiers = [MeteredPrice.Tier(upTo: 300, pricePerUnit: 0), .init(upTo: nil, pricePerUnit: 20_000)]
          $0.tariff.services[1].price = .metered(MeteredPrice(tiers: tiers, mode: .volume))
        }, told)
    }
  }

  func testABonusTellsItsTierAndItsBasis() {
    let paid = TopUp(
      amount: cents(7000), bonus: cents(420), cashToDebt: cents(1400), bonusToDebt: .zero, role: .owner, method: .card)
    XCTAssertEqual(reason(.topUp(paid), on: "2027-02-02", balance: 6020) { $0.bonus.tiers = [] }, "no bonus tiers")
    XCTAssertEqual(reason(.topUp(paid), on: "2027-02-02", balance: 6020), "56.00 reaches no bonus tier")
    XCTAssertEqual(
      reason(.topUp(paid), on: "2027-02-02", balance: 6020) { $0.bonus.basis = .total },
      "bonus 7.50 % of 70.00, tier from 57.00")
    XCTAssertEqual(
      reason(.topUp(paid), on: "2027-02-02", balance: 6020) {
        $0.bonus.basis = .total
        $0.bonus.cap = cents(420)
      }, "bonus 7.50 % of 70.00, tier from 57.00, capped")
  }

  func testAStageTellsItsDayAndItsThreshold() {
    let blocked = Event.stageChanged(from: .paymentPage, to: .blocked)
    XCTAssertEqual(
      reason(blocked, on: "2027-02-10", balance: -1, since: "2027-02-01"),
      "day 10 of the month >= blockFrom 10, balance -0.01 since 2027-02-01")
    XCTAssertEqual(
      reason(blocked, on: "2027-03-12", balance: -1, since: "2027-02-01") { $0.restrictions.grace = .sinceDebt },
      "day 40 of the debt >= blockFrom 10, balance -0.01 since 2027-02-01")
    XCTAssertEqual(
      reason(.stageChanged(from: .reminder, to: .none), on: "2027-03-01", balance: -1, since: "2027-02-01"),
      "day 1 of the month < remindFrom 4, balance -0.01 since 2027-02-01")
    XCTAssertEqual(
      reason(.stageChanged(from: .reminder, to: .none), on: "2027-03-01"), "balance 0.00 is not below 0")
    XCTAssertEqual(
      reason(.stageChanged(from: .reminder, to: .none), on: "2027-03-01", balance: -1, since: "2027-02-01") {
        $0.restrictions.remindFrom = nil
      }, "day 1 of the month < remindFrom never, balance -0.01 since 2027-02-01")
  }

  func testWhatADayBringsTellsWhenTheDayWasGiven() {
    let lapse = Lapse(amount: cents(420), breakage: .zero)
    XCTAssertEqual(reason(.bonusLapsed(lapse), on: "2027-02-20"), "its day had come, given when it was granted")
    XCTAssertEqual(reason(.deletionReminder(daysLeft: 3), on: "2027-02-20"), "remindDaysBefore [3, 1]")
    XCTAssertEqual(reason(.deleted, on: "2027-02-20"), "its day had come, given when it was noticed")
    XCTAssertEqual(
      reason(.purged(writtenOff: .zero), on: "2027-03-20"), "its day had come, given when the account was deleted")
  }

  func testADeletionTellsItsConditions() {
    let notice = DeletionNotice(noticedOn: day("2027-02-20"), due: day("2027-03-02"), kind: .automatic)
    XCTAssertEqual(
      reason(.deletionNoticed(notice), on: "2027-02-20", balance: -5),
      "31 days since activity > 30, 81 days old > 40, balance -0.05")
    let refused = Refusal(command: .requestDeletion, reason: .conditionsNotMet, isActivity: false)
    XCTAssertEqual(
      reason(.refused(refused), on: "2027-02-01", balance: 5),
      "12 days since activity, more than 30 needed; 62 days old, more than 40 needed; balance 0.05, at most 0 needed")
  }

  func testEveryRefusalTellsWhy() {
    for why in RefusalReason.allCases {
      let refused = Refusal(command: .restore, reason: why, isActivity: false)
      XCTAssertFalse(reason(.refused(refused), on: "2027-02-01").isEmpty, why.word)
    }
    let tried = Refusal(
      command: .topUp(.zero, by: .owner, with: .card), reason: .amountOutOfRange, isActivity: false)
    XCTAssertEqual(reason(.refused(tried), on: "2027-02-01"), "above 0, at least 0.01, at most none")
    let late = Refusal(command: .signIn(.employee), reason: .blocked, isActivity: true)
    XCTAssertEqual(reason(.refused(late), on: "2027-02-11", stage: .blocked), "stage blocked, activity")
    let idle = Refusal(command: .signIn(.employee), reason: .blocked, isActivity: false)
    XCTAssertEqual(reason(.refused(idle), on: "2027-02-11", stage: .blocked), "stage blocked")
  }

  func testWhatIsAskedTellsWhatItHangsOn() {
    let signIn = SignIn(role: .employee, access: .full, showsPopUp: false, banner: nil, isActivity: true)
    XCTAssertEqual(reason(.signIn(signIn), on: "2027-02-05", stage: .reminder), "stage reminder")
    let blocked = SignIn(role: .owner, access: .paymentPage, showsPopUp: false, banner: nil, isActivity: false)
    XCTAssertEqual(reason(.signIn(blocked), on: "2027-02-11", stage: .blocked), "stage blocked, no activity")
    XCTAssertEqual(reason(.used(1, quantity: 3), on: "2027-02-11"), "stage none; billed on 2027-03-01")
    XCTAssertEqual(
      reason(.used(1, quantity: 3), on: "2026-12-14") { $0.tariff.trialDays = 14 }, "free: day 14 of trialDays 14")
    XCTAssertEqual(
      reason(.used(1, quantity: 3), on: "2026-12-15") { $0.tariff.trialDays = 14 }, "stage none; billed on 2027-01-01")
    XCTAssertEqual(reason(.deletionCancelled(by: .owner), on: "2027-02-11"), "the owner's word")
    XCTAssertEqual(
      reason(.topUpDeclined(cents(5), by: .owner, with: .card), on: "2027-02-11"),
      "the provider's answer; nothing is credited")
    XCTAssertEqual(
      reason(.serviceChanged(0, units: 2), on: "2027-02-11", stage: .reminder),
      "administrators may in stage reminder")
    XCTAssertEqual(
      reason(.restored, on: "2027-02-11") { $0.deletion.retentionDays = 9 },
      "support may for retentionDays 9 from the deletion on")
    XCTAssertEqual(reason(.deletionCancelled(by: .activity), on: "2027-02-11"), "activity today")
  }
}
