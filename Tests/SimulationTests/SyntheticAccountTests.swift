import BillingCore
import XCTest

@testable import Simulation

final class SyntheticAccountTests: XCTestCase {
  private func lives(
    days: Int = 90, policy: Policy = tariffPolicy(), accounts: Int = 30, _ change: (inout Segment) -> Void
  ) async throws -> [NamedLife] {
    var segment = busySegment(accounts: accounts)
    segment.units = [0: .constant(2)]
    change(&segment)
    return try await Simulator(scenario(days: days, policy: policy, segments: [segment])).lives().lives
  }

  private func isAction(_ event: Event) -> Bool {
    switch event {
    case .topUp, .topUpDeclined, .signIn, .used, .serviceChanged, .restored, .refused: true
    case .deletionCancelled(let canceller): canceller == .owner
    case .deletionNoticed(let notice): notice.kind == .manual
    case .created, .invoiced, .bonusLapsed, .stageChanged, .deletionReminder, .deleted, .purged: false
    }
  }

  func testWhoHasLeftDoesNothing() async throws {
    let lives = try await lives { segment in
      segment.idleness.startsPerDay = .constant(1)
      segment.idleness.leaves = 1
      segment.idleness.switchesOff = 0
      segment.topUps.noticed = .constant(1)
      segment.cancelsDeletion = 1
      segment.restores = 1
    }
    XCTAssertTrue(lives.allSatisfy { life in !life.heard.contains { isAction($0.event) } })
    XCTAssertTrue(lives.contains { life in life.heard.contains { $0.event.word == "purged" } })
  }

  func testLeaversSwitchTheirServicesOffOnTheWayOut() async throws {
    let lives = try await lives { segment in
      segment.idleness.startsPerDay = .constant(1)
      segment.idleness.leaves = 1
      segment.idleness.switchesOff = 1
    }
    for life in lives {
      XCTAssertEqual(life.heard.filter { isAction($0.event) }.map(\.event), [.serviceChanged(0, units: 0)])
      XCTAssertEqual(life.heard.first { isAction($0.event) }?.day, day("2027-01-01"))
    }
  }

  private func makeIdle(_ segment: inout Segment) {
    segment.opening.prepaidCash = .constant(0)
    segment.idleness.startsPerDay = .constant(1)
    segment.idleness.days = .constant(500)
    segment.idleness.leaves = 0
    segment.idleness.switchesOff = 0
  }

  func testTheIdleDoNothingButWhatANoticedOwnerDoes() async throws {
    let lives = try await lives(days: 120) { segment in
      makeIdle(&segment)
      segment.topUps.noticed = .constant(0.3)
      segment.topUps.declined = 0
      segment.cancelsDeletion = 0.1
      segment.restores = 1
      segment.requestsDeletion = 1
    }
    var (topUps, cancels, deleted) = (0, 0, 0)
    for heard in lives.flatMap(\.heard) {
      switch heard.event {
      case .topUp:
        topUps += 1
        XCTAssertTrue(heard.isPending, "who is idle pays only when noticed")
      case .deletionCancelled(let canceller): cancels += canceller == .owner ? 1 : 0
      case .deleted: deleted += 1
      default: XCTAssertFalse(isAction(heard.event), "\(heard)")
      }
    }
    XCTAssertGreaterThan(topUps, 5)
    XCTAssertGreaterThan(cancels, 3)
    XCTAssertGreaterThan(deleted, 0)
  }

  func testASpellOfSomeDaysCoversItsFirstAndTheDaysAfterIt() async throws {
    let lives = try await lives(days: 40, accounts: 10) { segment in
      makeIdle(&segment)
      segment.opening.prepaidCash = .constant(100_000)
      segment.idleness.days = .constant(3)
      segment.signIns.administrator = .constant(1)
      segment.signIns.weekdays = Array(repeating: 1, count: 7)
      segment.usage = [:]
    }
    // Days 1-3 idle, 4 back without a new spell, 5-7 idle, and so on.
    for life in lives {
      let signedIn = life.heard.filter {
        if case .signIn(let signIn) = $0.event { signIn.role == .administrator } else { false }
      }
      XCTAssertEqual(signedIn.map { $0.day - day("2027-01-01") + 1 }, Array(stride(from: 4, through: 40, by: 4)))
    }
  }

  func testUnitsSwitchedOffForASpellComeBackAfterIt() async throws {
    let lives = try await lives { segment in
      segment.opening.prepaidCash = .constant(100_000)
      segment.opening.debtShare = 0
      segment.idleness.startsPerDay = .constant(0.1)
      segment.idleness.days = .constant(3)
      segment.idleness.leaves = 0
      segment.idleness.switchesOff = 1
    }
    var returns = 0
    for life in lives {
      var offSince: Day?
      for heard in life.heard {
        guard case .serviceChanged(let service, let units) = heard.event else { continue }
        XCTAssertEqual(service, 0)
        if let off = offSince {
          XCTAssertEqual(units, 2)
          XCTAssertEqual(heard.day - off, 3)
          offSince = nil
          returns += 1
        } else {
          XCTAssertEqual(units, 0)
          offSince = heard.day
        }
      }
    }
    XCTAssertGreaterThan(returns, 100)
  }

  func testNobodySwitchesServicesWhileThePaymentPageStands() async throws {
    let lives = try await lives { segment in
      segment.idleness.startsPerDay = .constant(0.1)
      segment.idleness.days = .constant(3)
      segment.idleness.switchesOff = 1
      segment.opening.prepaidCash = .constant(0)
      segment.units = [0: .constant(2)]
      segment.topUps.inDebt = Array(repeating: .constant(0), count: 4)
    }
    XCTAssertTrue(lives.flatMap(\.heard).contains { $0.stage == .paymentPage })
    for heard in lives.flatMap(\.heard) {
      if case .refused(let refusal) = heard.event { XCTAssertNotEqual(refusal.reason, .restricted) }
      if case .serviceChanged = heard.event { XCTAssertLessThan(heard.stage, .paymentPage) }
    }
  }

  func testDeclinedPaymentsAreTriedAgainAsOftenAsTheyAsk() async throws {
    let stubborn = try await lives { segment in
      segment.topUps.declined = 0.5
      segment.topUps.retries = 1
    }
    let events = stubborn.flatMap(\.heard).map(\.event)
    let (declined, paid) = (
      events.count { $0.word == "topUpDeclined" }, events.count { $0.word == "topUp" }
    )
    XCTAssertGreaterThan(paid, 30)
    // As many declined as not: geometric, so the difference has a variance of two a payment.
    XCTAssertLessThan(abs(Double(declined - paid)), 4.5 * (2 * Double(paid)).squareRoot())
    let meek = try await lives { segment in
      segment.topUps.declined = 1
      segment.topUps.retries = 0
    }
    XCTAssertFalse(meek.flatMap(\.heard).contains { $0.event.word == "topUp" })
  }

  func testFirstAccountsStandAsTheirSegmentSays() async throws {
    let policy = tariffPolicy()
    var segment = busySegment(accounts: 40)
    segment.units = [0: .constant(3)]
    segment.ageDays = .constant(10)
    segment.opening.prepaidCash = .constant(12.345)
    segment.opening.debtShare = 0.5
    let run = scenario(policy: policy, segments: [segment])
    let habits = Habits(segment, in: run)
    var inDebt = 0
    for number in 0..<40 {
      let opening = habits.opening(
        of: UInt32(number), traits: Traits(of: UInt32(number), row: nil, habits: habits))
      let account = try Account(opening, eve: habits.eve, under: run.policies)
      XCTAssertEqual(account.created, day("2026-12-21"))
      XCTAssertEqual(account.enabledUnits(of: 0), 3)
      XCTAssertEqual(account.lastActivity, day("2026-12-31"))
      if account.wallet.debt > .zero {
        inDebt += 1
        XCTAssertEqual(account.wallet.debt, dollars(1900 + 1500))
        XCTAssertEqual(account.wallet.credit, .zero)
      } else {
        XCTAssertEqual(account.wallet.prepaidCash, dollars(1235), "rounded half away from zero")
      }
    }
    XCTAssertEqual(Double(inDebt), 20, accuracy: 14)
  }

  func testEachChanceToPayIsADrawApart() {
    var segment = Segment(name: "s", accounts: 20)
    segment.topUps.inDebt = Array(repeating: .uniform(0, 1), count: 4)
    (segment.topUps.noticed, segment.topUps.inAdvance) = (.uniform(0, 1), .uniform(0, 1))
    let habits = Habits(segment, in: scenario(segments: [segment]))
    let chances = (0..<20).flatMap { number in
      let traits = Traits(of: UInt32(number), row: nil, habits: habits)
      return (0..<4).map { traits.paysInDebt[$0] } + [traits.paysWhenNoticed, traits.paysInAdvance]
    }
    XCTAssertEqual(Set(chances).count, 120)
  }

  func testUseFollowsWeekdaysMonthsAndGrowth() {
    var usage = Segment.Usage(perDay: .constant(1))
    usage.weekdays = [1, 2, 1, 1, 1, 0, 1]
    usage.months[1] = 3
    usage.growthPerYear = 1
    var segment = Segment(name: "s", accounts: 1)
    segment.usage = [1: usage]
    let habits = Habits(segment, in: scenario(days: 60, segments: [segment]))
    // The running month of the eve is lived too, and months are whole.
    XCTAssertEqual(
      habits.months.map(\.first), ["2026-12-01", "2027-01-01", "2027-02-01", "2027-03-01"].map { day($0) })
    func factor(_ text: String) -> Double {
      let month = habits.months[habits.monthIndex(of: day(text))]
      return month.weights[0].factors[day(text) - month.first]
    }
    XCTAssertEqual(factor("2027-01-01"), 1)
    XCTAssertEqual(factor("2027-01-02"), 0, "a Saturday")
    XCTAssertEqual(factor("2027-01-05"), 2 * DecisionMath.pow(2, 4 / 365.0), accuracy: 1e-12)
    XCTAssertEqual(factor("2027-02-01"), 3 * DecisionMath.pow(2, 31 / 365.0), accuracy: 1e-12)
    XCTAssertEqual(factor("2026-12-01"), 2 * DecisionMath.pow(2, -31 / 365.0), accuracy: 1e-12)
    XCTAssertEqual(MonthlyUse(of: 0, perDay: 0, account: 0, in: 1, habits).total, 0)
  }
}
