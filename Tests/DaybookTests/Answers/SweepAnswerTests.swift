import Foundation
import XCTest

@testable import daybook

/// What `sweep --json` answers: its points and swings, the best of them, its equals, and the one nearest to the bounds.
final class SweepAnswerTests: XCTestCase {
  func testASweepAnswersWithItsPointsSwingsAndTheBest() throws {
    let bench = try Workbench.towns()
    let vary = "--vary population.shops.accounts=5,20 --vary policy.restrictions.blockFrom=8,15"
    let document = try bench.answer(
      "sweep town.jsonc \(vary) --replications 3 --maximize cash_in --subject-to 'open<=10' --out out")
    let points = try XCTUnwrap(document["points"] as? [[String: Any]])
    let table = try bench.rows("out/sweep.csv")
    XCTAssertEqual(points.count, 4)
    for (point, row) in zip(points, table) {
      let accounts = try XCTUnwrap(row["population.shops.accounts"])
      XCTAssertEqual(Answered.value(point, "values", "population.shops.accounts") as? Int, Int(accounts))
      XCTAssertEqual(Answered.value(point, "point") as? String, row["point"])
      for (column, name) in [
        ("n", "cash_in_n"), ("mean", "cash_in"), ("ci_low", "cash_in_ci_low"), ("difference", "cash_in_difference"),
      ] {
        XCTAssertEqual(Answered.value(point, "metrics", "cash_in", column) as? Double, Double(row[name] ?? ""), name)
      }
    }
    XCTAssertTrue(
      ["p1", "p2"].contains(Answered.value(document, "best", "point") as? String), "5 shops alone keep the bound")
    XCTAssertEqual((Answered.value(document, "best", "bounds") as? [[String: Any]])?[0]["sign"] as? String, "<=")
    XCTAssertTrue(document["swings"] is NSNull)

    let alone = try bench.answer(
      "sweep town.jsonc \(vary) --replications 2 --one-at-a-time --metric cash_in --out one")
    let swings = try XCTUnwrap(alone["swings"] as? [[String: Any]])
    let tornado = try bench.rows("one/tornado.csv")
    XCTAssertEqual(swings.count, tornado.count)
    for (swing, row) in zip(swings, tornado) {
      for (column, text) in row { XCTAssertEqual(Answered.cell(swing[column], like: text), text, column) }
    }
    XCTAssertTrue(alone["best"] is NSNull)
  }

  /// A title changes nothing, so two points are the highest, and both are named.
  func testPointsThatAreEquallyHighAreNamed() throws {
    let bench = try Workbench.towns()
    let swept = "sweep town.jsonc --vary population.shops.accounts=5,20 --vary title=a,b --replications 3"
    let document = try bench.answer("\(swept) --maximize cash_in --out out")
    XCTAssertEqual(Answered.value(document, "best", "point") as? String, "p3")
    XCTAssertEqual(Answered.value(document, "best", "equal") as? [String], ["p4"])
    XCTAssertEqual(
      [Answered.value(document, "best", "wins"), Answered.value(document, "best", "ties")] as? [Int], [0, 3])
    XCTAssertTrue(document["nearest"] is NSNull, "a point keeps the bounds")
    let alone = try bench.answer(
      "sweep town.jsonc --vary population.shops.accounts=5,20 --maximize cash_in --out alone")
    XCTAssertEqual(Answered.value(alone, "best", "equal") as? [String], [])
  }

  /// No point pays so much; one alone has so few accounts.
  func testThePointNearestToTheBoundsHasItsMeansAndWhichItKeeps() throws {
    let bench = try Workbench.towns()
    let document = try bench.answer(
      "sweep town.jsonc --vary population.shops.accounts=5,20,40 --replications 3 --maximize cash_in "
        + "--subject-to 'open<=10' --subject-to 'cash_in>=100000' --out out", code: 1)
    XCTAssertTrue(document["best"] is NSNull)
    let rows = try bench.rows("out/comparison.csv").filter { $0["month"] == "total" }
    func mean(_ metric: String, _ point: String) -> Double? {
      rows.first { $0["metric"] == metric && $0["variant"] == point }.flatMap { Double($0["variant_mean"] ?? "") }
    }
    XCTAssertEqual(
      Answered.value(document, "nearest", "point") as? String, "p1", "it misses one bound, the others both")
    let bounds = try XCTUnwrap(Answered.value(document, "nearest", "bounds") as? [[String: Any]])
    XCTAssertEqual(bounds.map { $0["metric"] as? String }, ["open", "cash_in"])
    XCTAssertEqual(bounds.map { $0["sign"] as? String }, ["<=", ">="])
    XCTAssertEqual(bounds.map { $0["bound"] as? Double }, [10, 100_000])
    XCTAssertEqual(bounds.map { $0["mean"] as? Double }, [mean("open", "p1"), mean("cash_in", "p1")])
    XCTAssertEqual(bounds.map { $0["kept"] as? Bool }, [true, false])
    XCTAssertEqual(bounds.map { $0["points_keeping"] as? Int }, [1, 0])
  }
}
