import BillingCore
import Simulation
import XCTest

@testable import Reports

/// A threshold of too few replications is neither met nor missed, and the page says so.
final class UnjudgedPageTests: XCTestCase {
  func testAThresholdOfTooFewReplicationsIsNotJudged() async throws {
    var scenario = town(days: 20)
    scenario.thresholds = [Threshold(metric: .cashIn, atLeast: 1, atMost: nil, origin: "a:1:1")]
    scenario.thresholds[0].statistic = .quantile(.p95)
    for (language, words) in [
      (Language.english, ["0 of 1 threshold met", "needs 59 replications", "not judged"]),
      (.ukrainian, ["Виконано 0 з 1 умови", "замало повторів, потрібно щонайменше 59", "не оцінено"]),
    ] {
      let page = try await MadePage(scenario, language: language).page
      let table = try XCTUnwrap(page.matches("id=\"thresholds\"", "</table>").first)
      for word in words { XCTAssertTrue(table.contains(">\(word)<"), "\(word): \(table)") }
      XCTAssertEqual(PageReader(source: table).matches("class=\"word missed\">", "<"), [words[2]])
      XCTAssertEqual(PageReader(source: table).matches("class=\"word met\">", "<"), [])
    }
  }
}
