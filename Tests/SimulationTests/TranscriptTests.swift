import BillingCore
import XCTest

@testable import Simulation

final class TranscriptTests: XCTestCase {
  /// Keeps every event, with the money after it.
  private struct Listener: RunWatcher {
    var told: [String] = []
    mutating func begin(_ account: Account, as identity: AccountIdentity) {}
    mutating func startReporting(_ account: Account) {}
    mutating func observe(_ event: Event, of account: Account, on day: Day) {
      told.append("\(day) \(event) \(account.wallet) \(account.status) \(account.stage) \(account.lastActivity)")
    }
    mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) { told.append("\(unbilled)") }
    mutating func merge(_ other: Listener) { told += other.told }
  }

  /// Much happens to few: blocks, deletions by both ways, restores, trials, campaigns, changes, declines.
  private func busyScenario() -> Scenario {
    var policy = tariffPolicy()
    policy.bonus.tiers = [.init(from: dollars(2000), percent: .init(hundredths: 1000))]
    policy.bonus.expiresAfterDays = 50
    policy.tariff.trialDays = 12
    var later = policy
    later.restrictions.grace = .sinceDebt
    later.deletion.blockedSignInIsActivity = .everyone
    later.tariff.trialDays = 20
    later.deletion.automatic = false
    var segment = busySegment(accounts: 30)
    segment.arrivals.perDay = 0.2
    segment.topUps.inDebt = [0.02, 0.05, 0.05, 0.03].map { .constant($0) }
    segment.topUps.declined = 0.3
    segment.topUps.noticed = .constant(0.01)
    segment.restores = 0.3
    segment.requestsDeletion = 0.3
    segment.cancelsDeletion = 0.1
    segment.idleness.startsPerDay = .constant(0.02)
    segment.idleness.days = .constant(45)
    segment.idleness.leaves = 0.1
    segment.idleness.switchesOff = 0.5
    var run = scenario(days: 300, policy: policy, segments: [segment])
    run.policies = PolicyCalendar(policy, changes: [.init(from: day("2027-06-01"), policy: later)])
    run.warmUpDays = 60
    return run
  }

  func testAScriptedAccountLivesAsTheSyntheticOneDid() async throws {
    let scenario = busyScenario()
    let simulator = Simulator(scenario)
    var kinds: Set<String> = []
    for position in 0..<simulator.population.count {
      let life = try simulator.replay(position, watcher: Listener()).told
      let alone = try simulator.scripted(position, through: scenario.lastDay)
      let replayed = try Simulator(alone).replay(0, watcher: Listener()).told
      XCTAssertEqual(life, replayed, simulator.population.name(at: position))
      let verdicts = try Simulator(alone).replay(0, watcher: Judge(alone)).verdicts
      XCTAssertTrue(verdicts.allSatisfy(\.isMet), simulator.population.name(at: position))
      XCTAssertGreaterThan(verdicts.count, 10)
      for entry in alone.scripted[0].entries {
        if case .command(let command) = entry.deed { kinds.insert(command.word) }
      }
    }
    XCTAssertEqual(kinds, Set(Command.allWords), "every command was asked of somebody")
  }

  func testATimelineMayEndBeforeTheRunDoes() throws {
    let scenario = busyScenario()
    let simulator = Simulator(scenario)
    for offset in [-60, -1, 0, 31, 100] {
      let last = scenario.start + offset
      let alone = try simulator.scripted(7, through: last)
      XCTAssertEqual(alone.lastDay, last)
      XCTAssertEqual(alone.start, scenario.firstLivedDay)
      let verdicts = try Simulator(alone).replay(0, watcher: Judge(alone)).verdicts
      XCTAssertTrue(verdicts.allSatisfy(\.isMet))
      XCTAssertEqual(verdicts.last?.day, last)
    }
  }

  /// The expectations of a timeline, by day, and whether they are judged in the evening.
  private func expectations(_ run: Scenario, through last: Day? = nil) throws -> [(day: Day, facts: [Expectation.Fact])]
  {
    try Simulator(run).scripted(0, through: last ?? run.lastDay).scripted[0].entries.compactMap { entry in
      switch entry.deed {
      case .command: nil
      case .expect(let expectation), .expectAtEnd(let expectation): (entry.day, expectation.claims.map(\.fact))
      }
    }
  }

  private func scripted(_ entries: [(Int, Command)], under policy: Policy = tariffPolicy()) -> Scenario {
    var run = scenario(days: 60, policy: policy, segments: [])
    var account = ScriptedAccount(name: "acme", beginning: .created(run.start + 2, units: [0, 0]))
    account.entries = entries.map { .init(on: run.start + $0, .command($1)) }
    run.scripted = [account]
    return run
  }

  /// A sign-in on the second day after the last activity may call off a deletion, one on the next day cannot.
  func testASignInAfterADayWithoutActivityIsExpected() throws {
    let run = scripted([(3, .signIn(.owner)), (4, .signIn(.owner)), (6, .signIn(.owner))])
    XCTAssertEqual(try expectations(run).map { $0.day - run.start }.filter { (3...6).contains($0) }, [6])
  }

  /// Who signs in while blocked may count or not, of administrators and of employees by themselves.
  func testEachRoleThatSignsInWhileBlockedIsExpectedOnce() throws {
    var policy = tariffPolicy()
    policy.deletion.blockedSignInIsActivity = .nobody
    let roles = [Role.employee, .administrator, .employee, .owner]
    let run = scripted(roles.map { (42, Command.signIn($0)) }, under: policy)
    let found = try expectations(run).filter { $0.day == run.start + 42 }
    let last = [Expectation.Fact.lastActivity(run.start + 2)]
    XCTAssertEqual(found.map(\.facts).dropLast(), [last, last], "and in the evening the events")
  }

  func testADayWithATopUpExpectsIt() throws {
    let run = scripted([(4, .topUp(dollars(2000), by: .owner, with: .card))])
    let facts = try XCTUnwrap(try expectations(run).first { $0.day == run.start + 4 }).facts
    var claim = TopUpClaim()
    (claim.amount, claim.bonus, claim.toDebt) = (dollars(2000), .zero, .zero)
    XCTAssertTrue(facts.contains(.topUp([claim])), "\(facts)")
  }

  func testNothingIsExpectedOfAnAccountBeforeItsCreation() throws {
    let run = scripted([])
    XCTAssertEqual(try expectations(run, through: run.start + 1).count, 0)
    XCTAssertGreaterThan(try expectations(run, through: run.start + 2).count, 0)
  }

  /// The number of a ticket stands beside the action that it was noted beside, and beside no other.
  func testNotesOfActionsStay() throws {
    var run = scenario(days: 60, segments: [])
    var account = ScriptedAccount(name: "acme", beginning: .created(run.start, units: [0, 0]))
    let topUp = Command.topUp(dollars(2000), by: .owner, with: .card)
    account.entries = [
      .init(on: run.start + 3, .command(.signIn(.owner)), note: "CRM-1"),
      .init(on: run.start + 3, .expect(Expectation([.stage(.none)]))),
      .init(on: run.start + 4, .command(topUp)), .init(on: run.start + 5, .command(topUp), note: "CRM-2"),
    ]
    run.scripted = [account]
    let entries = try Simulator(run).scripted(0, through: run.lastDay).scripted[0].entries
    let commands = entries.filter { if case .command = $0.deed { true } else { false } }
    XCTAssertEqual(commands.map(\.note), ["CRM-1", nil, "CRM-2"])
    XCTAssertEqual(entries.compactMap(\.note).count, 2)
  }

  func testAPartOfALifeIsItsBeginning() throws {
    let scenario = busyScenario()
    let simulator = Simulator(scenario)
    let whole = try simulator.replay(3, watcher: Listener()).told.dropLast()
    let part = try simulator.replay(3, through: scenario.start + 50, watcher: Listener()).told.dropLast()
    XCTAssertGreaterThan(part.count, 20)
    XCTAssertLessThan(part.count, whole.count)
    XCTAssertEqual(Array(whole.prefix(part.count)), Array(part))
  }
}
