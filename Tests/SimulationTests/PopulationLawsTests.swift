import BillingCore
import XCTest

@testable import Simulation

/// What a population does, judged from outside by counts that a formula gives (MODEL 1).
final class PopulationLawsTests: XCTestCase {
  private func lives(
    days: Int, start: String = "2027-01-01", policy: Policy = tariffPolicy(), _ segment: Segment
  ) async throws -> [NamedLife] {
    var run = scenario(days: days, policy: policy, segments: [segment])
    run.start = day(start)
    return try await Simulator(run).lives().lives
  }

  /// Accounts that nothing happens to but what a test asks for.
  private func quiet(accounts: Int) -> Segment {
    var segment = Segment(name: "quiet", accounts: accounts)
    segment.opening.debtShare = 0
    segment.idleness.startsPerDay = .constant(0)
    segment.topUps.inDebt = Array(repeating: .constant(0), count: 4)
    segment.topUps.noticed = .constant(0)
    segment.topUps.inAdvance = .constant(0)
    segment.topUps.declined = 0
    segment.cancelsDeletion = 0
    return segment
  }

  // MARK: The chance to pay

  private func debtors(_ inDebt: [Distribution]) -> Segment {
    var segment = quiet(accounts: 1000)
    segment.opening.debtShare = 1
    segment.topUps.inDebt = inDebt
    (segment.topUps.months, segment.topUps.monthWeights) = ([0], [1])
    return segment
  }

  /// The stages in which debts are paid, one top-up for each account that pays.
  private func stagesOfPayment(_ segment: Segment) async throws -> [Int] {
    var counts = [0, 0, 0, 0]
    for heard in try await lives(days: 20, segment).flatMap(\.heard) {
      if case .topUp = heard.event { counts[Int(heard.stage.rawValue)] += 1 }
    }
    return counts
  }

  func testEachStageHasAChanceToPayOfItsOwn() async throws {
    for stage in 0..<4 {
      var inDebt = Array(repeating: Distribution.constant(0), count: 4)
      inDebt[stage] = .constant(1)
      let counts = try await stagesOfPayment(debtors(inDebt))
      XCTAssertEqual(counts, (0..<4).map { $0 == stage ? 1000 : 0 }, "stage \(stage)")
    }
  }

  func testWhoDoesNotPayInOneStageMayWellPayInTheNext() async throws {
    let either = Distribution.choice(values: [0, 1], weights: [1, 1])
    let counts = try await stagesOfPayment(debtors(Array(repeating: either, count: 4)))
    // A half of those who are left pays in each stage: four standard deviations.
    for (count, (mean, accuracy)) in zip(counts, [(500.0, 64.0), (250, 55), (125, 42), (62.5, 31)]) {
      XCTAssertEqual(Double(count), mean, accuracy: accuracy, "\(counts)")
    }
  }

  // MARK: Growth

  func testAYearOfGrowthHas365Days() async throws {
    var arriving = Segment(name: "s")
    (arriving.arrivals.perDay, arriving.arrivals.growthPerYear) = (0.05, 8)
    let daily = DecisionMath.pow(9, 1 / 365.0)
    let arrivals = 0.05 * (DecisionMath.pow(9, 4) - 1) / (daily - 1)
    let arrived = Double(Population(of: scenario(days: 1460, segments: [arriving])).parts[0].arrived)
    XCTAssertLessThan(abs(arrived - arrivals) / arrivals.squareRoot(), 4.5)

    var policy = tariffPolicy()
    policy.tariff.base.monthly = .zero
    policy.tariff.services[1] = Service(
      name: "order", price: .metered(MeteredPrice(tiers: [.init(upTo: nil, pricePerUnit: 0)])))
    policy.deletion.automatic = false
    var using = quiet(accounts: 20)
    using.usage = [1: Segment.Usage(perDay: .constant(5))]
    using.usage[1]?.growthPerYear = 8
    var used = 0
    for heard in try await lives(days: 730, policy: policy, using).flatMap(\.heard) {
      if case .used(_, let quantity) = heard.event { used += quantity }
    }
    let expected = 20 * 5 * (DecisionMath.pow(9, 2) - 1) / (daily - 1)
    XCTAssertLessThan(abs(Double(used) - expected) / expected.squareRoot(), 4.5)
  }

  // MARK: Idleness

  func testNewcomersAreThereWhateverShareOfTheFirstStartsIdle() async throws {
    var segment = quiet(accounts: 20)
    segment.opening.idleShare = 1
    segment.idleness.startsPerDay = .constant(1e-12)
    segment.idleness.days = .constant(500)
    segment.arrivals.perDay = 6
    segment.signIns.employee = .constant(1)
    segment.signIns.weekdays = Array(repeating: 1, count: 7)
    var (newcomers, onTheFirstDay) = (0, 0)
    for life in try await lives(days: 30, segment) {
      let signIns = life.heard.filter { $0.event.word == "signIn" }
      guard let created = life.heard.first(where: { $0.event == .created }) else {
        XCTAssertTrue(signIns.isEmpty, "\(life.name) is away")
        continue
      }
      newcomers += 1
      onTheFirstDay += created.day == day("2027-01-01") ? 1 : 0
      XCTAssertEqual(signIns.first?.day, created.day, life.name)
    }
    XCTAssertGreaterThan(newcomers, 30)
    XCTAssertGreaterThan(onTheFirstDay, 0, "on that day those begin who start idle")
  }

  func testServicesThatWereSwitchedOffComeBackOnceAfterEachSpell() async throws {
    var segment = quiet(accounts: 30)
    segment.opening.prepaidCash = .constant(10_000)
    segment.units = [0: .constant(2)]
    segment.idleness.startsPerDay = .constant(0.05)
    segment.idleness.days = .constant(3)
    (segment.idleness.leaves, segment.idleness.switchesOff) = (0, 1)
    var spells = 0
    for life in try await lives(days: 200, segment) {
      let changes = life.heard.compactMap { heard -> Int? in
        if case .serviceChanged(_, let units) = heard.event { units } else { nil }
      }
      XCTAssertEqual(changes, changes.indices.map { $0 % 2 == 0 ? 0 : 2 }, life.name)
      spells += changes.count / 2
    }
    XCTAssertGreaterThan(spells, 100)
  }

  // MARK: The beginning

  func testUseOfDaysOfATrialIsNotBilledWhenTheRunBeginsWithinIt() async throws {
    var policy = tariffPolicy()
    policy.tariff.trialDays = 25
    var segment = quiet(accounts: 20)
    segment.ageDays = .constant(10)
    segment.usage = [1: Segment.Usage(perDay: .constant(20))]
    let heard = try await lives(days: 60, start: "2027-01-20", policy: policy, segment).flatMap(\.heard)
    let invoices = heard.filter { $0.event.word == "invoiced" }
    XCTAssertEqual(invoices.filter { $0.day == day("2027-02-01") }, [], "January is all trial")
    XCTAssertEqual(Set(invoices.map(\.day)), [day("2027-03-01")])
  }

  func testWhoIsRestoredOnTheFirstDayIsInACohort() async throws {
    var segment = quiet(accounts: 60)
    segment.opening.prepaidCash = .constant(0)
    segment.idleness.startsPerDay = .constant(0.05)
    segment.idleness.days = .constant(55)
    (segment.idleness.leaves, segment.restores) = (0, 1)
    let whole = scenario(days: 150, segments: [segment])
    let heard = try await Simulator(whole).lives().lives.map(\.heard)
    let first = try XCTUnwrap(heard.joined().filter { $0.event == .restored }.map(\.day).min())
    var warm = whole
    (warm.start, warm.warmUpDays) = (first, first - whole.start)
    warm.days -= warm.warmUpDays
    let end = min(first.firstOfNextMonth - 1, warm.lastDay)
    let open = heard.count { life in
      let last = life.last { $0.day <= end && ($0.event == .deleted || $0.event == .restored) }
      return last?.event != .deleted
    }
    let totals = try await Simulator(warm).run(threads: 1, watcher: LifeTotals(warm)).watcher
    XCTAssertEqual(totals.cohorts.open(of: nil, atEndOf: 0), open)
    XCTAssertLessThan(open, 60)
  }
}
