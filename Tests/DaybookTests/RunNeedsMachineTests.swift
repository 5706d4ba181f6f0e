import BillingCore
import Simulation
import XCTest

@testable import daybook

final class RunNeedsMachineTests: XCTestCase {
  private func needs(accounts: Int, days: Int, segments: Int, threads: Int = 2) -> RunNeeds {
    var scenario = Scenario(
      name: "large", start: Day("2027-01-01") ?? .earliest, days: days, policies: PolicyCalendar(Policy()))
    scenario.segments = (0..<segments).map { Segment(name: "s\($0)", accounts: accounts) }
    return RunNeeds(of: [scenario], replications: 1, threads: threads)
  }

  private func refusal(_ needs: RunNeeds) -> String? {
    do throws(Failure) {
      try needs.check(processors: 2)
      return nil
    } catch {
      XCTAssertEqual(error.code, .invalidScenario)
      return error.message
    }
  }

  func testWhatFitsIsNotRefused() {
    XCTAssertNil(refusal(needs(accounts: 10_000_000, days: 545, segments: 3)))
    XCTAssertNil(refusal(needs(accounts: 1, days: 36_525, segments: 3)))
    XCTAssertNil(refusal(needs(accounts: 2_147_483_647, days: 3_650, segments: 17)), "a month less a few hours")
  }

  func testMoreMemoryThanThereIsIsRefusedWithBothNumbers() throws {
    let message = try XCTUnwrap(refusal(needs(accounts: 1, days: 3_650, segments: 2, threads: 1_000_000)))
    XCTAssertTrue(message.hasPrefix("error: this would need about 4"), message)
    XCTAssertTrue(message.contains(" GB of memory, and this machine has "), message)
    XCTAssertTrue(message.hasSuffix("take fewer days, segments or replications, or fewer --threads\n"), message)
  }

  func testMoreThanAMonthOfComputingIsRefusedWithWhatItTakes() throws {
    let message = try XCTUnwrap(refusal(needs(accounts: 2_147_483_647, days: 3_650, segments: 100)))
    XCTAssertEqual(
      message,
      "error: this would need about 181 days of computing on 2 processors (783832 billion days of accounts); "
        + "take fewer accounts or days, as with --scale or --days, or fewer replications\n")
  }
}
