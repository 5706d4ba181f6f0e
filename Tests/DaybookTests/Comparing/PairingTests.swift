import Foundation
import XCTest

@testable import daybook

/// What is printed of a comparison, and what its tables hold, compared with runs of each scenario alone.
final class PairingTests: XCTestCase {
  func testTheTableHasLowAndHighEndsInTheirPlaces() throws {
    let bench = try Workbench.towns()
    let run = try bench.daybook("compare", "town.jsonc", "generous.jsonc", "--replications", "4", "--out", "out")
    let total = try XCTUnwrap(
      bench.rows("out/comparison.csv").first { $0["month"] == "total" && $0["metric"] == "cash_in" })
    let printed = try XCTUnwrap(run.output.split(separator: "\n").first { $0.hasPrefix("cash_in ") })
      .split(separator: " ").map(String.init)
    XCTAssertEqual(
      Array(printed[1...5]),
      ["base_mean", "variant_mean", "difference", "ci_low", "ci_high"].map { total[$0] ?? "" })
    let forecast = try bench.daybook("run", "town.jsonc", "--replications", "4", "--out", "run")
    let row = try XCTUnwrap(
      bench.rows("run/forecast.csv").first {
        $0["month"] == "total" && $0["segment"] == "all" && $0["metric"] == "cash_in"
      })
    let line = try XCTUnwrap(forecast.output.split(separator: "\n").first { $0.hasPrefix("cash_in ") })
      .split(separator: " ").map(String.init)
    XCTAssertEqual(Array(line[1...3]), ["mean", "ci_low", "ci_high"].map { row[$0] ?? "" })
    XCTAssertEqual(row["mean"], total["base_mean"], "a run and a comparison have one mean")
  }

  func testThirtyReplicationsAreMadeWhereNoneAreAskedFor() throws {
    let bench = try Workbench()
    try bench.write(#"{ "start": "2027-01-01", "days": 1, "population": { "p": { "accounts": 1 } } }"#, to: "a.jsonc")
    let run = try bench.daybook("compare", "a.jsonc", "a.jsonc", "--out", "out")
    XCTAssertTrue(run.output.contains(", 30 replications on common random numbers"), run.output)
    XCTAssertEqual(try bench.rows("out/comparison.csv").first?["n"], "30")
  }

  func testPrecisionWaitsForTheWidestOfSeveralIntervals() throws {
    let bench = try Workbench.towns()
    let run = try bench.daybook(
      "compare", "town.jsonc", "town.jsonc", "generous.jsonc", "--precision", "0.0001%", "--max-replications", "9",
      "--out", "out", "--quiet")
    XCTAssertTrue(run.messages.contains("note: 9 replications did not reach the precision of 0.00 % in"), run.messages)
    XCTAssertEqual(run.code, 1)
  }

  /// The answer and the exit code say whether the precision is reached; the note says why it cannot be.
  func testAPrecisionThatCannotBeReachedHasItsReason() throws {
    let bench = try Workbench.towns()
    try bench.write(#"{ "extends": "town.jsonc", "population": null, "accounts": null }"#, to: "none.jsonc")
    let note = "note: 3 replications did not reach the precision of 1.00 % in"
    for (sides, metric, isReached, messages) in [
      ("town.jsonc town.jsonc", "cash_in", true, ""),
      (
        "none.jsonc town.jsonc", "cash_in", false,
        "\(note) cash_in, since the base's mean is 0; give another --metric, or --replications\n"
      ),
      (
        "town.jsonc none.jsonc", "blocked_share", false,
        "\(note) blocked_share, since too few of them have it on both sides; give another --metric\n"
      ),
    ] {
      let run = try bench.shell(
        "\"$0\" compare \(sides) --metric \(metric) --precision 1% --max-replications 3 --out out --force --json")
      XCTAssertEqual(run.code, isReached ? 0 : 1, run.messages)
      XCTAssertTrue(run.output.contains("\"precision_reached\": \(isReached),"), run.output)
      XCTAssertEqual(
        run.messages.split(separator: "\n").filter { $0.hasPrefix("note: 3") }.map { "\($0)\n" }.joined(), messages)
    }
    let few = try bench.daybook(
      "compare", "town.jsonc", "none.jsonc", "--metric", "blocked_share", "--replications", "3", "--out", "few")
    XCTAssertTrue(
      few.output.hasSuffix(
        "\nnone against town: blocked_share exists on both sides in 0 of 3 replications, too few to compare\n"),
      few.output)
  }

  /// Segments of other names and number: each side's sums are those of its own run.
  func testUnlikePopulationsAreEachSummedAsTheyAre() throws {
    let bench = try Workbench.towns()
    try bench.write(
      #"{ "extends": "generous.jsonc", "population": { "shops": null, "a": { "accounts": 3 }, "b": { "accounts": 17 } } }"#,
      to: "other.jsonc")
    try bench.write(#"{ "extends": "town.jsonc", "population": null, "accounts": null }"#, to: "none.jsonc")
    for name in ["other", "none"] {
      let run = try bench.daybook(
        "compare", "town.jsonc", "\(name).jsonc", "--replications", "1", "--out", "out", "--force")
      XCTAssertEqual(run.code, 0, run.messages)
      let found = try bench.rows("out/comparison.csv").filter { $0["month"] == "total" }
      for (side, column) in [("town", "base_mean"), (name, "variant_mean")] {
        XCTAssertEqual(try bench.daybook("run", "\(side).jsonc", "--out", "alone", "--force", "--quiet").code, 0)
        let months = try bench.rows("alone/revenue.csv").filter { $0["segment"] == "all" }
        for metric in ["billed", "cash_in"] {
          let sum = months.reduce(Decimal(0)) { $0 + (Decimal(string: $1[metric] ?? "") ?? -1) }
          let mean = found.first { $0["metric"] == metric }?[column]
          XCTAssertEqual(mean.flatMap { Decimal(string: $0) }, sum, "\(side) \(metric)")
        }
      }
      let bonus = try XCTUnwrap(bench.rows("out/bonus.csv").last)
      XCTAssertEqual(Double(bonus["bonus_granted"] ?? "") ?? 0 > 0, name == "other")
      XCTAssertEqual(bonus["paid_anyway_share"], "", "other accounts, of the same number")
    }
  }

  func testChangesOfThePolicyStayWhereAPlaceIsVaried() throws {
    let bench = try Workbench()
    try bench.write(
      """
      { "start": "2027-01-01", "days": 90, "population": { "p": { "accounts": 9 } },
        "policy": { "trialDays": 0, "changes": [ { "on": "2027-02-01", "base": { "monthly": "57.00" } } ] } }
      """, to: "town.jsonc")
    let run = try bench.daybook(
      "sweep", "town.jsonc", "--vary", "policy.trialDays=0,20", "--replications", "2", "--metric", "billed", "--out",
      "out")
    XCTAssertEqual(run.code, 0, run.messages)
    let points = try bench.rows("out/sweep.csv")
    XCTAssertEqual(points[0]["billed_difference"], "0.00", "the point that is the scenario itself")
    XCTAssertGreaterThan(try XCTUnwrap(Double(points[0]["billed"] ?? "")), 9 * 19 * 3)
    XCTAssertNotEqual(points[0]["billed"], points[1]["billed"])
  }

  func testAPayBackThatDoesNotLastIsNone() throws {
    let bench = try Workbench()
    func scenario(_ amounts: [Int]) -> String {
      let entries = zip(["01", "02", "03"], amounts).filter { $1 > 0 }
        .map { #"{ "on": "2027-\#($0)-05", "topUp": \#($1) }"# }
      return #"{ "start": "2027-01-01", "days": 90, "accounts": { "a": { "created": "2027-01-01", "timeline": ["#
        + entries.joined(separator: ", ") + "] } } }"
    }
    try bench.write(scenario([100, 200, 0]), to: "base.jsonc")
    for (amounts, month) in [
      ([150, 100, 60], "2027-03"), ([150, 100, 10], "none"), ([150, 200, 10], "2027-01"), ([90, 300, 0], "2027-02"),
    ] {
      try bench.write(scenario(amounts), to: "other.jsonc")
      let run = try bench.daybook(
        "compare", "base.jsonc", "other.jsonc", "--replications", "1", "--out", "out", "--force")
      XCTAssertEqual(run.code, 0, run.messages)
      let total = try XCTUnwrap(bench.rows("out/bonus.csv").last)
      XCTAssertEqual(total["payback_month"], month, "\(amounts)")
      XCTAssertEqual(total["cost_per_extra_cash"], amounts.reduce(0, +) > 300 ? "0.000000" : "", "without any bonus")
    }
  }

  func testEveryColumnOfTheBonusTableIsAMeanOverTheReplications() throws {
    let bench = try Workbench.towns()
    let run = try bench.daybook("compare", "town.jsonc", "generous.jsonc", "--replications", "3", "--out", "out")
    XCTAssertEqual(run.code, 0, run.messages)
    let comparison = try bench.rows("out/comparison.csv").filter { $0["month"] == "total" }
    let bonus = try bench.rows("out/bonus.csv").filter { $0["month"] == "total" && $0["tier"] == "all" }
    for (side, column) in ["base_mean", "variant_mean"].enumerated() {
      for metric in ["top_ups", "cash_in", "bonus_granted", "bonus_lapsed", "bonus_outstanding_end"] {
        let mean = comparison.first { $0["metric"] == metric }?[column]
        XCTAssertEqual(bonus[side][metric], mean, "\(metric) of \(side)")
      }
    }
    XCTAssertNotEqual(bonus[1]["paid_anyway_share"], "")
  }
}
