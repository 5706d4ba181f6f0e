import BillingCore
import Simulation
import XCTest

@testable import Scenarios

final class PolicyDecoderTests: XCTestCase {
  private func policy(_ members: String) throws -> Policy {
    try loaded(withPolicy(members)).scenario.policies.eras[0].policy
  }

  func testAnEmptyPolicyIsTheSourcesRules() throws {
    XCTAssertEqual(try policy(""), Policy())
    XCTAssertEqual(try loaded(#"{ "start": "2027-01-01" }"#).scenario.policies, PolicyCalendar(Policy()))
    let sections =
      #""base": {}, "services": {}, "topUp": {}, "bonus": {}, "restrictions": {}, "deletion": {}, "changes": []"#
    XCTAssertEqual(try policy(sections), Policy())
  }

  func testDefaultsAreThoseOfTheRules() throws {
    let policy = try policy("")
    XCTAssertEqual(policy.tariff.base.monthly, Money(minorUnits: 1900))
    XCTAssertEqual(policy.topUp.minimum, Money(minorUnits: 1))
    XCTAssertNil(policy.topUp.maximum)
    XCTAssertEqual(
      [policy.restrictions.remindFrom, policy.restrictions.paymentPageFrom, policy.restrictions.blockFrom], [4, 7, 10])
    let deletion = policy.deletion
    XCTAssertEqual(
      [deletion.minimumAgeDays, deletion.inactivityDays, deletion.noticeDays, deletion.retentionDays],
      [40, 30, 10, 20])
    XCTAssertEqual(deletion.remindDaysBefore, [3, 1])
    XCTAssertTrue(deletion.automatic && deletion.blockedSignInIsActivity == .administrators)
  }

  func testAWholePolicyIsReadAsWritten() throws {
    let policy = try policy(
      """
      "currency": "KWD", "base": { "monthly": "7.125", "proration": "none" }, "trialDays": 14,
      "accrueWhileBlocked": false,
      "services": {
        "order": { "title": "Orders", "mode": "volume", "tiers": [ { "upTo": 300, "price": 0 }, { "price": "0.000001" } ] },
        "integration": { "monthly": 5, "counting": "peak" }
      },
      "topUp": { "minimum": 1, "maximum": 500 },
      "bonus": {
        "basis": "total", "tiers": [ { "from": "57", "percent": 12.5 } ], "cap": 20, "spend": "cashFirst",
        "expiresAfterDays": 90,
        "campaigns": [ { "name": "spring", "from": "2027-03-01", "to": "2027-03-31", "tiers": [] } ]
      },
      "restrictions": { "remindFrom": "never", "paymentPageFrom": 40, "blockFrom": 50, "grace": "sinceDebt" },
      "deletion": { "automatic": false, "noticeDays": 2, "remindDaysBefore": [], "blockedSignInIsActivity": "everyone" }
      """)
    XCTAssertEqual(policy.currency.code, "KWD")
    XCTAssertEqual(policy.tariff.base, BaseTariff(monthly: Money(minorUnits: 7125), proration: .none))
    XCTAssertEqual(policy.tariff.trialDays, 14)
    XCTAssertFalse(policy.tariff.accrueWhileBlocked)
    XCTAssertEqual(policy.tariff.services.map(\.name), ["order", "integration"], "in the order written")
    XCTAssertEqual(policy.tariff.services.map(\.title), ["Orders", "integration"])
    XCTAssertEqual(
      policy.tariff.services[0].price,
      .metered(
        MeteredPrice(tiers: [.init(upTo: 300, pricePerUnit: 0), .init(upTo: nil, pricePerUnit: 1)], mode: .volume)))
    XCTAssertEqual(policy.tariff.services[1].price, .recurring(monthly: Money(minorUnits: 5000), counting: .peak))
    XCTAssertEqual(policy.topUp.maximum, Money(minorUnits: 500_000))
    XCTAssertEqual(policy.bonus.tiers[0].percent.hundredths, 1250)
    XCTAssertEqual(policy.bonus.basis, .total)
    XCTAssertEqual(policy.bonus.spend, .cashFirst)
    XCTAssertEqual(policy.bonus.cap, Money(minorUnits: 20_000))
    XCTAssertEqual(policy.bonus.expiresAfterDays, 90)
    XCTAssertEqual(policy.bonus.campaigns[0].days.upperBound, Day("2027-03-31"))
    XCTAssertNil(policy.restrictions.remindFrom)
    XCTAssertEqual(policy.restrictions.grace, .sinceDebt)
    XCTAssertEqual(policy.deletion.remindDaysBefore, [])
    XCTAssertEqual(policy.deletion.blockedSignInIsActivity, .everyone)
  }

  func testWhoseBlockedSignInsCountIsAWordAndTheOldFlagsHintAtTheirs() throws {
    func setting(_ value: String) -> String { withPolicy(#""deletion": { "blockedSignInIsActivity": ▸\#(value) }"#) }
    let (words, place) = (
      #"expected "administrators", "everyone" or "nobody""#, "in policy.deletion.blockedSignInIsActivity"
    )
    assertFault(setting("true"), #"\#(words), found true \#(place); write "everyone" in place of true"#)
    assertFault(setting("false"), #"\#(words), found false \#(place); write "nobody" in place of false"#)
    assertFault(
      setting(#""everybody""#), #"\#(words), found the string "everybody" \#(place); did you mean "everyone"?"#)
    for word in ["administrators", "everyone", "nobody"] {
      let scenario = try loaded(withPolicy(#""deletion": { "blockedSignInIsActivity": "\#(word)" }"#)).scenario
      XCTAssertEqual(scenario.policies.eras[0].policy.deletion.blockedSignInIsActivity.word, word)
    }
  }

  // MARK: Money

  func testMoneyIsExactWhetherANumberOrAString() throws {
    for text in ["19", "19.0", "19.00", "19.000", "\"19\"", "\"19.00\"", "\"19.000\""] {
      XCTAssertEqual(try policy(#""base": { "monthly": \#(text) }"#), Policy(), text)
    }
    // The nearest binary fraction of the first is below it.
    for (text, cents) in [("1.15", 115), ("0.29", 29), ("9007199254740.93", 900_719_925_474_093)] as [(String, Int64)] {
      XCTAssertEqual(try policy(#""base": { "monthly": \#(text) }"#).tariff.base.monthly.minorUnits, cents)
    }
  }

  func testMoneyWithMoreDecimalsThanTheCurrencyHasIsRefused() {
    assertFault(
      withPolicy(#""base": { "monthly": ▸19.005 }"#),
      "19.005 has too many decimals in policy.base.monthly; 2 are allowed")
    assertFault(
      withPolicy(#""base": { "monthly": ▸"19.005" }"#),
      "19.005 has too many decimals in policy.base.monthly; 2 are allowed")
    assertFault(
      withPolicy(#""currency": "JPY", "base": { "monthly": ▸19.5 }"#),
      "19.5 has too many decimals in policy.base.monthly; none are allowed")
  }

  func testTheYenHasNoDecimalsAndItsOwnDefaults() throws {
    XCTAssertEqual(try policy(#""currency": "JPY""#).tariff.base.monthly.minorUnits, 19)
    XCTAssertEqual(
      try policy(#""currency": "JPY", "base": { "monthly": "1900.00" }"#).tariff.base.monthly.minorUnits, 1900)
    XCTAssertEqual(try policy(#""currency": "KWD""#).tariff.base.monthly.minorUnits, 19_000)
  }

  func testWhatIsNoMoneyIsTold() {
    let expected = "expected an amount from 0.00 to 10000000000000.00, found"
    for (text, found) in [
      ("-1", "the number -1 in policy.base.monthly"),
      ("true", "true in policy.base.monthly"), ("\"\"", "the string \"\" in policy.base.monthly"),
      ("\"$5\"", "the string \"$5\" in policy.base.monthly"),
      ("1e3", "the number 1e3 in policy.base.monthly; write it without an exponent"),
      ("\"12,5\"", "the string \"12,5\" in policy.base.monthly; write a dot: \"12.5\""),
      ("10000000000000.01", "the number 10000000000000.01 in policy.base.monthly"),
    ] { assertFault(withPolicy(#""base": { "monthly": ▸\#(text) }"#), "\(expected) \(found)") }
  }

  // MARK: Faults

  func testFaultsOfSectionsHaveTheirPlaces() {
    for (members, message) in [
      (
        #""currency": ▸"UDS""#,
        #"expected a currency's three letters, such as "USD", found the string "UDS" in policy.currency; did you mean "USD"?"#
      ),
      (#""trialDays": ▸-1"#, "expected a whole number from 0 to 36525, found the number -1 in policy.trialDays"),
      (
        #""base": { "proration": ▸"dayly" }"#,
        #"expected "daily" or "none", found the string "dayly" in policy.base.proration; did you mean "daily"?"#
      ),
      (
        #""topUp": { "minimum": ▸"5.00", "maximum": "4.99" }"#,
        "the minimum is above the maximum in policy.topUp.minimum"
      ),
      (#""topUp": { "maximum": ▸0 }"#, "the minimum is above the maximum in policy.topUp.maximum"),
      (
        #""bonus": { "cap": ▸"nome" }"#,
        #"expected an amount from 0.00 to 10000000000000.00 or "none", found the string "nome" in "#
          + #"policy.bonus.cap; did you mean "none"?"#
      ),
      (
        #""bonus": { "expiresAfterDays": ▸0 }"#,
        #"expected a whole number from 1 to 36525 or "never", found the number 0 in policy.bonus.expiresAfterDays"#
      ),
      (
        #""bonus": { "tiers": ▸[ { "from": 5, "percent": 1 }, { "from": 5, "percent": 2 } ] }"#,
        #""from" ascends from tier to tier in policy.bonus.tiers"#
      ),
      (
        #""bonus": { "tiers": [ { "from": 5, "percent": ▸1000.01 } ] }"#,
        "expected a percentage from 0.00 to 1000.00, found the number 1000.01 in policy.bonus.tiers[0].percent"
      ),
      (
        #""bonus": { "tiers": [ { "from": 5, "percent": ▸1.005 } ] }"#,
        "1.005 has too many decimals in policy.bonus.tiers[0].percent; 2 are allowed"
      ),
      (
        #""bonus": { "tiers": [ ▸{ "from": 5 } ] }"#,
        #"missing key "percent" in policy.bonus.tiers[0]; expected a percentage from 0.00 to 1000.00"#
      ),
      (
        #""deletion": { "noticeDays": ▸0, "remindDaysBefore": [] }"#,
        "expected a whole number from 1 to 36525, found the number 0 in policy.deletion.noticeDays"
      ),
      (
        #""deletion": { "retentionDays": ▸0 }"#,
        "expected a whole number from 1 to 36525, found the number 0 in policy.deletion.retentionDays"
      ),
      (
        #""deletion": { "inactivityDays": ▸0 }"#,
        "expected a whole number from 1 to 36525, found the number 0 in policy.deletion.inactivityDays"
      ),
      (
        #""deletion": { "remindDaysBefore": [▸0] }"#,
        "expected a whole number from 1 to 36525, found the number 0 in policy.deletion.remindDaysBefore[0]"
      ),
      (
        #""deletion": { "remindDaysBefore": ▸[3, 10] }"#,
        "a reminder 10 days before is not within a notice of 10 days in policy.deletion.remindDaysBefore; each "
          + "of remindDaysBefore is less than noticeDays"
      ),
      (
        #""deletion": { "noticeDays": ▸3 }"#,
        "a reminder 3 days before is not within a notice of 3 days in policy.deletion.noticeDays; each of "
          + "remindDaysBefore is less than noticeDays"
      ),
    ] { assertFault(withPolicy(members), message) }
  }
}
