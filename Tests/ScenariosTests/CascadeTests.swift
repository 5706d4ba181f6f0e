import XCTest

@testable import Scenarios

/// A fault hides no other, and brings none along.
final class CascadeTests: XCTestCase {
  func testWithoutItsBaseAFileTellsItsOwnFaults() {
    let faults = load(["a/x.jsonc": #"{ "extends": "../x.jsonc", "days": null, "polcy": {}, "title": 5 }"#]).faults
    let told = faults.joined(separator: "\n")
    XCTAssertEqual(faults.count, 3, told)
    XCTAssertTrue(told.contains(#""../x.jsonc" is not a path inside this file's folder"#), told)
    XCTAssertTrue(told.contains(#"unknown key "polcy""#), told)
    XCTAssertTrue(told.contains("expected a string"), told)
  }

  func testWithoutADayOfCreationTheRestIsReadAllTheSame() {
    let faults = load(
      withServices(
        #""accounts": { "a": { "prepaidCash": "abc", "units": { "zz": 1 }, "timeline": [ { "on": "2027-01-05" } ] } }"#)
    ).faults
    XCTAssertEqual(faults.count, 4, "\(faults)")
  }

  func testWithoutAStartAccountsAreReadAllTheSame() {
    let text = #"{ "start": "soon", "accounts": { "a": { "created": "2027-01-01", "debt": "x", "color": 1 } } }"#
    XCTAssertEqual(load(text).faults.count, 3)
  }

  func testAServiceWithAWrongPriceIsStillThere() {
    let services = #""services": { "x": { "monthly": "oops" }, "y": { "tiers": [ { "price": "no" } ] } }"#
    let people = #""population": { "a": { "units": { "x": 1 }, "usage": { "y": { "perDay": 2 } } } }"#
    let faults = load(#"{ "start": "2027-01-01", "policy": { \#(services) }, \#(people) }"#).faults
    XCTAssertEqual(faults.count, 2, "\(faults)")
  }

  func testAChangeThatMendsAWrongServiceTrapsNothing() {
    let faults = load(
      withPolicy(
        #"""
        "services": { "x": { "monthly": "oops" }, "y": { "monthly": "1.00" } },
        "changes": [ { "on": "2027-07-01", "services": { "x": { "monthly": "2.00" }, "z": { "monthly": 1 } } } ]
        """#)
    ).faults
    XCTAssertEqual(faults.count, 1, "\(faults)")
  }

  func testAFaultInOneChangeLeavesWhatTheOthersBring() {
    let faults = load(
      #"""
      { "start": "2027-01-01", "policy": { "changes": [
          { "on": "2027-02-01", "services": { "sms": { "tiers": [ { "price": 1 } ] } } },
          { "on": "2027-03-01", "trialDays": -1 } ] },
        "population": { "a": { "usage": { "sms": { "perDay": 2 } } } } }
      """#
    ).faults
    XCTAssertEqual(faults.count, 1, "\(faults)")
  }

  func testMoreArrivalsThanCanBeNumberedAreAFault() {
    let faults = load(
      withSegment(#""arrivals": { "perDay": 100000, "months": [1000000, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] }"#)
    ).faults
    XCTAssertEqual(faults.count, 1)
    XCTAssertTrue(faults.first?.contains("arrivals") ?? false, "\(faults)")
  }
}
