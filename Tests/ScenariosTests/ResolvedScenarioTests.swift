import BillingCore
import Simulation
import XCTest

@testable import Scenarios

final class ResolvedScenarioTests: XCTestCase {
  /// The resolved text reads back as itself: what it says is the whole scenario.
  private func assertStable(_ text: String, file: StaticString = #filePath, line: UInt = #line) throws {
    let once = try loaded(text, file: file, line: line)
    let twice = try loaded(once.resolved, file: file, line: line)
    XCTAssertEqual(twice.resolved, once.resolved, file: file, line: line)
    XCTAssertEqual(twice.scenario.policies, once.scenario.policies, file: file, line: line)
    XCTAssertEqual(twice.scenario.name, once.scenario.name, file: file, line: line)
    XCTAssertEqual(twice.scenario.start, once.scenario.start, file: file, line: line)
    XCTAssertEqual(twice.scenario.days, once.scenario.days, file: file, line: line)
    XCTAssertEqual(twice.scenario.seed, once.scenario.seed, file: file, line: line)
    XCTAssertEqual(twice.scenario.segmentNames, once.scenario.segmentNames, file: file, line: line)
    XCTAssertEqual(
      twice.scenario.thresholds.map(\.metric), once.scenario.thresholds.map(\.metric), file: file, line: line)
    for (one, two) in zip(once.scenario.segments, twice.scenario.segments) {
      XCTAssertEqual(one.ageDays, two.ageDays, file: file, line: line)
      XCTAssertEqual(one.units, two.units, file: file, line: line)
      XCTAssertEqual(one.topUps.inDebt, two.topUps.inDebt, file: file, line: line)
      XCTAssertEqual(one.topUps.monthWeights, two.topUps.monthWeights, file: file, line: line)
    }
  }

  func testEveryDefaultIsFilledIn() throws {
    let text = try loaded(#"{ "start": "2027-01-01", "name": "least" }"#).resolved
    for part in [
      #""schemaVersion": 1"#, #""days": 365"#, #""seed": 1"#, #""currency": "USD""#, #""monthly": "19.00""#,
      #""accrueWhileBlocked": true"#, #""minimum": "0.01", "maximum": "none""#, #""basis": "advance""#,
      #""expiresAfterDays": "never""#, #""blockFrom": 10"#, #""remindDaysBefore": [3, 1]"#, #""changes": []"#,
      #""population": {}"#, #""accounts": {}"#, #""thresholds": []"#,
    ] { XCTAssertTrue(text.contains(part), "\(part)\n\(text)") }
    try assertStable(text)
  }

  func testEveryDistributionReadsBack() throws {
    for distribution in [
      "3", "0.1", #"{ "uniform": [0.5, 720] }"#, #"{ "normal": { "mean": -3, "sd": 2 } }"#,
      #"{ "lognormal": { "mean": 10, "sd": 4 } }"#, #"{ "exponential": { "mean": 3 } }"#,
      #"{ "gamma": { "shape": 2, "rate": 0.3 } }"#, #"{ "beta": { "mean": 0.6, "concentration": 4 } }"#,
      #"{ "weibull": { "scale": 2, "shape": 1.5 } }"#, #"{ "gammaGamma": { "p": 6.25, "q": 3.74, "v": 15.44 } }"#,
      #"{ "poisson": 1.2 }"#, #"{ "negativeBinomial": { "mean": 5, "dispersion": 2 } }"#,
      #"{ "geometric": { "mean": 45 } }"#, #"{ "choice": { "0": 3, "2.5": 0.25, "-1": 1 } }"#,
      #"{ "poisson": 4, "min": 0.5, "max": 9 }"#, #"{ "choice": { "1": 1 }, "min": 2 }"#, #"{ "poisson": 1e-7 }"#,
    ] {
      try assertStable(
        withSegment(
          """
          "ageDays": \(distribution), "units": { "integration": \(distribution) },
          "usage": { "order": { "perDay": \(distribution) } }
          """))
    }
  }

  func testAPolicyWithChangesReadsBack() throws {
    try assertStable(
      withPolicy(
        """
        "currency": "JPY", "base": { "monthly": 1900, "proration": "none" }, "trialDays": 14,
        "services": {
          "order": { "title": "Say \\"orders\\"", "mode": "volume", "tiers": [ { "upTo": 300, "price": 0.02 }, { "price": "0.000001" } ] },
          "integration": { "monthly": 5, "counting": "peak" }
        },
        "topUp": { "minimum": 5, "maximum": 500 },
        "bonus": {
          "tiers": [ { "from": 57, "percent": 12.25 } ], "cap": 20, "spend": "cashFirst", "expiresAfterDays": 90,
          "campaigns": [ { "name": "spring", "from": "2027-03-01", "to": "2027-03-31", "tiers": [ { "from": 1, "percent": 1 } ] } ]
        },
        "restrictions": { "remindFrom": "never", "grace": "sinceDebt" },
        "deletion": { "automatic": false, "remindDaysBefore": [] },
        "changes": [
          { "on": "2027-02-10", "restrictions": { "blockFrom": null } },
          { "on": "2027-03-01", "services": { "sms": { "tiers": [ { "price": 1 } ] } } }
        ]
        """))
  }

  func testScriptedAccountsAndThresholdsReadBack() throws {
    try assertStable(
      withServices(
        """
        "seed": 18446744073709551615,
        "accounts": {
          "old": { "created": "2026-11-01", "debt": "5.00", "blocked": true, "lastActivity": "2026-12-20",
            "units": { "integration": 2 }, "used": { "order": 7 } },
          "new": { "created": "2027-01-05", "units": { "integration": 1 }, "timeline": [
            { "on": "2027-01-06", "signIn": "employee" }, { "on": "2027-01-06", "topUp": "-3.50", "by": "owner" },
            { "on": "2027-01-06", "topUpDeclined": 3, "method": "applePay" }, { "on": "2027-01-07", "use": { "order": 2 } },
            { "on": "2027-01-07", "set": { "integration": 0 } }, { "on": "2027-01-08", "requestDeletion": true },
            { "on": "2027-01-08", "cancelDeletion": true }, { "on": "2027-01-08", "restore": true },
            { "on": "2027-01-09", "expect": {
              "status": "open", "stage": "none", "balance": "-1", "prepaidCash": 0, "prepaidBonus": 0, "debt": 1, "deferred": 0,
              "deletionDue": "none", "usageToDate": 1, "lastActivity": "2027-01-06", "events": [], "includes": ["topUp"],
              "excludes": ["purged"] } },
            { "on": "2027-01-09", "expectAtEnd": { "deletionDue": "2027-03-01" } } ] }
        },
        "thresholds": [ { "metric": "cash_in", "atLeast": "1.50", "atMost": 7 }, { "metric": "top_ups", "atMost": 3 } ]
        """))
  }

  func testWhatWasExtendedIsInIt() throws {
    guard
      case .loaded(let variant) = load([
        "v.jsonc": #"{ "extends": "b.jsonc", "title": "Variant" }"#, "b.jsonc": withSegment(#""accounts": 7"#),
      ])
    else { return XCTFail("both are right") }
    XCTAssertFalse(variant.resolved.contains("extends"))
    XCTAssertTrue(variant.resolved.contains(#""accounts": 7"#))
    try assertStable(variant.resolved)
  }
}
