import BillingCore
import Simulation
import XCTest

@testable import Scenarios

/// What the writers of timelines write of lives at the extremes is read back, and passes.
final class ExtremeTimelineTests: XCTestCase {
  private static let extremes = [
    // Debts far beyond what is paid at once, use beyond what one entry says, in three currencies.
    population(currency: "USD", monthly: "\"10000000000000.00\"", price: "0.000001", use: "40000000000"),
    population(currency: "JPY", monthly: "1000000000000000", price: "1000", use: "4000000000"),
    population(currency: "KWD", monthly: "\"0.001\"", price: "0", use: "{ \"uniform\": [0, 1000000000000] }"),
    // Asked before the creation; a service that comes later.
    """
    { "start": "2027-01-01", "days": 70,
      "policy": { "deletion": { "minimumAgeDays": 0, "inactivityDays": 1, "noticeDays": 1, "remindDaysBefore": [] },
        "changes": [ { "on": "2027-02-01", "services": { "sms": { "tiers": [ { "price": 1 } ] } } } ] },
      "accounts": { "late": { "created": "2027-01-20", "timeline": [
        { "on": "2027-01-02", "topUp": "0.00" }, { "on": "2027-01-03", "signIn": "owner" },
        { "on": "2027-02-02", "use": { "sms": 1000000000 } }, { "on": "2027-02-03", "use": { "sms": 1000000000 } } ] } } }
    """,
  ]

  private static func population(currency: String, monthly: String, price: String, use: String) -> String {
    """
    { "start": "2027-01-15", "days": 100, "warmUpDays": 40,
      "policy": { "currency": "\(currency)", "base": { "monthly": \(monthly) }, "accrueWhileBlocked": true,
        "services": { "seat": { "monthly": \(monthly), "counting": "peak" }, "call": { "tiers": [ { "price": \(price) } ] } },
        "bonus": { "tiers": [ { "from": 0, "percent": 1000 } ], "basis": "total", "expiresAfterDays": 1 },
        "changes": [ { "on": "2027-02-01", "services": { "late": { "monthly": 1 } } } ] },
      "population": { "p": { "accounts": 6, "arrivals": { "perDay": 0.05 }, "units": { "seat": { "uniform": [0, 2] } },
        "opening": { "debtShare": 0.5, "prepaidCash": 1000000000000 },
        "usage": { "call": { "perDay": \(use) } }, "topUps": { "inDebt": { "none": 0.1, "reminder": 0.1 } } } } }
    """
  }

  private func unmet(_ scenario: Scenario) throws -> [Verdict] {
    try Simulator(scenario).replay(0, watcher: Judge(scenario)).verdicts.filter { !$0.isMet }
  }

  func testARecordedLifeIsReadBackAndPasses() throws {
    for text in ExtremeTimelineTests.extremes {
      let source = try loaded(text)
      let simulator = Simulator(source.scenario)
      XCTAssertGreaterThan(simulator.population.count, 0)
      for position in 0..<simulator.population.count {
        let alone = try simulator.scripted(position, through: source.scenario.lastDay)
        let written = source.timeline(of: alone)
        let read = try loaded(written).scenario
        XCTAssertEqual(try unmet(read).map(\.claim.fact.key), [], alone.title)
        try assertUpdated(written, read)
      }
    }
  }

  /// Under other prices the expectations fail; once they are updated, the file is read again, and passes.
  private func assertUpdated(_ written: String, _ read: Scenario) throws {
    let changed = written.replacing("\"counting\": \"peak\"", with: "\"counting\": \"daily\"")
      .replacing("\"noticeDays\": 1,", with: "\"noticeDays\": 2,")
    let copy = try loaded(changed).scenario
    var rewriting = Rewriting(path: "x.jsonc", bytes: Array(changed.utf8))
    for verdict in try unmet(copy) {
      guard let actual = verdict.actual else { return XCTFail("beyond 64 bits") }
      let isDone = rewriting.replace(
        at: verdict.claim.origin, verdict.claim.fact, with: actual, in: copy.policies.currency)
      XCTAssertTrue(isDone, "\(verdict.claim.origin) \(verdict.claim.fact.key)")
    }
    let updated = try loaded(String(decoding: rewriting.bytes, as: UTF8.self)).scenario
    XCTAssertEqual(try unmet(updated).map { "\($0.claim.fact.key) \($0.day)" }, [])
  }
}
