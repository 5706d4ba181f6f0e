import BillingCore
import XCTest

@testable import Simulation

final class SimulatorTests: XCTestCase {
  private func arrivingSegment(accounts: Int) -> Segment {
    var segment = busySegment(accounts: accounts)
    segment.arrivals.perDay = 0.3
    return segment
  }

  func testMoreAccountsLeaveTheOthersAsTheyWere() async throws {
    let few = try await Simulator(scenario(segments: [arrivingSegment(accounts: 20)])).lives().lives
    let many = try await Simulator(scenario(segments: [arrivingSegment(accounts: 50)])).lives().lives
    XCTAssertGreaterThan(few.count, 25)
    for life in few { XCTAssertEqual(many.first { $0.name == life.name }, life) }
  }

  func testMoreDaysLeaveTheFirstOnesAsTheyWere() async throws {
    let short = try await Simulator(scenario(days: 45, segments: [arrivingSegment(accounts: 20)])).lives().lives
    let long = try await Simulator(scenario(days: 80, segments: [arrivingSegment(accounts: 20)])).lives().lives
    let lastDay = day("2027-02-14")
    for life in short {
      XCTAssertEqual(long.first { $0.name == life.name }?.heard.filter { $0.day <= lastDay }, life.heard)
    }
  }

  func testASegmentBesideItChangesNothing() async throws {
    let alone = try await Simulator(scenario(segments: [arrivingSegment(accounts: 20)])).lives().lives
    let beside = try await Simulator(
      scenario(segments: [busySegment("agencies", accounts: 7), arrivingSegment(accounts: 20)])
    ).lives().lives
    XCTAssertEqual(beside.filter { $0.name.hasPrefix("shops.") }, alone)
  }

  func testThreadsDoNotMatter() async throws {
    // More than two chunks, and an uneven number of accounts.
    var segment = arrivingSegment(accounts: 700)
    segment.usage = [:]
    var run = scenario(days: 45, segments: [segment, busySegment("agencies", accounts: 31)])
    run.scripted = [ScriptedAccount(name: "acme", beginning: .created(day("2027-01-05"), units: []))]
    let simulator = Simulator(run)
    let one = try await simulator.lives(threads: 1)
    XCTAssertGreaterThan(one.lives.count, 3 * 240)
    for threads in [2, 3, 7] {
      let several = try await simulator.lives(threads: threads)
      XCTAssertEqual(several.fingerprint, one.fingerprint)
      XCTAssertTrue(several.lives == one.lives, "\(threads) threads")
    }
  }

  func testAReplayIsTheLifeAmongAll() async throws {
    var run = scenario(segments: [arrivingSegment(accounts: 15)])
    var acme = ScriptedAccount(name: "acme", beginning: .created(day("2027-01-05"), units: [1, 0]))
    acme.entries = [.init(on: day("2027-01-06"), .command(.signIn(.owner)))]
    run.scripted = [acme]
    let simulator = Simulator(run)
    let all = try await simulator.lives().lives
    for position in 0..<simulator.population.count {
      let alone = try simulator.replay(position, watcher: Recorder())
      XCTAssertEqual(alone.lives.map(\.heard), [all[position].heard])
    }
  }

  func testEachReplicationIsAWorldOfItsOwnAndTheSameEachTime() async throws {
    var run = scenario(days: 40, segments: [arrivingSegment(accounts: 10)])
    var seen: [(arrivals: Int, fingerprint: Fingerprint)] = []
    for replication in [0, 1, (1 << 24) - 1, 1] {
      run.replication = replication
      let simulator = Simulator(run)
      seen.append((simulator.population.count, try await simulator.lives().fingerprint))
    }
    XCTAssertEqual(Set(seen.map(\.fingerprint)).count, 3)
    XCTAssertEqual(seen[1].fingerprint, seen[3].fingerprint)
    XCTAssertGreaterThan(Set(seen.map(\.arrivals)).count, 1, "who arrives is drawn anew as well")
  }

  func testNothingComesAfterThePurgeOfASyntheticAccount() async throws {
    var segment = Segment(name: "gone", accounts: 5)
    segment.opening.prepaidCash = .constant(0)
    segment.idleness.startsPerDay = .constant(1)
    segment.idleness.leaves = 1
    let long = try await Simulator(scenario(days: 2000, segments: [segment])).lives()
    let last = long.lives.compactMap(\.heard.last)
    XCTAssertTrue(last.allSatisfy { $0.event.word == "purged" })
    let days = try XCTUnwrap(last.map(\.day).max()) - day("2027-01-01") + 1
    let short = try await Simulator(scenario(days: days, segments: [segment])).lives()
    XCTAssertEqual(short.lives, long.lives)
    XCTAssertEqual(short.fingerprint, long.fingerprint)
  }

  func testReportingOfALifeStartsOnceAfterTheEveOrItsOwnBeginning() async throws {
    var run = scenario(days: 40, segments: [arrivingSegment(accounts: 20)])
    run.scripted = [ScriptedAccount(name: "acme", beginning: .created(day("2027-01-20"), units: []))]
    run.warmUpDays = 50
    let recorder = try await Simulator(run).run(threads: 1, watcher: Both(Recorder(), Recorder())).watcher
    XCTAssertEqual(recorder.first.lives, recorder.second.lives)
    for life in recorder.first.lives {
      let created = life.heard.first { $0.event == .created }?.day ?? run.start
      let isScripted = life.position == recorder.first.lives.count - 1
      XCTAssertEqual(life.reportedAfter, [isScripted ? run.eve : max(run.eve, created - 1)])
    }
    XCTAssertGreaterThan(recorder.first.lives.count { $0.heard.contains { $0.event == .created } }, 15)
  }

  func testWhatAScriptAsksAfterThePurgeIsStillRefused() async throws {
    var state = OpeningState(created: day("2026-10-01"), lastActivity: day("2026-11-01"))
    state.debt = dollars(100)
    var gone = ScriptedAccount(name: "gone", beginning: .opening(state))
    gone.entries = [.init(on: day("2027-03-30"), .command(.restore))]
    var run = scenario(days: 100, segments: [])
    run.scripted = [gone]
    let life = try await Simulator(run).lives().lives[0].heard.map(\.event)
    XCTAssertTrue(life.contains { $0.word == "purged" })
    guard case .refused(let refusal) = life.last else { return XCTFail("the last event is a refusal") }
    XCTAssertEqual(refusal.command, .restore)
    XCTAssertEqual(refusal.reason, .purged)
  }

  func testAnotherSeedIsAnotherWorld() async throws {
    let one = try await Simulator(scenario(seed: 1, segments: [busySegment(accounts: 10)])).lives()
    let two = try await Simulator(scenario(seed: 2, segments: [busySegment(accounts: 10)])).lives()
    let again = try await Simulator(scenario(seed: 1, segments: [busySegment(accounts: 10)])).lives()
    XCTAssertNotEqual(one.fingerprint, two.fingerprint)
    XCTAssertEqual(one.fingerprint, again.fingerprint)
    XCTAssertEqual(one.lives, again.lives)
  }

  /// What these accounts live is frozen: a change of this number is a change of every published result, and deliberate.
  func testTheGoldenFingerprintStands() async throws {
    var segment = arrivingSegment(accounts: 40)
    segment.signIns.employee = .beta(a: 2.4, b: 1.6)
    segment.opening.idleShare = 0.2
    segment.requestsDeletion = 0.1
    let run = scenario(days: 150, seed: 2027, segments: [segment])
    let golden = try await Simulator(run).lives(threads: 2).fingerprint
    XCTAssertEqual(golden.description, "643b0252be77ac5e")
  }

  func testAnOverflowNamesTheFirstAccountAndItsDay() async throws {
    var policy = Policy()
    policy.tariff.base.monthly = Money(minorUnits: 1_000_000_000_000_000)
    policy.tariff.services = [
      Service(
        name: "gold", price: .recurring(monthly: Money(minorUnits: 1_000_000_000_000_000), counting: .peak))
    ]
    var run = scenario(days: 40, policy: policy, segments: [])
    run.scripted = ["a", "b"].map {
      ScriptedAccount(name: $0, beginning: .created(day("2027-01-05"), units: [1_000_000_000]))
    }
    do {
      _ = try await Simulator(run).lives(threads: 2)
      XCTFail("an overflow goes unnoticed")
    } catch RunFault.amountOverflow(let account, let day) {
      XCTAssertEqual(account, "a")
      XCTAssertEqual(day.description, "2027-02-01")
    }
  }

  func testOfTwoFaultsOnTwoThreadsTheFirstInPopulationOrderIsTold() async throws {
    var policy = Policy()
    policy.tariff.services = [
      Service(
        name: "gold", price: .recurring(monthly: Money(minorUnits: 1_000_000_000_000_000), counting: .peak))
    ]
    var run = scenario(days: 40, policy: policy, segments: [])
    // The last account of the first chunk, and the first of the second.
    run.scripted = (0..<300).map {
      let units = $0 == 255 || $0 == 256 ? 1_000_000_000 : 0
      return ScriptedAccount(name: "a\($0)", beginning: .created(day("2027-01-05"), units: [units]))
    }
    for _ in 0..<20 {
      do {
        _ = try await Simulator(run).lives(threads: 2)
        XCTFail("an overflow goes unnoticed")
      } catch RunFault.amountOverflow(let account, _) {
        XCTAssertEqual(account, "a255")
      }
    }
  }

  func testTwoWatchersHearTheSame() async throws {
    let run = try await Simulator(scenario(segments: [busySegment(accounts: 5)]))
      .run(threads: 2, watcher: Both(Recorder(), Recorder())).watcher
    XCTAssertEqual(run.first.lives, run.second.lives)
    XCTAssertEqual(run.first.lives.count, 5)
  }
}

/// Two policies on one seed differ only where the policy makes them (MODEL 2).
final class CommonRandomNumbersTests: XCTestCase {
  private func world(percent: Int, response: Double) async throws -> [NamedLife] {
    var policy = tariffPolicy()
    policy.bonus.tiers = [.init(from: dollars(3000), percent: .init(hundredths: percent * 100))]
    policy.deletion.automatic = false
    var segment = busySegment(accounts: 60)
    segment.topUps.bonusResponse = .constant(response)
    segment.idleness.startsPerDay = .constant(0.02)
    segment.idleness.days = .geometric(mean: 8)
    return try await Simulator(scenario(days: 150, policy: policy, segments: [segment])).lives().lives
  }

  private func firstBonus(_ life: NamedLife) -> Int? {
    life.heard.firstIndex { if case .topUp(let topUp) = $0.event { topUp.bonus > .zero } else { false } }
  }

  func testADoubledBonusChangesNothingBeforeTheFirstTopUpThatATierReaches() async throws {
    let (plain, doubled) = (
      try await world(percent: 5, response: 0), try await world(percent: 10, response: 0)
    )
    var different = 0
    for (one, other) in zip(plain, doubled) {
      let first = firstBonus(one)
      XCTAssertEqual(first, firstBonus(other))
      let before = first ?? one.heard.count
      XCTAssertEqual(Array(one.heard[..<before]), Array(other.heard[..<before]))
      if one != other { different += 1 }
      if first == nil { XCTAssertEqual(one, other) }
    }
    XCTAssertGreaterThan(different, 20)
  }

  /// Sign-ins and use, whether or not they were refused, each with its day.
  private func attempts(_ life: NamedLife) -> [String] {
    life.heard.compactMap { heard in
      switch heard.event {
      case .signIn(let signIn): "\(heard.day) \(signIn.role.word)"
      case .used(let service, let quantity): "\(heard.day) \(service) \(quantity)"
      case .refused(let refusal):
        switch refusal.command {
        case .signIn(let role): "\(heard.day) \(role.word)"
        case .use(let quantity, let service): "\(heard.day) \(service) \(quantity)"
        default: nil
        }
      default: nil
      }
    }
  }

  func testADoubledBonusLeavesIdlenessSignInsAndUseAlike() async throws {
    let (plain, doubled) = (
      try await world(percent: 5, response: 0.08), try await world(percent: 10, response: 0.08)
    )
    XCTAssertNotEqual(plain, doubled)
    for (one, other) in zip(plain, doubled) {
      XCTAssertEqual(attempts(one), attempts(other), one.name)
    }
    XCTAssertGreaterThan(plain.reduce(0) { $0 + attempts($1).count }, 5000)
  }
}
