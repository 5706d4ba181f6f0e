import BillingCore
import Simulation
import XCTest

@testable import Reports

/// A warm-up is lived like any other time, and not reported.
final class WarmUpTests: XCTestCase {
  /// The town without scripted accounts, reported from one day on and lived from an earlier one.
  private func town(warmUpDays: Int) -> Scenario {
    var scenario = unwarmed()
    scenario.start = scenario.start + warmUpDays
    scenario.days -= warmUpDays
    scenario.warmUpDays = warmUpDays
    return scenario
  }

  private func unwarmed() -> Scenario {
    var scenario = ReportsTests.town(days: 300)
    scenario.scripted = []
    return scenario
  }

  func testReportsAreThoseOfALongerRunWithoutItsFirstDays() async throws {
    // 2027-01-14 and 107 days: 2027-05-01, so that months are whole.
    let whole = try await reports(of: town(warmUpDays: 0))
    let warm = try await reports(of: town(warmUpDays: 107))
    let start = "2027-05-01"
    for kind in [ReportKind.daily, .events, .topups] {
      XCTAssertEqual(warm.lines(kind), whole.lines(kind) { $0["date"] >= start }, kind.rawValue)
    }
    for kind in [ReportKind.revenue, .services, .invoices] {
      XCTAssertEqual(warm.lines(kind), whole.lines(kind) { $0["month"] >= "2027-05" }, kind.rawValue)
    }
  }

  /// First days on which a spell or a deletion is over, and the days after them.
  func testOnlyWhatWasOverBeforeTheFirstDayIsLeftOut() async throws {
    let whole = try await reports(of: town(warmUpDays: 0), [.blocks, .deletions])
    let lastDay = { (row: Sheet.Row) in
      ["cancelled_on", "restored_on", "purged_on"].map { row[$0] }.first { !$0.isEmpty } ?? ""
    }
    let ends = whole.sheet(.blocks).rows.map { $0["ended_on"] }.filter { !$0.isEmpty }.sorted()
    let cancelled = whole.sheet(.deletions).rows.map { $0["cancelled_on"] }.filter { !$0.isEmpty }.sorted()
    let restored = whole.sheet(.deletions).rows.map { $0["restored_on"] }.filter { !$0.isEmpty }.sorted()
    let purged = whole.sheet(.deletions).rows.map { $0["purged_on"] }.filter { !$0.isEmpty }.sorted()
    for over in [ends, cancelled, restored, purged].compactMap({ $0.isEmpty ? nil : $0[$0.count / 2] }) {
      for start in [day(over), day(over) + 1] {
        let warm = try await reports(of: town(warmUpDays: start - day("2027-01-14")), [.blocks, .deletions])
        XCTAssertEqual(
          warm.lines(.blocks), whole.lines(.blocks) { $0["ended_on"].isEmpty || $0["ended_on"] >= "\(start)" })
        XCTAssertEqual(
          warm.lines(.deletions), whole.lines(.deletions) { lastDay($0).isEmpty || lastDay($0) >= "\(start)" })
      }
    }
    XCTAssertGreaterThan(restored.count, 0)
  }

  func testSpellsAndDeletionsThatBeganBeforeKeepTheirDates() async throws {
    let warm = try await reports(of: town(warmUpDays: 107), [.blocks, .deletions])
    XCTAssertTrue(warm.sheet(.blocks).rows.contains { $0["blocked_on"] < "2027-05-01" && !$0["blocked_on"].isEmpty })
    XCTAssertTrue(warm.sheet(.deletions).rows.contains { $0["noticed_on"] < "2027-05-01" })
  }

  func testAccountsThatWerePurgedBeforeAreInNoReport() async throws {
    let (whole, warm) = try await (
      reports(of: town(warmUpDays: 0), [.accounts, .events]), reports(of: town(warmUpDays: 200), [.accounts])
    )
    let purged = Set(
      whole.sheet(.events).rows.filter { $0["event"] == "purged" && $0["date"] < "2027-08-02" }.map { $0["account"] })
    XCTAssertGreaterThan(purged.count, 2)
    XCTAssertEqual(
      warm.sheet(.accounts).rows.map { $0["account"] },
      whole.sheet(.accounts).rows.map { $0["account"] }.filter { !purged.contains($0) })
    XCTAssertEqual(warm.outcome.accounts, whole.outcome.accounts - purged.count)
  }

  func testDaysBlockedOfAccountsAreThoseOfTheRun() async throws {
    let warm = try await reports(of: town(warmUpDays: 107), [.accounts])
    let daily = warm.sheet(.daily).of("all")
    XCTAssertGreaterThan(daily.sum("stage_blocked"), 50)
    XCTAssertEqual(warm.sheet(.accounts).sum("days_blocked"), daily.sum("stage_blocked"))
  }

  func testScriptedAccountsBeginWithTheFirstDay() async throws {
    var scenario = ReportsTests.town(days: 60)
    let plain = try await reports(of: scenario)
    scenario.warmUpDays = 90
    let warm = try await reports(of: scenario)
    for kind in [ReportKind.events, .accounts, .blocks] {
      let scripted: (Sheet.Row) -> Bool = { !$0["account"].contains(".") }
      XCTAssertEqual(warm.lines(kind, where: scripted), plain.lines(kind, where: scripted), kind.rawValue)
    }
    XCTAssertNotEqual(warm.csv(.revenue), plain.csv(.revenue))
  }
}

extension AllReports {
  /// The rows that are wanted, as text.
  fileprivate func lines(_ kind: ReportKind, where isWanted: (Sheet.Row) -> Bool = { _ in true }) -> [String] {
    sheet(kind).rows.filter(isWanted).map { $0.cells.joined(separator: ",") }
  }
}
