import BillingCore
import XCTest

@testable import Simulation

final class AccountFinderTests: XCTestCase {
  private func search(_ conditions: Condition...) -> Search {
    Search(
      clauses: conditions.map { .init(words: "", condition: $0) },
      expression: .all(conditions.indices.map { .clause($0) }))
  }

  private let town = scenario(segments: [busySegment(accounts: 600)])

  private func attention(_ conditions: Condition...) -> Attention {
    let search = Search(
      clauses: conditions.map { .init(words: "", condition: $0) }, expression: .clause(0))
    return AccountFinder(search, in: town).attention(to: AccountIdentity(position: 0, segment: 0))
  }

  // MARK: Attention

  func testNothingMoreIsHeardThanTheConditionsNeed() {
    let (days, once) = (town.start...town.lastDay, Bound(.atLeast, 1))
    let early = town.start + 3
    XCTAssertEqual(attention(.days(.blocked, once), .segment(.only(0)), .created(Bound(.less, early))), [])
    XCTAssertEqual(attention(.stage(Bound(.equal, .none), on: town.lastDay)), [])
    XCTAssertEqual(attention(.lastActivity(Bound(.less, early), on: town.lastDay)), [])
    XCTAssertEqual(attention(.happening(.topUp(by: nil, with: nil), days: days, times: once)), .topUps)
    XCTAssertEqual(attention(.sum(.cashIn, Bound(.more, 0))), .topUps)
    XCTAssertEqual(attention(.sum(.peakDebt, Bound(.more, 0)), .sum(.billed, Bound(.more, 0))), .lines)
    XCTAssertEqual(attention(.happening(.deleted, days: days, times: once)), .otherEvents)
    XCTAssertEqual(attention(.stage(Bound(.equal, .none), on: early)), .otherEvents)
    XCTAssertEqual(attention(.amount(.balance, Bound(.less, 0), on: early)), .events)
    XCTAssertEqual(attention(.lastActivity(Bound(.less, early), on: early)), .days)
    XCTAssertEqual(attention(.happening(.signIn(by: nil), days: days, times: once)), .days)
    XCTAssertEqual(attention(.happening(.used(of: 1), days: days, times: once)), .days)
  }

  func testNothingIsHeardOfASegmentThatIsExcluded() async throws {
    let scenario = scenario(segments: [busySegment(accounts: 5), busySegment("agencies", accounts: 5)])
    let signIns = Condition.happening(
      .signIn(by: nil), days: scenario.start...scenario.lastDay, times: Bound(.atLeast, 1))
    let finder = AccountFinder(search(signIns, .segment(.only(1))), in: scenario)
    XCTAssertEqual(finder.attention(to: AccountIdentity(position: 0, segment: 0)), [])
    XCTAssertEqual(finder.attention(to: AccountIdentity(position: 5, segment: 1)), .days)
    let found = try await Simulator(scenario).run(threads: 1, watcher: finder).watcher.found
    XCTAssertEqual(found.map(\.identity.position), Array(5..<10))
    func excludes(_ expression: Search.Expression) -> [Bool] {
      let clauses = search(signIns, .segment(.only(1)), .segment(.anyBut(1))).clauses
      return (0...1).map { Search(clauses: clauses, expression: expression).excludes(segment: $0) }
    }
    XCTAssertEqual(excludes(.any([.clause(0), .clause(1)])), [false, false])
    XCTAssertEqual(excludes(.any([.clause(1), .all([.clause(0), .clause(1)])])), [true, false])
    XCTAssertEqual(excludes(.clause(2)), [false, true])
    XCTAssertEqual(excludes(.not(.clause(1))), [false, false], "what is denied is not looked into")
  }

  // MARK: What is kept

  func testTheFirstAccountsInPopulationOrderAreKeptAndAllAreCounted() async throws {
    let all = search(.segment(.only(0)))
    for threads in 1...3 {
      let finder = AccountFinder(all, in: town, limit: 300)
      let run = try await Simulator(town).run(threads: threads, watcher: finder)
      XCTAssertEqual(run.watcher.found.map(\.identity.position), Array(0..<300))
      XCTAssertEqual(run.watcher.count, 600)
    }
    let none = try await Simulator(town).run(threads: 2, watcher: AccountFinder(all, in: town, limit: 0)).watcher
    XCTAssertEqual(none.found.count, 0)
    XCTAssertEqual(none.count, 600)
  }

  func testWatchingChangesNothing() async throws {
    let search = search(.days(.inDebt, Bound(.more, 3)), .lastActivity(Bound(.less, town.lastDay), on: town.start))
    let plain = try await Simulator(town).lives().fingerprint
    let found = try await Simulator(town).run(threads: 2, watcher: AccountFinder(search, in: town)).fingerprint
    XCTAssertEqual(found, plain)
  }

  func testAnAccountThatWasPurgedInTheWarmUpIsNotFound() async throws {
    var segment = Segment(name: "gone", accounts: 40)
    segment.opening.debtShare = 1
    segment.opening.idleShare = 1
    segment.idleness.leaves = 1
    segment.topUps.inDebt = Array(repeating: .constant(0), count: segment.topUps.inDebt.count)
    segment.ageDays = .constant(100)
    var stays = Segment(name: "stays", accounts: 3)
    stays.idleness.startsPerDay = .constant(0)
    var scenario = scenario(days: 5, policy: Policy(), segments: [stays, segment])
    scenario.warmUpDays = 200
    let everybody = search(.days(.blocked, Bound(.atLeast, 0)))
    let run = try await Simulator(scenario).run(threads: 1, watcher: AccountFinder(everybody, in: scenario))
    XCTAssertEqual(run.watcher.found.map(\.identity.position), [0, 1, 2])
    XCTAssertEqual(run.outcome.accounts, 3, "all others are gone by then")
    let purge = Condition.happening(
      .purged, days: scenario.start...scenario.lastDay, times: Bound(.atLeast, 1))
    let purged = try await Simulator(scenario).run(threads: 1, watcher: AccountFinder(search(purge), in: scenario))
    XCTAssertEqual(purged.watcher.count, 0, "what the warm-up brought does not count")
  }

  // MARK: Bounds

  func testABoundAdmitsWhatStandsSoToIt() {
    let admitted = Relation.allCases.map { relation in (1...3).filter { Bound(relation, 2).admits($0) } }
    XCTAssertEqual(admitted, [[2], [1, 3], [1], [1, 2], [3], [2, 3]])
    XCTAssertTrue(Choice.only("a").admits("a"))
    XCTAssertFalse(Choice.anyBut("a").admits("a"))
    XCTAssertTrue(Choice.anyBut("a").admits("b"))
  }

  func testNothingHoldsOfADayBeforeTheCreation() {
    let day = town.start
    for relation in Relation.allCases {
      XCTAssertFalse(Condition.amount(.balance, Bound(relation, 0), on: day).isMet(by: .notCreated))
      XCTAssertFalse(Condition.deletionDue(Bound(relation, day), on: day).isMet(by: .noDay))
    }
  }
}
