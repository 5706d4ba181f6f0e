import BillingCore
import Simulation
import XCTest

final class RunNeedsTests: XCTestCase {
  private func scenario(accounts: Int, days: Int, segments: Int = 1) -> Scenario {
    var scenario = Scenario(
      name: "large", start: Day("2027-01-01") ?? .earliest, days: days, policies: PolicyCalendar(Policy()))
    scenario.segments = (0..<segments).map { Segment(name: "s\($0)", accounts: accounts) }
    return scenario
  }

  func testDaysOfAccountsAreThoseOfAllSegmentsRunsAndSides() {
    let one = scenario(accounts: 1000, days: 365)
    XCTAssertEqual(RunNeeds(of: [one], replications: 1, threads: 1).accountDays, 365_000)
    XCTAssertEqual(RunNeeds(of: [one, one], replications: 30, threads: 8).accountDays, 21_900_000)
    var warm = one
    warm.warmUpDays = 100
    warm.segments[0].arrivals.perDay = 2
    XCTAssertEqual(RunNeeds(of: [warm], replications: 1, threads: 1).accountDays, (1000 + 2 * 465) * 465, accuracy: 1)
  }

  func testMemoryGrowsWithDaysSegmentsAndThreadsAndNotWithAccounts() {
    func bytes(_ scenario: Scenario, threads: Int = 1) -> Double {
      RunNeeds(of: [scenario], replications: 1, threads: threads).bytes
    }
    let small = bytes(scenario(accounts: 1, days: 365))
    XCTAssertEqual(bytes(scenario(accounts: 1_000_000, days: 365)), small)
    XCTAssertEqual(bytes(scenario(accounts: 1, days: 365, segments: 10)) / small, 10, accuracy: 0.1)
    XCTAssertEqual(bytes(scenario(accounts: 1, days: 365), threads: 4) / small, 2, accuracy: 0.01)
    XCTAssertGreaterThan(bytes(scenario(accounts: 1, days: 36_500)), small * 99)
  }

  func testReplicationsAndPaymentsAreCounted() {
    let one = scenario(accounts: 1_000_000, days: 365)
    let plain = RunNeeds(of: [one, one], replications: 1, threads: 1).bytes
    XCTAssertEqual(
      RunNeeds(of: [one, one], replications: 1, threads: 1, keepsPayments: true).bytes - plain, 24_000_000)
    let replications = RunNeeds(of: [one, one], replications: 100, threads: 1).bytes - plain
    XCTAssertEqual(replications, Double(2 * 100 * 13 * 2 * Metric.allCases.count * 8))
  }
}
