import BillingCore
import Simulation
import XCTest

@testable import Reports

/// What the figures of a run's page draw, read back and compared with the table beside them.
final class DrawnPageTests: XCTestCase {
  private func numbers(_ table: PageSheet, _ column: String) -> [Double] {
    table.numbers(column).map { Double($0) ?? .nan }
  }

  func testTheBandsOfAFanAreTheQuantilesOfItsTable() async throws {
    let page = try await MadePage(town(days: 20), replications: 59).page
    let table = page.table("expect-cash-in")
    let heights = page.drawing("expect-cash-in").heights
    XCTAssertEqual(heights.count, 4, "two bands, the rim of a line, and the line")
    let months = table.rows.count - 1
    let columns = ["p95", "p05", "p75", "p25", "mean"].map { numbers(table, $0).prefix(months) }
    let drawn = [
      heights[0].prefix(months), heights[0].suffix(months).reversed()[...], heights[1].prefix(months),
      heights[1].suffix(months).reversed()[...], heights[3][...],
    ]
    let all = zip(columns.joined(), drawn.joined()).map { (value: $0, y: $1) }
    XCTAssertEqual(all.count, 5 * months)
    let (low, high) = try (
      XCTUnwrap(all.min { $0.value < $1.value }), XCTUnwrap(all.max { $0.value < $1.value })
    )
    for point in all {
      let share = (point.value - low.value) / (high.value - low.value)
      XCTAssertEqual(point.y, low.y + share * (high.y - low.y), accuracy: 0.2, "\(point.value)")
    }
  }

  func testStatisticsOfAQuarterAreThoseOfItsLastMonth() async throws {
    var scenario = town(days: 1150)
    for index in scenario.segments.indices { scenario.segments[index].accounts = 1 }
    scenario.segments[0].arrivals.perDay = 0
    let table = try await MadePage(scenario, replications: 2).page.table("expect-debt-outstanding-end")
    XCTAssertEqual(table.rows.prefix(3).map { $0[0] }, ["Mar 2027", "Jun 2027", "Sep 2027"])
    XCTAssertEqual(table.rows.suffix(2).map { $0[0] }, ["Mar 2030", "Whole run"])
  }

  func testLinesOfMoneyLieWhereTheirAmountsAre() async throws {
    let page = try await MadePage(town()).page
    let (table, drawing) = (page.table("cash"), page.drawing("cash"))
    let lines = drawing.heights
    XCTAssertEqual(lines.count, 6, "each with its rim")
    for (line, column) in ["cash_in", "billed", "revenue_recognized"].enumerated() {
      let amounts = numbers(table, column).dropLast()
      let most = amounts.max() ?? 0
      XCTAssertEqual(lines[2 * line].count, amounts.count, column)
      for (height, amount) in zip(lines[2 * line], amounts) {
        XCTAssertEqual(drawing.value(at: height), amount, accuracy: most / 100, column)
      }
    }
  }

  func testNothingIsDrawnOutsideItsDrawing() async throws {
    let page = try await MadePage(town(), replications: 2).page
    let drawings = page.matches("<svg ", "</svg>").map { PageReader(source: " \($0)") }
    XCTAssertGreaterThan(drawings.count, 24, "a wide and a narrow one of each figure")
    for drawing in drawings {
      let size = (drawing.matches("viewBox=\"", "\"").first ?? "").split(separator: " ").compactMap { Double($0) }
      XCTAssertEqual(size.count, 4)
      var (xs, ys) = (drawing.numbers("cx", of: "circle"), drawing.numbers("cy", of: "circle"))
      for end in ["1", "2"] {
        xs += drawing.numbers("x\(end)", of: "line")
        ys += drawing.numbers("y\(end)", of: "line")
      }
      for (start, size) in [("x", "width"), ("y", "height")] {
        let starts = drawing.numbers(start, of: "rect")
        let all = starts + zip(starts, drawing.numbers(size, of: "rect")).map { $0 + $1 }
        if start == "x" { xs += all } else { ys += all }
      }
      for outline in drawing.matches(" d=\"", "\"") {
        for point in outline.matches(of: /([MLHV])([-0-9.]+)(?: ([-0-9.]+))?/) {
          if point.1 == "V" { ys.append(Double(point.2) ?? .nan) } else { xs.append(Double(point.2) ?? .nan) }
          if let y = point.3 { ys.append(Double(y) ?? .nan) }
        }
      }
      XCTAssertFalse(xs.isEmpty && ys.isEmpty)
      for (all, most) in [(xs, size[2]), (ys, size[3])] {
        for place in all where !(-0.11...(most + 0.11)).contains(place) { XCTFail("\(place): \(drawing.source)") }
      }
    }
  }

  /// More days than are drawn one by one: blocking begins on the 10th, the last day.
  func testALongRunIsDrawnToItsLastDay() async throws {
    var scenario = town(days: 422)
    for index in scenario.segments.indices { scenario.segments[index].accounts = 20 }
    let made = try await MadePage(scenario)
    let daily = made.reports.sheet(.daily).of("all").rows
    XCTAssertEqual(daily.last?["date"], "2028-03-10")
    let blocked = daily.map { $0.number("stage_blocked") }
    XCTAssertNotEqual(blocked[421], blocked[420], "the last day differs")
    let drawing = made.page.drawing("stages-by-day")
    let steps = try XCTUnwrap(drawing.heights.last)
    let days = steps.count / 2
    XCTAssertEqual(days, 211)
    // Up over all days, and back below them.
    let (top, base) = (drawing.value(at: steps[days - 1]), drawing.value(at: steps[days]))
    XCTAssertEqual(top - base, Double(blocked[421]), accuracy: 0.1)
  }

  func testBarsOfARowFollowOneAnother() async throws {
    let page = try await MadePage(town()).page
    let (table, drawing) = (page.table("time-to-pay"), page.drawing("time-to-pay"))
    let columns = ["paid_0", "paid_1", "paid_4", "paid_8", "paid_15", "paid_31", "deleted", "open"]
    let all = numbers(table, "all")
    var starts: [Double] = []
    for row in table.rows.indices {
      var sum = 0.0
      for count in columns.map({ numbers(table, $0)[row] }) where count > 0 {
        starts.append(6 + sum / all[row] * (ChartSize.wide.width - 12))
        sum += count
      }
      XCTAssertEqual(sum, all[row])
    }
    let drawn = drawing.numbers("x", of: "rect")
    XCTAssertEqual(drawn.count, starts.count)
    for (drawn, start) in zip(drawn, starts) { XCTAssertEqual(drawn, start, accuracy: 0.06) }
  }

  /// Of two accounts one leaves: half of the cohort stays, from which on a cell is tinted.
  func testATintBeginsAtItsShare() async throws {
    var scenario = Scenario(name: "two", start: day("2027-01-01"), days: 40, policies: PolicyCalendar(Policy()))
    let state = OpeningState(created: day("2026-11-01"), lastActivity: day("2026-11-05"))
    var leaver = ScriptedAccount(name: "leaver", beginning: .opening(state))
    leaver.entries = [.init(on: scenario.start + 2, .command(.requestDeletion))]
    var active = OpeningState(created: state.created, lastActivity: day("2026-12-31"))
    active.prepaidCash = cents(10_000)
    scenario.scripted = [leaver, ScriptedAccount(name: "stayer", beginning: .opening(active))]
    let page = try await MadePage(scenario).page
    XCTAssertEqual(page.table("cohorts-by-month").rows, [["before", "2", "1", "1"]])
    let figure = try XCTUnwrap(page.matches("<figure id=\"cohorts-by-month\"", "</figure>").first)
    XCTAssertEqual(figure.components(separatedBy: "class=\"t1\">1<").count, 3, "both months")
  }
}
