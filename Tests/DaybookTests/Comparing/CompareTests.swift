import BillingCore
import Foundation
import Reports
import Scenarios
import Simulation
import XCTest

@testable import daybook

final class CompareTests: XCTestCase {
  func testAComparisonWritesItsReportsAndPrintsATable() throws {
    let bench = try Workbench.towns()
    let run = try bench.daybook("compare", "town.jsonc", "generous.jsonc", "--replications", "4")
    XCTAssertEqual(run.code, 0, run.messages)
    XCTAssertEqual(
      try bench.names(in: "reports/town-compared"),
      ["bonus.csv", "comparison.csv", "datapackage.json", "load.sql", "report.html"])
    XCTAssertTrue(
      run.output.hasPrefix("town and a variant, 2027-01-01 to 2027-03-31, seed 1, 4 replications"), run.output)
    XCTAssertTrue(run.output.contains("95 % intervals of the difference"), run.output)
    let last = try XCTUnwrap(run.output.components(separatedBy: "reports in reports/town-compared\n").last)
    let totals = try bench.rows("reports/town-compared/comparison.csv").filter { $0["month"] == "total" }
    let clauses = last.split(separator: "; ").map(String.init)
    for (clause, metric) in zip(clauses, ["cash_in", "revenue_recognized"]) {
      let verdict = try XCTUnwrap(totals.first { $0["metric"] == metric }?["verdict"])
      let words = verdict == "no difference" ? "no significant difference in \(metric)" : "\(metric) is \(verdict) by "
      XCTAssertTrue(clause.replacing("generous against town: ", with: "").hasPrefix(words), "\(words): \(last)")
    }
    let package = try JSONSerialization.jsonObject(
      with: Data(try bench.text("reports/town-compared/datapackage.json").utf8))
    let resources = (package as? [String: Any])?["resources"] as? [[String: Any]]
    XCTAssertEqual(resources?.map { $0["name"] as? String }, ["comparison", "bonus", "report.html", "load.sql"])
  }

  func testTheLastLineSaysWhichWayAMetricDiffers() throws {
    let bench = try Workbench.towns()
    try bench.write(
      #"{ "extends": "town.jsonc", "policy": { "base": { "monthly": "25.00" } } }"#, to: "dear.jsonc")
    let up = try bench.daybook(
      "compare", "town.jsonc", "dear.jsonc", "--replications", "4", "--metric", "billed", "--out", "up")
    XCTAssertTrue(up.output.hasSuffix(" %)\n"), up.output)
    XCTAssertTrue(up.output.contains("\ndear against town: billed is higher by "), up.output)
    XCTAssertTrue(up.output.contains(" (+"), up.output)
    let down = try bench.daybook(
      "compare", "dear.jsonc", "town.jsonc", "--replications", "4", "--metric", "billed", "--out", "down")
    XCTAssertTrue(down.output.contains("\ntown against dear: billed is lower by "), down.output)
    let one = try bench.daybook(
      "compare", "town.jsonc", "dear.jsonc", "--replications", "1", "--metric", "billed", "--out", "one")
    XCTAssertTrue(one.output.hasSuffix("\ndear against town: billed needs more replications\n"), one.output)
  }

  func testThreadsDoNotChangeAByte() throws {
    let bench = try Workbench.towns()
    for threads in ["1", "3"] {
      let run = try bench.daybook(
        "compare", "town.jsonc", "generous.jsonc", "--replications", "3", "--threads", threads, "--out", threads,
        "--quiet")
      XCTAssertEqual(run.code, 0)
      XCTAssertEqual(run.output + run.messages, "")
    }
    for file in try bench.names(in: "1") {
      XCTAssertEqual(try bench.text("1/\(file)"), try bench.text("3/\(file)"), file)
    }
  }

  func testSeveralVariantsAreSaidToBeHeldToMore() throws {
    let bench = try Workbench.towns()
    try bench.write(#"{ "extends": "generous.jsonc", "name": "other" }"#, to: "other.jsonc")
    let run = try bench.daybook(
      "compare", "town.jsonc", "generous.jsonc", "other.jsonc", "--replications", "2", "--metric", "cash_in,deleted")
    XCTAssertTrue(run.output.contains("97.50 % intervals"), run.output)
    XCTAssertTrue(run.output.contains("(Bonferroni)"), run.output)
    XCTAssertEqual(run.output.components(separatedBy: "\ncash_in ").count, 3, run.output)
  }

  func testPrecisionEndsWhenItIsReachedOrSaysThatItIsNot() throws {
    let bench = try Workbench.towns()
    let same = try bench.daybook("compare", "town.jsonc", "town.jsonc", "--precision", "1%", "--out", "a")
    XCTAssertTrue(same.output.contains(", 7 replications "), "two make an interval, five more hold it: \(same.output)")
    let never = try bench.daybook(
      "compare", "town.jsonc", "generous.jsonc", "--precision", "0.0001%", "--max-replications", "8", "--out", "b")
    XCTAssertTrue(never.messages.hasPrefix("note: 8 replications did not reach the precision"), never.messages)
  }

  func testAnInterruptEndsAComparisonAndLeavesNothing() throws {
    let bench = try Workbench.towns()
    let run = try bench.shell(
      "\"$0\" compare town.jsonc generous.jsonc --replications 90000 --out out & P=$!; sleep 1; kill -INT $P; wait $P; echo $?"
    )
    XCTAssertEqual(run.output, "130\n")
    XCTAssertEqual(run.messages, "interrupted; nothing was written\n", "and no progress off a terminal")
    XCTAssertEqual(try bench.names(), ["generous.jsonc", "town.jsonc"])
  }

  func testWhatIsUnlikeIsNotCompared() throws {
    let bench = try Workbench.towns()
    try bench.write(#"{ "extends": "town.jsonc", "days": 80, "accounts": null }"#, to: "short.jsonc")
    try bench.write(#"{ "extends": "town.jsonc", "policy": { "currency": "EUR" } }"#, to: "euro.jsonc")
    for (arguments, code, message) in [
      ("town.jsonc short.jsonc", Int32(3), "error: short.jsonc: its days are 2027-01-01 to 2027-03-21, not the base's"),
      ("town.jsonc euro.jsonc", 3, "error: euro.jsonc: its currency is EUR, not the base's USD"),
      ("town.jsonc", 2, "compare takes a base and at least one variant"),
      ("town.jsonc generous.jsonc generous.jsonc", 2, "two variants are called \"generous\""),
      ("town.jsonc generous.jsonc --metric cash_inn", 2, "did you mean \"cash_in\"?"),
      ("town.jsonc generous.jsonc --precision none", 2, "--precision takes a percentage above 0"),
      ("town.jsonc generous.jsonc --precision 1% --replications 3", 2, "--replications is a fixed number"),
      ("town.jsonc generous.jsonc --max-replications 3", 2, "--max-replications goes with --precision"),
    ] {
      let run = try bench.shell("\"$0\" compare \(arguments) --out out")
      XCTAssertEqual(run.code, code, arguments)
      XCTAssertTrue(run.messages.contains(message), run.messages)
      XCTAssertFalse(FileManager.default.fileExists(atPath: bench.path("out")))
    }
  }

  func testARunOfReplicationsWritesAForecast() throws {
    let bench = try Workbench.towns()
    let run = try bench.daybook("run", "town.jsonc", "--replications", "12", "--out", "out")
    XCTAssertEqual(run.code, 0)
    XCTAssertEqual(
      run.messages,
      "note: 12 replications are too few for some quantiles, which are empty: p05 needs 59, p95 needs 59\n")
    XCTAssertTrue(try bench.names(in: "out").contains("forecast.csv"))
    XCTAssertTrue(run.output.contains("12 replications, the whole run, 95 % intervals of the mean"), run.output)
    let plain = try bench.daybook("run", "town.jsonc", "--out", "plain")
    XCTAssertFalse(plain.output.contains("intervals"))
    XCTAssertEqual(try bench.text("out/revenue.csv"), try bench.text("plain/revenue.csv"))
  }

  func testThresholdsAreJudgedOverTheReplications() throws {
    let bench = try Workbench.towns()
    let thresholds =
      #"[{ "metric": "cash_in", "of": "p25", "atLeast": "1.00" }, { "metric": "deletion_rate", "of": "p95", "atMost": 1 }]"#
    try bench.write(#"{ "extends": "town.jsonc", "thresholds": \#(thresholds) }"#, to: "bound.jsonc")
    let run = try bench.daybook("run", "bound.jsonc", "--replications", "11", "--out", "out", "--quiet")
    XCTAssertEqual(run.code, 1)
    XCTAssertTrue(
      run.messages.contains(
        "failed: threshold deletion_rate p95\n  expected at most 1.000000\n  actual   not judged: needs 59 replications; add --replications 59\n"
      ),
      run.messages)
    XCTAssertFalse(run.messages.contains("cash_in p25"), run.messages)
    let test = try bench.daybook("test", "bound.jsonc")
    XCTAssertTrue(
      test.output.contains(
        "failed: threshold cash_in p25\n  expected at least 1.00\n  actual   not judged: needs 11 replications; add --replications 11\n"
      ),
      test.output)
    let enough = try bench.daybook("test", "bound.jsonc", "--replications", "11", "--filter", "cash_in")
    XCTAssertEqual(enough.output, "ok bound.jsonc: 1 passed, 0 failed\n1 passed, 0 failed in 1 file\n")
    XCTAssertEqual(enough.code, 0)
    try bench.write(
      #"{ "extends": "town.jsonc", "thresholds": [{ "metric": "cash_in", "of": "p50%", "atLeast": 1 }] }"#,
      to: "wrong.jsonc")
    let wrong = try bench.daybook("test", "wrong.jsonc")
    XCTAssertEqual(wrong.code, 3)
    XCTAssertTrue(wrong.messages.contains("did you mean \"p50\"?"), wrong.messages)
  }

  /// The figure of the whole year is in the README; a twentieth of it is enough to see that pairing works.
  func testPairingCutsTheVarianceOfADifferenceFivefold() async throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    var overrides = Overrides()
    overrides.scale = 0.01
    let sides = try ["standard", "bonus-doubled"].map {
      try ScenarioFiles.load("\(root)/scenarios/\($0).jsonc", overrides).scenario
    }
    var comparison = Comparison(sides[0], [sides[1]])
    for replication in 0..<16 {
      comparison.base.forecast.add(
        try await Simulator.outcome(of: sides[0], replication: replication, threads: 2))
      comparison.variants[0].forecast.add(
        try await Simulator.outcome(of: sides[1], replication: replication, threads: 2))
    }
    let ratio = try XCTUnwrap(comparison.difference(of: .cashIn, variant: 0).varianceRatio)
    XCTAssertGreaterThan(ratio, 5)
  }
}
