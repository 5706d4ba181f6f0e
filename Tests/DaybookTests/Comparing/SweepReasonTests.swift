import Foundation
import XCTest

@testable import daybook

/// What a sweep prints where points lack the metric: with a tariff of 0 there is no debt, so none is recovered.
final class SweepReasonTests: XCTestCase {
  private func bench() throws -> Workbench {
    let bench = try Workbench()
    try bench.write(
      #"{ "start": "2027-01-01", "days": 90, "population": { "p": { "accounts": 40 } } }"#, to: "base.jsonc")
    return bench
  }

  private func sweep(_ bench: Workbench, _ options: String) throws -> Ending {
    try bench.shell("\"$0\" sweep base.jsonc --replications 3 --out out --force \(options)")
  }

  /// The first point misses the bound; the second keeps it, and has no debts.
  func testAPointThatKeepsTheBoundsAndLacksTheMetricIsSaid() throws {
    let bench = try bench()
    let question = "--vary policy.base.monthly=19,0 --maximize recovery_rate --subject-to 'newly_blocked<=0'"
    let run = try sweep(bench, question)
    XCTAssertEqual(run.code, 1)
    XCTAssertTrue(
      run.output.hasSuffix(
        "\nnewly_blocked<=0 is kept at 1 of 2 points\n\nreports in out\nno point that keeps the bounds has a value of "
          + "recovery_rate in more than half of the replications\n"), run.output)
    XCTAssertEqual(run.messages, "failed: no point is the best in recovery_rate with newly_blocked<=0\n")
    let document = try bench.answer("sweep base.jsonc --replications 3 --out json \(question)", code: 1)
    XCTAssertTrue(document["best"] is NSNull)
    XCTAssertTrue(document["nearest"] is NSNull, "the second point keeps the bound")
  }

  func testWithoutBoundsNoPointIsNearest() throws {
    let bench = try bench()
    let document = try bench.answer(
      "sweep base.jsonc --vary policy.trialDays=0,1 --vary policy.base.monthly=0 --replications 2 --maximize recovery_rate",
      code: 1)
    XCTAssertTrue(document["best"] is NSNull)
    XCTAssertTrue(document["nearest"] is NSNull)
  }

  func testAllPointsAreAllOnlyWhereAllHaveTheMetric() throws {
    let bench = try bench()
    let partly = try sweep(bench, "--vary title=a,b --vary policy.base.monthly=19,0 --metric recovery_rate")
    let mean = try bench.rows("out/sweep.csv")[0]["recovery_rate"] ?? ""
    XCTAssertTrue(
      partly.output.hasSuffix("\nrecovery_rate is \(mean) at all points that have it\n"), partly.output)
    let asked = try sweep(bench, "--vary title=a,b --vary policy.base.monthly=19,0 --maximize recovery_rate")
    XCTAssertTrue(asked.output.hasSuffix("\nrecovery_rate is \(mean) at all points that have it\n"), asked.output)
    let bounded = try sweep(
      bench, "--vary title=a,b --vary policy.base.monthly=19,0 --maximize recovery_rate --subject-to 'open<=99'")
    XCTAssertTrue(
      bounded.output.hasSuffix("\nrecovery_rate is \(mean) at all points that keep the bounds and have it\n"),
      bounded.output)
    let one = try sweep(bench, "--vary policy.base.monthly=19,0 --metric recovery_rate")
    XCTAssertTrue(
      one.output.hasSuffix(
        "\nonly p1 (policy.base.monthly=19) has a value of recovery_rate in more than half of the replications: "
          + "\(mean)\n"), one.output)
    let tornado = try sweep(bench, "--one-at-a-time --vary policy.base.monthly=0 --vary title=a --metric recovery_rate")
    XCTAssertTrue(
      tornado.output.hasSuffix("\nno place changes recovery_rate: it is \(mean) wherever it has a value\n"),
      tornado.output)
    let least = try sweep(bench, "--vary policy.base.monthly=19,0 --vary title=a,b --metric billed")
    XCTAssertTrue(
      least.output.hasSuffix(
        "; least at p3 (policy.base.monthly=0, title=a) and p4 (policy.base.monthly=0, title=b): 0.00\n"), least.output)
  }

  /// A point that lacks the metric is left out, and the nearest is another.
  func testPointsThatLackTheMetricAreLeftOut() throws {
    let bench = try bench()
    let run = try sweep(
      bench, "--vary policy.base.monthly=0,19 --maximize recovery_rate --subject-to 'open<=1'")
    XCTAssertTrue(
      run.output.contains(
        "\nno point keeps the bounds; 1 of 2 points left out: recovery_rate has no value in half of the replications or "
          + "more; nearest is p2 (policy.base.monthly=19): open "), run.output)
  }

  func testOneReplicationIsNotSaidToBeSureOrUnsure() throws {
    let run = try bench().shell(
      "\"$0\" sweep base.jsonc --replications 1 --out out --vary population.p.accounts=5,9 --maximize open "
        + "--subject-to 'open<=99'")
    XCTAssertTrue(run.output.contains("which keeps its bound in the mean; there is no interval\n"), run.output)
    XCTAssertTrue(run.output.hasSuffix(", with too few replications to compare it with the next\n"), run.output)
  }

  /// A bound has a number of digits that every reader keeps.
  func testABoundOfTooManyDigitsIsRefused() throws {
    let bench = try bench()
    for (bound, code) in [
      (String(repeating: "9", count: 400), Int32(2)), (String(repeating: "9", count: 16), 2),
      (String(repeating: "9", count: 15), 0), ("0.00001234567891", 0),
    ] {
      let run = try sweep(
        bench, "--vary policy.trialDays=0,1 --maximize open --subject-to 'deletion_rate<=\(bound)' --json")
      XCTAssertEqual(run.code, code, run.messages)
      if code == 2 {
        XCTAssertTrue(run.messages.contains("<=\(bound): a bound has at most 15 digits"), run.messages)
      } else {
        XCTAssertTrue(run.output.contains("\"bound\": \(bound),"), run.output)
      }
    }
  }

  /// A value that is the base's own is not to blame for the fault of another.
  func testOnlyAPlaceThatIsUnlikeIsBlamed() throws {
    let bench = try bench()
    for (vary, start) in [
      (
        "--vary days=90 --vary policy.base.monthly=abc",
        "with days=90, policy.base.monthly=abc the scenario is invalid:\n  policy.base.monthly: "
      ),
      (
        "--vary start=2027-01-01 --vary seed=1 --vary policy.currency=USD --vary policy.base.monthly=abc",
        "with start=2027-01-01, seed=1, policy.currency=USD, policy.base.monthly=abc the scenario is invalid:\n  policy"
      ),
      ("--vary days=0", "--vary days=0: this cannot vary from point to point;"),
      ("--vary start=2027-02-30", "--vary start=2027-02-30: this cannot vary from point to point;"),
      ("--vary seed=x", "--vary seed=x: this cannot vary from point to point;"),
      ("--vary days=90 --vary seed=x", "--vary seed=x: this cannot vary from point to point;"),
    ] {
      let run = try sweep(bench, vary)
      XCTAssertEqual(run.code, 3, vary)
      XCTAssertTrue(run.messages.hasPrefix("error: \(start)"), run.messages)
    }
  }
}
