import BillingCore
import Simulation
import XCTest

@testable import Reports

/// The funnel of deletions in a page is what the report of deletions has.
final class RunPageFunnelTests: XCTestCase {
  /// Holds the funnel of a run's page against its report of deletions, and gives the rows of that.
  private func checkFunnel(of scenario: Scenario) async throws -> [Sheet.Row] {
    let made = try await MadePage(scenario)
    let rows = made.reports.sheet(.deletions).rows
    let table = made.page.table("funnel")
    for (index, kind) in ["automatic", "manual"].enumerated() {
      let these = rows.filter { $0["kind"] == kind }
      func expect(_ column: String, _ isCounted: (Sheet.Row) -> Bool, line: UInt = #line) {
        XCTAssertEqual(
          table.numbers(column)[index], "\(these.count(where: isCounted))", "\(kind) \(column)", line: line)
      }
      expect("noticed") { _ in true }
      expect("cancelled_by_activity") { $0["cancelled_by"] == "activity" }
      expect("cancelled_by_owner") { $0["cancelled_by"] == "owner" }
      expect("pending") { $0["outcome"] == "pending" }
      expect("deleted") { $0["deleted_on"] != "" }
      expect("restored") { $0["restored_on"] != "" }
      expect("purged") { $0["purged_on"] != "" }
    }
    XCTAssertEqual(table.numbers("noticed").last, "\(rows.count)")
    XCTAssertFalse(made.page.source.contains("Deleted before the first day"), "there is no time before it")
    return rows
  }

  func testTheFunnelIsThatOfTheDeletionReport() async throws {
    let rows = try await checkFunnel(of: town())
    XCTAssertGreaterThan(rows.count { $0["restored_on"] != "" }, 0, "the town restores somebody")
  }

  func testDeletionsThatOwnersAskForAreInTheFunnelApart() async throws {
    var scenario = town()
    var policy = scenario.policies.eras[0].policy
    policy.deletion.automatic = false
    scenario.policies = PolicyCalendar(policy)
    for (index, days) in [(20, nil), (20, 23), (30, nil)].enumerated() {
      let state = OpeningState(created: day("2026-11-01"), lastActivity: day("2026-11-05"))
      var leaver = ScriptedAccount(name: "leaver\(index)", beginning: .opening(state))
      leaver.entries = [.init(on: scenario.start + days.0, .command(.requestDeletion))]
      if let cancelled = days.1 {
        leaver.entries.append(.init(on: scenario.start + cancelled, .command(.cancelDeletion)))
      }
      scenario.scripted.append(leaver)
    }
    let rows = try await checkFunnel(of: scenario)
    XCTAssertEqual(rows.map { $0["kind"] }, ["manual", "manual", "manual"])
    XCTAssertEqual(rows.count { $0["cancelled_by"] == "owner" }, 1)
    XCTAssertEqual(rows.count { $0["deleted_on"] != "" }, 2)
  }
}
