import BillingCore
import Simulation
import XCTest

@testable import Scenarios

final class ScenarioDecoderTests: XCTestCase {
  func testAllFaultsOfAFileAreToldAtOnceEachWithItsPlace() {
    let text = """
      {
        "start": "2027-01-01", "dayz": 90,
        "name": "2bad",
        "policy": {
          "base": { "monthly": "19.005" },
          "topUp": { "minimum": "5.00", "maximum": "1.00" },
          "bonus": { "tiers": [ { "from": "50.00", "percent": 5 }, { "from": "20.00", "percent": 8 } ] },
          "restrictions": { "remindFrom": 8 },
          "deletion": { "noticeDays": 2, "automatic": "yes" }
        },
        "population": { "all": {}, "shops": { "accounts": -1, "ageDays": { "normal": { "mean": 3 } } } },
        "accounts": {
          "acme": {
            "created": "2027-02-30",
            "timeline": [ { "on": "2027-01-05", "signIn": "admin" } ]
          },
          "late": { "created": "2027-01-05", "debt": "5.00", "timeline": [ { "on": "2029-01-01", "restore": true } ] }
        },
        "thresholds": [ { "metric": "revenue", "atLeast": 1 } ]
      }
      """
    XCTAssertEqual(
      load(text).faults,
      [
        #"x.jsonc:2:26: unknown key "dayz"; did you mean "days"?"#,
        #"x.jsonc:3:11: expected a name (a letter, then letters, digits, "-" or "_"), found the string "2bad" in name"#,
        "x.jsonc:5:26: 19.005 has too many decimals in policy.base.monthly; 2 are allowed",
        "x.jsonc:6:27: the minimum is above the maximum in policy.topUp.minimum",
        #"x.jsonc:7:25: "from" ascends from tier to tier in policy.bonus.tiers"#,
        "x.jsonc:8:37: paymentPageFrom 7 has to be later than remindFrom 8 in policy.restrictions.remindFrom; "
          + #"the thresholds ascend; one may be "never""#,
        "x.jsonc:9:33: a reminder 3 days before is not within a notice of 2 days in policy.deletion.noticeDays; "
          + "each of remindDaysBefore is less than noticeDays",
        #"x.jsonc:9:49: expected true or false, found the string "yes" in policy.deletion.automatic"#,
        #"x.jsonc:11:19: no segment may be called "all" in population; reports use this word"#,
        "x.jsonc:11:53: expected a whole number from 0 to 2147483647, found the number -1 in population.shops.accounts",
        #"x.jsonc:11:80: missing key "sd" in population.shops.ageDays.normal; expected a number from 0 to 1e9"#,
        #"x.jsonc:14:18: expected a day that exists, written like "2027-01-31", found the string "2027-02-30" "#
          + "in accounts.acme.created",
        #"x.jsonc:15:53: expected "owner", "administrator" or "employee", found the string "admin" "#
          + "in accounts.acme.timeline[0].signIn",
        #"x.jsonc:17:48: "debt" is for accounts that exist before the start, 2027-01-01 in accounts.late.debt; "#
          + "this one is created on 2027-01-05",
        "x.jsonc:17:78: 2029-01-01 is not among the scenario's days, 2027-01-01 to 2027-12-31 "
          + "in accounts.late.timeline[0].on",
        #"x.jsonc:19:31: expected a metric, found the string "revenue" in thresholds[0].metric"#,
      ])
  }

  func testABoundOfAnUnknownMetricIsNotJudgedByAnother() {
    for bound in ["0.02345", "\"5.123456\"", "1"] {
      let text = #"{ "start": "2027-01-01", "thresholds": [ { "metric": "deletion_rat", "atMost": \#(bound) } ] }"#
      XCTAssertEqual(
        load(text).faults,
        [
          #"x.jsonc:1:54: expected a metric, found the string "deletion_rat" in thresholds[0].metric; "#
            + #"did you mean "deletion_rate"?"#
        ])
    }
  }

  func testAScriptedAccountHasNoNameThatASegmentGives() {
    let text = """
      { "start": "2027-01-01", "population": { "shops": { "accounts": 3 } },
        "accounts": { "shop": { "created": "2027-01-01" }, "shops.7": { "created": "2027-01-01" } } }
      """
    XCTAssertEqual(
      load(text).faults,
      [
        #"x.jsonc:2:54: "shops.7" is a name of the segment "shops"; "#
          + "a scenario with that segment names its own accounts so"
      ])
  }

  func testThirteenFaultsHaveThirteenPlaces() {
    let text = """
      { "start": "2027-01-01", "days": 0, "title": 5,
        "seed": -1, "warp": 9,
        "policy": { "currency": "USDD", "trialDays": 1.5, "accrueWhileBlocked": 1 },
        "population": { "1st": {}, "shops": { "signIns": { "employee": 1.5 } } },
        "accounts": { "acme": { "prepaidCash": "x" } },
        "thresholds": [ { "metric": "cash_in" }, { "metric": "billed", "atMost": "1.001" } ]
      }
      """
    let places = load(text).faults.map { $0.split(separator: " ")[0] }
    XCTAssertEqual(
      places,
      ["1:34", "1:46", "2:11", "2:15", "3:27", "3:48", "3:75", "4:19", "4:66", "5:25", "5:42", "6:19", "6:76"]
        .map { "x.jsonc:\($0):" })
  }

  func testUnknownKeysAtEachLevelNameTheNearestKnownOne() {
    assertFault(#"{ "start": "2027-01-01", ▸"polcy": {} }"#, #"unknown key "polcy"; did you mean "policy"?"#)
    let inPolicy = [
      (#"▸"curency": "USD""#, #"unknown key "curency" in policy; did you mean "currency"?"#),
      (#""base": { ▸"montly": 1 }"#, #"unknown key "montly" in policy.base; did you mean "monthly"?"#),
      (
        #""services": { "order": { "monthly": 1, ▸"countng": 1 } }"#,
        #"unknown key "countng" in policy.services.order; did you mean "counting"?"#
      ),
      (
        #""services": { "order": { "tiers": [ { "price": 0, ▸"upto": 1 } ] } }"#,
        #"unknown key "upto" in policy.services.order.tiers[0]; did you mean "upTo"?"#
      ),
      (#""topUp": { ▸"minimun": 1 }"#, #"unknown key "minimun" in policy.topUp; did you mean "minimum"?"#),
      (#""bonus": { ▸"tier": [] }"#, #"unknown key "tier" in policy.bonus; did you mean "tiers"?"#),
      (
        #""bonus": { "tiers": [ { "from": 1, "percent": 1, ▸"precent": 1 } ] }"#,
        #"unknown key "precent" in policy.bonus.tiers[0]; did you mean "percent"?"#
      ),
      (
        #""bonus": { "campaigns": [ { "name": "a", "from": "2027-01-01", "to": "2027-01-02", "tiers": [], "#
          + #"▸"too": 1 } ] }"#,
        #"unknown key "too" in policy.bonus.campaigns[0]; did you mean "to"?"#
      ),
      (
        #""restrictions": { ▸"blockfrom": 9 }"#,
        #"unknown key "blockfrom" in policy.restrictions; did you mean "blockFrom"?"#
      ),
      (
        #""deletion": { ▸"retentionDay": 9 }"#,
        #"unknown key "retentionDay" in policy.deletion; did you mean "retentionDays"?"#
      ),
      (#"▸"zebra": 1"#, #"unknown key "zebra" in policy"#),
    ]
    for (members, message) in inPolicy { assertFault(withPolicy(members), message) }
    assertFault(
      withServices(#""thresholds": [ { "metric": "billed", "atLeast": 1, ▸"atMosst": 2 } ]"#),
      #"unknown key "atMosst" in thresholds[0]; did you mean "atMost"?"#)
  }

  func testDaysThatDoNotExistAndSpansThatDoNotFitAreFaults() {
    let day = #"expected a day that exists, written like "2027-01-31", found"#
    assertFault(#"{ "start": ▸"2027-02-29" }"#, #"\#(day) the string "2027-02-29" in start"#)
    assertFault(#"{ "start": ▸"2027-1-1" }"#, #"\#(day) the string "2027-1-1" in start"#)
    assertFault(#"{ "start": ▸20270101 }"#, #"\#(day) the number 20270101 in start"#)
    assertFault(
      #"▸{ "days": 5 }"#, #"missing key "start"; expected a day that exists, written like "2027-01-31""#)
    assertFault(
      #"{ "start": "2027-01-01", "days": 5, "end": ▸"2027-01-05" }"#,
      #""days" and "end" exclude one another in end; leave one out; where a base gives it, set it to null"#)
    assertFault(
      #"{ "start": "2027-01-01", "end": ▸"2026-12-31" }"#,
      "the end lies before the start, 2027-01-01 in end")
    assertFault(
      #"{ "start": "2027-01-01", "end": ▸"2127-01-02" }"#,
      "the end is not within 36525 days from the start, 2027-01-01 in end")
    assertFault(
      #"{ "start": "2027-01-01", "warmUpDays": ▸-1 }"#,
      "expected a whole number from 0 to 36525, found the number -1 in warmUpDays")
    assertFault(
      #"{ "start": "0001-01-05", "warmUpDays": ▸4 }"#, "the warm-up begins before 0001-01-02 in warmUpDays")
    XCTAssertEqual(load(#"{ "start": "0001-01-05", "warmUpDays": 3 }"#).faults, [])
    assertFault(
      #"{ "start": "2027-01-01", "days": ▸36526 }"#,
      "expected a whole number from 1 to 36525, found the number 36526 in days")
    assertFault(#"{ "start": ▸"9999-12-01" }"#, "the last day lies after 9799-12-27 in start")
    assertFault(#"{ "start": ▸"0001-01-01" }"#, "the start needs a day before it in start")
  }

  func testNamesBeginWithALetter() {
    let rule = #"a letter, then letters, digits, "-" or "_""#
    assertFault(
      #"{ "start": "2027-01-01", "name": ▸"a.b" }"#, #"expected a name (\#(rule)), found the string "a.b" in name"#)
    for name in ["1st", "", "a b", "–é", "a.1", "_a"] {
      let faults = load(withServices(#""population": { "\#(name)": {} }"#)).faults
      XCTAssertEqual(faults.count, 1)
      XCTAssertTrue(faults[0].hasPrefix(#"x.jsonc:4:19: "\#(name)" is not a name in population"#), faults[0])
      XCTAssertTrue(faults[0].hasSuffix("; a name is \(rule)"), faults[0])
    }
    assertFault(
      withServices(#""population": { ▸"scripted": {} }"#),
      #"no segment may be called "scripted" in population; reports use this word"#)
    assertFault(
      withPolicy(#""services": { ▸"base": { "monthly": 1 } }"#),
      #"no service may be called "base" in policy.services; the base tariff has its own section"#)
  }

  func testThresholdsBoundColumnsOfRevenue() throws {
    let read = try loaded(
      withServices(
        #""thresholds": [ { "metric": "cash_in", "atLeast": "12.50" }, { "metric": "top_ups", "atMost": 7 } ]"#)
    ).scenario.thresholds
    XCTAssertEqual(read.map(\.metric), [.cashIn, .topUps])
    XCTAssertEqual(read.map(\.atLeast), [1250, nil])
    XCTAssertEqual(read.map(\.atMost), [nil, 7])
    XCTAssertEqual(read[0].origin, "x.jsonc:4:19")
    assertFault(
      withServices(#""thresholds": [ { "metric": ▸"reveue_recognized", "atLeast": 1 } ]"#),
      #"expected a metric, found the string "reveue_recognized" in thresholds[0].metric; "#
        + #"did you mean "revenue_recognized"?"#)
    assertFault(
      withServices(#""thresholds": [ ▸{ "metric": "billed" } ]"#),
      #"the threshold has no bound in thresholds[0]; give "atLeast", "atMost" or both"#)
    assertFault(
      withServices(#""thresholds": [ { "metric": "top_ups", "atMost": ▸1.00005 } ]"#),
      "1.00005 has too many decimals in thresholds[0].atMost; 4 are allowed")
  }

  func testABoundOfACountMayBeAFraction() throws {
    let text = withServices(
      #""thresholds": [ { "metric": "open", "atLeast": 99.25, "atMost": 100 }, { "metric": "open", "atMost": "3.0" } ]"#
    )
    let read = try loaded(text)
    XCTAssertEqual(read.scenario.thresholds.map(\.atMost), [1_000_000, 3])
    XCTAssertEqual(read.scenario.thresholds.map(\.atLeast), [992_500, nil])
    XCTAssertEqual(read.scenario.thresholds.map(\.extraDecimals), [4, 0])
    XCTAssertEqual(try loaded(read.resolved).resolved, read.resolved)
  }

  func testAThresholdThatNothingCanMeetIsAFault() {
    assertFault(
      withServices(#""thresholds": [ { "metric": "open", "atLeast": ▸50, "atMost": 4 } ]"#),
      #""atLeast" is above "atMost", so nothing can meet it in thresholds[0].atLeast"#)
  }

  func testAFilesNameFromItsFirstLetterOnNamesTheReports() throws {
    for (file, name) in [("01-top-ups.jsonc", "top-ups"), ("a/2027_Q1.json", "Q1"), ("x.jsonc", "x")] {
      guard case .loaded(let loaded) = load([file: #"{ "start": "2027-01-01" }"#]) else { return XCTFail(file) }
      XCTAssertEqual(loaded.scenario.name, name)
    }
  }

  func testWrongTypesAreTold() {
    for (text, message) in [
      (#"▸[]"#, "expected an object, found an array"),
      (
        #"{ "start": "2027-01-01", "seed": ▸"1" }"#,
        "expected a whole number from 0 to 18446744073709551615, found the string \"1\" in seed"
      ),
      (
        #"{ "start": "2027-01-01", "schemaVersion": ▸2 }"#,
        "expected the number 1, found the number 2 in schemaVersion"
      ),
      (#"{ "start": "2027-01-01", "policy": ▸[] }"#, "expected an object, found an array in policy"),
      (#"{ "start": "2027-01-01", "population": ▸5 }"#, "expected an object, found the number 5 in population"),
      (#"{ "start": "2027-01-01", "accounts": ▸true }"#, "expected an object, found true in accounts"),
      (#"{ "start": "2027-01-01", "thresholds": ▸{} }"#, "expected an array, found an object in thresholds"),
      (#"{ "start": "2027-01-01", "title": ▸false }"#, "expected a string, found false in title"),
    ] { assertFault(text, message) }
  }

  func testANullStandsOnlyInPatches() {
    assertFault(
      #"{ "start": "2027-01-01", "days": ▸null }"#,
      #"null where a value is expected in days; null removes a key and stands only in patches "#
        + #"(changes, and files that have "extends")"#)
  }

  // MARK: Overrides

  func testAWarmUpIsReadAndKept() throws {
    let loaded = try loaded(#"{ "start": "2027-01-01", "warmUpDays": 30 }"#)
    XCTAssertEqual(loaded.scenario.warmUpDays, 30)
    XCTAssertEqual(loaded.scenario.firstLivedDay, Day("2026-12-02"))
    XCTAssertTrue(loaded.resolved.contains(#""warmUpDays": 30"#))
  }

  func testOverridesTakeThePlaceOfTheFilesOwn() throws {
    var overrides = Overrides()
    (overrides.seed, overrides.days, overrides.scale) = (99, 40, 2.5)
    let text = withServices(
      """
      "seed": 5, "days": 60, "population": { "shops": { "accounts": 3, "arrivals": { "perDay": 2 } } },
      "thresholds": [ { "metric": "billed", "atLeast": 1 } ],
      "accounts": {
        "early": { "created": "2027-01-01", "timeline": [
          { "on": "2027-02-09", "signIn": "owner" }, { "on": "2027-02-10", "signIn": "owner" } ] },
        "late": { "created": "2027-02-10" }
      }
      """)
    let scenario = try loaded(text, overrides).scenario
    XCTAssertEqual(scenario.seed, 99)
    XCTAssertEqual(scenario.lastDay.description, "2027-02-09")
    XCTAssertEqual(scenario.segments[0].accounts, 8)
    XCTAssertEqual(scenario.segments[0].arrivals.perDay, 5)
    XCTAssertEqual(scenario.scripted.map(\.name), ["early"])
    XCTAssertEqual(scenario.scripted[0].entries.map(\.day.description), ["2027-02-09"])
    XCTAssertEqual(scenario.thresholds.count, 1)
  }

  func testTooManyAccountsByScaleAreAFault() {
    var overrides = Overrides()
    overrides.scale = 1e6
    XCTAssertEqual(
      load(withSegment(#""accounts": 1000000"#), overrides).faults,
      [
        #"x.jsonc:1:1: the segment "shops" would have 1000000000000 accounts and about 0 arrivals; "#
          + "a segment has at most 2147483647 of each"
      ])
  }
}
