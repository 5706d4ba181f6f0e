import BillingCore
import Simulation
import XCTest

@testable import Scenarios

final class AccountsDecoderTests: XCTestCase {
  private let before = "2026-11-01"

  func testAnOpeningStateIsReadAsWritten() throws {
    let text = withAccount(
      #""prepaidCash": 5, "prepaidBonus": "1.50", "lastActivity": "2026-12-20", "units": { "integration": 2 }, "#
        + #""used": { "order": 7 }"#,
      created: before)
    let account = try loaded(text).scenario.scripted[0]
    guard case .opening(let state) = account.beginning else { return XCTFail("it exists before the start") }
    XCTAssertEqual(account.name, "acme")
    XCTAssertEqual(state.created, Day(before))
    XCTAssertEqual(state.prepaidCash.minorUnits, 500)
    XCTAssertEqual(state.prepaidBonus.minorUnits, 150)
    XCTAssertEqual(state.lastActivity, Day("2026-12-20"))
    XCTAssertEqual(state.units, [2, 0])
    XCTAssertEqual(state.used, [0, 7])
    XCTAssertFalse(state.isBlocked)
  }

  func testTheLastActivityIsTheEveWhenNothingIsSaid() throws {
    guard case .opening(let state) = try loaded(withAccount("", created: before)).scenario.scripted[0].beginning else {
      return XCTFail("it exists before the start")
    }
    XCTAssertEqual(state.lastActivity, Day("2026-12-31"))
  }

  func testATimelineIsReadInItsOrder() throws {
    let text = withAccount(
      """
      "units": { "integration": 1 }, "timeline": [
        { "on": "2027-02-01", "signIn": "employee" },
        { "on": "2027-02-01", "topUp": "14.00" },
        { "on": "2027-02-01", "topUp": "-1", "method": "applePay", "by": "owner" },
        { "on": "2027-02-02", "topUpDeclined": 0, "by": "employee" },
        { "on": "2027-02-02", "use": { "order": 3 } },
        { "on": "2027-02-02", "set": { "integration": 0 } },
        { "on": "2027-02-03", "requestDeletion": true },
        { "on": "2027-02-03", "cancelDeletion": true },
        { "on": "2027-02-03", "restore": true }
      ]
      """)
    let entries = try loaded(text).scenario.scripted[0].entries
    let commands = entries.map { entry -> Command? in
      if case .command(let command) = entry.deed { command } else { nil }
    }
    let money = { Money(minorUnits: $0) }
    XCTAssertEqual(
      commands,
      [
        .signIn(.employee), .topUp(money(1400), by: .administrator, with: .card),
        .topUp(money(-100), by: .owner, with: .applePay), .topUpDeclined(.zero, by: .employee, with: .card),
        .use(3, of: 1), .set(0, to: 0), .requestDeletion, .cancelDeletion, .restore,
      ])
  }

  func testExpectationsAreReadInTheOrderWrittenWithTheirPlaces() throws {
    let text = withEntry(
      #""expect": { "stage": "blocked", "balance": "-14.00", "deletionDue": "none", "events": ["topUp"], "debt": 14 }"#)
    guard case .expect(let expectation) = try loaded(text).scenario.scripted[0].entries[0].deed else {
      return XCTFail("it is an expectation")
    }
    XCTAssertEqual(expectation.claims.map(\.fact.key), ["stage", "balance", "deletionDue", "events", "debt"])
    XCTAssertEqual(
      expectation.claims.map { $0.fact.text(in: .usd) }, ["blocked", "-14.00", "none", "[topUp]", "14.00"])
    XCTAssertTrue(expectation.claims.allSatisfy { $0.origin.hasPrefix("x.jsonc:4:") })
    guard
      case .expectAtEnd = try loaded(withEntry(#""expectAtEnd": { "status": "open" }"#)).scenario.scripted[0].entries[0]
        .deed
    else { return XCTFail("it is judged at the end") }
  }

  // MARK: Beginnings at fault

  func testStateIsForAccountsThatExistBeforeTheStart() {
    for state in [
      #""prepaidCash": ▸1"#, #""prepaidBonus": ▸1"#, #""debt": ▸1"#, #""lastActivity": ▸"2027-01-02""#,
      #""blocked": ▸false"#, #""used": ▸{}"#,
    ] {
      let key = state.split(separator: "\"")[0]
      assertFault(
        withAccount(state),
        #""\#(key)" is for accounts that exist before the start, 2027-01-01 in accounts.acme.\#(key); this one "#
          + "is created on 2027-01-02"
      )
    }
    XCTAssertEqual(load(withAccount(#""units": { "integration": 1 }"#)).faults, [])
  }

  func testFaultsOfAnOpeningStateHaveTheirPlaces() {
    let activity =
      "the last activity lies between the creation, 2026-11-01, and the eve of the start, 2026-12-31 in "
      + "accounts.acme.lastActivity"
    for (members, message) in [
      (#""debt": ▸"5.00", "prepaidCash": "1.00""#, "an account in debt has no prepaid money in accounts.acme.debt"),
      (#""debt": ▸"5.00", "prepaidBonus": "0.01""#, "an account in debt has no prepaid money in accounts.acme.debt"),
      (
        #""blocked": ▸true"#,
        #"an account is blocked only in debt in accounts.acme.blocked; give its "debt", or leave "blocked" out"#
      ),
      (#""lastActivity": ▸"2026-10-31""#, activity), (#""lastActivity": ▸"2027-01-01""#, activity),
      (
        #""prepaidCash": ▸-1"#,
        "expected an amount from 0.00 to 10000000000000.00, found the number -1 in accounts.acme.prepaidCash"
      ),
      (
        #""units": { ▸"integratoin": 1 }"#,
        #"there is no recurring service "integratoin" in accounts.acme.units; did you mean "integration"?"#
      ),
      (#""units": { ▸"order": 1 }"#, #""order" is not a recurring service in accounts.acme.units"#),
      (#""used": { ▸"integration": 1 }"#, #""integration" is not a metered service in accounts.acme.used"#),
      (
        #""units": { "integration": ▸-1 }"#,
        "expected a whole number from 0 to 1000000000, found the number -1 in accounts.acme.units.integration"
      ),
      (#"▸"balance": 1"#, #"unknown key "balance" in accounts.acme"#),
    ] { assertFault(withAccount(members, created: before), message) }
    XCTAssertEqual(load(withAccount(#""debt": 5, "blocked": true"#, created: before)).faults, [])
  }

  func testAnAccountIsCreatedWithinTheDays() {
    assertFault(
      withServices(#""days": 30, "accounts": { "acme": { "created": ▸"2027-01-31" } }"#),
      "the account is created after the last day, 2027-01-30 in accounts.acme.created")
    assertFault(
      withServices(#""accounts": { "acme": ▸{ "debt": 5, "units": { "integration": 1 } } }"#),
      #"missing key "created" in accounts.acme; expected a day that exists, written like "2027-01-31""#)
  }

  private let kinds = Event.allWords.joined(separator: ", ")

  // MARK: Timelines at fault

  func testEntriesStandInOrderWithinTheDays() {
    assertFault(
      withAccount(
        #""timeline": [ { "on": "2027-02-02", "restore": true }, { "on": ▸"2027-02-01", "restore": true } ]"#),
      "the entry of 2027-02-01 stands after one of 2027-02-02 in accounts.acme; entries stand in order of day")
    for on in ["2026-12-31", "2028-01-01"] {
      assertFault(
        withAccount(#""timeline": [ { "on": ▸"\#(on)", "restore": true } ]"#),
        "\(on) is not among the scenario's days, 2027-01-01 to 2027-12-31 in accounts.acme.timeline[0].on")
    }
  }

  func testAnExpectationNamesSomethingThatCanBe() {
    assertFault(
      withAccount(#""timeline": [ { "on": "2027-01-05", "expect": ▸{} } ]"#),
      #"nothing is expected in accounts.acme.timeline[0].expect; name at least one key, such as "balance""#)
    for right in [
      "topUp card", "refused topUp notPermitted", "stageChanged none>blocked", "signIn full popup banner=2027-03-01",
      "deletionNoticed manual due=2027-03-01", "deletionCancelled owner", "refused signIn blocked banner=2027-03-01",
      "invoiced final", "purged",
    ] {
      XCTAssertEqual(
        load(withAccount(#""timeline": [ { "on": "2027-01-05", "expect": { "events": ["\#(right)"] } } ]"#)).faults, [])
    }
    for wrong in [
      "topUp bitcoin", "refused topUp nonsense", "refused blocked", "stageChanged blocked", "signIn half",
      "signIn full banner=soon", "deletionNoticed manual", "created twice", "invoiced finally",
      "refused signIn blocked banner=soon", "refused use blocked banner=2027-03-01",
      "refused signIn deleted banner=2027-03-01",
    ] {
      let faults = load(
        withAccount(#""timeline": [ { "on": "2027-01-05", "expect": { "includes": ["\#(wrong)"] } } ]"#)
      ).faults
      XCTAssertEqual(faults.count, 1, wrong)
      XCTAssertTrue(faults.first?.contains("has no detail") ?? false, "\(faults)")
    }
  }

  func testTheDetailThatWasMeantIsNamed() {
    for (wrong, hint) in [
      ("refused signIn blokced", #"did you mean "refused signIn blocked"?"#),
      ("stageChanged none>blokced", #"did you mean "stageChanged none>blocked"?"#),
      ("topUp crad", #"did you mean "topUp card"?"#), ("invoiced finale", #"did you mean "invoiced final"?"#),
      ("signIn ful popup banner=2027-03-01", #"did you mean "signIn full popup banner=2027-03-01"?"#),
      ("deletionNoticed automatc due=2027-03-01", #"did you mean "deletionNoticed automatic due=2027-03-01"?"#),
      ("created twice", #"write "created" alone"#), ("topUp bitcoin", "events.csv and trace --csv show the details"),
      ("signIn full banner=soon", "events.csv and trace --csv show the details"),
      ("topup", #"did you mean "topUp"?"#),
    ] {
      let faults = load(
        withAccount(#""timeline": [ { "on": "2027-01-05", "expect": { "includes": ["\#(wrong)"] } } ]"#)
      ).faults
      XCTAssertTrue(faults.first?.hasSuffix("; \(hint)") ?? false, "\(faults)")
    }
  }

  func testTheOrderOfEntriesIsJudgedBesideOtherFaults() {
    let faults = load(
      withAccount(
        #"""
        "timeline": [
          { "on": "2027-02-02", "signIn": "admin" }, { "on": "2027-02-01", "topUp": "x" },
          { "on": "2029-01-01", "topUp": "x" }, { "on": "2027-02-03", "topUp": "1" }, { "on": "2027-02-02", "set": 1 } ]
        """#)
    ).faults
    let order = faults.filter { $0.contains("stands after") }.map { $0.prefix { $0 != ":" } + $0.dropFirst(7) }
    XCTAssertEqual(order.count, 2, "\(faults)")
    XCTAssertTrue(
      faults.contains { $0.contains("the entry of 2027-02-01 stands after one of 2027-02-02") }, "\(faults)")
    XCTAssertTrue(
      faults.contains { $0.contains("the entry of 2027-02-02 stands after one of 2027-02-03") }, "\(faults)")
    XCTAssertTrue(faults.contains { $0.contains("2029-01-01 is not among the scenario's days") }, "\(faults)")
    XCTAssertEqual(faults.count, 7, "\(faults)")
  }

  func testTheOrderOfGrantsTiersCampaignsAndThresholdsIsJudgedBesideOtherFaults() {
    func assert(_ text: String, _ words: String, line: UInt = #line) {
      let faults = load(text).faults
      XCTAssertEqual(faults.count, 2, "\(faults)", line: line)
      XCTAssertTrue(faults.contains { $0.contains(words) }, "\(faults)", line: line)
    }
    assert(
      withAccount(
        #""grants": [ { "amount": "1", "grantedOn": "2026-12-02" }, { "amount": "x", "grantedOn": "2026-12-01" } ]"#,
        created: "2026-11-01"), "the grant of 2026-12-01 stands after one of 2026-12-02")
    assert(
      withPolicy(#""bonus": { "tiers": [ { "from": "9", "percent": 5 }, { "from": "8", "percent": "x" } ] }"#),
      #""from" ascends from tier to tier"#)
    assert(
      withPolicy(
        #""bonus": { "campaigns": [ { "name": "a", "from": "2027-01-01", "to": "2027-01-09", "tiers": 1 }, "#
          + #"{ "name": "b", "from": "2027-01-05", "to": "2027-01-19", "tiers": [] } ] }"#), "overlap")
    assert(
      withPolicy(#""restrictions": { "remindFrom": "x", "paymentPageFrom": 20, "blockFrom": 10 }"#),
      "blockFrom 10 has to be later than paymentPageFrom 20")
  }

  func testAnExpectationMayStandBeforeTheCreation() throws {
    for key in ["expect", "expectAtEnd"] {
      let text = withAccount(#""timeline": [ { "on": "2027-01-01", "\#(key)": { "status": "notCreated" } } ]"#)
      XCTAssertEqual(load(text).faults, [])
    }
    XCTAssertEqual(load(withAccount(#""timeline": [ { "on": "2027-01-01", "signIn": "owner" } ]"#)).faults, [])
  }

  func testFaultsOfEntriesHaveTheirPlaces() {
    let list =
      "an entry has one of signIn, topUp, topUpDeclined, use, set, requestDeletion, cancelDeletion, restore, "
      + "expect, expectAtEnd"
    let entry = "in accounts.acme.timeline[0]"
    for (members, message) in [
      (
        #""use": ▸{ "order": 1, "integration": 2 }"#,
        #"one service an entry \#(entry).use; write it like { "use": { "SERVICE": 1 } }"#
      ),
      (#""set": ▸{}"#, #"one service an entry \#(entry).set; write it like { "set": { "SERVICE": 1 } }"#),
      (#""use": ▸5"#, #"one service an entry \#(entry).use; write it like { "use": { "SERVICE": 1 } }"#),
      (
        #""use": { "order": ▸0 }"#,
        "expected a whole number from 1 to 1000000000, found the number 0 \(entry).use.order"
      ),
      (
        #""set": { "integration": ▸-1 }"#,
        "expected a whole number from 0 to 1000000000, found the number -1 \(entry).set.integration"
      ),
      (#""use": { ▸"integration": 1 }"#, #""integration" is not a metered service \#(entry).use"#),
      (#""set": { ▸"order": 1 }"#, #""order" is not a recurring service \#(entry).set"#),
      (#""use": { ▸"ordre": 1 }"#, #"there is no metered service "ordre" \#(entry).use; did you mean "order"?"#),
      (#""restore": ▸false"#, "expected true, found false \(entry).restore"),
      (#""topUp": ▸"1.005""#, "1.005 has too many decimals \(entry).topUp; 2 are allowed"),
      (
        #""topUp": 1, "method": ▸"cash""#,
        #"expected "card", "googlePay" or "applePay", found the string "cash" \#(entry).method"#
      ),
      (
        #""topUp": 1, "by": ▸"support""#,
        #"expected "owner", "administrator" or "employee", found the string "support" \#(entry).by"#
      ),
      (#""signIn": "owner", ▸"method": "card""#, #"unknown key "method" \#(entry)"#),
      (
        #""expect": { "events": [▸"topup"] }"#,
        #"expected a kind of event (\#(kinds)), found the string "topup" "#
          + #"\#(entry).expect.events[0]; did you mean "topUp"?"#
      ),
      (
        #""expect": { "includes": ["topUp", ▸"paid"] }"#,
        #"expected a kind of event (\#(kinds)), found the string "paid" "#
          + #"\#(entry).expect.includes[1]"#
      ),
      (
        #""expect": { "stage": ▸"blokced" }"#,
        #"expected "none", "reminder", "paymentPage" or "blocked", found the string "blokced" "#
          + #"\#(entry).expect.stage; did you mean "blocked"?"#
      ),
      (
        #""expect": { "status": ▸"missing" }"#,
        #"expected "notCreated", "open", "deletionPending", "deleted" or "purged", found the string "missing" "#
          + #"\#(entry).expect.status"#
      ),
      (
        #""expect": { "deletionDue": ▸"never" }"#,
        #"expected a day that exists, written like "2027-01-31" or "none", found the string "never" "#
          + #"\#(entry).expect.deletionDue"#
      ),
      (#""expect": { ▸"balanc": 1 }"#, #"unknown key "balanc" \#(entry).expect; did you mean "balance"?"#),
    ] { assertFault(withEntry(members), message) }
    assertFault(
      withAccount(#""timeline": [ ▸{ "on": "2027-02-01" } ]"#), "the entry does nothing \(entry); \(list)")
    assertFault(
      withAccount(#""timeline": [ ▸{ "on": "2027-02-01", "signIn": "owner", "restore": true } ]"#),
      "the entry does more than one thing \(entry); \(list)")
    assertFault(
      withAccount(#""timeline": [ ▸{ "restore": true } ]"#),
      #"missing key "on" \#(entry); expected a day that exists, written like "2027-01-31""#)
  }

  func testAServiceIsUsedOnlyOnceAChangeHasBroughtIt() {
    func text(_ entry: String, units: String = "{}", created: String = "2027-01-02") -> String {
      """
      {
        "start": "2027-01-01",
        "policy": { "changes": [ { "on": "2027-03-01", "services": {
          "sms": { "tiers": [ { "price": 1 } ] }, "phone": { "monthly": 9 } } } ] },
        "accounts": { "acme": { "created": "\(created)", "units": \(units), "timeline": [ \(entry) ] } }
      }
      """
    }
    assertFault(
      text(#"{ "on": "2027-02-28", "use": ▸{ "sms": 1 } }"#),
      #""sms" is not offered yet on 2027-02-28 in accounts.acme.timeline[0].use; a later change brings it"#)
    assertFault(
      text(#"{ "on": "2027-02-28", "set": ▸{ "phone": 1 } }"#),
      #""phone" is not offered yet on 2027-02-28 in accounts.acme.timeline[0].set; a later change brings it"#)
    assertFault(
      text("", units: #"{ ▸"phone": 1 }"#),
      #"there is no recurring service "phone" in accounts.acme.units; the policy has none"#)
    XCTAssertEqual(load(text(#"{ "on": "2027-03-01", "use": { "sms": 1 } }"#)).faults, [])
    XCTAssertEqual(load(text("", units: #"{ "phone": 1 }"#, created: "2027-03-01")).faults, [])
  }
}
