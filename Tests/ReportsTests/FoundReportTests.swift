import BillingCore
import Simulation
import XCTest

@testable import Reports

final class FoundReportTests: XCTestCase {
  private func report(_ clauses: (String, Condition)...) async throws -> FoundReport {
    let scenario = town(days: 90)
    let search = Search(
      clauses: clauses.map { .init(words: $0.0, condition: $0.1) },
      expression: .any(clauses.indices.map { .clause($0) }))
    let simulator = Simulator(scenario)
    let run = try await simulator.run(threads: 1, watcher: AccountFinder(search, in: scenario))
    return FoundReport(run.watcher.found, by: search, in: simulator)
  }

  private let days = day("2027-01-14")...day("2027-04-13")
  private let never = Bound(.equal, 0)

  func testColumnsAreNamedAsTheConditionsAre() async throws {
    let report = try await report(
      ("topUp with googlePay", .happening(.topUp(by: nil, with: .googlePay), days: days, times: never)),
      ("stage on 2027-02-01", .stage(Bound(.equal, .blocked), on: day("2027-02-01"))),
      ("cashIn", .sum(.cashIn, Bound(.more, 0))), ("daysBlocked", .days(.blocked, never)),
      ("deletionDue", .deletionDue(Bound(.less, day("2027-02-01")), on: day("2027-04-13"))))
    XCTAssertEqual(
      report.table.columns.map(\.name),
      [
        "account", "segment", "top_up_with_google_pay_first_on", "top_up_with_google_pay_times",
        "stage_on_2027_02_01", "cash_in", "days_blocked", "deletion_due",
      ])
    XCTAssertEqual(
      report.table.columns.map { "\($0.kind)" },
      ["text", "text", "day", "count", "text", "money", "count", "day"])
    XCTAssertEqual(
      report.header,
      ["account", "segment", "topUp with googlePay", "stage on 2027-02-01", "cashIn", "daysBlocked", "deletionDue"])
  }

  func testWhatIsLookedAtTwiceHasOneColumn() async throws {
    let report = try await report(
      ("cashIn", .sum(.cashIn, Bound(.more, 0))), ("segment", .segment(.only(0))),
      ("cashIn", .sum(.cashIn, Bound(.less, 5))))
    XCTAssertEqual(report.header, ["account", "segment", "cashIn"])
    XCTAssertEqual(report.table.columns.map(\.name), ["account", "segment", "cash_in"])
  }

  func testNamesThatWouldBeTheSameAreNumbered() async throws {
    let report = try await report(
      ("used of a-b", .happening(.used(of: 0), days: days, times: never)),
      ("used of a_b", .happening(.used(of: 1), days: days, times: never)),
      ("used of a-B", .happening(.used(of: 1), days: days, times: never)))
    XCTAssertEqual(
      report.table.columns.map(\.name).dropFirst(2),
      [
        "used_of_a_b_first_on", "used_of_a_b_times", "used_of_a_b_2_first_on", "used_of_a_b_2_times",
        "used_of_a_b_3_first_on", "used_of_a_b_3_times",
      ])
  }

  func testCellsAreTypedForFilesAndReadableForPeople() async throws {
    let report = try await report(
      ("topUp", .happening(.topUp(by: nil, with: nil), days: days, times: never)),
      ("balance", .amount(.balance, Bound(.less, -1), on: day("2027-04-13"))),
      ("deletionDue on 2027-03-20", .deletionDue(Bound(.more, day("2027-01-01")), on: day("2027-03-20"))),
      ("deletionDue", .deletionIsPending(false, on: day("2027-04-13"))))
    // February: 26 days of 19.00 and of two integrations, 26.93; March to the deletion on the 26th: 23.38.
    let row = try XCTUnwrap((0..<report.rowCount).first { report.row($0)[0] == "quiet" })
    XCTAssertEqual(report.row(row), ["quiet", "scripted", "never", "-50.31", "2027-03-26", "none"])
    let line = String(decoding: CSV.bytes(of: report.table, currency: .usd), as: UTF8.self)
      .split(separator: "\n")[row + 1]
    XCTAssertEqual(line, "quiet,scripted,,0,-50.31,2027-03-26,")
  }
}
