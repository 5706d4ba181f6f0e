import BillingCore
import Foundation
import Reports
import Scenarios
import Simulation
import XCTest

@testable import daybook

/// What is found of synthetic accounts is what the reports of the same run say of them.
final class FindLawTests: XCTestCase {
  /// A row of a report, by column.
  private typealias Row = [String: String]

  /// A run of the standard scenario, small, and its reports.
  private struct Town {
    let simulator: Simulator
    /// The accounts of `accounts.csv`, in its order.
    let names: [String]
    let events: [String: [Row]]
    let accounts: [String: [Row]]
    let blocks: [String: [Row]]
    let deletions: [String: [Row]]

    init() async throws {
      let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("scenarios/standard.jsonc").path
      var overrides = Overrides()
      (overrides.scale, overrides.days) = (0.01, 240)
      var scenario = try ScenarioFiles.load(path, overrides).scenario
      scenario.warmUpDays = 60
      simulator = Simulator(scenario)
      let days = scenario.firstLivedDay...scenario.lastDay
      let reports = RowReports(simulator, reports: [.events, .accounts, .blocks, .deletions], eventDays: days)
      let rows = try await simulator.run(threads: 2, watcher: reports).watcher
      let list = try Town.rows(of: .accounts, in: rows)
      names = list.map { $0["account", default: ""] }
      accounts = Town.byAccount(list)
      events = Town.byAccount(try Town.rows(of: .events, in: rows))
      blocks = Town.byAccount(try Town.rows(of: .blocks, in: rows))
      deletions = Town.byAccount(try Town.rows(of: .deletions, in: rows))
    }

    private static func byAccount(_ rows: [Row]) -> [String: [Row]] {
      Dictionary(grouping: rows) { $0["account", default: ""] }
    }

    private static func rows(of kind: ReportKind, in reports: RowReports) throws -> [Row] {
      var bytes: [UInt8] = []
      try reports.forEachPiece(of: kind) { bytes += $0 }
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
        line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      return lines.dropFirst().map { Row(uniqueKeysWithValues: zip(lines[0], $0)) }
    }

    func find(_ expression: String, threads: Int = 2) async throws -> (names: [String], csv: [UInt8], count: Int) {
      let search = try Search(expression, called: "--where", in: simulator.scenario)
      let run = try await simulator.run(threads: threads, watcher: AccountFinder(search, in: simulator.scenario))
      let report = FoundReport(run.watcher.found, by: search, in: simulator)
      let names = (0..<report.rowCount).map { report.row($0)[0] }
      return (names, CSV.bytes(of: report.table, currency: .usd), run.watcher.count)
    }

    /// Finds, and compares with the accounts whose events say so: those of the reported days, and of the warm-up.
    func assertFinds(
      _ expression: String, file: StaticString = #filePath, line: UInt = #line,
      _ isWanted: (_ reported: [Row], _ all: [Row]) -> Bool
    ) async throws {
      let start = simulator.scenario.start.description
      let expected = names.filter { name in
        let all = events[name] ?? []
        return isWanted(all.filter { $0["date", default: ""] >= start }, all)
      }
      let found = try await find(expression)
      XCTAssertEqual(found.names, expected, expression, file: file, line: line)
      XCTAssertEqual(found.count, expected.count, file: file, line: line)
      let isTelling = !expected.isEmpty && expected.count < names.count
      XCTAssertTrue(isTelling, "\(expression) finds none or all", file: file, line: line)
    }
  }

  private func cents(_ text: String?) -> Int { Int((text ?? "").filter { $0 != "." }) ?? 0 }

  // MARK: Happenings

  func testFoundHappeningsAreThoseOfTheEvents() async throws {
    let town = try await Town()
    try await town.assertFinds("blocked and (topUp with card >= 2 times or not refused)") { rows, _ in
      let blocked = rows.contains { $0["event"] == "stageChanged" && $0["detail"]?.hasSuffix(">blocked") == true }
      let paid = rows.count { $0["event"] == "topUp" && $0["detail"] == "card" }
      return blocked && (paid >= 2 || !rows.contains { $0["event"] == "refused" })
    }
    try await town.assertFinds("refused use blocked from 2027-03-01 to 2027-05-31 > 1") { rows, _ in
      rows.count {
        $0["event"] == "refused" && $0["detail"] == "use blocked"
          && ("2027-03-01"..."2027-05-31").contains($0["date", default: ""])
      } > 1
    }
    try await town.assertFinds("unblocked and deletionNoticed automatic or deleted") { rows, _ in
      let unblocked = rows.contains { $0["event"] == "stageChanged" && $0["detail"]?.hasPrefix("blocked>") == true }
      let noticed = rows.contains {
        $0["event"] == "deletionNoticed" && $0["detail"]?.hasPrefix("automatic") == true
      }
      return unblocked && noticed || rows.contains { $0["event"] == "deleted" }
    }
    try await town.assertFinds("deletionCancelled by activity") { rows, _ in
      rows.contains { $0["event"] == "deletionCancelled" && $0["detail"] == "activity" }
    }
  }

  func testFoundSignInsAndUseAreThoseOfEveryDay() async throws {
    let town = try await Town()
    try await town.assertFinds("signIn by employee on 2027-04-07") { rows, _ in
      rows.contains {
        $0["event"] == "signIn" && $0["role"] == "employee" && $0["date"] == "2027-04-07"
      }
    }
    try await town.assertFinds("used of order >= 200 and not signIn by administrator > 60") { rows, _ in
      rows.count { $0["event"] == "used" && $0["service"] == "order" } >= 200
        && rows.count { $0["event"] == "signIn" && $0["role"] == "administrator" } <= 60
    }
  }

  func testFoundBlocksAndRestoresAreThoseOfTheirReports() async throws {
    let town = try await Town()
    let blocked = town.names.filter { name in
      town.blocks[name, default: []].contains { $0["blocked_on", default: ""] >= "2027-01-01" }
    }
    let blockedFound = try await town.find("blocked").names
    XCTAssertEqual(blockedFound, blocked)
    let restored = town.names.filter { name in
      town.deletions[name, default: []].contains { $0["restored_on", default: ""] >= "2027-01-01" }
    }
    let restoredFound = try await town.find("restored").names
    XCTAssertEqual(restoredFound, restored)
  }

  // MARK: States

  func testFoundStatesAreThoseAfterTheLastEventUpToTheDay() async throws {
    let town = try await Town()
    func last(_ rows: [Row], upTo day: String) -> Row { rows.last { $0["date", default: ""] <= day } ?? [:] }
    try await town.assertFinds("stage = blocked on 2027-05-20") { _, rows in
      last(rows, upTo: "2027-05-20")["stage"] == "blocked"
    }
    try await town.assertFinds("balance < -20.00 on 2027-04-11") { _, rows in
      self.cents(last(rows, upTo: "2027-04-11")["balance"]) < -2000
    }
    let steps = ["deletionNoticed", "deletionCancelled", "deleted", "restored", "purged"]
    try await town.assertFinds("status = deleted on 2027-06-15 or deletionDue != none on 2027-06-15") { _, rows in
      let step = last(rows.filter { steps.contains($0["event", default: ""]) }, upTo: "2027-06-15")["event"]
      return step == "deleted" || step == "deletionNoticed"
    }
  }

  func testFoundActivityIsThatOfEveryDay() async throws {
    let town = try await Town()
    let active = ["topUp", "restored", "signIn"]
    try await town.assertFinds("lastActivity >= 2027-05-03 on 2027-05-20") { rows, _ in
      rows.contains {
        let isActivity = active.contains($0["event", default: ""]) || $0["detail"] == "owner"
        let isBlocked = $0["event"] == "signIn" && $0["stage"] == "blocked"
        return isActivity && !isBlocked && ("2027-05-03"..."2027-05-20").contains($0["date", default: ""])
      }
    }
  }

  // MARK: Measures

  func testMeasuresAndLastStatesAreTheColumnsOfTheAccountsReport() async throws {
    let town = try await Town()
    let columns = ["created", "status", "stage", "prepaid_cash", "prepaid_bonus", "debt", "deferred", "last_activity"]
    let measures = ["cash_in", "bonus_granted", "billed", "days_blocked"]
    let found = try await town.find(
      """
      created > 2000-01-01 and status != notCreated and stage >= none and prepaidCash >= 0 and prepaidBonus >= 0
      and debt >= 0 and deferred >= 0 and lastActivity > 2000-01-01 and cashIn >= 0 and bonusGranted >= 0
      and billed >= 0 and daysBlocked >= 0
      """)
    let lines = String(decoding: found.csv, as: UTF8.self).split(separator: "\n")
    XCTAssertEqual(lines[0].split(separator: ",").map(String.init), ["account", "segment"] + columns + measures)
    let expected = town.names.map { name in
      let row = town.accounts[name]?.first ?? [:]
      let names = ["account", "segment"] + columns + measures
      return names.map { row[$0] ?? row["\($0)_on"] ?? "?" }.joined(separator: ",")
    }
    XCTAssertEqual(lines.dropFirst().map(String.init), expected)
  }

  func testDebtsAreThoseOfTheBalancesOfTheEvents() async throws {
    let town = try await Town()
    let found = try await town.find("daysInDebt >= 0 and peakDebt >= 0 and badDebt >= 0")
    let scenario = town.simulator.scenario
    let expected = town.names.map { name in
      let rows = town.events[name] ?? []
      let start = scenario.start.description
      let before = rows.last { $0["date", default: ""] < start }.map { cents($0["balance"]) }
      var balance = before ?? 0
      var (daysInDebt, peak, badDebt) = (0, max(0, -(before ?? 0)), 0)
      var rest = rows.filter { $0["date", default: ""] >= start }[...]
      for day in scenario.start...scenario.lastDay {
        while let row = rest.first, row["date"] == day.description {
          rest.removeFirst()
          balance = cents(row["balance"])
          peak = max(peak, -balance)
          if row["event"] == "purged" { badDebt += cents(row["amount"]) }
        }
        if balance < 0 { daysInDebt += 1 }
      }
      return "\(name),\(daysInDebt),\(peak),\(badDebt)"
    }
    let lines = String(decoding: found.csv, as: UTF8.self).split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",").map(String.init)
      return "\(cells[0]),\(cells[2]),\(cents(cells[3])),\(cents(cells[4]))"
    }
    XCTAssertEqual(lines, expected)
    XCTAssertTrue(expected.contains { !$0.hasSuffix(",0") })
  }

  // MARK: Threads

  func testAnyNumberOfThreadsFindsTheSame() async throws {
    let town = try await Town()
    let expression = "blocked or signIn by owner or daysBlocked = 0 and balance > 50 on 2027-03-05"
    let one = try await town.find(expression, threads: 1)
    for threads in [2, 3] {
      let other = try await town.find(expression, threads: threads)
      XCTAssertEqual(other.csv, one.csv)
      XCTAssertEqual(other.count, one.count)
    }
    XCTAssertGreaterThan(one.count, 50)
  }
}
