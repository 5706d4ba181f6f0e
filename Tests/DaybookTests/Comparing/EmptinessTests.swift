import BillingCore
import Foundation
import Simulation
import XCTest

@testable import daybook

/// Nobody, one day, one replication: each verb answers in both languages, as text and as JSON.
final class EmptinessTests: XCTestCase {
  private static let scenarios = [
    "nobody": #"{ "start": "2027-01-01", "days": 40 }"#,
    "rare": #"{ "start": "2027-01-01", "days": 3, "population": { "p": { "arrivals": { "perDay": 0.3 } } } }"#,
    "day": #"{ "start": "2027-01-31", "days": 1, "population": { "p": { "accounts": 2 } } }"#,
    "month":
      #"{ "start": "2027-02-01", "days": 28, "population": { "p": { "accounts": 0 } }, "accounts": { "a": { "created": "2027-02-28" } } }"#,
  ]

  func testTheWarningNamesTheFirstFiveOfSeveral() {
    func text(_ empty: Int, of count: Int) -> String? {
      Emptiness.text(
        of: (0..<count).map { number in
          var scenario = Scenario(
            name: "s\(number)", start: Day("2027-01-01") ?? .earliest, days: 3, policies: PolicyCalendar(Policy()))
          scenario.segments = [Segment(name: "p", accounts: number < empty ? 0 : 1)]
          return scenario
        })
    }
    XCTAssertNil(text(0, of: 1))
    XCTAssertNil(text(0, of: 2))
    XCTAssertEqual(text(1, of: 1), "the scenario has no accounts")
    XCTAssertEqual(text(2, of: 2), "the scenarios have no accounts")
    XCTAssertEqual(text(1, of: 2), "s0 has no accounts")
    XCTAssertEqual(text(2, of: 3), "s0, s1 have no accounts")
    XCTAssertEqual(text(5, of: 8), "s0, s1, s2, s3, s4 have no accounts")
    XCTAssertEqual(text(7, of: 8), "s0, s1, s2, s3, s4 and 2 more have no accounts")
  }

  func testEveryVerbAnswersWhereThereIsNobody() throws {
    let bench = try Workbench()
    for (name, text) in EmptinessTests.scenarios.sorted(by: { $0.key < $1.key }) {
      try bench.write(text, to: "\(name).jsonc")
      try bench.write(#"{ "extends": "\#(name).jsonc", "population": null, "accounts": null }"#, to: "none.jsonc")
      let counts = name == "rare" ? ["1", "2 --lang uk --json", "8 --xlsx"] : ["1", "2 --lang uk --json"]
      for (number, options) in counts.map({ "--replications \($0)" }).enumerated() {
        for command in [
          "run \(name).jsonc", "compare \(name).jsonc none.jsonc", "compare none.jsonc \(name).jsonc",
          "sweep \(name).jsonc --vary policy.base.monthly=1,2 --maximize recovery_rate --subject-to 'deletion_rate<=1'",
          "sweep none.jsonc --one-at-a-time --vary policy.trialDays=1,2 --metric blocked_share,open",
        ] {
          let run = try bench.shell("\"$0\" \(command) \(options) --out out --force")
          if name == "nobody" {
            XCTAssertTrue(run.messages.contains("warning: the scenario"), "\(command): \(run.messages)")
          }
          XCTAssertTrue([0, 1].contains(run.code), "\(command) \(options): \(run.code) \(run.messages)")
          XCTAssertFalse((run.output + (try bench.text("out/report.html"))).contains("nan"), command)
          if number == 1 { XCTAssertNoThrow(try JSONSerialization.jsonObject(with: Data(run.output.utf8)), command) }
        }
      }
    }
  }

  func testAShareThatIsRareHasOneNumberOfReplicationsAndOneMean() throws {
    let bench = try Workbench()
    try bench.write(try XCTUnwrap(EmptinessTests.scenarios["rare"]), to: "rare.jsonc")
    let run = try bench.daybook(
      "sweep", "rare.jsonc", "--vary", "population.p.arrivals.perDay=0.01,0.3,0.9", "--replications", "10",
      "--maximize", "blocked_share", "--out", "out", "--json")
    XCTAssertEqual(run.code, 0, run.messages)
    let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let told = try XCTUnwrap(document?["points"] as? [[String: Any]])
    let points = try bench.rows("out/sweep.csv")
    let pairs = try bench.rows("out/comparison.csv").filter {
      $0["month"] == "total" && $0["metric"] == "blocked_share"
    }
    for (index, point) in points.enumerated() {
      let count = try XCTUnwrap(Int(point["blocked_share_n"] ?? ""))
      XCTAssertEqual(Int(pairs[index]["variant_n"] ?? ""), count)
      XCTAssertEqual(pairs[index]["variant_mean"], point["blocked_share"])
      XCTAssertEqual(point["point"], pairs[index]["variant"])
      let metrics = told[index]["metrics"] as? [String: [String: Any]]
      XCTAssertEqual(metrics?["blocked_share"]?["n"] as? Int, count)
      XCTAssertEqual(metrics?["blocked_share"]?["mean"] as? Double, Double(point["blocked_share"] ?? ""))
      XCTAssertLessThanOrEqual(Int(pairs[index]["n"] ?? "") ?? 11, count)
    }
    let counts = points.map { Int($0["blocked_share_n"] ?? "") ?? -1 }
    XCTAssertLessThan(counts[1], 6, "half or fewer")
    XCTAssertGreaterThan(counts[2], 5)
    XCTAssertEqual((document?["best"] as? [String: Any])?["point"] as? String, "p3")
    XCTAssertLessThanOrEqual((document?["best"] as? [String: Any])?["wins"] as? Int ?? 11, counts[2])
  }

  /// Where a metric is lacking, no point is the best: the sentence of the terminal and that of the page say why.
  func testASweepWithoutABestPointSaysWhy() throws {
    let lacking = "in more than half of the replications"
    let partly = "has no value in half of the replications or more"
    for (values, question, words, page) in [
      ("0.01,0.02", "--maximize blocked_share", "no point has a value of blocked_share \(lacking)\n", nil),
      (
        "0.01,0.02", "--maximize cash_in --subject-to 'blocked_share<=1'",
        "no point has a value of blocked_share \(lacking)\n",
        "No point has a value of “share of days blocked” \(lacking)."
      ),
      (
        "0.01,0.9", "--maximize cash_in --subject-to 'blocked_share>=1'",
        "no point keeps the bounds; 1 of 2 points left out: blocked_share \(partly); nearest is p2 ",
        "No point keeps the bounds. 1 of 2 points left out: “share of days blocked” \(partly)."
      ),
    ] {
      let bench = try Workbench()
      try bench.write(try XCTUnwrap(EmptinessTests.scenarios["rare"]), to: "rare.jsonc")
      let sweep = "sweep rare.jsonc --vary population.p.arrivals.perDay=\(values) --replications 10 --out out"
      let run = try bench.shell("\"$0\" \(sweep) \(question)")
      XCTAssertEqual(run.code, 1, question)
      XCTAssertTrue(run.output.contains("\n\(words)"), run.output)
      if let page { XCTAssertTrue(try bench.text("out/report.html").contains(page), question) }
    }
  }
}
