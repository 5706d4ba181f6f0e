import XCTest

@testable import BillingCore

/// What must always hold (RULES 8): on random lives, and that a broken law is seen.
final class LawsTests: XCTestCase {
  func testEveryLawHoldsOnRandomWalks() throws {
    for seed in 1...400 as ClosedRange<UInt64> {
      var walk = try Walk(seed: seed, days: 120)
      if let story = try walk.live() { return XCTFail(story) }
    }
  }

  func testRandomWalksReachEveryEventAndEveryRefusal() throws {
    var words: Set<String> = []
    for seed in 1...150 as ClosedRange<UInt64> {
      var walk = try Walk(seed: seed, days: 120)
      _ = try walk.live()
      let wording = Wording(walk.policies)
      for (_, event) in walk.auditor.history {
        let head = wording.parts(of: event).head
        words.insert(event.isRefusal ? head : String(head.prefix { $0 != " " && $0 != ">" }))
      }
    }
    let wanted =
      [
        "created", "invoiced", "final", "lapsed", "topUp", "declined", "none", "reminder", "paymentPage", "blocked",
        "signIn", "used", "set", "noticed", "cancelled", "deleted", "restored", "purged", "refused blocked activity",
      ] + RefusalReason.allCases.map { "refused \($0)" }
    XCTAssertEqual(wanted.filter { !words.contains($0) }, [])
  }

  func testTheAuditorHearsAForgedEvent() throws {
    let policies = PolicyCalendar(Policy())
    let account = try openAccount()
    let forged: [Event] = [
      .created, .deleted, .restored, .purged(writtenOff: .zero), .stageChanged(from: .none, to: .reminder),
      .deletionReminder(daysLeft: 3), .deletionCancelled(by: .owner),
      .invoiced(InvoiceLine(service: nil, quantity: 1, amount: usd("1.00"))),
      .bonusLapsed(Lapse(amount: usd("1.00"), breakage: .zero)),
      .refused(Refusal(command: .cancelDeletion, reason: .blocked, isActivity: false)),
      .deletionNoticed(DeletionNotice(noticedOn: account.today, due: account.today + 10, kind: .automatic)),
    ]
    for event in forged {
      var auditor = Auditor(
        of: Account(created: account.created, eve: account.created - 1, under: policies), under: policies)
      auditor.observe(.created, of: account, on: account.created)
      XCTAssertEqual(auditor.takeFaults(), [])
      auditor.observe(event, of: account, on: account.created)
      XCTAssertNotEqual(auditor.takeFaults(), [], "\(event)")
    }
  }

  func testAnAccountInOrderBreaksNoLaw() throws {
    let account = try openAccount()
    XCTAssertNil(account.brokenLaw)
  }

  func testEveryBrokenLawIsSeen() throws {
    for law in Law.allCases {
      var account = try openAccount()
      corrupt(&account, against: law)
      XCTAssertEqual(account.brokenLaw, law)
    }
  }

  func testEachPartOfTheMoneyMustNotBeNegative() throws {
    let parts: [WritableKeyPath<Wallet, Money>] = [\.prepaidCash, \.prepaidBonus, \.debt, \.deferred]
    for part in parts {
      var account = try openAccount()
      account.wallet[keyPath: part] = usd("-0.01")
      XCTAssertEqual(account.brokenLaw, .nothingNegative)
    }
  }

  func testADebtWithoutItsFirstDayIsSeenToo() throws {
    var account = try openAccount()
    account.wallet.debt = usd("1.00")
    XCTAssertEqual(account.brokenLaw, .debtHasItsFirstDay)
  }

  func testGrantsBeyondTheBonusAreSeenToo() throws {
    var account = try openAccount()
    account.wallet.grants = [Wallet.Grant(left: usd("1.00"), lapsesOn: nil)]
    XCTAssertEqual(account.brokenLaw, .grantsMakeUpTheBonus)
  }

  private func openAccount() throws -> Account {
    let policies = PolicyCalendar(Policy())
    var account = Account(created: day("2027-01-05"), eve: day("2027-01-04"), under: policies)
    var recorder = Recorder()
    try account.advance(to: day("2027-01-05"), under: policies, telling: &recorder)
    return account
  }

  private func corrupt(_ account: inout Account, against law: Law) {
    switch law {
    case .nothingNegative: account.wallet.deferred = usd("-0.01")
    case .debtExcludesCredit:
      account.wallet.debt = usd("1.00")
      account.wallet.debtSince = account.today
      account.wallet.prepaidCash = usd("1.00")
    case .grantsMakeUpTheBonus: account.wallet.prepaidBonus = usd("1.00")
    case .debtHasItsFirstDay: account.wallet.debtSince = account.today
    case .deferredNeedsCredit: account.wallet.deferred = usd("1.00")
    case .stageNeedsDebt: account.stage = .reminder
    case .deletedHasNoMoney:
      account.wallet.prepaidCash = usd("1.00")
      account.status = .deleted(purgeOn: account.today + 20)
    }
  }
}
