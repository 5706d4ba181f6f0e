import Simulation
import XCTest

@testable import Scenarios

final class ScenarioLoaderBooksTests: XCTestCase {
  private let rows = "account,created_on\nacme,2026-11-01\nzeta,2026-11-01\n"

  private func scenario(_ population: String, _ members: String = "") -> String {
    #"{ "start": "2027-01-15", "population": { \#(population) }\#(members) }"#
  }

  func testAPathIsRelativeToTheFileThatSaysIt() throws {
    let outcome = load([
      "in/x.jsonc": #"{ "extends": "deep/base.jsonc", "seed": 7 }"#,
      "in/deep/base.jsonc": scenario(#""shops": { "book": "books/all.csv" }"#),
      "in/deep/books/all.csv": rows,
    ])
    guard case .loaded(let loaded) = outcome else { return XCTFail("\(outcome.faults)") }
    XCTAssertEqual(loaded.scenario.segments[0].book?.rows.count, 2)
    XCTAssertTrue(loaded.resolved.contains(#""book": "deep/books/all.csv""#))
    XCTAssertFalse(loaded.resolved.contains(#""ageDays""#))
  }

  func testAPathStaysInsideTheFolder() {
    for path in ["../book.csv", "/etc/passwd", ""] {
      XCTAssertEqual(
        load(scenario(#""shops": { "book": "\#(path)" }"#)).faults,
        [
          #"x.jsonc:1:61: "\#(path)" is not a path inside this file's folder in population.shops.book; "#
            + #"write it relative to this file, without "..""#
        ])
    }
  }

  func testABookThatIsNotThereIsAFaultOfItsScenario() {
    XCTAssertEqual(
      load(scenario(#""shops": { "book": "none.csv" }"#)).faults,
      [
        "x.jsonc:1:61: cannot read none.csv (there is no such file) in population.shops.book; "
          + "name a file that can be read, by a path relative to this one"
      ])
  }

  func testWhatTheBookTellsIsNotToldTwice() {
    for (key, value) in [("accounts", "5"), ("ageDays", "5"), ("opening", "{}"), ("units", "{}")] {
      XCTAssertEqual(
        load(["x.jsonc": scenario(#""shops": { "\#(key)": \#(value), "book": "b.csv" }"#), "b.csv": rows]).faults,
        [
          #"x.jsonc:1:\#(57 + key.count): "\#(key)" cannot stand beside "book" in population.shops.\#(key); "#
            + "leave it out; where a base gives it, set it to null"
        ])
    }
  }

  func testNoTwoAccountsHaveTheSameName() {
    let scripted = #", "accounts": { "zeta": { "created": "2027-01-20" } }"#
    XCTAssertEqual(
      load(["x.jsonc": scenario(#""shops": { "book": "a.csv" }"#, scripted), "a.csv": rows]).faults,
      [#"a.csv:3:1: "zeta" is also among the scripted accounts in column account"#])
    let two = scenario(#""shops": { "book": "a.csv" }, "more": { "book": "b.csv" }"#)
    XCTAssertEqual(
      load(["x.jsonc": two, "a.csv": rows, "b.csv": rows]).faults,
      [#"b.csv:2:1: "acme" is also in a.csv; in all 2 names are in column account"#])
  }

  func testABooksFaultsAreToldBesideThoseOfItsScenario() {
    let text = scenario(#""shops": { "book": "../b.csv", "accounts": 5 }"#, #", "seed": -1"#)
    XCTAssertEqual(load(text).faults.count, 3)
    let wrong = scenario(#""shops": { "book": "b.csv" }"#, #", "policy": { "services": { "sms": {} } }"#)
    let faults = load(["x.jsonc": wrong, "b.csv": "account,created_on,units:sms\na,2026-11-01,1\n"]).faults
    XCTAssertTrue(faults.allSatisfy { $0.hasPrefix("x.jsonc") }, "without the services its columns mean nothing")
  }

  func testAPathHasNoControlCharacters() {
    let faults = load(["x.jsonc": scenario(#""shops": { "book": "b.csv\u0000" }"#), "b.csv": rows]).faults
    XCTAssertEqual(faults.count, 1)
  }

  func testArrivalsOfABookAreNotThoseOfAWarmUp() {
    func faults(_ accounts: String) -> [String] {
      load([
        "x.jsonc": scenario(
          #""shops": { \#(accounts), "arrivals": { "perDay": 40000 } }"#, #", "days": 36525, "warmUpDays": 36525"#),
        "b.csv": rows,
      ]).faults
    }
    XCTAssertEqual(faults(#""book": "b.csv""#), [])
    XCTAssertEqual(faults(#""accounts": 1"#).count, 1)
  }

  func testAScaleLeavesABookAsItIs() throws {
    var overrides = Overrides()
    overrides.scale = 10
    let outcome = load(["x.jsonc": scenario(#""shops": { "book": "a.csv" }"#), "a.csv": rows], overrides)
    guard case .loaded(let loaded) = outcome else { return XCTFail("\(outcome.faults)") }
    XCTAssertEqual(Population(of: loaded.scenario).count, 2)
  }
}
