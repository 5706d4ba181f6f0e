import XCTest

@testable import BillingCore

/// An account's money (RULES 1, 2, 9).
final class WalletTests: XCTestCase {
  private let today = day("2027-02-01")

  private func wallet(cash: String = "0.00", bonus: String = "0.00", debt: String = "0.00") -> Wallet {
    var wallet = Wallet()
    wallet.prepaidCash = usd(cash)
    wallet.deferred = usd(cash)
    wallet.grant(usd(bonus), lapsingOn: nil)
    wallet.debt = usd(debt)
    wallet.debtSince = wallet.debt > .zero ? today - 9 : nil
    return wallet
  }

  private func topUp(_ amount: String, bonus: String = "0.00") -> TopUp {
    TopUp(
      amount: usd(amount), bonus: usd(bonus), cashToDebt: .zero, bonusToDebt: .zero, role: .owner, method: .card)
  }

  private func line(_ amount: String) -> InvoiceLine { InvoiceLine(service: nil, quantity: 1, amount: usd(amount)) }

  func testBalanceIsCashAndBonusLessDebt() {
    XCTAssertEqual(wallet(cash: "5.00", bonus: "2.00").balance, usd("7.00"))
    XCTAssertEqual(wallet(cash: "5.00", bonus: "2.00").credit, usd("7.00"))
    XCTAssertEqual(wallet(debt: "3.00").balance, usd("-3.00"))
    XCTAssertEqual(wallet(debt: "3.00").credit, .zero)
  }

  func testCashSettlesDebtBeforeTheBonusDoes() throws {
    var wallet = wallet(debt: "10.00")
    var payment = topUp("8.00", bonus: "5.00")
    try wallet.credit(&payment, bonusLapsingOn: nil)
    XCTAssertEqual([payment.cashToDebt, payment.bonusToDebt], [usd("8.00"), usd("2.00")])
    XCTAssertEqual(
      [wallet.debt, wallet.prepaidCash, wallet.prepaidBonus, wallet.deferred], [.zero, .zero, usd("3.00"), .zero])
    XCTAssertNil(wallet.debtSince)
    XCTAssertEqual(wallet.grants, [Wallet.Grant(left: usd("3.00"), lapsesOn: nil)])
  }

  func testAPartialPaymentDoesNotRestartTheDebt() throws {
    var wallet = wallet(debt: "10.00")
    var payment = topUp("9.99")
    try wallet.credit(&payment, bonusLapsingOn: nil)
    XCTAssertEqual(wallet.debt, usd("0.01"))
    XCTAssertEqual(wallet.debtSince, today - 9)
    var more = line("5.00")
    try wallet.pay(&more, spending: .bonusFirst, on: today)
    XCTAssertEqual(wallet.debtSince, today - 9)
  }

  func testALineBeyondTheCreditBecomesDebtFromThatDay() throws {
    var wallet = wallet(cash: "4.00", bonus: "2.00")
    var owed = line("19.00")
    try wallet.pay(&owed, spending: .cashFirst, on: today)
    XCTAssertEqual(
      [owed.fromCash, owed.fromBonus, owed.asDebt, owed.earned].map { $0 },
      ["4.00", "2.00", "13.00", "4.00"].map { usd($0) })
    XCTAssertEqual(owed.recognized, usd("17.00"))
    XCTAssertEqual([wallet.debt, wallet.credit, wallet.deferred], [usd("13.00"), .zero, .zero])
    XCTAssertEqual(wallet.debtSince, today)
  }

  func testALineThatTheCreditJustPaysLeavesNoDebt() throws {
    var wallet = wallet(cash: "4.00", bonus: "2.00")
    var paid = line("6.00")
    try wallet.pay(&paid, spending: .bonusFirst, on: today)
    XCTAssertEqual([paid.fromCash, paid.fromBonus, paid.earned], [usd("4.00"), usd("2.00"), usd("4.00")])
    XCTAssertNil(wallet.debtSince)
    XCTAssertEqual(wallet, Wallet())
  }

  func testTheSpendOrderDecidesWhichCreditPays() throws {
    let table: [(BonusSchedule.SpendOrder, String, cash: String, bonus: String)] = [
      (.bonusFirst, "1.00", "0.00", "1.00"), (.bonusFirst, "2.00", "0.00", "2.00"),
      (.bonusFirst, "3.00", "1.00", "2.00"),
      (.cashFirst, "1.00", "1.00", "0.00"), (.cashFirst, "4.00", "4.00", "0.00"), (.cashFirst, "5.00", "4.00", "1.00"),
    ]
    for (order, amount, cash, bonus) in table {
      var wallet = wallet(cash: "4.00", bonus: "2.00")
      var paid = line(amount)
      try wallet.pay(&paid, spending: order, on: today)
      XCTAssertEqual([paid.fromCash, paid.fromBonus], [usd(cash), usd(bonus)], "\(order) \(amount)")
      XCTAssertEqual(wallet.balance, usd("6.00") - usd(amount))
    }
  }

  func testDeferredIsEarnedByTheShareOfTheCreditSpent() throws {
    for (amount, earned) in [
      ("1.00", "0.67"), ("0.50", "0.33"), ("0.75", "0.50"), ("5.99", "3.99"), ("6.00", "4.00"), ("0.00", "0.00"),
    ] {
      var wallet = wallet(cash: "4.00", bonus: "2.00")
      var paid = line(amount)
      try wallet.pay(&paid, spending: .bonusFirst, on: today)
      XCTAssertEqual(paid.earned, usd(earned), amount)
      XCTAssertEqual(wallet.deferred, usd("4.00") - usd(earned), amount)
    }
    var halves = wallet(cash: "0.01", bonus: "0.01")
    var half = line("0.01")
    try halves.pay(&half, spending: .bonusFirst, on: today)
    XCTAssertEqual(half.earned, usd("0.01"))
  }

  func testTheOldestGrantIsSpentFirst() throws {
    var wallet = Wallet()
    for (number, amount) in ["1.00", "2.00", "3.00"].enumerated() {
      wallet.grant(usd(amount), lapsingOn: today + number)
    }
    var paid = line("2.50")
    try wallet.pay(&paid, spending: .bonusFirst, on: today)
    XCTAssertEqual(
      wallet.grants,
      [Wallet.Grant(left: usd("0.50"), lapsesOn: today + 1), Wallet.Grant(left: usd("3.00"), lapsesOn: today + 2)])
    var exact = line("0.50")
    try wallet.pay(&exact, spending: .bonusFirst, on: today)
    XCTAssertEqual(wallet.grants, [Wallet.Grant(left: usd("3.00"), lapsesOn: today + 2)])
  }

  func testNoGrantComesOfNoBonus() {
    var wallet = Wallet()
    wallet.grant(.zero, lapsingOn: today)
    XCTAssertEqual(wallet.grants, [])
  }

  func testALapseTakesOnlyWhatIsLeftOfTheGrantsOfItsDay() {
    var wallet = wallet(cash: "5.00")
    wallet.grant(usd("1.00"), lapsingOn: today)
    wallet.grant(usd("2.00"), lapsingOn: today + 1)
    wallet.grant(usd("3.00"), lapsingOn: today)
    wallet.grant(usd("4.00"), lapsingOn: nil)
    XCTAssertNil(wallet.lapse(on: today - 1))
    XCTAssertEqual(wallet.lapse(on: today), Lapse(amount: usd("4.00"), breakage: .zero))
    XCTAssertEqual(wallet.prepaidBonus, usd("6.00"))
    XCTAssertNil(wallet.lapse(on: today))
    XCTAssertEqual(wallet.lapse(on: today + 1)?.amount, usd("2.00"))
    XCTAssertEqual([wallet.prepaidBonus, wallet.deferred], [usd("4.00"), usd("5.00")])
  }

  func testBreakageIsWhatIsDeferredWhenNoCreditIsLeft() {
    var wallet = Wallet()
    wallet.deferred = usd("0.70")
    wallet.grant(usd("1.00"), lapsingOn: today)
    XCTAssertEqual(wallet.lapse(on: today), Lapse(amount: usd("1.00"), breakage: usd("0.70")))
    XCTAssertEqual(wallet, Wallet())
  }

  func testNothingBreaksWhileABonusIsLeft() {
    var wallet = Wallet()
    wallet.deferred = usd("0.70")
    wallet.grant(usd("1.00"), lapsingOn: today)
    wallet.grant(usd("2.00"), lapsingOn: today + 1)
    XCTAssertEqual(wallet.lapse(on: today), Lapse(amount: usd("1.00"), breakage: .zero))
    XCTAssertEqual(wallet.deferred, usd("0.70"))
    XCTAssertEqual(wallet.lapse(on: today + 1), Lapse(amount: usd("2.00"), breakage: usd("0.70")))
  }

  func testAWriteOffEndsTheDebt() {
    var wallet = wallet(debt: "7.00")
    XCTAssertEqual(wallet.writeOff(), usd("7.00"))
    XCTAssertEqual(wallet, Wallet())
    XCTAssertEqual(wallet.writeOff(), .zero)
  }

  func testCreditAndDebtStopAtTheCeiling() throws {
    var full = wallet()
    full.prepaidCash = .ceiling
    var payment = topUp("0.01")
    XCTAssertThrowsError(try full.credit(&payment, bonusLapsingOn: nil))
    XCTAssertEqual(full.prepaidCash, .ceiling)
    var owing = wallet()
    (owing.debt, owing.debtSince) = (.ceiling, today)
    var more = line("0.01")
    XCTAssertThrowsError(try owing.pay(&more, spending: .bonusFirst, on: today))
  }
}
