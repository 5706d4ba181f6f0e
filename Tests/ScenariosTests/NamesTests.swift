import BillingCore
import Simulation
import XCTest

@testable import Scenarios

final class NamesTests: XCTestCase {
  private let names = ["shops", "крамниці", "Ґанок_2", "été", "店-1", "दुकान", "متجر", "ℵ", "𐐷a", "ﬁn", "a1", "ª"]

  /// What is no name, and could be a formula, a path, a sign or nothing to see.
  private let others = [
    "", "-a", "_a", "=a", "+a", "@a", "\ta", "\ra", "＝a", "＋a", "－a", "＠a", "a b", "a.b", "a/b", "a\u{0}", "a\u{A0}b",
    "a\u{200D}", "a\u{FE0F}", "\u{3164}", "\u{115F}a", "a\u{34F}", "😀", "a😀", "١", "a١", "\u{301}a", "a\u{20DD}", "a＝",
    "a－b",
    "№", "a\u{2028}", "a\u{202E}b", "a—b", "a’b", "a\"b",
  ]

  func testLettersOfAnyScriptMakeNames() {
    for name in names {
      XCTAssertTrue(isName(name), name)
      XCTAssertTrue(isBookName(name), name)
      XCTAssertTrue(isAccountName("\(name).a17"), name)
    }
    for text in others {
      XCTAssertFalse(isName(text), text)
      XCTAssertFalse(isBookName(text), text)
      XCTAssertFalse(isAccountName(text), text)
    }
  }

  func testAccountsMayBeNumbers() throws {
    for name in ["17", "1001", "007", "1001-2", "4a"] {
      XCTAssertFalse(isName(name), name)
      XCTAssertTrue(isBookName(name), name)
      XCTAssertTrue(isPlainBookName(name.utf8), name)
      XCTAssertTrue(isAccountName(name), name)
    }
    for name in ["17.5", "17.a5", "1 7", "１７", "-17", "+17", "1+7", "1.", "$1", "_1", ""] {
      XCTAssertFalse(isAccountName(name), name)
      XCTAssertFalse(isPlainBookName(name.utf8), name)
    }
    let scenario = try loaded(
      #"{ "start": "2027-01-01", "accounts": { "17": { "created": "2027-01-02" }, "юг": { "created": "2027-01-02" } } }"#
    ).scenario
    let population = Population(of: scenario)
    XCTAssertEqual(population.position(of: "17"), 0)
    XCTAssertEqual(population.position(of: "юг"), 1)
  }

  func testTheSchemaTakesEveryName() throws {
    for rule in [NameRule.name, .bookName, .accountName] {
      let pattern = try Regex(rule.pattern())
      for name in names + ["17", "1a"] + names.map({ "\($0).a17" }) where rule.isRight(name) {
        XCTAssertNotNil(name.wholeMatch(of: pattern), name)
      }
      for text in ["", "-a", "=a", "＝a", "－a", "a b", "a.b", "a/b", "a—b", "a\u{2028}"] {
        XCTAssertNil(text.wholeMatch(of: pattern), text)
      }
    }
  }

  func testADecomposedNameIsRefusedWithWhatToDo() {
    let faults = load(
      withServices("\"population\": { \"краи\u{306}\": {} }, \"name\": \"и\u{306}\"")
    ).faults
    XCTAssertEqual(faults.count, 2)
    for fault in faults {
      XCTAssertTrue(
        fault.hasSuffix("write it in Unicode's composed form (NFC), in which a letter and its mark are one character"),
        fault)
    }
  }

  func testLookAlikesAreOtherNamesAndToldApart() throws {
    let both = try loaded(withServices(#""population": { "shops": {}, "shоps": {} }"#))
    XCTAssertEqual(both.scenario.segments.count, 2)
    XCTAssertEqual(
      didYouMean("shоps", among: ["agencies", "shops"]),
      "did you mean \"shops\"? its letter 3 is \"o\" (U+006F), not \"о\" (U+043E)")
    XCTAssertEqual(didYouMean("крамнеці", among: ["крамниці"]), "did you mean \"крамниці\"?")
  }

  func testAFileOfAnyNameIsAScenario() throws {
    let cases = [
      ("some/where/plan-b.jsonc", "plan-b"), ("01-top-ups.jsonc", "top-ups"), ("план.jsonc", "план"),
      ("ticket 1234.jsonc", "ticket-1234"), ("v2.final.jsonc", "v2-final"), ("-x.jsonc", "x"), (".jsonc", "scenario"),
      ("2027.jsonc", "scenario-2027"), ("CON.jsonc", "CON"), ("a\nb.jsonc", "a-b"), ("=cmd|'x'.jsonc", "cmd-x"),
      ("😀.jsonc", "scenario"), ("__.jsonc", "scenario"), ("plan-.jsonc", "plan-"), ("краи\u{306}.jsonc", "scenario"),
      (String(repeating: "ю", count: 150) + ".jsonc", String(repeating: "ю", count: 50)), ("noEnding", "noEnding"),
    ]
    for (path, name) in cases {
      guard case .loaded(let read) = load([path: #"{ "start": "2027-01-01" }"#]) else {
        XCTFail(path)
        continue
      }
      XCTAssertEqual(read.scenario.name, name)
      XCTAssertTrue(isName(name), name)
    }
  }

  func testPathsThatMessagesShowLeadWhereTheySay() throws {
    let text = withServices(
      #""name": "town", "population": { "крамниці": { "accounts": 3 } }, "#
        + #""accounts": { "shops.17": { "created": "2026-12-01" }, "17": { "created": "2026-12-01" } }"#)
    let path = JSONPath.member(.member(.member(.whole, "accounts"), "shops.17"), "debt").description
    XCTAssertEqual(path, #"accounts["shops.17"].debt"#)
    XCTAssertEqual(JSONPath.member(.member(.whole, "population"), "крамниці").description, "population.крамниці")
    let variations = try [
      Variation(path + "=5"), Variation("population.крамниці.accounts=7"), Variation("accounts.17.debt=1"),
    ]
    let varied = try loaded(text).varied(
      variations.map { ($0, $0.values[0]) }, named: "p1", path: "x.jsonc"
    ) { _, _ in [] }.scenario
    XCTAssertEqual(varied.segments[0].accounts, 7)
    XCTAssertEqual(
      varied.scripted.map { account -> Int64 in
        if case .opening(let state) = account.beginning { return state.debt.minorUnits }
        return -1
      },
      [500, 100])
    for text in [#"a["=1"#, #"a[""#, #"a["]=1"#, #"a["b"]c=1"#, "a.=1", "[0]=1"] {
      XCTAssertThrowsError(try Variation(text), text)
    }
  }
}
