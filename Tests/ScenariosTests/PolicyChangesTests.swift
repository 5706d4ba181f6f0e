import BillingCore
import Simulation
import XCTest

@testable import Scenarios

final class PolicyChangesTests: XCTestCase {
  private func withChanges(_ changes: String) -> String {
    withPolicy(
      #""services": { "a": { "monthly": "5.00" }, "b": { "tiers": [ { "price": 1 } ] } }, "changes": [ \#(changes) ]"#)
  }

  func testAChangeIsAMergePatchOnThePolicyBeforeIt() throws {
    let policies = try loaded(
      withChanges(
        """
        { "on": "2027-02-10", "bonus": { "tiers": [ { "from": 57, "percent": 8 } ] }, "restrictions": { "blockFrom": 12 } },
        { "on": "2027-03-01", "base": { "monthly": 25 }, "services": { "c": { "monthly": 3 }, "a": { "monthly": 6 } } },
        { "on": "2027-03-02", "restrictions": { "blockFrom": null } }
        """)
    ).scenario.policies
    XCTAssertEqual(policies.eras.map(\.from.description), ["0001-01-01", "2027-02-10", "2027-03-01", "2027-03-02"])
    let eras = policies.eras.map(\.policy)
    XCTAssertEqual(eras.map(\.restrictions.blockFrom), [10, 12, 12, 10])
    XCTAssertEqual(eras.map(\.bonus.tiers.count), [0, 1, 1, 1])
    XCTAssertEqual(eras.map(\.tariff.base.monthly.minorUnits), [1900, 1900, 2500, 2500])
    XCTAssertEqual(
      eras.map { $0.tariff.services.map(\.name) }, [["a", "b"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c"]])
    XCTAssertEqual(
      eras[2].tariff.services[0].price, .recurring(monthly: Money(minorUnits: 600), counting: .daily))
  }

  func testFaultsOfChangesStandAtTheChange() {
    let order = "; one change a day, in order"
    let first =
      "prices change on the 1st of a month only in policy.changes[0]; "
      + "move the change to a 1st, or leave base and services out"
    for (changes, message) in [
      (
        #"{ "on": "2027-03-01", "trialDays": 1 }, { "on": ▸"2027-02-01", "trialDays": 2 }"#,
        "the change of 2027-02-01 stands after one of 2027-03-01 in policy.changes[1]\(order)"
      ),
      (
        #"{ "on": "2027-03-01", "trialDays": 1 }, { "on": ▸"2027-03-01", "trialDays": 2 }"#,
        "the change of 2027-03-01 stands after one of 2027-03-01 in policy.changes[1]\(order)"
      ),
      (#"{ "on": ▸"2027-03-02", "base": { "monthly": 20 } }"#, first),
      (#"{ "on": ▸"2027-03-02", "services": { "a": { "monthly": 4 } } }"#, first),
      (#"{ "on": ▸"2027-03-02", "services": { "new": { "monthly": 4 } } }"#, first),
      (
        #"{ "on": ▸"0001-01-01", "trialDays": 1 }"#,
        "a change needs a day before it in policy.changes[0]; leave it out"
      ),
      (#"{ "on": "2027-03-01", ▸"currency": "EUR" }"#, "the currency never changes in policy.changes[0]"),
      (#"{ "on": "2027-03-01", ▸"changes": [] }"#, "a change has no changes of its own in policy.changes[0]"),
      (
        #"{ "on": ▸"2027-03-01", "services": { "a": null } }"#,
        #"the service "a" cannot be removed in policy.changes[0]; accounts may still use it"#
      ),
      (
        #"{ "on": ▸"2027-03-01", "services": { "a": { "monthly": null, "tiers": [ { "price": 1 } ] } } }"#,
        #"the service "a" cannot change its kind in policy.changes[0]; add a new service instead"#
      ),
      (
        #"▸{ "trialDays": 3 }"#,
        #"missing key "on" in policy.changes[0]; expected a day that exists, written like "2027-01-31""#
      ),
      (
        #"{ "on": ▸"2027-02-29" }"#,
        #"expected a day that exists, written like "2027-01-31", found the string "2027-02-29" in policy.changes[0].on"#
      ),
      (
        #"{ "on": "2027-02-10", ▸"trialDay": 3 }"#,
        #"unknown key "trialDay" in policy.changes[0]; did you mean "trialDays"?"#
      ),
      (
        #"{ "on": "2027-02-10", "restrictions": { "remindFrom": ▸7 } }"#,
        "paymentPageFrom 7 has to be later than remindFrom 7 in policy.changes[0].restrictions.remindFrom; the "
          + #"thresholds ascend; one may be "never""#
      ),
      (
        #"{ "on": "2027-02-10", "trialDays": ▸"x" }"#,
        #"expected a whole number from 0 to 36525, found the string "x" in policy.changes[0].trialDays"#
      ),
      ("▸7", "expected an object, found the number 7 in policy.changes[0]"),
    ] { assertFault(withChanges(changes), message) }
  }

  func testTheSamePriceOnAnyDayIsNoChangeOfPrice() {
    XCTAssertEqual(
      load(withChanges(#"{ "on": "2027-03-02", "base": { "monthly": "19.00" }, "trialDays": 3 }"#)).faults, [])
  }

  func testAChangeBeforeTheStartIsInForceByThen() throws {
    let policies = try loaded(withChanges(#"{ "on": "2026-06-15", "trialDays": 3 }"#)).scenario.policies
    XCTAssertEqual(policies[try XCTUnwrap(Day("2027-01-01"))].tariff.trialDays, 3)
    XCTAssertEqual(policies[try XCTUnwrap(Day("2026-06-14"))].tariff.trialDays, 0)
  }
}
