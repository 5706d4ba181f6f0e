import BillingCore
import XCTest

@testable import Simulation

/// Parameters at their limits give numbers, never a trap or a number that is none.
final class OddInputTests: XCTestCase {
  private let key = ChanceKey(seed: 5, segment: "odd")

  private func samples(_ distribution: Distribution, _ count: UInt32 = 2000) -> [Double] {
    (0..<count).map { number in
      var stream = key.stream(.age, account: number)
      return distribution.sample(&stream)
    }
  }

  private func counts(_ distribution: Distribution) -> [Int] {
    (UInt32(0)..<500).map { number in
      var stream = key.stream(.age, account: number)
      return distribution.sampleCount(&stream)
    }
  }

  func testAUniformNumberIsNeverZeroNorOne() {
    XCTAssertGreaterThan(RandomStream.unit(.min), 0)
    XCTAssertLessThan(RandomStream.unit(.max), 1)
    XCTAssertTrue(DecisionMath.normalQuantile(RandomStream.unit(.max)).isFinite)
    XCTAssertTrue(DecisionMath.normalQuantile(RandomStream.unit(.min)).isFinite)
  }

  func testOneBoundAloneHolds() {
    XCTAssertEqual(samples(.clamped(.exponential(mean: 1), min: 2, max: nil)).min(), 2)
    XCTAssertEqual(samples(.clamped(.exponential(mean: 1), min: nil, max: 0.5)).max(), 0.5)
  }

  func testCountsAreNeverNegativeWhateverTheBounds() {
    XCTAssertEqual(Set(counts(.clamped(.poisson(mean: 3), min: nil, max: -2))), [0])
    XCTAssertEqual(Set(counts(.clamped(.uniform(0, 10), min: nil, max: -1))), [0])
  }

  func testSmallShapesGoToTheirEndsRatherThanToTheMean() {
    let betas = samples(.beta(a: 0.001, b: 0.001))
    let atTheEnds = betas.filter { $0 < 0.01 || $0 > 0.99 }.count
    XCTAssertGreaterThan(atTheEnds, 1950)
    let ones = betas.filter { $0 > 0.5 }.count
    XCTAssertEqual(Double(ones) / 2000, 0.5, accuracy: 0.05)
    for value in samples(.gammaGamma(p: 1e-9, q: 1e-9, v: 1)) { XCTAssertFalse(value.isNaN) }
    XCTAssertTrue(counts(.gammaGamma(p: 1e-9, q: 1e-9, v: 1)).allSatisfy { $0 >= 0 })
  }

  func testWhatIsNoProbabilityNeverHappens() {
    XCTAssertEqual(Chance(.nan), .never)
    XCTAssertEqual(Chance(-1), .never)
    XCTAssertEqual(Chance(.infinity), Chance(1))
  }

  func testLargePoissonsHaveTheirMeanAndVarianceAndEnd() {
    let draws = samples(.poisson(mean: 10_000), 20_000)
    let mean = draws.reduce(0, +) / 20_000
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    XCTAssertEqual(mean, 10_000, accuracy: 4.5 * 100 / 20_000.0.squareRoot())
    XCTAssertEqual(variance, 10_000, accuracy: 4.5 * 10_000 * (2 / 20_000.0).squareRoot())
    XCTAssertTrue(samples(.poisson(mean: .infinity), 10).allSatisfy { $0 > 0.9e12 })
  }

  func testAResponseBeyondAllMeasureTakesTheBestTier() {
    var policy = Policy()
    policy.bonus.tiers = [
      .init(from: dollars(1000), percent: .init(hundredths: 1000)),
      .init(from: dollars(6000), percent: .init(hundredths: 100_000)),
    ]
    var topUps = Segment.TopUps()
    (topUps.months, topUps.monthWeights) = ([1, 6], [1000, 1])
    let choice = PaymentChoice(debt: .zero, monthCost: dollars(1900), response: 1000)
    for number in 0..<50 {
      var stream = key.stream(.months, account: UInt32(number))
      let amount = choice.amount(
        among: PaymentHabits(topUps), on: day("2027-01-01"), under: PolicyCalendar(policy), &stream)
      XCTAssertEqual(amount, dollars(11_400))
    }
  }

  func testAFingerprintSeesHowALineWasPaid() async throws {
    var policy = tariffPolicy()
    policy.bonus.tiers = [.init(from: dollars(1000), percent: .init(hundredths: 5000))]
    var other = policy
    other.bonus.spend = .cashFirst
    let segments = [busySegment(accounts: 20)]
    let first = try await Simulator(scenario(policy: policy, segments: segments)).lives().fingerprint
    let second = try await Simulator(scenario(policy: other, segments: segments)).lives().fingerprint
    XCTAssertNotEqual(first, second)
  }
}

/// Services decide by their names, and begin when they begin.
final class ServiceChanceTests: XCTestCase {
  private func used(_ run: Scenario) async throws -> [String] {
    let services = run.policies
    return try await Simulator(run).lives().lives.flatMap { life in
      life.heard.compactMap { heard in
        guard case .used(let service, let quantity) = heard.event else { return nil }
        return "\(life.name) \(heard.day) \(services.word(of: service)) \(quantity)"
      }
    }
  }

  func testTheOrderOfServicesChangesNoDecisionAboutThem() async throws {
    func metered(_ name: String) -> Service {
      Service(name: name, price: .metered(MeteredPrice(tiers: [.init(upTo: nil, pricePerUnit: 0)])))
    }
    var policy = Policy()
    policy.tariff.services = [metered("calls"), metered("orders")]
    var segment = Segment(name: "shops", accounts: 5)
    segment.usage = [0: .init(perDay: .constant(1)), 1: .init(perDay: .gamma(mean: 3, shape: 2))]
    let first = try await used(scenario(policy: policy, segments: [segment]))
    policy.tariff.services.reverse()
    segment.usage = [1: .init(perDay: .constant(1)), 0: .init(perDay: .gamma(mean: 3, shape: 2))]
    let second = try await used(scenario(policy: policy, segments: [segment]))
    XCTAssertFalse(first.isEmpty)
    XCTAssertEqual(first.sorted(), second.sorted())
  }

  func testAServiceThatAChangeBringsIsSwitchedOnByThoseWhoWantIt() async throws {
    let standing = Policy()
    var later = standing
    later.tariff.services = [Service(name: "new", price: .recurring(monthly: dollars(500), counting: .daily))]
    var segment = Segment(name: "shops", accounts: 10)
    segment.units = [0: .constant(3)]
    segment.idleness.startsPerDay = .constant(0)
    segment.opening.debtShare = 0
    segment.arrivals.perDay = 0.5
    var run = scenario(days: 90, segments: [segment])
    run.policies = PolicyCalendar(
      standing, changes: [.init(from: day("2027-02-01"), policy: later)])
    for life in try await Simulator(run).lives().lives {
      let created = life.heard.first { $0.event == .created }?.day ?? run.eve
      let set = life.heard.filter { $0.event == .serviceChanged(0, units: 3) }.map(\.day)
      let first = life.heard.first {
        if case .invoiced(let line) = $0.event { line.service == 0 } else { false }
      }
      if created < day("2027-02-01") {
        XCTAssertEqual(set.count, 1, life.name)
        XCTAssertGreaterThanOrEqual(set.first ?? created, day("2027-02-01"), life.name)
        XCTAssertEqual(first?.day, day("2027-03-01"), life.name)
      } else {
        XCTAssertEqual(set, [], "\(life.name) begins with it")
      }
    }
  }
}
