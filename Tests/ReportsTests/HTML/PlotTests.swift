import BillingCore
import XCTest

@testable import Reports

final class PlotTests: XCTestCase {
  func testAGridBeginsAndEndsAtRoundValuesThatHoldAllOthers() {
    for number in 0..<500 {
      let size = [0.01, 1, 100, 1e6, 1e12][number % 5]
      let values = [37, 61, 89].map { Double(number * $0 % 199 - 99) / 100 * size }
      let scale = Scale(rounding: values, from: 100, to: 0)
      XCTAssertTrue(values.allSatisfy { scale.low <= $0 && $0 <= scale.high }, "\(values)")
      XCTAssertTrue((3...14).contains(scale.ticks.count), "\(values): \(scale.ticks)")
      XCTAssertEqual(scale(scale.low), 100, accuracy: 1e-6)
      XCTAssertEqual(scale(scale.high), 0, accuracy: 1e-6)
    }
  }

  func testNoValueOrZerosAloneStillHaveAGrid() {
    for values: [Double] in [[], [0], [0, 0]] {
      XCTAssertEqual(Scale(rounding: values, from: 0, to: 10).low, 0)
      XCTAssertGreaterThan(Scale(rounding: values, from: 0, to: 10).high, 0)
    }
    XCTAssertGreaterThan(Scale([7], from: 0, to: 10).high, 7)
  }

  func testCoordinatesHaveATenthAndNoMinusZero() {
    XCTAssertEqual([1, 1.25, -0.04, -1.96, 860].map(coordinate), ["1", "1.3", "0", "-2", "860"])
  }

  func testColumnsStandOnOneAnother() {
    let chart = TimeChart(
      places: ["a", "b"],
      columns: [
        Series(name: "one", hue: .cash, values: [1, 2]), Series(name: "two", hue: .debt, values: [3, 0]),
      ])
    let source = chart.drawing(.wide, Notation(language: .english, currency: .usd), labelledBy: "x").source
    let boxes = PageReader(source: source).matches("<rect", ">")
    XCTAssertEqual(boxes.count, 3, "nothing of nothing is drawn")
    func number(_ box: String, _ name: String) -> Double {
      Double(PageReader(source: box).matches(" \(name)=\"", "\"").first ?? "") ?? .nan
    }
    XCTAssertEqual(number(boxes[0], "y"), number(boxes[2], "y") + number(boxes[2], "height"), accuracy: 0.11)
    XCTAssertEqual(number(boxes[2], "height"), 3 * number(boxes[0], "height"), accuracy: 0.3)
  }
}
