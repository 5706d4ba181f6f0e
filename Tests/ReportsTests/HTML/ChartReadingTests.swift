import BillingCore
import XCTest

@testable import Reports

/// Charts read back: what is drawn where, against the numbers that it shows.
final class ChartReadingTests: XCTestCase {
  private let notation = Notation(language: .english, currency: .usd)

  private func elements(_ name: String, in source: String) -> [String] {
    PageReader(source: source).matches("<\(name)", ">")
  }

  private func number(_ element: String, _ attribute: String) -> Double {
    Double(PageReader(source: element).matches(" \(attribute)=\"", "\"").first ?? "") ?? .nan
  }

  /// The points of an outline of straight lines.
  private func points(_ outline: String) -> [[Double]] {
    outline.filter { $0 != "M" && $0 != "Z" }.split(separator: "L").map { point in
      point.split(separator: " ").compactMap { Double($0) }
    }
  }

  /// The names of the value axis with their heights, of which the first and the last give the scale.
  private func axis(of source: String) -> [(value: Double, y: Double)] {
    let labels = PageReader(source: source).matches("<text ", "</text>").filter { $0.contains("anchor=\"end\"") }
    return labels.map { label in
      (Double(label.split(separator: ">").last ?? "") ?? .nan, number(" " + label, "y") - 4)
    }
  }

  private let fan = TimeChart(
    places: (1...12).map { "Mon 20\(9 + $0)" }, isMoney: false,
    bands: [
      .init(
        name: "p05–p95", hue: .cash, low: (0..<12).map { 40 + Double($0) }, high: (0..<12).map { 80 + 2 * Double($0) },
        isInner: false)
    ], lines: [Series(name: "mean", hue: .cash, values: (0..<12).map { 60 + Double($0 * $0) / 10 })],
    startsAtZero: false)

  func testBandsAndLinesLieWhereTheAxisSays() throws {
    for size in ChartSize.allCases {
      let source = fan.drawing(size, notation, labelledBy: "x").source
      let axis = axis(of: source)
      let (first, last) = try (XCTUnwrap(axis.first), XCTUnwrap(axis.last))
      func value(_ y: Double) -> Double {
        first.value + (y - first.y) / (last.y - first.y) * (last.value - first.value)
      }
      for tick in axis { XCTAssertEqual(value(tick.y), tick.value, accuracy: 0.2, "ticks are evenly spaced") }
      let outlines = PageReader(source: source).matches(" d=\"", "\"")
      XCTAssertEqual(outlines.count, 3, "a band, the rim of a line, and the line")
      let (band, line) = (points(outlines[0]), points(outlines[2]))
      XCTAssertEqual(band.count, 24)
      for place in 0..<12 {
        XCTAssertEqual(value(band[place][1]), fan.bands[0].high[place], accuracy: 0.3)
        XCTAssertEqual(value(band[23 - place][1]), fan.bands[0].low[place], accuracy: 0.3)
        XCTAssertEqual(value(line[place][1]), fan.lines[0].values[place], accuracy: 0.3)
        XCTAssertEqual(band[place][0], line[place][0])
        XCTAssertEqual(band[23 - place][0], line[place][0])
      }
      XCTAssertEqual(outlines[1], outlines[2], "the rim follows its line")
      let steps = zip(line.dropFirst(), line).map { $0[0] - $1[0] }
      XCTAssertLessThan((steps.max() ?? 0) - (steps.min() ?? 0), 0.21, "places are evenly spaced")
    }
  }

  func testNamesOfPlacesHaveRoom() {
    for (size, most) in [(ChartSize.wide, 12), (.narrow, 4)] {
      let source = fan.drawing(size, notation, labelledBy: "x").source
      let names = PageReader(source: source).matches("<text ", "</text>").filter { $0.contains("anchor=\"middle\"") }
      XCTAssertEqual(names.count, most == 12 ? 12 : names.count)
      XCTAssertTrue((3...most).contains(names.count), "\(size): \(names.count)")
      let centers = names.map { number(" " + $0, "x") }
      let half = 8 * letterWidth / 2
      XCTAssertGreaterThanOrEqual(centers[0] - half, 0)
      XCTAssertLessThanOrEqual((centers.last ?? 0) + half, size.width + 0.1)
      for (one, next) in zip(centers, centers.dropFirst()) { XCTAssertGreaterThan(next - one, 2 * half) }
    }
  }

  func testNamesOfPlacesAreEvenlySpacedWithinTheDrawing() {
    for count in 1...60 {
      let places = (0..<count).map { $0 % 3 == 0 ? "\(2027 + 3 * $0)–\(2029 + 3 * $0)" : "\(2027 + 3 * $0)" }
      let chart = TimeChart(
        places: places, lines: [Series(name: "one", hue: .cash, values: places.map { _ in 100 })])
      for size in ChartSize.allCases {
        let drawing = PageReader(source: chart.drawing(size, notation, labelledBy: "x").source)
        let labels = drawing.matches("<text ", "</text>").filter { $0.contains("anchor=\"middle\"") }
        let names = labels.map { String($0.split(separator: ">").last ?? "") }
        let indices = names.compactMap { places.firstIndex(of: $0) }
        let strides = Set(zip(indices.dropFirst(), indices).map { $0 - $1 })
        XCTAssertLessThanOrEqual(strides.count, 1, "\(size), \(count) places: \(names)")
        var end = 0.0
        for (label, name) in zip(labels, names) {
          let (center, half) = (number(" " + label, "x"), Double(name.count) * letterWidth / 2)
          XCTAssertGreaterThanOrEqual(center - half, end - 0.1, "\(size), \(count) places: \(name)")
          end = center + half
        }
        XCTAssertLessThanOrEqual(end, size.width + 0.1, "\(size), \(count) places: \(names)")
      }
    }
  }

  func testAnAxisWithoutZeroSaysSo() {
    XCTAssertEqual(fan.truncation(notation), "The axis begins at 20, not at 0.")
    var whole = fan
    whole.startsAtZero = true
    XCTAssertNil(whole.truncation(notation))
    let rows = [RowChart.Row(name: "a", number: "5", marks: [.point(5, hue: .cash), .interval(low: 3, high: 9)])]
    let text: (Double) -> String = { "\(Int($0))" }
    XCTAssertEqual(
      RowChart(rows: rows, scaleText: text).truncation(notation), "The scale runs from 3 to 9 and leaves out 0.")
    XCTAssertNil(RowChart(rows: rows, reference: 0, scaleText: text).truncation(notation))
  }

  func testIntervalsBarsAndPointsLieOnOneScale() {
    let chart = RowChart(
      rows: [
        .init(name: "a", number: "1", marks: [.interval(low: -20, high: 60), .point(10, hue: .cash)]),
        .init(name: "b", number: "2", marks: [.bar(from: 0, to: 80, hue: .bad)]),
      ], reference: 0)
    for size in ChartSize.allCases {
      let source = chart.drawing(size, notation, labelledBy: "x").source
      func x(_ value: Double) -> Double { 6 + (value + 20) / 100 * (size.width - 12) }
      let whisker = elements("line class=\"l-ink\"", in: source)
      XCTAssertEqual(whisker.count, 3)
      XCTAssertEqual(number(whisker[0], "x1"), x(-20), accuracy: 0.06)
      XCTAssertEqual(number(whisker[0], "x2"), x(60), accuracy: 0.06)
      XCTAssertEqual(number(whisker[1], "x1"), x(-20), accuracy: 0.06)
      XCTAssertEqual(number(whisker[2], "x2"), x(60), accuracy: 0.06)
      for end in whisker.dropFirst() { XCTAssertEqual(number(end, "y2") - number(end, "y1"), 10, accuracy: 0.01) }
      XCTAssertEqual(number(elements("circle", in: source)[0], "cx"), x(10), accuracy: 0.06)
      let bar = elements("rect", in: source)[0]
      XCTAssertEqual(number(bar, "x"), x(0), accuracy: 0.06)
      XCTAssertEqual(number(bar, "width"), x(80) - x(0), accuracy: 0.11)
      for zero in elements("line class=\"zero\"", in: source) {
        XCTAssertEqual(number(zero, "x1"), x(0), accuracy: 0.06)
      }
    }
  }

  func testAreasEndWithTheLastDay() {
    let chart = TimeChart(
      places: ["a", "", "b"], isMoney: false, areas: [Series(name: "one", hue: .cash, values: [1, 2, 3])])
    let source = chart.drawing(.wide, notation, labelledBy: "x").source
    let outline = PageReader(source: source).matches(" d=\"", "\"").first ?? ""
    XCTAssertEqual(outline.split(separator: "V").count, 7, "three steps up and back")
    XCTAssertTrue(outline.contains("H852V"), "to the right edge: \(outline)")
  }

  func testWordsOfARowNeverRunIntoItsNumber() {
    let name = "p12: policy.restrictions.blockFrom = 15, policy.deletion.inactivityDays = 60"
    for room in 20...120 {
      for number in ["5", "$1,234,567.89", "123,456 (100.0%)"] {
        let words = RowWords(name, number, room: room)
        XCTAssertTrue(words.lines.allSatisfy { $0.count <= room }, "\(room): \(words.lines)")
        XCTAssertLessThanOrEqual((words.lines.last?.count ?? 0) + 2 + number.count, max(room, number.count + 2))
        XCTAssertEqual(words.lines.joined().filter { $0 != " " }, name.filter { $0 != " " })
      }
    }
  }
}
