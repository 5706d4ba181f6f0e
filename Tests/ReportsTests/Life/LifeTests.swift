import BillingCore
import Foundation
import Simulation
import XCTest

@testable import Reports

final class LifeTests: XCTestCase {
  private func lonely() -> Scenario {
    var scenario = town(days: 60)
    scenario.segments = []
    return scenario
  }

  private func life(_ first: String, _ last: String) throws -> Life {
    let scenario = lonely()
    return try Simulator(scenario).replay(0, watcher: Life(of: "old", in: scenario, days: day(first)...day(last)))
  }

  func testADayIsToldWithItsBalanceItsViewsAndItsReasons() throws {
    let lines = try life("2027-02-01", "2027-02-02").text.split(separator: "\n").map(String.init)
    XCTAssertTrue(lines[0].hasPrefix("date "), lines[0])
    XCTAssertTrue(lines.dropFirst().allSatisfy { $0.hasPrefix("2027-02-0") || $0.hasPrefix("    ") })
    let paid = try XCTUnwrap(lines.first { $0.contains("owner topped up 77.77 by applePay, bonus 15.94") })
    XCTAssertTrue(paid.hasSuffix(")"), paid)
  }

  func testQuietDaysAreToldAsSuch() throws {
    XCTAssertEqual(
      try life("2027-01-14", "2027-01-20").text, "nothing happened from 2027-01-14 to 2027-01-20\n")
  }

  func testTheJSONHasEveryEventThatTheRowsHave() throws {
    let scenario = lonely()
    let simulator = Simulator(scenario)
    let days = scenario.start...scenario.lastDay
    let json = try life("\(days.lowerBound)", "\(days.upperBound)").json
    let object = try XCTUnwrap(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let told = try XCTUnwrap(object["days"] as? [[String: Any]])
    let events = told.flatMap { day in
      (day["events"] as? [[String: Any]] ?? []).map { event in
        event.merging(["date": day["date"] as Any]) { $1 }
      }
    }
    let rows = RowReports(simulator, reports: [.events], eventDays: days)
    let set = AllReports(simulator, outcome: Outcome(scenario), rows: try simulator.replay(0, watcher: rows))
    XCTAssertGreaterThan(events.count, 8)
    XCTAssertEqual(events.count, set.sheet(.events).rows.count)
    for (event, row) in zip(events, set.sheet(.events).rows) {
      for column in set.sheet(.events).header where column != "account" {
        let text = row[column]
        switch event[column] {
        case nil: XCTAssertEqual(text, "", "\(column) of \(event)")
        case let number as NSNumber: XCTAssertEqual(number.doubleValue, Double(text), "\(column) of \(event)")
        case let value: XCTAssertEqual(value as? String, text, "\(column) of \(event)")
        }
      }
      XCTAssertNotEqual(event["why"] as? String ?? "", "")
      XCTAssertTrue(json.contains("\"balance\": \(row["balance"]), "), "as money is written")
    }
  }

  func testOneDayOfEventsMayBeListedAlone() throws {
    let scenario = lonely()
    let simulator = Simulator(scenario)
    let rows = RowReports(simulator, reports: [.events], eventDays: day("2027-02-02")...day("2027-02-02"))
    let set = AllReports(simulator, outcome: Outcome(scenario), rows: try simulator.replay(0, watcher: rows))
    XCTAssertEqual(set.sheet(.events).rows.count, 2)
  }

  func testAnEveningIsThatOfALifeEndedThere() throws {
    let scenario = lonely()
    let simulator = Simulator(scenario)
    for offset in stride(from: 13, to: 60, by: 1) {
      let date = scenario.start + offset
      let evening = try simulator.replay(
        0, through: date, watcher: Evening(of: "old", on: date, under: scenario.policies))
      var shorter = scenario
      shorter.days = offset + 1
      shorter.scripted[0].entries.removeAll { $0.day > date }
      let ended = try Simulator(shorter).replay(
        0, watcher: Evening(of: "old", on: date, under: scenario.policies))
      XCTAssertEqual(evening.text, ended.text)
      XCTAssertEqual(evening.json, ended.json)
      let object = try JSONSerialization.jsonObject(with: Data(evening.json.utf8)) as? [String: Any]
      XCTAssertEqual(object?["date"] as? String, "\(date)")
    }
  }
}
