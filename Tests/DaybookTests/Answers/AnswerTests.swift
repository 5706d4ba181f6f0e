import Foundation
import Simulation
import XCTest

@testable import daybook

/// What programs read with `--json` is one document, and says what the reports and the exit code say.
final class AnswerTests: XCTestCase {
  private func bench(_ scenario: String = Sample.small) throws -> Workbench {
    let bench = try Workbench()
    try bench.write(scenario, to: "town.jsonc")
    try bench.write(
      #"{ "extends": "town.jsonc", "policy": { "bonus": { "tiers": [ { "from": "20.00", "percent": 25 } ] } } }"#,
      to: "generous.jsonc")
    return bench
  }

  /// What a call answers; it has to end with a code.
  private func answer(
    _ bench: Workbench, _ call: String, code: Int32 = 0, file: StaticString = #filePath, line: UInt = #line
  ) throws -> [String: Any] {
    let ending = try bench.shell("\"$0\" \(call) --json")
    XCTAssertEqual(ending.code, code, ending.messages, file: file, line: line)
    let document = try XCTUnwrap(
      try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any], file: file, line: line)
    XCTAssertEqual(
      document["verb"] as? String, call.split(separator: " ").first.map(String.init), file: file, line: line)
    XCTAssertEqual(document["version"] as? String, Daybook.version, file: file, line: line)
    for key in document.keys.sorted() {
      XCTAssertTrue(try described.contains("`\(key)`"), "Formats.md does not describe \(key)", file: file, line: line)
    }
    return document
  }

  /// What the article on formats says of answers.
  private var described: Substring {
    get throws {
      let article = try AnswerTests.article
      let start = try XCTUnwrap(article.range(of: "\n### Answers\n")).upperBound
      let end = try XCTUnwrap(article.range(of: "\n### ", range: start..<article.endIndex)).lowerBound
      return article[start..<end]
    }
  }

  private static var article: String {
    get throws {
      var root = URL(fileURLWithPath: #filePath)
      for _ in 0..<4 { root.deleteLastPathComponent() }
      return try String(
        contentsOf: root.appendingPathComponent("Sources/Scenarios/Scenarios.docc/Formats.md"), encoding: .utf8)
    }
  }

  func testTheArticleOnFormatsKnowsEveryVerbAndOption() throws {
    let article = try AnswerTests.article
    for verb in Verb.allCases {
      XCTAssertTrue(article.contains("\n| `\(verb.rawValue)"), "\(verb)")
      for option in verb.options {
        let usage = "`--\(option.word)" + (option.value == nil ? "`" : " ")
        XCTAssertTrue(article.contains(usage), "\(verb) \(usage)")
      }
    }
  }

  /// The rows of a CSV file as columns by name.
  private func rows(_ bench: Workbench, _ path: String) throws -> [[String: String]] {
    let lines = try bench.text(path).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  /// A member deep down.
  private func value(_ document: Any?, _ path: String...) -> Any? {
    path.reduce(document) { found, key in (found as? [String: Any])?[key] }
  }

  /// A number or text as a CSV file has it; nothing is the empty cell.
  private func cell(_ value: Any?, like text: String) -> String? {
    switch value {
    case is NSNull: ""
    case let text as String: text
    case let number as NSNumber: Double(text) == number.doubleValue ? text : "\(number)"
    default: nil
    }
  }

  func testARunAnswersWithTheNumbersOfItsReports() throws {
    let bench = try bench()
    let run = try answer(bench, "run town.jsonc --replications 6 --out out")
    let package = try bench.text("out/datapackage.json")
    let fingerprint = try XCTUnwrap(run["fingerprint"] as? String)
    XCTAssertTrue(package.contains("\"fingerprint\": \"\(fingerprint)\""))
    XCTAssertEqual(run["scenario"] as? String, "town")
    XCTAssertEqual(run["seed"] as? Int, 1)
    XCTAssertEqual([run["start"], run["end"], run["folder"]] as? [String], ["2027-01-01", "2027-03-31", "out"])
    XCTAssertEqual(run["files"] as? [String], try bench.names(in: "out"))
    let all = try rows(bench, "out/revenue.csv").filter { $0["segment"] == "all" }
    XCTAssertEqual(all.count, 3)
    let cashIn = try all.reduce(Decimal(0)) { $0 + (try XCTUnwrap(Decimal(string: $1["cash_in"] ?? ""))) }
    XCTAssertEqual((value(run, "metrics", "cash_in", "value") as? NSNumber)?.decimalValue, cashIn)
    XCTAssertEqual(value(run, "metrics", "cash_in", "unit") as? String, "USD")
    XCTAssertEqual(value(run, "metrics", "deferred_end", "value") as? Double, Double(all.last?["deferred_end"] ?? ""))
    XCTAssertEqual(
      value(run, "metrics", "top_ups", "value") as? Int, all.reduce(0) { $0 + (Int($1["top_ups"] ?? "") ?? -1) })
    XCTAssertEqual(value(run, "metrics", "top_ups", "unit") as? String, "count")

    XCTAssertEqual(value(run, "forecast", "replications") as? Int, 6)
    let totals = try rows(bench, "out/forecast.csv").filter { $0["month"] == "total" && $0["segment"] == "all" }
    XCTAssertEqual((value(run, "forecast", "metrics") as? [String: Any])?.count, totals.count)
    for row in totals {
      let metric = try XCTUnwrap(row["metric"])
      for (column, text) in row where !["month", "segment", "metric"].contains(column) {
        let found = value(run, "forecast", "metrics", metric, column)
        XCTAssertEqual(cell(found, like: text), text, "\(metric) \(column)")
      }
    }
  }

  func testARunAnswersWithVerdictsAndItsExitCodeHolds() throws {
    let bench = try bench(Sample.unmet)
    let run = try answer(bench, "run town.jsonc --out out", code: 1)
    XCTAssertEqual(run["met"] as? Bool, false)
    let thresholds = try XCTUnwrap(run["thresholds"] as? [[String: Any]])
    XCTAssertEqual(thresholds.count, 1)
    XCTAssertEqual(thresholds[0]["metric"] as? String, "cash_in")
    XCTAssertEqual([thresholds[0]["at_least"], thresholds[0]["actual"]] as? [Double], [1, 0])
    XCTAssertEqual(thresholds[0]["difference"] as? Double, -1)
    XCTAssertTrue(thresholds[0]["at_most"] is NSNull)
    XCTAssertEqual(thresholds[0]["met"] as? Bool, false)
    XCTAssertEqual([thresholds[0]["line"], thresholds[0]["column"]] as? [Int], [7, 19])
    let expectations = try XCTUnwrap(run["expectations"] as? [[String: Any]])
    XCTAssertEqual(expectations.map { $0["met"] as? Bool }, [true, false])
    XCTAssertEqual([expectations[1]["expected"], expectations[1]["actual"]] as? [String], ["-14.00", "-19.00"])
    XCTAssertEqual(expectations[1]["file"] as? String, "town.jsonc")
    XCTAssertEqual((expectations[1]["last_events"] as? [String])?.count, 6)
  }

  func testAComparisonAnswersWithTheRowsOfTheWholeRun() throws {
    let bench = try bench()
    let document = try answer(bench, "compare town.jsonc generous.jsonc --replications 4 --out out")
    XCTAssertEqual(document["base"] as? String, "town")
    XCTAssertEqual(document["replications"] as? Int, 4)
    let variants = try XCTUnwrap(document["variants"] as? [[String: Any]])
    let totals = try rows(bench, "out/comparison.csv").filter { $0["month"] == "total" }
    XCTAssertEqual(variants.map { $0["variant"] as? String }, ["generous"])
    XCTAssertEqual((variants[0]["metrics"] as? [String: Any])?.count, totals.count)
    for row in totals {
      let metric = try XCTUnwrap(row["metric"])
      for (column, text) in row where !["variant", "month", "metric"].contains(column) {
        XCTAssertEqual(cell(value(variants[0], "metrics", metric, column), like: text), text, "\(metric) \(column)")
      }
    }
    XCTAssertTrue(value(variants[0], "metrics", "cash_in", "difference") is NSNumber, "15 digits and fewer are exact")
    XCTAssertTrue(value(variants[0], "metrics", "cash_in", "relative") is NSNumber)
    let chosen = try answer(bench, "compare town.jsonc generous.jsonc --replications 2 --metric billed,open --out two")
    let told = try XCTUnwrap(chosen["variants"] as? [[String: Any]])
    XCTAssertEqual((told[0]["metrics"] as? [String: Any])?.keys.sorted(), ["billed", "open"])
  }

  func testASweepAnswersWithItsPointsSwingsAndTheBest() throws {
    let bench = try bench()
    let vary = "--vary population.shops.accounts=5,20 --vary policy.restrictions.blockFrom=8,15"
    let document = try answer(
      bench, "sweep town.jsonc \(vary) --replications 3 --maximize cash_in --subject-to 'open<=10' --out out")
    let points = try XCTUnwrap(document["points"] as? [[String: Any]])
    let table = try rows(bench, "out/sweep.csv")
    XCTAssertEqual(points.count, 4)
    for (point, row) in zip(points, table) {
      let accounts = try XCTUnwrap(row["population.shops.accounts"])
      XCTAssertEqual(value(point, "values", "population.shops.accounts") as? Int, Int(accounts))
      XCTAssertEqual(value(point, "point") as? String, row["point"])
      for (column, name) in [
        ("n", "cash_in_n"), ("mean", "cash_in"), ("ci_low", "cash_in_ci_low"), ("difference", "cash_in_difference"),
      ] {
        XCTAssertEqual(value(point, "metrics", "cash_in", column) as? Double, Double(row[name] ?? ""), name)
      }
    }
    XCTAssertTrue(["p1", "p2"].contains(value(document, "best", "point") as? String), "5 shops alone keep the bound")
    XCTAssertEqual((value(document, "best", "bounds") as? [[String: Any]])?[0]["sign"] as? String, "<=")
    XCTAssertTrue(document["swings"] is NSNull)

    let alone = try answer(
      bench, "sweep town.jsonc \(vary) --replications 2 --one-at-a-time --metric cash_in --out one")
    let swings = try XCTUnwrap(alone["swings"] as? [[String: Any]])
    let tornado = try rows(bench, "one/tornado.csv")
    XCTAssertEqual(swings.count, tornado.count)
    for (swing, row) in zip(swings, tornado) {
      for (column, text) in row { XCTAssertEqual(cell(swing[column], like: text), text, column) }
    }
    XCTAssertTrue(alone["best"] is NSNull)
  }

  func testTestsAnswerWithEachFileAndWhyOneCouldNotBePlayed() throws {
    let bench = try bench(Sample.unmet)
    try bench.write(Sample.faulty, to: "bad.jsonc")
    let document = try answer(bench, "test town.jsonc bad.jsonc", code: 3)
    XCTAssertEqual([document["passed"], document["failed"], document["unplayed"]] as? [Int], [1, 2, 1])
    let files = try XCTUnwrap(document["files"] as? [[String: Any]])
    XCTAssertEqual(files.map { $0["met"] as? Bool }, [false, false])
    XCTAssertEqual((files[0]["expectations"] as? [Any])?.count, 2)
    XCTAssertEqual((files[0]["thresholds"] as? [Any])?.count, 1)
    XCTAssertEqual(value(files[1], "error", "exit_code") as? Int, 3)
    XCTAssertEqual((value(files[1], "error", "message") as? String)?.hasPrefix("bad.jsonc:1:12: error: "), true)
  }

  func testCheckAnswersWithEachFaultAndItsPlace() throws {
    let bench = try bench()
    try bench.write(Sample.faulty, to: "bad.jsonc")
    let document = try answer(bench, "check town.jsonc bad.jsonc none.jsonc", code: 4)
    XCTAssertEqual(document["valid"] as? Bool, false)
    let files = try XCTUnwrap(document["files"] as? [[String: Any]])
    XCTAssertEqual(files.map { $0["valid"] as? Bool }, [true, false, false])
    let faults = try XCTUnwrap(files[1]["faults"] as? [[String: Any]])
    XCTAssertEqual(faults.map { $0["line"] as? Int }, [1, 1])
    XCTAssertEqual(faults.map { $0["column"] as? Int }, [12, 26])
    XCTAssertEqual(faults[0]["path"] as? String, "start")
    XCTAssertEqual(faults[1]["message"] as? String, #"unknown key "dayz""#)
    XCTAssertEqual(faults[1]["hint"] as? String, #"did you mean "days"?"#)
    XCTAssertEqual(value(files[2], "error", "exit_code") as? Int, 4)
  }

  func testCheckAnswersWithTheSumsOfEachBook() throws {
    let bench = try bench()
    try bench.write(
      """
      account,created_on,prepaid_cash,prepaid_bonus,debt,blocked,last_activity_on,units:seat,used:order
      a,2026-11-01,10.00,1.50,0.00,false,2026-12-31,3,40
      b,2026-12-01,0.00,0.00,7.25,true,2026-12-05,2,2
      c,2026-12-30,0.00,0.00,0.00,false,,0,0
      """, to: "book.csv")
    try bench.write(
      """
      { "start": "2027-01-10", "days": 30,
        "policy": { "services": { "seat": { "monthly": "5.00" }, "order": { "tiers": [ { "price": 0.02 } ] } } },
        "population": { "shops": { "book": "book.csv" } } }
      """, to: "opened.jsonc")
    let document = try answer(bench, "check opened.jsonc")
    let files = try XCTUnwrap(document["files"] as? [[String: Any]])
    let book = try XCTUnwrap((files[0]["books"] as? [[String: Any]])?.first)
    XCTAssertEqual(book["path"] as? String, "book.csv")
    XCTAssertEqual(
      [book["prepaid_cash"], book["prepaid_bonus"], book["debt"]] as? [Double], [10, 1.5, 7.25])
    XCTAssertEqual([book["accounts"], book["blocked"], book["never_active"]] as? [Int], [3, 1, 1])
    XCTAssertEqual(book["units"] as? [String: Int], ["seat": 5])
    XCTAssertEqual(book["used"] as? [String: Int], ["order": 42])
  }

  func testASelfTestAnswersWithItsChecks() throws {
    let group = try XCTUnwrap(SelfTest.groups.first)
    let rows = [
      SelfTest.Row(name: "mean", expected: "1.0", simulated: "1.1", score: .z(-1.234)),
      SelfTest.Row(name: "words", expected: "5", simulated: "6", score: .exact(false)),
    ]
    let text = Answer(rows.map { (group, $0) }, seed: 7).text
    let document = try XCTUnwrap(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    XCTAssertEqual([document["seed"], document["passed"], document["failed"]] as? [Int], [7, 1, 1])
    let checks = try XCTUnwrap(document["checks"] as? [[String: Any]])
    XCTAssertEqual(checks.map { $0["group"] as? String }, [group.name, group.name])
    XCTAssertEqual(checks[0]["z"] as? Double, -1.23)
    XCTAssertTrue(checks[1]["z"] is NSNull, "nothing is left to chance")
    XCTAssertEqual(checks.map { $0["met"] as? Bool }, [true, false])
  }

  func testATraceAnswersWithItsDays() throws {
    let bench = try bench()
    let output = try bench.daybook("trace", "town.jsonc", "acme", "--json", "--to", "2027-02-01").output
    let document = try XCTUnwrap(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    let days = try XCTUnwrap(document["days"] as? [[String: Any]])
    XCTAssertEqual(days.map { $0["date"] as? String }, ["2027-01-01", "2027-02-01"])
    XCTAssertEqual(days[1]["balance"] as? Double, -19)
  }

  func testFindAnswersWithItsTable() throws {
    let bench = try bench()
    let document = try answer(bench, "find town.jsonc --where 'topUp or signIn' --limit 3")
    XCTAssertEqual([document["accounts"], document["listed"]] as? [Int], [21, 3])
    let found = try XCTUnwrap(document["found"] as? Int)
    XCTAssertGreaterThan(found, 3)
    let csv = try bench.shell("\"$0\" find town.jsonc --where 'topUp or signIn' --limit 3 --csv --quiet").output
    try bench.write(csv, to: "found.csv")
    let listed = try XCTUnwrap(document["rows"] as? [[String: Any]])
    for (object, row) in zip(listed, try rows(bench, "found.csv")) {
      XCTAssertEqual(object.count, row.count)
      for (column, text) in row { XCTAssertEqual(cell(object[column], like: text), text, column) }
    }
    let none = try answer(bench, "find town.jsonc --where purged")
    XCTAssertEqual((none["rows"] as? [Any])?.count, 0)
  }

  func testBoundariesAnswerWithTheirFiles() throws {
    let bench = try bench()
    let document = try answer(bench, "boundaries town.jsonc --out out")
    let files = try XCTUnwrap(document["files"] as? [[String: Any]])
    XCTAssertEqual(
      files.compactMap { $0["path"] as? String } + ["boundaries.json"], try bench.names(in: "out"))
  }

  func testWhatExcludesJSONIsTold() throws {
    let bench = try bench()
    for (call, others) in [
      ("test town.jsonc --tap", "--tap and --json"), ("test town.jsonc --update", "--update and --json"),
      ("check town.jsonc --resolved", "--resolved and --json"),
      ("find town.jsonc --where topUp --csv", "--csv and --json"),
    ] {
      let ending = try bench.shell("CI= \"$0\" \(call) --json")
      XCTAssertEqual(ending.code, 2, call)
      XCTAssertEqual(ending.output, "", call)
      XCTAssertTrue(ending.messages.hasPrefix("error: \(others) exclude one another\n"), ending.messages)
    }
  }
}
