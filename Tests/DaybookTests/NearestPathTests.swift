import XCTest

@testable import daybook

/// Paths that are a little wrong.
final class NearestPathTests: XCTestCase {
  private func bench() throws -> Workbench {
    let bench = try Workbench()
    for name in ["scenarios/standard.jsonc", "scenarios/timelines/01-top-ups.jsonc", "scenarios/.standart.jsonc"] {
      try bench.write(Sample.small, to: name)
    }
    return bench
  }

  func testAFewLettersOrTheEndingMayBeWrong() throws {
    let bench = try bench()
    for (path, meant) in [
      ("scenarios/standrd.jsonc", "scenarios/standard.jsonc"), ("scenarios/standard", "scenarios/standard.jsonc"),
      ("scenarios/standart", "scenarios/standard.jsonc"), ("scenaros/standard.jsonc", "scenarios/standard.jsonc"),
      ("scenarios/standard.json", "scenarios/standard.jsonc"), ("scenarios/timeline", "scenarios/timelines"),
      ("scenaros/timelins/01-top-up.jsonc", "scenarios/timelines/01-top-ups.jsonc"),
      ("scenarios/../scenarios/standrd.jsonc", "scenarios/../scenarios/standard.jsonc"),
    ] { XCTAssertEqual(NearestPath.to(bench.path(path)), bench.path(meant), path) }
    for path in ["scenarios/quite-different.jsonc", "elsewhere/standard.jsonc", "scenarios/standard.jsonc"] {
      XCTAssertNil(NearestPath.to(bench.path(path)), path)
    }
    XCTAssertNil(NearestPath.to(""))
  }

  func testAMissingEndingIsMoreLikelyThanAWrongLetter() throws {
    let bench = try Workbench()
    for name in ["plans/a.jsonc", "plan.jsonc"] { try bench.write("{}", to: name) }
    XCTAssertEqual(NearestPath.to(bench.path("plan")), bench.path("plan.jsonc"))
    XCTAssertEqual(NearestPath.to(bench.path("plan/a.jsonc")), bench.path("plans/a.jsonc"))
  }

  func testEveryVerbSaysWhatWasMeant() throws {
    let bench = try bench()
    for call in ["run", "check", "test", "find --where blocked", "trace", "boundaries --out x"] {
      let account = call == "trace" ? " acme" : ""
      let ending = try bench.shell("\"$0\" \(call) scenarios/standrd.jsonc\(account)")
      XCTAssertEqual(ending.code, 4, call)
      XCTAssertTrue(
        ending.messages.hasSuffix("; did you mean scenarios/standard.jsonc?\n"), "\(call): \(ending.messages)")
    }
    try bench.write(#"{ "extends": "standrd.jsonc" }"#, to: "scenarios/child.jsonc")
    let child = try bench.daybook("check", "scenarios/child.jsonc")
    XCTAssertEqual(child.code, 4)
    XCTAssertTrue(child.messages.contains("did you mean \"standard.jsonc\"?"), child.messages)
    let folder = try bench.daybook("run", "scenarios")
    XCTAssertEqual(folder.messages, "error: cannot read scenarios: it is a folder\n")
  }
}
