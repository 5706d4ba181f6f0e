import BillingCore
import Simulation
import XCTest

@testable import Reports

/// A run's page says which of its numbers are means of all replications, and which are those of one.
final class ReplicatedPageTests: XCTestCase {
  private static let labels: [Language: String] = [
    .english:
      "The numbers below are those of replication 1, the run shown in detail; “What to expect” has all replications.",
    .ukrainian: "Нижче — показники повтору 1, який показано докладно; усі повтори — у розділі «Чого очікувати».",
  ]

  func testTheAnswerIsTheMeanAndTheTilesAreOfTheFirstReplication() async throws {
    let scenario = town(days: 40)
    let rows = try await forecastSheet(of: scenario, replications: 3).rows.filter { $0["month"] == "total" }
    let metrics = ["cash_in", "billed", "revenue_recognized", "debt_outstanding_end"]
    let means = try metrics.map { metric in try XCTUnwrap(rows.first { $0["metric"] == metric }).number("mean") }
    for language in Language.allCases {
      let made = try await MadePage(scenario, language: language, replications: 3)
      let answer = made.page.answers[0]
      XCTAssertEqual(answer.numbers, ["3"] + alike(means))
      let basis =
        language == .english ? "Mean of # replications: customers" : "У середньому за результатами # повторів: клієнти"
      XCTAssertTrue(answer.words.hasPrefix(basis), answer.words)
      let label = try XCTUnwrap(ReplicatedPageTests.labels[language])
      XCTAssertTrue(made.page.source.contains("<p class=\"muted\">\(label)</p>"))
      let tile = try XCTUnwrap(made.page.matches("<dd data-metric=\"cash_in\">", "</dd>").first)
      let first = made.reports.sheet(.revenue).of("all").sum("cash_in")
      XCTAssertNotEqual(first, means[0])
      XCTAssertEqual(made.page.sentence(tile).numbers, [exact(first)])
    }
  }

  func testARunOfOneReplicationHasNoLabel() async throws {
    for language in Language.allCases {
      let page = try await MadePage(town(days: 20), language: language).page
      XCTAssertFalse(page.source.contains(try XCTUnwrap(ReplicatedPageTests.labels[language])))
      XCTAssertTrue(page.answers[0].words.hasPrefix(language == .english ? "Customers paid" : "Клієнти сплатили"))
    }
  }
}
