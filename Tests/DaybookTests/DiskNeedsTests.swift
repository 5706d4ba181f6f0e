import BillingCore
import Reports
import Simulation
import XCTest

@testable import daybook

final class DiskNeedsTests: XCTestCase {
  private func simulator(accounts: Int, days: Int = 365) -> Simulator {
    var scenario = Scenario(
      name: "large", start: Day("2027-01-01") ?? .earliest, days: days, policies: PolicyCalendar(Policy()))
    scenario.segments = [Segment(name: "shops", accounts: accounts)]
    return Simulator(scenario)
  }

  private func request(_ reports: String) throws -> RunRequest {
    try RunRequest(Arguments(["s.jsonc", "--reports", reports], for: .run))
  }

  func testTheEstimateIsNearWhatIsWritten() async throws {
    let (simulator, kinds) = (simulator(accounts: 800), [ReportKind.events, .accounts, .revenue])
    let rows = try await simulator.run(threads: 1, watcher: RowReports(simulator, reports: kinds)).watcher
    var written = 0
    for kind in kinds { try rows.forEachPiece(of: kind) { written += $0.count } }
    XCTAssertGreaterThan(written, 400_000)
    XCTAssertEqual(DiskNeeds(of: simulator, kinds).bytes / Double(written), 1, accuracy: 0.1)
    // One row for each account, so that a header for each would double it.
    var accounts = 0
    try rows.forEachPiece(of: .accounts) { accounts += $0.count }
    XCTAssertEqual(DiskNeeds(of: simulator, [.accounts]).bytes / Double(accounts), 1, accuracy: 0.1)
    XCTAssertEqual(DiskNeeds(of: simulator, [.revenue, .daily, .journal]).bytes, 0)
    XCTAssertEqual(DiskNeeds(of: self.simulator(accounts: 0), kinds).bytes, 0)
  }

  func testWhatSurelyDoesNotFitIsRefusedWithBothNumbers() throws {
    let simulator = simulator(accounts: 1_000_000)
    let bytes = DiskNeeds(of: simulator, [.events]).bytes
    XCTAssertNoThrow(try DiskNeeds.check(self.simulator(accounts: 100), request("events"), at: "out", free: 0))
    XCTAssertNoThrow(try DiskNeeds.check(simulator, request("events"), at: "out", free: bytes + 1))
    XCTAssertNoThrow(try DiskNeeds.check(simulator, request("revenue,daily"), at: "out", free: 1))
    XCTAssertThrowsError(try DiskNeeds.check(simulator, request("events,revenue"), at: "out", free: 2_000_000_000)) {
      let failure = $0 as? Failure
      XCTAssertEqual(failure?.code, .invalidScenario)
      let words = "GB of disk for events, half of it for rows that wait to be sorted, and the disk of out has 2.0; "
      XCTAssertEqual(failure?.message.contains(words), true, "\(failure as Any)")
      let twice = "about \(RunNeeds.gigabytes(bytes * 2)) \(words)"
      XCTAssertEqual(failure?.message.contains(twice), true, "rows are written twice: \(failure as Any)")
    }
  }
}
