import Foundation
import XCTest

@testable import daybook

/// What may be compared, under which name and on which chances.
final class LikenessTests: XCTestCase {
  private func bench() throws -> Workbench {
    let bench = try Workbench()
    try bench.write(
      #"{ "start": "2027-01-01", "days": 59, "population": { "p": { "accounts": 12 } } }"#, to: "base.jsonc")
    return bench
  }

  func testASeedOfAVariantChangesNothing() throws {
    let bench = try bench()
    let dear = #""policy": { "base": { "monthly": 25 } }"#
    try bench.write(#"{ "extends": "base.jsonc", "name": "dear", \#(dear) }"#, to: "plain.jsonc")
    try bench.write(#"{ "extends": "base.jsonc", "name": "dear", "seed": 9, \#(dear) }"#, to: "seeded.jsonc")
    for name in ["plain", "seeded"] {
      let run = try bench.daybook("compare", "base.jsonc", "\(name).jsonc", "--replications", "3", "--out", name)
      XCTAssertEqual(run.code, 0, run.messages)
      XCTAssertEqual(
        run.messages,
        name == "plain" ? "" : "note: seeded.jsonc: its seed 9 is not used; all sides have the base's, 1\n")
    }
    for file in ["comparison.csv", "bonus.csv"] {
      XCTAssertEqual(try bench.text("plain/\(file)"), try bench.text("seeded/\(file)"), file)
    }
    let same = try bench.text("seeded/comparison.csv").split(separator: "\n").filter { $0.contains(",open,") }
    XCTAssertTrue(same.allSatisfy { $0.contains(",0.0000,0.0000,0.0000,") }, "the same people: \(same)")
  }

  /// The same refusal of both verbs, before anything runs.
  func testUnlikeDaysAndCurrenciesAreRefusedByBothVerbs() throws {
    let bench = try bench()
    for (place, value, words) in [
      ("start", #""2027-02-01""#, "its days are 2027-02-01 to 2027-03-31, not the base's 2027-01-01 to 2027-02-28"),
      ("days", "58", "its days are 2027-01-01 to 2027-02-27, not the base's 2027-01-01 to 2027-02-28"),
      ("policy", #"{"currency":"JPY"}"#, "its currency is JPY, not the base's USD"),
    ] {
      try bench.write(#"{ "extends": "base.jsonc", "\#(place)": \#(value) }"#, to: "other.jsonc")
      let compared = try bench.daybook("compare", "base.jsonc", "other.jsonc", "--replications", "2", "--out", "out")
      XCTAssertEqual(compared.code, 3, place)
      XCTAssertTrue(compared.messages.hasPrefix("error: other.jsonc: \(words); only scenarios"), compared.messages)
      let swept = try bench.daybook(
        "sweep", "base.jsonc", "--vary", "\(place)=\(value)", "--replications", "2", "--out", "out")
      XCTAssertEqual(swept.code, 3, place)
      XCTAssertTrue(swept.messages.hasPrefix("error: --vary \(place)=\(value): \(words); only scen"), swept.messages)
      XCTAssertFalse(FileManager.default.fileExists(atPath: bench.path("out")))
    }
    for (vary, start) in [
      ("seed=1,2", "--vary seed=2: its seed is 2, not the base's 1;"),
      ("policy.currency=USD,JPY", "--vary policy.currency=JPY: this cannot vary from point to point;"),
      ("end=2027-02-01", "--vary end: this cannot vary from point to point;"),
      (
        "policy.base.monthly=19 usd",
        "with policy.base.monthly=19 usd the scenario is invalid:\n  policy.base.monthly: "
      ),
    ] {
      let swept = try bench.daybook("sweep", "base.jsonc", "--vary", vary, "--replications", "2", "--out", "out")
      XCTAssertEqual(swept.code, 3, vary)
      XCTAssertTrue(swept.messages.hasPrefix("error: \(start)"), swept.messages)
    }
  }

  func testEachSideHasANameOfItsOwn() throws {
    let bench = try bench()
    try bench.write(#"{ "extends": "base.jsonc", "name": "plan" }"#, to: "plan.jsonc")
    try bench.write(
      #"{ "extends": "plan.jsonc", "policy": { "bonus": { "tiers": [{ "from": 1, "percent": 5 }] } } }"#,
      to: "plan-b.jsonc")
    let run = try bench.daybook(
      "compare", "plan.jsonc", "plan-b.jsonc", "plan.jsonc", "--replications", "2", "--out", "out")
    XCTAssertEqual(run.code, 0, run.messages)
    XCTAssertTrue(run.output.contains("\nplan-b against plan: "), run.output)
    XCTAssertTrue(run.output.contains("\nplan-2 against plan: "), run.output)
    XCTAssertTrue(
      run.messages.hasPrefix("note: plan-b.jsonc: another scenario is called \"plan\", so reports call this one"))
    for (file, key) in [("comparison.csv", 3), ("bonus.csv", 3)] {
      let keys = try bench.text("out/\(file)").split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).prefix(key).joined(separator: ",")
      }
      XCTAssertEqual(Set(keys).count, keys.count, "each key of \(file) stands once")
    }
  }
}
