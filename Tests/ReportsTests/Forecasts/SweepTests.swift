import BillingCore
import Simulation
import XCTest

@testable import Reports

final class SweepTests: XCTestCase {
  /// Points of one place, of a town whose first segment grows.
  private func sweep(_ replications: Int, accounts: [Int] = [5, 90, 60]) async throws -> Sweep {
    let base = town(days: 40)
    let points = accounts.map { accounts in
      var scenario = base
      scenario.segments[0].accounts = accounts
      scenario.name = "p\(accounts)"
      return scenario
    }
    var comparison = Comparison(base, points)
    for replication in 0..<replications {
      comparison.base.forecast.add(try await Simulator.outcome(of: base, replication: replication, threads: 2))
      for (index, point) in points.enumerated() {
        comparison.variants[index].forecast.add(
          try await Simulator.outcome(of: point, replication: replication, threads: 2))
      }
    }
    return Sweep(
      paths: ["accounts", "days"],
      points: accounts.map { [Sweep.Setting(path: "accounts", value: "\($0)")] }, comparison: comparison,
      metrics: [.cashIn, .deletionRate])
  }

  private func sheet(_ table: Table) -> Sheet {
    Sheet(String(decoding: CSV.bytes(of: table, currency: .usd), as: UTF8.self))
  }

  func testAPointIsARowWithItsValues() async throws {
    let sweep = try await sweep(3)
    let rows = sheet(sweep.table).rows
    XCTAssertEqual(rows.map { $0["point"] }, ["p5", "p90", "p60"], "as comparison.csv calls them")
    XCTAssertEqual(rows.map { $0["accounts"] }, ["5", "90", "60"])
    XCTAssertEqual(rows.map { $0["days"] }, ["", "", ""])
    XCTAssertEqual(rows[2]["cash_in_difference"], "0.00", "the point that is the scenario itself")
    let cash = rows.map { $0.number("cash_in") }
    XCTAssertLessThan(cash[0], cash[2])
    XCTAssertLessThan(cash[2], cash[1])
    XCTAssertEqual(rows[0].number("cash_in_difference"), cash[0] - cash[2], accuracy: 1)
  }

  func testSwingsAreSortedAndReachFromTheLeastToTheMost() async throws {
    let sweep = try await sweep(2)
    let swings = sweep.swings(of: .cashIn)
    XCTAssertEqual(
      swings.map(\.path), ["accounts", "days"], "the widest first; one that is never varied moves nothing")
    XCTAssertEqual([swings[0].low.value, swings[0].high.value], ["5", "90"])
    XCTAssertEqual(swings[1].width, 0)
    XCTAssertEqual([swings[1].low.value, swings[1].high.value], ["as it is", "as it is"])
    XCTAssertEqual(
      sheet(sweep.tornado).rows.map { $0["metric"] }, ["cash_in", "cash_in", "deletion_rate", "deletion_rate"])
  }

  func testPointsForProgramsHaveTheUnitOfTheirMetric() async throws {
    let json = try await sweep(2).pointsJSON.line
    XCTAssertTrue(json.contains(#""cash_in": { "unit": "USD", "#), json)
    XCTAssertTrue(json.contains(#""deletion_rate": { "unit": "rate", "#), json)
  }

  func testThePageHasTheNumbersOfTheTables() async throws {
    let sweep = try await sweep(3)
    let imprint = Imprint(command: "daybook sweep", version: "9", seed: 1, scenarios: [], fingerprint: nil)
    let page = PageReader(
      source: SweepPage(
        sweep, isTornado: true, maximized: .cashIn,
        constraints: [.init(metric: .deletionRate, isUpper: true, bound: 1)], imprint: imprint, language: .english
      ).source)
    let tornado = sheet(sweep.tornado).rows.filter { $0["metric"] == "cash_in" }
    for column in ["low", "high", "swing"] {
      XCTAssertEqual(page.table("tornado-cash_in").numbers(column), tornado.map { $0[column] }, column)
    }
    let points = sheet(sweep.table).rows
    let table = page.table("points-cash_in")
    XCTAssertEqual(table.numbers("point"), ["p90", "p60", "p5"], "the highest first")
    for column in ["cash_in", "cash_in_ci_low", "cash_in_ci_high", "cash_in_difference"] {
      XCTAssertEqual(table.numbers(column), [1, 2, 0].map { points[$0][column] }, column)
    }
    XCTAssertEqual(table.columns.count, 7, "one metric alone, so that it fits")
    let rates = page.table("points-deletion_rate").numbers("deletion_rate")
    XCTAssertEqual(rates, points.map { $0["deletion_rate"] }.sorted(by: >), "each metric has its own order")
    XCTAssertTrue(page.source.contains("Best: accounts = 90, cash in $"))
  }

  /// The sentences of the page have the numbers of `sweep.csv` and `tornado.csv`, in both languages.
  func testSentencesHaveTheNumbersOfTheTables() async throws {
    let sweep = try await sweep(3)
    let cash = sheet(sweep.table).rows.map { $0.number("cash_in") }
    let more = sheet(sweep.table).rows[1].number("cash_in_difference")
    let same = try await self.sweep(3, accounts: [90, 90])
    let near = try await self.sweep(3, accounts: [90, 91])
    let nearCash = sheet(near.table).rows[1].number("cash_in")
    let bound = Sweep.Constraint(metric: .cashIn, isUpper: true, bound: Double(cash[2]) / 100 + 0.01)
    let ends = alike([cash[0], cash[1]])
    for language in Language.allCases {
      func expect(_ page: PageReader, _ english: String, _ ukrainian: String, _ numbers: [String], line: UInt = #line) {
        XCTAssertEqual(page.answers[0].words, language == .english ? english : ukrainian, line: line)
        XCTAssertEqual(page.answers[0].numbers, numbers, line: line)
      }
      let tornado = PageReader(sweep, isTornado: true, language)
      expect(
        tornado, "Cash in: accounts matters most, from # (#) to # (#).",
        "Надходження: найбільше впливає accounts — від # (#) до # (#).",
        [ends[0], "5", ends[1], "90"])
      XCTAssertEqual(
        tornado.heading("tornado-cash_in").words,
        language == .english ? "Cash in: accounts matters most" : "Надходження: найбільше впливає accounts")
      XCTAssertEqual(
        tornado.description("tornado-cash_in").numbers.first, alike([cash[2], cash[0], cash[1]])[0], "as it is")
      let points = PageReader(sweep, language)
      expect(
        points, "Cash in: highest, #, with accounts = #.", "Найбільші надходження — #: accounts = #.",
        [alike([cash[1]])[0], "90"])
      XCTAssertEqual(
        points.heading("points-cash_in").words,
        language == .english ? "Cash in: highest at p90" : "Найбільші надходження — у точці p90")
      expect(
        PageReader(sweep, maximized: .cashIn, language), "Best: accounts = #, cash in #, # more than the next.",
        "Найкраща точка: accounts = #, надходження — #, на # більше, ніж у наступній.",
        ["90"] + alike([cash[1], more]))
      expect(
        PageReader(same, maximized: .cashIn, language), "Cash in: # at all points.", "Надходження: # у всіх точках.",
        alike([cash[1]]))
      expect(
        PageReader(near, maximized: .cashIn, language),
        "Best: accounts = #, cash in #, not significantly more than the next.",
        "Найкраща точка: accounts = #, надходження — #, без істотної різниці з наступною.", ["91"] + alike([nearCash]))
      let bounded = PageReader(sweep, maximized: .cashIn, keeping: [bound], language).answers[0]
      XCTAssertEqual(bounded.numbers.prefix(2), ["60"] + alike([cash[2]]), "the best of those that keep the bound")
      XCTAssertTrue(
        bounded.words.hasSuffix(
          language == .english
            ? " The mean keeps the bound, the whole #% interval does not: Cash in."
            : " Обмеженню відповідає лише середнє, а не весь # % довірчий інтервал: Надходження."), bounded.words)
    }
  }

  /// Both bars of a swing meet at the line of the scenario as it is, and are as long as they are far.
  func testTheBarsOfATornadoMeetAtTheScenarioAsItIs() async throws {
    let sweep = try await sweep(3)
    let cash = sheet(sweep.table).rows.map { Double($0.number("cash_in")) }
    let drawing = PageReader(sweep, isTornado: true, .english).drawing("tornado-cash_in")
    let (lefts, widths) = (drawing.numbers("x", of: "rect"), drawing.numbers("width", of: "rect"))
    let base = drawing.numbers("x1", of: "line class=\"zero\"")[0]
    XCTAssertEqual(lefts.count, 2, "what moves nothing has no bar")
    XCTAssertEqual(lefts[0] + widths[0], base, accuracy: 0.15)
    XCTAssertEqual(lefts[1], base, accuracy: 0.15)
    XCTAssertEqual(widths[1] / widths[0], (cash[1] - cash[2]) / (cash[2] - cash[0]), accuracy: 0.01)
  }

  func testTheBestPointKeepsItsBounds() async throws {
    let sweep = try await sweep(3)
    let best = try XCTUnwrap(sweep.best(by: .cashIn, subjectTo: []))
    XCTAssertEqual(best.point, 1)
    XCTAssertEqual(best.next?.point, 2)
    XCTAssertEqual(
      best.next?.difference.mean ?? 0, sweep.comparison.difference(of: .cashIn, variant: 1).mean, accuracy: 1e-6)
    let cash = sweep.comparison.variants.map { Sample($0.forecast.totals(of: .cashIn)).mean / 10 / 10 }
    let bound = Sweep.Constraint(metric: .cashIn, isUpper: true, bound: (cash[1] + cash[2]) / 2)
    XCTAssertEqual(sweep.best(by: .cashIn, subjectTo: [bound])?.point, 2)
    let exact = Sweep.Constraint(metric: .cashIn, isUpper: true, bound: cash[2])
    XCTAssertEqual(sweep.best(by: .cashIn, subjectTo: [exact])?.point, 2, "what is at the bound keeps it")
    XCTAssertEqual(sweep.best(by: .cashIn, subjectTo: [exact])?.isSurelyKept, [false], "in the mean alone")
    let floor = Sweep.Constraint(metric: .cashIn, isUpper: false, bound: cash[1] + 1)
    XCTAssertNil(sweep.best(by: .cashIn, subjectTo: [floor]))
  }
}
