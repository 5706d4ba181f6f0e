import BillingCore
import Simulation
import XCTest

@testable import Reports

/// Pages of runs, comparisons and sweeps in which there is little or nothing.
final class EmptyPageTests: XCTestCase {
  func testAPageOfNobodySaysSo() async throws {
    let scenario = Scenario(name: "nobody", start: day("2027-01-15"), days: 20, policies: PolicyCalendar(Policy()))
    for (language, sentence) in [
      (Language.english, "There were no accounts, so nothing happened."),
      (.ukrainian, "Кабінетів не було, тож нічого не відбулося."),
    ] {
      for replications in [1, 3] {
        let page = try await MadePage(scenario, language: language, replications: replications).page
        XCTAssertEqual(page.matches("<p class=\"answer\">", "</p>"), [sentence])
        XCTAssertEqual(page.figures, [], "there is nothing to show")
        XCTAssertFalse(page.source.contains("<svg"))
      }
    }
  }

  /// The first replication has nobody, others have: what to expect is shown.
  func testAFirstReplicationOfNobodyHidesNoOthers() async throws {
    var scenario = town(days: 3)
    (scenario.scripted, scenario.warmUpDays) = ([], 0)
    scenario.segments = [scenario.segments[0]]
    scenario.segments[0].accounts = 0
    scenario.segments[0].arrivals.perDay = 0.1
    let page = try await MadePage(scenario, replications: 20).page
    XCTAssertEqual(
      page.matches("<p class=\"answer\">", "</p>"),
      ["There were no accounts in the first replication; the others are below."])
    XCTAssertEqual(page.figures.count, 4)
  }

  func testAChartOfZerosIsNotDrawn() async throws {
    var scenario = Scenario(name: "trial", start: day("2027-01-15"), days: 3, policies: PolicyCalendar(Policy()))
    let state = OpeningState(created: day("2026-11-01"), lastActivity: day("2026-11-05"))
    scenario.scripted = [ScriptedAccount(name: "one", beginning: .opening(state))]
    let page = try await MadePage(scenario).page
    XCTAssertEqual(page.drawing("billed").source, "")
    XCTAssertEqual(page.drawing("cash").source, "")
    XCTAssertEqual(page.table("billed").numbers("billed"), ["0.00", "0.00"])
    XCTAssertTrue(page.source.contains("Cash in was never above revenue recognised."))
  }

  func testComparisonsAndSweepsOfNobodySaySo() async throws {
    let nobody = Scenario(name: "nobody", start: day("2027-01-15"), days: 20, policies: PolicyCalendar(Policy()))
    let (comparison, bonuses) = try await compared(nobody, [nobody, nobody], 2)
    let imprint = Imprint(command: "", version: "", seed: 1, scenarios: [], fingerprint: nil)
    let settings = ["1", "2"].map { [Sweep.Setting(path: "x", value: $0)] }
    let sweep = Sweep(paths: ["x"], points: settings, comparison: comparison, metrics: [.cashIn])
    for (language, sentence) in [
      (Language.english, "There were no accounts in any scenario, so there is nothing to compare."),
      (.ukrainian, "У жодному зі сценаріїв кабінетів не було, тож немає чого порівнювати."),
    ] {
      let pages = [
        ComparisonPage(comparison, bonuses: bonuses.table(of: comparison), imprint: imprint, language: language).source,
        SweepPage(sweep, isTornado: true, maximized: nil, constraints: [], imprint: imprint, language: language).source,
      ].map(PageReader.init)
      for page in pages {
        XCTAssertEqual(page.matches("<p class=\"answer\">", "</p>"), [sentence])
        XCTAssertEqual(page.figures, [])
      }
    }
  }
}
