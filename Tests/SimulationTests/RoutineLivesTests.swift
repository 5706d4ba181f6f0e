import BillingCore
import XCTest

@testable import Simulation

/// Days of routine are lived at once, unless somebody wants to hear each: it makes no difference to what comes of a run.
final class RoutineLivesTests: XCTestCase {
  /// Wants so much, and keeps spells and deletions.
  private struct Listener: RunWatcher {
    let attention: Attention
    var kept: [String] = []
    /// Events that are no routine.
    var heard = 0
    /// Sign-ins.
    var signIns = 0

    func attention(to identity: AccountIdentity) -> Attention { attention }
    mutating func begin(_ account: Account, as identity: AccountIdentity) {}
    mutating func startReporting(_ account: Account) {}
    mutating func observe(_ event: Event, of account: Account, on day: Day) {
      switch event {
      case .signIn: signIns += 1
      case .used: break
      default: heard += 1
      }
    }
    mutating func observe(_ spell: DebtSpell) { kept.append("\(spell)") }
    mutating func observe(_ process: DeletionProcess) { kept.append("\(process)") }
    mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) {
      kept.append("\(account.created) \(account.lastActivity) \(account.wallet) \(unbilled) \(daysBlocked)")
    }
    mutating func merge(_ other: Listener) {
      kept += other.kept
      heard += other.heard
      signIns += other.signIns
    }
  }

  /// What a run came to, for comparing.
  private struct Result: Equatable {
    let fingerprint: Fingerprint
    let accounts: Int
    let accountDays: Int
    let kept: [String]
    let totals: [[Int128]]
    let services: [Int128]
  }

  private func run(_ simulator: Simulator, _ attention: Attention, threads: Int = 1) async throws -> (
    result: Result, listener: Listener
  ) {
    let run = try await simulator.run(threads: threads, watcher: Listener(attention: attention))
    let (scenario, outcome) = (simulator.scenario, run.outcome)
    let segments = scenario.segmentNames.indices
    let totals = Measure.allCases.map { measure in
      (0..<scenario.days).flatMap { day in
        segments.map { outcome.totals.value(measure, segments: $0..<$0 + 1, days: day..<day + 1) }
      }
    }
    let months = 0...Int(scenario.lastDay.month.index - scenario.start.month.index)
    let services = months.flatMap { month in
      segments.flatMap { segment in
        (0...scenario.policies.services.count).flatMap { line in
          let cell = outcome.services.cell(month: month, segment: segment, line: line)
          return [Int128(cell.accounts), cell.quantity, cell.billed]
        }
      }
    }
    let result = Result(
      fingerprint: run.fingerprint, accounts: outcome.accounts, accountDays: outcome.accountDays,
      kept: run.watcher.kept.sorted(), totals: totals, services: services)
    return (result, run.watcher)
  }

  private func assertSame(
    _ scenario: Scenario, _ what: String, file: StaticString = #filePath, line: UInt = #line
  ) async throws {
    let simulator = Simulator(scenario)
    let (days, listener) = try await run(simulator, .days)
    XCTAssertGreaterThan(listener.signIns, 300, what, file: file, line: line)
    for (attention, threads) in [([] as Attention, 1), ([], 2), ([], 3), (.events, 1), (.topUps, 1)] {
      let (other, heard) = try await run(simulator, attention, threads: threads)
      let place = "\(what), \(attention), \(threads) threads"
      XCTAssertEqual(other.fingerprint, days.fingerprint, place, file: file, line: line)
      XCTAssertEqual(other.accounts, days.accounts, place, file: file, line: line)
      XCTAssertEqual(other.accountDays, days.accountDays, place, file: file, line: line)
      XCTAssertTrue(other.kept == days.kept, "spells, deletions or lives of \(place)", file: file, line: line)
      for measure in Measure.allCases where other.totals[measure.rawValue] != days.totals[measure.rawValue] {
        XCTFail("\(measure) of \(place)", file: file, line: line)
      }
      XCTAssertEqual(other.services, days.services, place, file: file, line: line)
      switch attention {
      case .events: XCTAssertEqual(heard.heard, listener.heard, place, file: file, line: line)
      case .topUps: XCTAssertTrue((1..<listener.heard).contains(heard.heard), place, file: file, line: line)
      default: XCTAssertEqual(heard.heard, 0, place, file: file, line: line)
      }
      XCTAssertLessThan(heard.signIns, listener.signIns, "some of it is routine", file: file, line: line)
    }
  }

  // MARK: Worlds with everything in them

  private func policies(_ state: inout UInt64, start: Day) -> PolicyCalendar {
    func number(_ range: ClosedRange<Int>) -> Int { range.lowerBound + Int(splitMix64(&state) % UInt64(range.count)) }
    func shake(_ policy: inout Policy) {
      policy.tariff.accrueWhileBlocked = number(0...1) == 0
      policy.tariff.trialDays = [0, 10, 45, 200][number(0...3)]
      policy.bonus.expiresAfterDays = [nil, 20, 45][number(0...2)]
      policy.restrictions.grace = number(0...1) == 0 ? .calendar : .sinceDebt
      policy.restrictions.remindFrom = number(0...3) == 0 ? nil : number(2...5)
      policy.restrictions.paymentPageFrom = number(0...3) == 0 ? nil : number(6...9)
      policy.restrictions.blockFrom = number(0...3) == 0 ? nil : number(10...30)
      policy.deletion.automatic = number(0...2) > 0
      policy.deletion.minimumAgeDays = number(5...50)
      policy.deletion.inactivityDays = number(3...30)
      policy.deletion.noticeDays = number(4...12)
      policy.deletion.retentionDays = number(5...25)
      policy.deletion.blockedSignInIsActivity = [.administrators, .everyone, .nobody][number(0...2)]
    }
    var policy = tariffPolicy()
    policy.tariff.trialDays = [0, 10, 45][number(0...2)]
    policy.bonus.tiers = [.init(from: dollars(2500), percent: .init(hundredths: 2000))]
    shake(&policy)
    let standing = policy
    shake(&policy)
    let first = PolicyCalendar.Era(from: start + number(5...25), policy: policy)
    shake(&policy)
    policy.tariff.services += [
      Service(name: "sms", price: .recurring(monthly: dollars(300), counting: .peak)),
      Service(name: "call", price: .metered(MeteredPrice(tiers: [.init(upTo: nil, pricePerUnit: 30_000)]))),
    ]
    return PolicyCalendar(
      standing,
      changes: [first, .init(from: (start + 30).firstOfNextMonth, policy: policy)])
  }

  private func segment(_ name: String, _ state: inout UInt64) -> Segment {
    func number(_ range: ClosedRange<Int>) -> Int { range.lowerBound + Int(splitMix64(&state) % UInt64(range.count)) }
    var segment = busySegment(name, accounts: 25)
    segment.arrivals.perDay = 0.15
    segment.units[2] = .poisson(mean: 0.7)
    segment.usage[1]?.weekdays = [1, 1, 2, 1, 1, 0.2, 0]
    segment.usage[3] = .init(perDay: .gamma(mean: 0.5, shape: 1))
    segment.signIns.employee = .constant([0.02, 0.3, 0.8][number(0...2)])
    segment.signIns.administrator = .constant([0.01, 0.2][number(0...1)])
    segment.opening.debtShare = [0.05, 0.6][number(0...1)]
    segment.opening.prepaidCash = number(0...2) == 0 ? .constant(0) : .lognormal(median: 20, sigma: 1)
    segment.opening.idleShare = 0.2
    segment.idleness.startsPerDay = .constant([0.01, 0.06][number(0...1)])
    segment.idleness.days = .geometric(mean: Double([2, 12][number(0...1)]))
    segment.idleness.leaves = 0.15
    segment.topUps.inDebt = [0.05, 0.1, 0.2, 0.05].map { .constant($0) }
    segment.requestsDeletion = [0, 0.02][number(0...1)]
    segment.cancelsDeletion = 0.1
    segment.restores = 0.1
    return segment
  }

  private func world(_ seed: UInt64) -> Scenario {
    var state = seed
    let start = day("2027-01-01") + Int(splitMix64(&state) % 60)
    var scenario = Scenario(
      name: "world", start: start, days: 110, seed: seed, policies: policies(&state, start: start))
    scenario.warmUpDays = Int(splitMix64(&state) % 2) * 40
    var buyers = segment("buyers", &state)
    buyers.topUps.rhythm = .init(perDay: .constant(0.1), amount: .uniform(5, 30), giveUp: .constant(0.1))
    var real = segment("real", &state)
    real.book = book(on: start - 1)
    scenario.segments = [segment("shops", &state), buyers, real]
    var debtor = ScriptedAccount(name: "debtor", beginning: .created(start + 3, units: [2, 0]))
    debtor.entries = [
      .init(on: start + 20, .command(.signIn(.owner))),
      .init(on: start + 70, .command(.topUp(dollars(9000), by: .owner, with: .card))),
    ]
    scenario.scripted = [debtor]
    return scenario
  }

  /// Accounts of which each third owes, of these each second is blocked, and the others have credit.
  private func book(on eve: Day) -> OpeningBook {
    let names = (0..<20).map { "client\($0 + 10)" }
    var book = OpeningBook(path: "book.csv", bytes: Array(names.joined().utf8), units: [0, 2], used: [1])
    for index in names.indices {
      var row = OpeningBook.Row(
        name: Int32(index * 8)..<Int32(index * 8 + 8), created: eve - 3 * index, lastActivity: eve - 2 * index)
      if index % 3 == 0 {
        (row.debt, row.isBlocked) = (dollars(1500), index % 2 == 0)
      } else {
        (row.prepaidCash, row.prepaidBonus) = (dollars(Int64(700 * index)), dollars(Int64(100 * (index % 4))))
      }
      row.isIdle = index % 5 == 1
      XCTAssertNil(book.append(row, quantities: [Int32(index % 3), Int32(index % 2), Int32(index % 7) - 1]))
    }
    return book
  }

  func testARunThatHearsOnlyOfLivesComesToTheSame() async throws {
    for seed in 1...8 as ClosedRange<UInt64> { try await assertSame(world(seed), "world \(seed)") }
  }

  /// Accounts of a month's use, of which nothing is told but that.
  private func users(_ change: (inout Segment) -> Void) -> Segment {
    var segment = Segment(name: "users", accounts: 3)
    segment.usage = [1: .init(perDay: .constant(2))]
    segment.signIns.employee = .constant(0)
    segment.signIns.administrator = .constant(0)
    segment.idleness.startsPerDay = .constant(0)
    segment.opening.debtShare = 0
    change(&segment)
    return segment
  }

  func testUseBeforeAnythingElseIsToldAlike() async throws {
    let segment = users {
      $0.opening.prepaidCash = .constant(0)
      $0.requestsDeletion = 1e-9
      $0.topUps.inAdvance = .constant(0)
    }
    var scenario = scenario(days: 40, segments: [segment])
    scenario.start = day("2027-01-10")
    let simulator = Simulator(scenario)
    let (days, lives) = try await (run(simulator, .days).result, run(simulator, []).result)
    XCTAssertEqual(lives.fingerprint, days.fingerprint)
  }

  func testDaysAfterThePurgeAreNotLived() async throws {
    let segment = users {
      $0.opening.prepaidCash = .constant(0)
      $0.idleness.startsPerDay = .constant(1)
      $0.idleness.leaves = 1
    }
    let simulator = Simulator(scenario(days: 300, segments: [segment]))
    let (days, lives) = try await (run(simulator, .days).result, run(simulator, []).result)
    XCTAssertLessThan(days.accountDays, 3 * 300)
    XCTAssertEqual(lives.accountDays, days.accountDays)
  }

  func testUseBeforeATrialThatGrowsIsBilled() async throws {
    var longer = tariffPolicy()
    longer.tariff.trialDays = 10_000
    var scenario = scenario(
      days: 40, segments: [users { $0.opening.prepaidCash = .constant(1000) }])
    scenario.policies = PolicyCalendar(tariffPolicy(), changes: [.init(from: day("2027-01-25"), policy: longer)])
    scenario.segments[0].usage[1] = .init(perDay: .constant(20))
    let simulator = Simulator(scenario)
    let (days, lives) = try await (run(simulator, .days).result, run(simulator, []).result)
    XCTAssertEqual(lives.services, days.services)
    XCTAssertEqual(lives.fingerprint, days.fingerprint)
  }

  func testWhoAsksForADeletionAsksOnTheSameDay() async throws {
    var policy = Policy()
    (policy.tariff.base.monthly, policy.deletion.automatic) = (.zero, false)
    var quiet = Segment(name: "quiet", accounts: 20)
    (quiet.signIns.employee, quiet.signIns.administrator) = (.constant(0), .constant(0))
    (quiet.opening.prepaidCash, quiet.opening.debtShare) = (.constant(0), 0)
    quiet.topUps.inAdvance = .constant(0)
    quiet.requestsDeletion = 0.1
    let simulator = Simulator(scenario(days: 80, policy: policy, segments: [quiet]))
    let (days, lives) = try await (run(simulator, .days).result, run(simulator, []).result)
    XCTAssertTrue(days.kept.contains { $0.contains("manual") })
    XCTAssertEqual(lives.kept, days.kept)
    XCTAssertEqual(lives.fingerprint, days.fingerprint)
  }

  func testChunksOfAccountsComeToTheSameOnSeveralThreads() async throws {
    var crowd = world(3)
    crowd.days = 33
    crowd.segments = [crowd.segments[0]]
    crowd.segments[0].accounts = 600
    try await assertSame(crowd, "a crowd")
  }
}
