import BillingCore
import XCTest

@testable import Scenarios

final class PatchReaderTests: XCTestCase {
  private let base = """
    {
      "start": "2027-01-01",
      "policy": { "services": { "line": { "monthly": 5 }, "call": { "tiers": [ { "price": 1 } ] } } },
      "population": { "shops": { "units": { "line": { "choice": { "1": 1, "2": 1 } } }, "topUps": { "months": { "1": 1 } } } },
      "accounts": { "acme": { "created": "2026-12-01", "used": { "call": 3 } } }
    }
    """

  private func faults(extends members: String) -> [String] {
    load(["x.jsonc": #"{ "extends": "base.jsonc", \#(members) }"#, "base.jsonc": base]).faults
      .map { String($0.split(separator: " ", maxSplits: 1)[1]) }
  }

  func testAnUnknownKeyThatAPatchRemovesIsToldAtEachLevel() {
    let cases = [
      (#""polcy": null"#, #"unknown key "polcy"; did you mean "policy"?"#),
      (
        #""policy": { "restriction": null }"#,
        #"unknown key "restriction" in policy; did you mean "restrictions"?"#
      ),
      (
        #""policy": { "restrictions": { "blokFrom": null } }"#,
        #"unknown key "blokFrom" in policy.restrictions; did you mean "blockFrom"?"#
      ),
      (
        #""policy": { "services": { "line": { "montly": null } } }"#,
        #"unknown key "montly" in policy.services.line; did you mean "monthly"?"#
      ),
      (
        #""policy": { "services": { "fax": { "monthly": 1, "countin": null } } }"#,
        #"unknown key "countin" in policy.services.fax; did you mean "counting"?"#
      ),
      (
        #""population": { "shops": { "topUp": null } }"#,
        #"unknown key "topUp" in population.shops; did you mean "topUps"?"#
      ),
      (
        #""population": { "shops": { "units": { "line": { "chioce": null } } } }"#,
        #"unknown key "chioce" in population.shops.units.line; did you mean "choice"?"#
      ),
      (#""accounts": { "acme": { "use": null } }"#, #"unknown key "use" in accounts.acme; did you mean "used"?"#),
    ]
    for (members, fault) in cases { XCTAssertEqual(faults(extends: members), [fault], members) }
  }

  func testANameThatTheBaseLacksCannotBeRemoved() {
    let cases = [
      (#""population": { "shop": null }"#, #"there is no "shop" to remove in population; did you mean "shops"?"#),
      (
        #""accounts": { "zeta": null }"#,
        #"there is no "zeta" to remove in accounts; null removes what is there before"#
      ),
      (
        #""accounts": { "acme": { "units": { "line": null } } }"#,
        #"there is no "line" to remove in accounts.acme.units; null removes what is there before"#
      ),
      (
        #""population": { "new": { "units": { "line": null } } }"#,
        #"there is no "line" to remove in population.new.units; null removes what is there before"#
      ),
      (
        #""policy": { "services": { "lines": null } }"#,
        #"there is no "lines" to remove in policy.services; did you mean "line"?"#
      ),
      (
        #""population": { "shops": { "units": { "lime": null } } }"#,
        #"there is no "lime" to remove in population.shops.units; did you mean "line"?"#
      ),
      (
        #""population": { "shops": { "units": { "line": { "choice": { "3": null } } } } }"#,
        #"there is no "3" to remove in population.shops.units.line.choice; null removes what is there before"#
      ),
      (
        #""population": { "shops": { "topUps": { "months": { "12": null } } } }"#,
        #"there is no "12" to remove in population.shops.topUps.months; null removes what is there before"#
      ),
      (
        #""accounts": { "acme": { "used": { "cal": null } } }"#,
        #"there is no "cal" to remove in accounts.acme.used; did you mean "call"?"#
      ),
    ]
    for (members, fault) in cases { XCTAssertEqual(faults(extends: members), [fault], members) }
  }

  func testWhatMayBeThereMayBeRemoved() {
    for members in [
      #""days": null, "end": "2027-03-01""#, #""policy": { "restrictions": { "blockFrom": null }, "bonus": null }"#,
      #""policy": { "services": { "line": { "counting": null, "title": null } } }"#, #""population": null"#,
      #""population": { "shops": { "units": { "line": { "choice": null, "uniform": [1, 2] } } } }"#,
      #""accounts": { "acme": { "used": { "call": null }, "timeline": null } }"#, #""accounts": { "acme": null }"#,
    ] { XCTAssertEqual(faults(extends: members), [], members) }
  }

  func testAPatchOnWhatCannotBeReadMissesNoNames() {
    XCTAssertEqual(
      load(["x.jsonc": #"{ "extends": "none.jsonc", "population": { "shop": null }, "polcy": null }"#]).faults.count, 2)
  }

  func testAChangeIsAPatchToo() {
    func change(_ members: String) -> String {
      #"{ "start": "2027-01-01", "policy": { "services": { "line": { "monthly": 5 } }, "changes": [ { "on": "2027-03-01", \#(members) } ] } }"#
    }
    assertFault(
      change(#"▸"restriction": null"#),
      #"unknown key "restriction" in policy.changes[0]; did you mean "restrictions"?"#)
    assertFault(
      change(#""restrictions": { ▸"blokFrom": null }"#),
      #"unknown key "blokFrom" in policy.changes[0].restrictions; did you mean "blockFrom"?"#)
    assertFault(
      change(#""services": { ▸"lime": null }"#),
      #"there is no "lime" to remove in policy.changes[0].services; did you mean "line"?"#)
    XCTAssertEqual(load(change(#""restrictions": { "blockFrom": null }, "deletion": null"#)).faults, [])
  }

  func testCodesThatNobodyIsPaidInAreTold() {
    assertFault(
      withPolicy(#""currency": ▸"clf""#),
      #""clf" is a unit of account of Chile, not a currency of payments in policy.currency; payments are in "CLP""#)
    assertFault(
      withPolicy(#""currency": ▸"XAU""#),
      #""XAU" is a metal, not a currency of payments in policy.currency; give the currency of the invoices"#)
    assertFault(
      withPolicy(#""currency": ▸"HRK""#),
      #""HRK" is a currency of the past in policy.currency; it was replaced by "EUR""#)
    // ISO 4217's list of historic codes, each with the one that replaced it.
    for (now, codes) in [
      "EUR": "ATS BEF BGN CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MTL NLG PTE SIT SKK XEU",
      "XCG": "ANG", "BYN": "BYB BYR", "CUP": "CUC", "GHS": "GHC", "MRU": "MRO", "PLN": "PLZ", "RON": "ROL",
      "RUB": "RUR", "SLE": "SLL", "STN": "STD", "TRY": "TRL", "UAH": "UAK", "VES": "VEB VEF", "ZMW": "ZMK",
      "ZWG": "ZWD ZWL ZWR",
    ] {
      XCTAssertNotNil(Currency(code: now))
      for code in codes.split(separator: " ") {
        assertFault(
          withPolicy(#""currency": ▸"\#(code)""#),
          #""\#(code)" is a currency of the past in policy.currency; it was replaced by "\#(now)""#)
      }
    }
    for (code, now) in [
      "BOV": "BOB", "CHE": "CHF", "CHW": "CHF", "CLF": "CLP", "COU": "COP", "MXV": "MXN", "USN": "USD", "UYI": "UYU",
    ] {
      let faults = load(["x.jsonc": withPolicy(#""currency": "\#(code)""#)]).faults
      XCTAssertTrue(faults.joined().hasSuffix(#"; payments are in "\#(now)""#), "\(faults)")
    }
    assertFault(
      withPolicy(#""currency": ▸"uah""#),
      #"expected a currency's three letters, such as "USD", found the string "uah" in policy.currency; did you mean "UAH"?"#
    )
  }
}
