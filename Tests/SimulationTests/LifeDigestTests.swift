import XCTest

@testable import BillingCore
@testable import Simulation

/// One number for a whole life: alike for the same life, and for no other.
final class LifeDigestTests: XCTestCase {
  private let today = day("2027-01-20")

  /// An account as it stands after an event, with some money of each sort that may stand together.
  private let account: Account = {
    var account = Account(
      created: day("2027-01-05"), eve: day("2027-01-04"), under: PolicyCalendar(tariffPolicy()))
    account.today = day("2027-01-20")
    account.status = .open
    (account.wallet.prepaidCash, account.wallet.prepaidBonus, account.wallet.deferred) = (
      dollars(700), dollars(70), dollars(600)
    )
    return account
  }()

  private func digest(
    _ events: [(Event, Day)], of account: Account? = nil, unbilled: Money = dollars(5), as number: UInt64 = 7
  ) -> UInt64 {
    var life = LifeDigest(of: number)
    for (event, day) in events { life.add(event, of: account ?? self.account, on: day) }
    return life.value(unbilled: unbilled)
  }

  private func signIn(_ role: Role) -> Event {
    .signIn(SignIn(role: role, access: .full, showsPopUp: false, banner: nil, isActivity: true))
  }

  /// All variants of a value, each with one field changed.
  private func variants<Value>(_ value: Value, _ changes: (inout Value) -> Void...) -> [Value] {
    [value]
      + changes.map { change in
        var other = value
        change(&other)
        return other
      }
  }

  /// Events of which no two are alike; a field that the money, the stage and the day after the event tell is left out.
  private var events: [Event] {
    var line = InvoiceLine(service: 0, quantity: 31, amount: dollars(500))
    (line.fromBonus, line.earned) = (dollars(20), dollars(300))
    let lines = variants(
      line, { $0.service = nil }, { $0.service = 1 }, { $0.quantity = 30 }, { $0.amount = dollars(501) },
      { $0.fromBonus = dollars(21) }, { $0.earned = dollars(301) }, { $0.isFinal = true })
    let topUp = TopUp(
      amount: dollars(5700), bonus: dollars(285), cashToDebt: dollars(100), bonusToDebt: .zero, role: .owner,
      method: .card)
    let topUps = variants(
      topUp, { $0.amount = dollars(5701) }, { $0.bonus = dollars(286) }, { $0.cashToDebt = dollars(101) },
      { $0.role = .administrator }, { $0.method = .googlePay }, { $0.method = .applePay })
    let banner = SignIn(role: .owner, access: .full, showsPopUp: false, banner: today + 3, isActivity: true)
    let signIns = variants(
      banner, { $0.role = .administrator }, { $0.role = .employee }, { $0.access = .paymentPage },
      { $0.showsPopUp = true }, { $0.banner = self.today + 4 })
    let notice = DeletionNotice(noticedOn: today, due: today + 10, kind: .automatic)
    let notices = variants(notice, { $0.due = self.today + 11 }, { $0.kind = .manual })
    let commands: [Command] = [
      .topUp(dollars(1), by: .owner, with: .card), .topUp(dollars(2), by: .owner, with: .card),
      .topUp(dollars(1), by: .employee, with: .card), .topUp(dollars(1), by: .owner, with: .applePay),
      .topUpDeclined(dollars(1), by: .owner, with: .card), .topUpDeclined(dollars(2), by: .owner, with: .card),
      .topUpDeclined(dollars(1), by: .employee, with: .card), .topUpDeclined(dollars(1), by: .owner, with: .googlePay),
      .signIn(.owner), .signIn(.employee), .use(3, of: 1), .use(4, of: 1), .use(3, of: 0), .set(1, to: 3),
      .set(1, to: 4), .set(0, to: 3), .requestDeletion, .cancelDeletion, .restore,
    ]
    let refusals =
      commands.map { Refusal(command: $0, reason: .blocked, isActivity: false) }
      + RefusalReason.allCases.filter { $0 != .blocked }.map {
        Refusal(command: .restore, reason: $0, isActivity: false)
      }
      + [3, 4].map {
        Refusal(command: .signIn(.employee), reason: .blocked, isActivity: false, banner: today + $0)
      }
    var events: [Event] = [.created, .deleted, .restored]
    events += lines.map(Event.invoiced)
    events += [0, 1].map { .bonusLapsed(Lapse(amount: dollars(10), breakage: dollars($0))) }
    events += topUps.map(Event.topUp)
    events += [
      .topUpDeclined(dollars(5), by: .owner, with: .card), .topUpDeclined(dollars(6), by: .owner, with: .card),
      .topUpDeclined(dollars(5), by: .administrator, with: .card),
      .topUpDeclined(dollars(5), by: .owner, with: .googlePay),
    ]
    events += [Stage.none, .reminder, .paymentPage, .blocked].map { .stageChanged(from: $0, to: .none) }
    events += signIns.map(Event.signIn) + [.administrator, .employee, .owner].map(signIn)
    events += [.used(1, quantity: 3), .used(1, quantity: 4), .used(0, quantity: 3)]
    events += [.serviceChanged(1, units: 3), .serviceChanged(1, units: 4), .serviceChanged(0, units: 3)]
    events += notices.map(Event.deletionNoticed)
    events += [.deletionReminder(daysLeft: 3), .deletionReminder(daysLeft: 1)]
    events += [.deletionCancelled(by: .activity), .deletionCancelled(by: .owner)]
    events += [.purged(writtenOff: .zero), .purged(writtenOff: dollars(1))]
    events += refusals.map(Event.refused)
    return events
  }

  func testEveryFieldOfEveryEventMatters() {
    var seen: [UInt64: Event] = [digest([]): .created]
    var clashes = 0
    for event in events {
      if let other = seen.updateValue(event, forKey: digest([(event, today)])) {
        clashes += 1
        XCTFail("\(event) is told like \(other)")
      }
    }
    XCTAssertEqual(clashes, 0)
    XCTAssertGreaterThan(seen.count, 75)
  }

  func testWhetherASignInCountsAsActivityMatters() {
    var blocked = account
    blocked.stage = .blocked
    let digests = [true, false].map { isActivity in
      let signIn = SignIn(
        role: .owner, access: .paymentPage, showsPopUp: false, banner: nil, isActivity: isActivity)
      return digest([(.signIn(signIn), today)], of: blocked)
    }
    XCTAssertNotEqual(digests[0], digests[1])
    let refusals = [true, false].map { isActivity in
      digest([(.refused(Refusal(command: .signIn(.employee), reason: .blocked, isActivity: isActivity)), today)])
    }
    XCTAssertNotEqual(refusals[0], refusals[1])
  }

  func testTheDayOfEveryEventMatters() {
    for event in events {
      let digests = [today, today + 1, today + 11, today + 12, today + 365].map { digest([(event, $0)]) }
      guard case .used = event else {
        XCTAssertEqual(Set(digests).count, 5, "\(event)")
        continue
      }
      XCTAssertEqual(digests[0], digests[2], "use joins its month")
      XCTAssertEqual(Set(digests).count, 3)
    }
  }

  func testTheMoneyAndTheStageAfterAnEventMatter() {
    let changes: [(inout Account) -> Void] = [
      { _ in }, { $0.wallet.prepaidCash += dollars(1) }, { $0.wallet.prepaidBonus += dollars(1) },
      { $0.wallet.debt += dollars(1) }, { $0.wallet.deferred += dollars(1) }, { $0.stage = .reminder },
      { $0.stage = .paymentPage }, { $0.stage = .blocked },
    ]
    let digests = changes.map { change in
      var other = account
      change(&other)
      return digest([(.deleted, today)], of: other)
    }
    XCTAssertEqual(Set(digests).count, changes.count)
  }

  func testWhoseLifeItIsAndWhatIsUnbilledMatter() {
    let event = [(Event.created, today)]
    XCTAssertNotEqual(digest(event), digest(event, as: 8))
    XCTAssertNotEqual(digest(event), digest(event, unbilled: dollars(6)))
    XCTAssertNotEqual(digest([]), digest([], unbilled: dollars(6)))
  }

  func testTheOrderOfTwoEventsMatters() {
    let pair: [Event] = [.deletionReminder(daysLeft: 1), .deletionReminder(daysLeft: 3)]
    XCTAssertNotEqual(digest(pair.map { ($0, today) }), digest(pair.reversed().map { ($0, today) }))
    XCTAssertNotEqual(digest([(pair[0], today), (pair[0], today)]), digest([(pair[0], today)]))
  }

  // MARK: What joins month by month

  func testUseIsASumForEachService() {
    let (one, two) = (Event.used(0, quantity: 3), Event.used(1, quantity: 5))
    let both = digest([(one, today), (two, today)])
    XCTAssertEqual(both, digest([(two, today + 1), (one, today + 5)]))
    XCTAssertEqual(both, digest([(one, today), (.used(1, quantity: 2), today), (.used(1, quantity: 3), today + 1)]))
    XCTAssertNotEqual(both, digest([(.used(0, quantity: 5), today), (.used(1, quantity: 3), today)]), "swapped")
    XCTAssertNotEqual(both, digest([(one, today), (two, today + 12)]), "in two months")
    XCTAssertNotEqual(both, digest([(one, today + 12), (two, today + 12)]), "a month later")
  }

  func testUseOfSomeDaysIsUseDayByDay() {
    var life = LifeDigest(of: 7)
    life.add(.created, of: account, on: today)
    life.add(8, of: 0, through: today)
    life.add(5, of: 1, through: today)
    let byDay: [Event] = [.created, .used(0, quantity: 3), .used(1, quantity: 5), .used(0, quantity: 5)]
    XCTAssertEqual(life.value(unbilled: dollars(5)), digest(byDay.enumerated().map { ($1, today + $0) }))
  }

  func testTwoSignInsOfARoleOnOneDayDifferFromOne() {
    for role in Role.allCases {
      let once = digest([(signIn(role), today)])
      XCTAssertNotEqual(digest([(signIn(role), today), (signIn(role), today)]), once)
      XCTAssertNotEqual(digest([(signIn(role), today), (signIn(role), today + 1)]), once)
    }
  }

  func testSignInsOfTwoRolesOnTwoDaysAreNotSwapped() {
    let (one, two) = (signIn(.administrator), signIn(.employee))
    XCTAssertNotEqual(
      digest([(one, today), (two, today + 1)]), digest([(two, today), (one, today + 1)]))
  }

  func testARoutineIsToldLikeItsSignIns() {
    var state: UInt64 = 1
    for round in 0..<100 {
      var (fast, slow) = (LifeDigest(of: 7), LifeDigest(of: 7))
      var first = day("2027-01-01")
      for _ in 0..<4 {
        // Two routines in a month, and between them a day of its own.
        let middle = first + 5 + Int(splitMix64(&state) % 15)
        for days in [first...middle - 1, middle...middle, middle + 1...first.firstOfNextMonth - 1] {
          let (administrators, employees) = (
            DaysOfMonth(bits: UInt32(truncatingIfNeeded: splitMix64(&state) & splitMix64(&state))),
            DaysOfMonth(bits: round % 3 == 0 ? 0 : UInt32(truncatingIfNeeded: splitMix64(&state)))
          )
          let routine = Routine(days, firstOfMonth: first, administrators: administrators, employees: employees)
          if days.count > 1 { fast.add(routine) }
          for day in days {
            for (role, set) in [(Role.administrator, routine.administrators), (.employee, routine.employees)]
            where set.contains(day, firstOfMonth: first) {
              slow.add(signIn(role), of: account, on: day)
              if days.count == 1 { fast.add(signIn(role), of: account, on: day) }
            }
          }
        }
        first = first.firstOfNextMonth
      }
      XCTAssertEqual(fast.value(unbilled: .zero), slow.value(unbilled: .zero), "round \(round)")
    }
  }
}
