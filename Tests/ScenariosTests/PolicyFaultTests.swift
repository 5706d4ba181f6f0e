import BillingCore
import Simulation
import XCTest

@testable import Scenarios

/// Parts of a policy that do not fit together.
final class PolicyFaultTests: XCTestCase {
  func testATopUpMayHaveOneAmountAlone() {
    XCTAssertEqual(load(withPolicy(#""topUp": { "minimum": "19.00", "maximum": "19.00" }"#)).faults, [])
  }

  func testThresholdsOfRestrictionsAscendStrictly() {
    let hint = #"; the thresholds ascend; one may be "never""#
    for (members, message) in [
      (
        #""paymentPageFrom": ▸4"#,
        "paymentPageFrom 4 has to be later than remindFrom 4 in policy.restrictions.paymentPageFrom\(hint)"
      ),
      (
        #""blockFrom": ▸7"#,
        "blockFrom 7 has to be later than paymentPageFrom 7 in policy.restrictions.blockFrom\(hint)"
      ),
      (
        #""remindFrom": 12, "paymentPageFrom": "never", "blockFrom": ▸12"#,
        "blockFrom 12 has to be later than remindFrom 12 in policy.restrictions.blockFrom\(hint)"
      ),
      (
        #""paymentPageFrom": 31, "blockFrom": ▸32"#,
        #"expected a whole number from 1 to 31 or "never", found the number 32 in policy.restrictions.blockFrom"#
      ),
      (
        #""blockFrom": ▸32"#,
        #"expected a whole number from 1 to 31 or "never", found the number 32 in policy.restrictions.blockFrom"#
      ),
      (
        #""remindFrom": ▸0"#,
        #"expected a whole number from 1 to 31 or "never", found the number 0 in policy.restrictions.remindFrom"#
      ),
    ] { assertFault(withPolicy(#""restrictions": { \#(members) }"#), message) }
    XCTAssertEqual(load(withPolicy(#""restrictions": { "grace": "sinceDebt", "blockFrom": 32 }"#)).faults, [])
    XCTAssertEqual(load(withPolicy(#""restrictions": { "blockFrom": "never" }"#)).faults, [])
  }

  func testAServiceIsEitherRecurringOrMetered() {
    let last = #"every tier but the last has an "upTo", and the last has none in policy.services.x.tiers"#
    for (members, message) in [
      (
        #""x": ▸{ "monthly": 1, "tiers": [ { "price": 1 } ] }"#,
        #"a service is either recurring or metered in policy.services.x; give "monthly" or "tiers", and not both"#
      ),
      (
        #""x": ▸{ "title": "X", "counting": "peak", "mode": "volume" }"#,
        #"a service is either recurring or metered in policy.services.x; give "monthly" or "tiers", and not both"#
      ),
      (#""x": { "monthly": 1, "mode": ▸"volume" }"#, #""mode" is for metered services in policy.services.x.mode"#),
      (
        #""x": { "tiers": [ { "price": 1 } ], "counting": ▸"peak" }"#,
        #""counting" is for recurring services in policy.services.x.counting"#
      ),
      (#""x": { "tiers": ▸[ { "upTo": 5, "price": 1 } ] }"#, last),
      (#""x": { "tiers": ▸[] }"#, last),
      (#""x": { "tiers": ▸[ { "price": 1 }, { "price": 2 } ] }"#, last),
      (
        #""x": { "tiers": ▸[ { "upTo": 5, "price": 1 }, { "upTo": 5, "price": 1 }, { "price": 2 } ] }"#,
        #""upTo" ascends from tier to tier in policy.services.x.tiers"#
      ),
      (
        #""x": { "tiers": [ { "upTo": 5, "price": ▸0.0000001 }, { "price": 2 } ] }"#,
        "0.0000001 has too many decimals in policy.services.x.tiers[0].price; 6 are allowed"
      ),
    ] { assertFault(withPolicy(#""services": { \#(members) }"#), message) }
  }

  func testCampaignsNeitherOverlapNorShareANameNorEndBeforeTheyBegin() {
    func campaigns(_ mark: String, _ campaigns: (name: String, from: String, to: String)...) -> String {
      let written = campaigns.map {
        #"{ "name": "\#($0.name)", "from": "2027-\#($0.from)", "to": "2027-\#($0.to)", "tiers": [] }"#
      }
      return withPolicy(#""bonus": { "campaigns": \#(mark)[ \#(written.joined(separator: ", ")) ] }"#)
    }
    assertFault(
      campaigns("▸", ("spring", "03-01", "03-31"), ("easter", "03-31", "04-05")),
      #"the campaigns "spring" and "easter" overlap in policy.bonus.campaigns"#)
    assertFault(
      campaigns("▸", ("easter", "03-31", "04-05"), ("spring", "03-01", "03-31")),
      #"the campaigns "easter" and "spring" overlap in policy.bonus.campaigns"#)
    XCTAssertEqual(load(campaigns("", ("day", "03-01", "03-01"))).faults, [], "of one day")
    assertFault(
      campaigns("▸", ("spring", "03-01", "03-31"), ("spring", "04-01", "04-05")),
      #"two campaigns are called "spring" in policy.bonus.campaigns"#)
    XCTAssertEqual(load(campaigns("", ("a", "03-01", "03-31"), ("b", "04-01", "04-05"))).faults, [])
    assertFault(
      withPolicy(
        #""bonus": { "campaigns": [ { "name": "a", "from": "2027-03-02", "to": ▸"2027-03-01", "tiers": [] } ] }"#),
      "the campaign ends before it begins in policy.bonus.campaigns[0].to")
    assertFault(
      withPolicy(#""bonus": { "campaigns": [ ▸{ "name": "a", "from": "2027-03-02", "to": "2027-03-03" } ] }"#),
      #"missing key "tiers" in policy.bonus.campaigns[0]; expected an array"#)
    assertFault(
      withPolicy(
        #""bonus": { "campaigns": [ { "name": ▸"1", "from": "2027-03-02", "to": "2027-03-03", "tiers": [] } ] }"#),
      #"expected a name (a letter, then letters, digits, "-" or "_"), found the string "1" in "#
        + "policy.bonus.campaigns[0].name"
    )
  }
}
