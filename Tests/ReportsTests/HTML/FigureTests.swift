import BillingCore
import Simulation
import XCTest

@testable import Reports

/// What stands around a chart: its heading, its legend, and where paper may break.
final class FigureTests: XCTestCase {
  private func figure(_ chart: (any Chart)?) -> PageReader {
    let table = PageTable(columns: [.init(name: "x", kind: .count, heading: "x")], rows: [[.count(1)]])
    return PageReader(
      source: Figure(id: "f", message: "It is", description: "Shown", chart: chart, table: table, caption: "Made")
        .markup(Notation(language: .english, currency: .usd)).source)
  }

  private func chart(_ isInner: [Bool]) -> TimeChart {
    TimeChart(
      places: ["a", "b"],
      bands: isInner.map { .init(name: "band", hue: .cash, low: [1, 2], high: [3, 4], isInner: $0) })
  }

  /// A band within another is seen over it: what 0.4 leaves of the ground, 0.22 covers as well.
  func testASwatchHasTheTintOfItsBand() {
    for (bands, swatches) in [([false, true], ["outer", "within"]), ([true], ["inner"]), ([false], ["outer"])] {
      XCTAssertEqual(
        figure(chart(bands)).matches("<span class=\"", "\"").filter { $0 != "number" },
        swatches.map { "b-cash \($0)" })
    }
    for rule in [".outer { opacity: 0.22; }", ".inner { opacity: 0.4; }", ".within { opacity: 0.532; }"] {
      XCTAssertTrue(Stylesheet.text.contains(rule), rule)
    }
  }

  /// On paper a heading is whole, and with its chart, or with the first row of its table.
  func testAHeadingStaysWithItsChart() {
    let shown = figure(chart([true])).matches("<div class=\"whole\">", "</div>").first ?? ""
    for part in ["<h3 id=\"f-message\"", "<ul class=\"legend\"", "<svg class=\"wide\"", "<svg class=\"narrow\""] {
      XCTAssertTrue(shown.contains(part), part)
    }
    let told = figure(nil).matches("<div class=\"whole before\">", "</div>").first ?? ""
    XCTAssertTrue(told.contains("<h3") && told.contains("Shown."), told)
    let paper = Stylesheet.text.components(separatedBy: "@media print").last ?? ""
    for (property, kinds) in [("break-after", ["h2", "h3", ".before"]), ("break-inside", ["h2", "h3", ".whole"])] {
      let rules = paper.split(separator: "\n").filter { $0.contains("\(property): avoid") }
      for kind in kinds {
        XCTAssertTrue(rules.contains { $0.contains("\(kind), ") || $0.contains("\(kind) {") }, "\(property) \(kind)")
      }
    }
  }
}
