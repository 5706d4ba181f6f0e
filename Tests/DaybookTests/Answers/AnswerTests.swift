import Foundation
import Simulation
import XCTest

@testable import daybook

/// What programs read with `--json` is one document, and says what the reports and the exit code say.
final class AnswerTests: XCTestCase {
  func testTheArticleOnFormatsKnowsEveryVerbAndOption() throws {
    let article = try Answered.article
    for verb in Verb.allCases {
      XCTAssertTrue(article.contains("\n| `\(verb.rawValue)"), "\(verb)")
      for option in verb.options {
        let usage = "`--\(option.word)" + (option.value == nil ? "`" : " ")
        XCTAssertTrue(article.contains(usage), "\(verb) \(usage)")
      }
    }
  }

  func testARunAnswersWithTheNumbersOfItsReports() throws {
    let bench = try Workbench.towns()
    let run = try bench.answer("run town.jsonc --replications 6 --out out")
    let package = try bench.text("out/datapackage.json")
    let fingerprint = try XCTUnwrap(run["fingerprint"] as? String)
    XCTAssertTrue(package.contains("\"fingerprint\": \"\(fingerprint)\""))
    XCTAssertEqual(run["scenario"] as? String, "town")
    XCTAssertEqual(run["seed"] as? Int, 1)
    XCTAssertEqual([run["start"], run["end"], run["folder"]] as? [String], ["2027-01-01", "2027-03-31", "out"])
    XCTAssertEqual(run["files"] as? [String], try bench.names(in: "out"))
    let all = try bench.rows("out/revenue.csv").filter { $0["segment"] == "all" }
    XCTAssertEqual(all.count, 3)
    let cashIn = try all.reduce(Decimal(0)) { $0 + (try XCTUnwrap(Decimal(string: $1["cash_in"] ?? ""))) }
    XCTAssertEqual((Answered.value(run, "metrics", "cash_in", "value") as? NSNumber)?.decimalValue, cashIn)
    XCTAssertEqual(Answered.value(run, "metrics", "cash_in", "unit") as? String, "USD")
    XCTAssertEqual(
      Answered.value(run, "metrics", "deferred_end", "value") as? Double, Double(all.last?["deferred_end"] ?? ""))
    XCTAssertEqual(
      Answered.value(run, "metrics", "top_ups", "value") as? Int,
      all.reduce(0) { $0 + (Int($1["top_ups"] ?? "") ?? -1) })
    XCTAssertEqual(Answered.value(run, "metrics", "top_ups", "unit") as? String, "count")

    XCTAssertEqual(Answered.value(run, "forecast", "replications") as? Int, 6)
    let totals = try bench.rows("out/forecast.csv").filter { $0["month"] == "total" && $0["segment"] == "all" }
    XCTAssertEqual((Answered.value(run, "forecast", "metrics") as? [String: Any])?.count, totals.count)
    for row in totals {
      let metric = try XCTUnwrap(row["metric"])
      for (column, text) in row where !["month", "segment", "metric"].contains(column) {
        let found = Answered.value(run, "forecast", "metrics", metric, column)
        XCTAssertEqual(Answered.cell(found, like: text), text, "\(metric) \(column)")
      }
    }
  }

  func testARunAnswersWithVerdictsAndItsExitCodeHolds() throws {
    let bench = try Workbench.towns(Sample.unmet)
    let run = try bench.answer("run town.jsonc --out out", code: 1)
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
    let bench = try Workbench.towns()
    let document = try bench.answer("compare town.jsonc generous.jsonc --replications 4 --out out")
    XCTAssertEqual(document["base"] as? String, "town")
    XCTAssertEqual(document["replications"] as? Int, 4)
    let variants = try XCTUnwrap(document["variants"] as? [[String: Any]])
    let totals = try bench.rows("out/comparison.csv").filter { $0["month"] == "total" }
    XCTAssertEqual(variants.map { $0["variant"] as? String }, ["generous"])
    XCTAssertEqual((variants[0]["metrics"] as? [String: Any])?.count, totals.count)
    for row in totals {
      let metric = try XCTUnwrap(row["metric"])
      for (column, text) in row where !["variant", "month", "metric"].contains(column) {
        XCTAssertEqual(
          Answered.cell(Answered.value(variants[0], "metrics", metric, column), like: text), text, "\(metric) \(column)"
        )
      }
    }
    XCTAssertTrue(
      Answered.value(variants[0], "metrics", "cash_in", "difference") is NSNumber, "15 digits and fewer are exact")
    XCTAssertTrue(Answered.value(variants[0], "metrics", "cash_in", "relative") is NSNumber)
    let chosen = try bench.answer("compare town.jsonc generous.jsonc --replications 2 --metric billed,open --out two")
    let told = try XCTUnwrap(chosen["variants"] as? [[String: Any]])
    XCTAssertEqual((told[0]["metrics"] as? [String: Any])?.keys.sorted(), ["billed", "open"])
  }

  func testTestsAnswerWithEachFileAndWhyOneCouldNotBePlayed() throws {
    let bench = try Workbench.towns(Sample.unmet)
    try bench.write(Sample.faulty, to: "bad.jsonc")
    let document = try bench.answer("test town.jsonc bad.jsonc", code: 3)
    XCTAssertEqual([document["passed"], document["failed"], document["unplayed"]] as? [Int], [1, 2, 1])
    let files = try XCTUnwrap(document["files"] as? [[String: Any]])
    XCTAssertEqual(files.map { $0["met"] as? Bool }, [false, false])
    XCTAssertEqual((files[0]["expectations"] as? [Any])?.count, 2)
    XCTAssertEqual((files[0]["thresholds"] as? [Any])?.count, 1)
    XCTAssertEqual(Answered.value(files[1], "error", "exit_code") as? Int, 3)
    XCTAssertEqual(
      (Answered.value(files[1], "error", "message") as? String)?.hasPrefix("bad.jsonc:1:12: error: "), true)
  }

  func testCheckAnswersWithEachFaultAndItsPlace() throws {
    let bench = try Workbench.towns()
    try bench.write(Sample.faulty, to: "bad.jsonc")
    let document = try bench.answer("check town.jsonc bad.jsonc none.jsonc", code: 4)
    XCTAssertEqual(document["valid"] as? Bool, false)
    let files = try XCTUnwrap(document["files"] as? [[String: Any]])
    XCTAssertEqual(files.map { $0["valid"] as? Bool }, [true, false, false])
    let faults = try XCTUnwrap(files[1]["faults"] as? [[String: Any]])
    XCTAssertEqual(faults.map { $0["line"] as? Int }, [1, 1])
    XCTAssertEqual(faults.map { $0["column"] as? Int }, [12, 26])
    XCTAssertEqual(faults[0]["path"] as? String, "start")
    XCTAssertEqual(faults[1]["message"] as? String, #"unknown key "dayz""#)
    XCTAssertEqual(faults[1]["hint"] as? String, #"did you mean "days"?"#)
    XCTAssertEqual(Answered.value(files[2], "error", "exit_code") as? Int, 4)
  }

  func testCheckAnswersWithTheSumsOfEachBook() throws {
    let bench = try Workbench.towns()
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
    let document = try bench.answer("check opened.jsonc")
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
    let bench = try Workbench.towns()
    let output = try bench.daybook("trace", "town.jsonc", "acme", "--json", "--to", "2027-02-01").output
    let document = try XCTUnwrap(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    let days = try XCTUnwrap(document["days"] as? [[String: Any]])
    XCTAssertEqual(days.map { $0["date"] as? String }, ["2027-01-01", "2027-02-01"])
    XCTAssertEqual(days[1]["balance"] as? Double, -19)
  }

  func testFindAnswersWithItsTable() throws {
    let bench = try Workbench.towns()
    let document = try bench.answer("find town.jsonc --where 'topUp or signIn' --limit 3")
    XCTAssertEqual([document["accounts"], document["listed"]] as? [Int], [21, 3])
    let found = try XCTUnwrap(document["found"] as? Int)
    XCTAssertGreaterThan(found, 3)
    let csv = try bench.shell("\"$0\" find town.jsonc --where 'topUp or signIn' --limit 3 --csv --quiet").output
    try bench.write(csv, to: "found.csv")
    let listed = try XCTUnwrap(document["rows"] as? [[String: Any]])
    for (object, row) in zip(listed, try bench.rows("found.csv")) {
      XCTAssertEqual(object.count, row.count)
      for (column, text) in row { XCTAssertEqual(Answered.cell(object[column], like: text), text, column) }
    }
    let none = try bench.answer("find town.jsonc --where purged")
    XCTAssertEqual((none["rows"] as? [Any])?.count, 0)
  }

  func testBoundariesAnswerWithTheirFiles() throws {
    let bench = try Workbench.towns()
    let document = try bench.answer("boundaries town.jsonc --out out")
    let files = try XCTUnwrap(document["files"] as? [[String: Any]])
    XCTAssertEqual(
      files.compactMap { $0["path"] as? String } + ["boundaries.json"], try bench.names(in: "out"))
  }

  func testWhatExcludesJSONIsTold() throws {
    let bench = try Workbench.towns()
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
