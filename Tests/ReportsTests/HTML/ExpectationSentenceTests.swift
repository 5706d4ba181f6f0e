import BillingCore
import Simulation
import XCTest

@testable import Reports

/// What a page says to expect of replications is what `forecast.csv` has.
final class ExpectationSentenceTests: XCTestCase {
  func testHeadingsHaveTheMeanItsIntervalAndItsTime() async throws {
    let scenario = town(days: 40)
    let rows = try await forecastSheet(of: scenario, replications: 3).rows.filter { $0["month"] == "total" }
    for language in Language.allCases {
      let page = try await MadePage(scenario, language: language, replications: 3).page
      for (metric, isStock) in [("cash_in", false), ("revenue_recognized", false), ("debt_outstanding_end", true)] {
        let row = try XCTUnwrap(rows.first { $0["metric"] == metric })
        let heading = page.heading("expect-" + metric.replacing("_", with: "-"))
        XCTAssertEqual(heading.numbers, alike(["mean", "ci_low", "ci_high"].map { row.number($0) }), heading.words)
        let time =
          language == .english
          ? isStock ? "expected on the last day" : "expected over the whole run"
          : isStock ? "в останній день очікується" : "за весь період очікується"
        XCTAssertTrue(heading.words.contains(time), heading.words)
      }
    }
  }
}
