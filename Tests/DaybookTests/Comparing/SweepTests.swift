import Foundation
import XCTest

@testable import daybook

final class SweepVerbTests: XCTestCase {
  private func bench() throws -> Workbench {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    return bench
  }

  private func sweep(_ bench: Workbench, _ options: String) throws -> Ending {
    try bench.shell("\"$0\" sweep town.jsonc --replications 3 --out out --force \(options)")
  }

  func testAllCombinationsArePoints() throws {
    let bench = try bench()
    let run = try sweep(bench, "--vary policy.restrictions.blockFrom=8,10 --vary 'population.shops.accounts=5,20'")
    XCTAssertEqual(run.code, 0, run.messages)
    XCTAssertEqual(
      try bench.names(in: "out"), ["comparison.csv", "datapackage.json", "load.sql", "report.html", "sweep.csv"])
    let rows = try bench.text("out/sweep.csv").split(separator: "\n").map {
      $0.split(separator: ",").prefix(4).joined(separator: ",")
    }
    XCTAssertEqual(
      rows,
      [
        "point,policy.restrictions.blockFrom,population.shops.accounts,cash_in_n", "p1,8,5,3", "p2,8,20,3", "p3,10,5,3",
        "p4,10,20,3",
      ])
    XCTAssertTrue(run.output.hasPrefix("town: 4 points, 2027-01-01 to 2027-03-31, seed 1, 3 replications"), run.output)
    let comparison = try bench.text("out/comparison.csv").split(separator: "\n")
    let own = comparison.filter { $0.hasPrefix("p4,") }
    XCTAssertTrue(own.allSatisfy { $0.contains(",no difference,") || $0.contains(",,,,") }, "p4 is the scenario itself")
  }

  func testOnePlaceAtATimeGivesATornado() throws {
    let bench = try bench()
    let run = try sweep(
      bench,
      "--one-at-a-time --vary policy.restrictions.blockFrom=8,15 --vary population.shops.accounts=5,40 --metric cash_in"
    )
    XCTAssertEqual(run.code, 0, run.messages)
    let rows = try bench.text("out/tornado.csv").split(separator: "\n")
    XCTAssertEqual(rows.count, 3)
    XCTAssertTrue(rows[1].hasPrefix("cash_in,population.shops.accounts,5,"), "\(rows)")
    XCTAssertEqual(try bench.text("out/sweep.csv").split(separator: "\n").count, 5)
    XCTAssertTrue(run.output.contains("in the scenario as it is; the effect of each place alone:"), run.output)
    let swing = try XCTUnwrap(rows[1].split(separator: ",").last)
    XCTAssertTrue(
      run.output.hasSuffix("reports in out\npopulation.shops.accounts changes cash_in most: by \(swing)\n"), run.output)
  }

  func testTheBestPointIsNamedWithHowSureItIs() throws {
    let bench = try bench()
    let run = try sweep(
      bench,
      "--vary population.shops.accounts=5,20,40 --maximize cash_in --subject-to 'open<=30' --subject-to 'cash_in>=1'")
    XCTAssertEqual(run.code, 0, run.messages)
    XCTAssertTrue(run.output.contains("reports in out\nbest: p2 (population.shops.accounts=20), cash_in "), run.output)
    XCTAssertTrue(run.output.contains(" keeps its bound "), run.output)
    XCTAssertTrue(run.output.contains("more than the next, p1 (population.shops.accounts=5)"), run.output)
    XCTAssertTrue(run.output.contains("p2 is highest in 3 of 3 replications\n"), run.output)
    let none = try sweep(bench, "--vary population.shops.accounts=5,20 --maximize cash_in --subject-to 'open<=1'")
    XCTAssertEqual(none.code, 1)
    XCTAssertEqual(none.messages, "failed: no point is the best in cash_in with open<=1\n")
    let nearest = "nearest is p1 (population.shops.accounts=5): open 5.0000, not open<=1"
    XCTAssertTrue(
      none.output.hasSuffix(
        "\nopen<=1 is kept at 0 of 2 points\n\nreports in out\nno point keeps the bounds; \(nearest)\n"), none.output)
    let close = try sweep(bench, "--vary title=a,b --maximize open --subject-to 'open<=30'")
    XCTAssertTrue(close.output.contains("which keeps its bound with its whole 95 % interval"), close.output)
    XCTAssertTrue(close.output.hasSuffix(" at all points that keep the bounds\n"), close.output)
    let tight = try sweep(
      bench, "--vary population.shops.accounts=5,20 --maximize cash_in --subject-to 'cash_in>=1550.00'")
    XCTAssertTrue(tight.output.contains("which keeps its bound in the mean, not with its whole interval"), tight.output)
    let alone = try sweep(bench, "--vary population.shops.accounts=20")
    XCTAssertTrue(
      alone.output.hasSuffix("reports in out\none point, nothing to compare it with\n"), alone.output)
    let only = try sweep(bench, "--vary population.shops.accounts=20 --maximize cash_in")
    XCTAssertTrue(only.output.contains("no other point to compare p1 with\n"), only.output)
    let narrow = try sweep(bench, "--vary policy.restrictions.blockFrom=8,9 --maximize cash_in")
    XCTAssertTrue(narrow.output.hasSuffix(", not significantly more than the next\n"), narrow.output)
    let plain = try sweep(bench, "--vary population.shops.accounts=5,40,20 --metric cash_in")
    let means = try bench.text("out/sweep.csv").split(separator: "\n").map { $0.split(separator: ",")[3] }
    XCTAssertTrue(
      plain.output.hasSuffix(
        "\ncash_in is highest at p2 (population.shops.accounts=40): \(means[2]); "
          + "least at p1 (population.shops.accounts=5): \(means[1])\n"), plain.output)
  }

  func testPointsThatDoNotDifferAreNotRanked() throws {
    let bench = try bench()
    let same = "--vary title=a,b"
    let asked = try sweep(bench, "\(same) --maximize bad_debt")
    XCTAssertTrue(
      asked.output.contains("\np1 is highest in 0 of 3 replications, and as high as another in 3\n"), asked.output)
    XCTAssertTrue(asked.output.hasSuffix("\nbad_debt is 0.00 at all points\n"), asked.output)
    XCTAssertTrue(try bench.text("out/report.html").contains("at all points."))
    let plain = try sweep(bench, "\(same) --metric bad_debt")
    XCTAssertTrue(plain.output.hasSuffix("\nbad_debt is 0.00 at all points\n"), plain.output)
    let alone = try sweep(bench, "\(same) --metric bad_debt --one-at-a-time")
    XCTAssertTrue(alone.output.hasSuffix("\nno place changes bad_debt: it is 0.00 everywhere\n"), alone.output)
    let other = try sweep(bench, "--vary population.shops.accounts=5,20 --vary title=a,b --maximize cash_in")
    XCTAssertTrue(other.output.contains("\np3 is highest in 0 of 3 replications, and as high as another in 3\n"))
    let equal =
      "\nequally high at p3 (population.shops.accounts=20, title=a) and p4 (population.shops.accounts=20, title=b): "
    XCTAssertTrue(other.output.contains(equal), other.output)
    XCTAssertTrue(try bench.text("out/report.html").contains("Cash in: equally high at p3, p4"))
  }

  func testABookIsReadForEachPoint() throws {
    let bench = try bench()
    try bench.write("account,created_on,debt\na,2026-11-01,0.00\nb,2026-11-01,19.00\n", to: "sub/book.csv")
    try bench.write(
      #"{ "start": "2027-01-01", "days": 20, "population": { "all-of-it": { "book": "book.csv" } } }"#,
      to: "sub/opened.jsonc")
    let run = try bench.daybook(
      "sweep", "sub/opened.jsonc", "--vary", "policy.restrictions.blockFrom=8,never", "--replications", "2",
      "--metric", "open,stage_blocked", "--out", "out")
    XCTAssertEqual(run.code, 0, run.messages)
    let rows = try bench.text("out/sweep.csv").split(separator: "\n")
    XCTAssertEqual(rows.count, 3)
    XCTAssertTrue(run.output.contains("p1                                 8  2.00"), run.output)
  }

  func testWhatIsWrongWithASweepIsTold() throws {
    let bench = try bench()
    for (options, code, message) in [
      ("", Int32(2), "sweep needs something to vary"),
      ("--vary policy.bonus.teirs=1", 2, "policy.bonus has no \"teirs\"; did you mean \"tiers\"?"),
      (
        "--vary policy.restrictions.blockFrom=5", 3,
        "with policy.restrictions.blockFrom=5 the scenario is invalid:\n  policy.restrictions"
      ),
      ("--vary title=1 --vary title=2", 2, "title is varied twice"),
      ("--vary policy.trialDays=1 --vary 'policy={}'", 2, "policy.trialDays and policy are parts of one another"),
      ("--vary name=a,b", 2, "each point has its own"),
      ("--vary title=1,2 --subject-to 'open<=1'", 2, "--subject-to goes with --maximize"),
      ("--vary title=1,2 --maximize opne", 2, "did you mean \"open\"?"),
      ("--vary title=a,b --maximize open --subject-to open", 2, "--subject-to takes a metric and a bound"),
      ("--vary title=a,b --maximize open --subject-to 'open<=x'", 2, "is not a number"),
    ] {
      let run = try sweep(bench, options)
      XCTAssertEqual(run.code, code, options)
      XCTAssertTrue(run.messages.contains(message), run.messages)
      XCTAssertFalse(FileManager.default.fileExists(atPath: bench.path("out")))
    }
  }
}
