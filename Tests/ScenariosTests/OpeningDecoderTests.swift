import BillingCore
import Simulation
import XCTest

@testable import Scenarios

final class OpeningDecoderTests: XCTestCase {
  private let created = "2026-06-01"

  private func state(_ members: String, policy: String = "") throws -> OpeningState {
    guard case .opening(let state) = try loaded(text(members, policy: policy)).scenario.scripted[0].beginning else {
      throw CancellationError()
    }
    return state
  }

  private func text(_ members: String, policy: String = "") -> String {
    """
    { "start": "2027-01-01", "policy": { \(policy) },
      "accounts": { "acme": { "created": "\(created)", \(members) } } }
    """
  }

  func testADebtHasItsFirstDay() throws {
    XCTAssertEqual(try state(#""debt": 5, "debtSince": "2026-12-01""#).debtSince, Day("2026-12-01"))
    XCTAssertEqual(try state(#""debt": 5, "debtSince": "2027-01-01""#).debtSince, Day("2027-01-01"))
    XCTAssertNil(try state(#""debt": 5"#).debtSince)
  }

  /// The conditions of a notice are "more than", as the rules have them; a debt may begin on the day of the creation.
  func testTheLastDayOfABoundIsOnItsRightSide() throws {
    XCTAssertEqual(try state(#""debt": 5, "debtSince": "2026-06-01""#).debtSince, Day("2026-06-01"))
    assertFault(
      text(#""debt": 5, "debtSince": ▸"2026-05-31""#),
      "the first day of the debt lies between the creation, 2026-06-01, and the start, 2027-01-01 "
        + "in accounts.acme.debtSince")
    // From the creation to the notice there are 207 days, from the last activity 25.
    let notice = #""lastActivity": "2026-11-30", "deletion": { "noticedOn": ▸"2026-12-25" }"#
    func rules(age: Int, idle: Int) -> String {
      #""deletion": { "minimumAgeDays": \#(age), "inactivityDays": \#(idle) }"#
    }
    XCTAssertNotNil(
      try state(notice.replacing("▸", with: ""), policy: rules(age: 206, idle: 24)).deletion)
    assertFault(
      text(notice, policy: rules(age: 207, idle: 24)),
      "on 2026-12-25 the account was 207 days old, too young for a notice in accounts.acme.deletion.noticedOn; "
        + "deletion.minimumAgeDays is 207")
    assertFault(
      text(notice, policy: rules(age: 206, idle: 25)),
      "the last activity, 2026-11-30, is too late for a notice on 2026-12-25 in accounts.acme.deletion.noticedOn; "
        + #"deletion.inactivityDays is 25: give a "lastActivity" before 2026-11-30"#)
  }

  func testGrantsAreOfADayOrLapseOnOne() throws {
    let state = try state(
      """
      "deferred": "1.00",
      "grants": [ { "amount": 3, "grantedOn": "2026-11-01" }, { "amount": "0.50", "lapsesOn": "2027-02-01" },
        { "amount": 1, "lapsesOn": "never" } ]
      """, policy: #""bonus": { "expiresAfterDays": 90 }"#)
    XCTAssertEqual(state.grants.map(\.amount.minorUnits), [300, 50, 100])
    XCTAssertEqual(state.grants.map(\.lapsesOn), [Day("2027-01-30"), Day("2027-02-01"), nil])
    XCTAssertEqual(state.deferred, Money(minorUnits: 100))
    XCTAssertEqual(try self.state(#""grants": [{ "amount": 1, "grantedOn": "2026-11-01" }]"#).grants[0].lapsesOn, nil)
  }

  func testADeletionIsDueAsThePolicyOfItsNoticeSays() throws {
    let deletion = try state(
      #""lastActivity": "2026-11-01", "deletion": { "noticedOn": "2026-12-25", "kind": "manual" }"#
    ).deletion
    XCTAssertEqual(deletion?.due, Day("2027-01-04"))
    XCTAssertEqual(deletion?.kind, .manual)
  }

  func testWhatIsReadWritesItselfBack() throws {
    for members in [
      #""debt": 5, "debtSince": "2026-12-01", "lastActivity": "2026-11-01", "deletion": { "noticedOn": "2026-12-25" }"#,
      #""prepaidCash": 5, "deferred": 2, "grants": [{ "amount": 1, "grantedOn": "2026-11-01" }]"#,
    ] {
      let once = try loaded(text(members, policy: #""bonus": { "expiresAfterDays": 90 }"#))
      let twice = try loaded(once.resolved)
      XCTAssertEqual(twice.resolved, once.resolved)
      guard case .opening(let one) = once.scenario.scripted[0].beginning,
        case .opening(let two) = twice.scenario.scripted[0].beginning
      else { return XCTFail("both have a state") }
      XCTAssertEqual(one, two)
    }
  }

  func testFaultsHaveTheirPlaces() {
    let acme = "in accounts.acme"
    let early = #""lastActivity": "2026-11-01", "deletion""#
    for (members, message) in [
      (#""debtSince": ▸"2026-12-01""#, #"only a debt has a first day \#(acme).debtSince; give a "debt""#),
      (
        #""debt": 5, "debtSince": ▸"2027-01-02""#,
        "the first day of the debt lies between the creation, 2026-06-01, and the start, 2027-01-01 \(acme).debtSince"
      ),
      (#""deferred": ▸1"#, "nothing is deferred without prepaid money \(acme).deferred"),
      (
        #""grants": ▸[{ "amount": 1, "lapsesOn": "never" }], "prepaidBonus": 1"#,
        #""grants" and "prepaidBonus" exclude one another \#(acme).grants; the grants add up to the bonus"#
      ),
      (
        #""grants": [▸{ "amount": 1 }]"#,
        "the grant has no day \(acme).grants[0]; say when it was granted, so that bonus.expiresAfterDays decides "
          + "when it lapses, or write that day"
      ),
      (
        #""grants": [{ "amount": 1, "grantedOn": ▸"2026-09-01" }]"#,
        "the grant lapsed on 2026-11-30, before the start, 2027-01-01 \(acme).grants[0].grantedOn; "
          + "bonus.expiresAfterDays is 90"
      ),
      (
        #""grants": [{ "amount": 1, "lapsesOn": ▸"2026-12-31" }]"#,
        "the grant lapsed on 2026-12-31, before the start, 2027-01-01 \(acme).grants[0].lapsesOn"
      ),
      (
        #""grants": [{ "amount": 1, "grantedOn": ▸"2027-01-01" }]"#,
        "a grant lies between the creation, 2026-06-01, and the eve of the start, 2026-12-31 \(acme).grants[0].grantedOn"
      ),
      (
        #""grants": [{ "amount": 1, "grantedOn": "2026-12-02" }, ▸{ "amount": 1, "grantedOn": "2026-12-01" }]"#,
        "the grant of 2026-12-01 stands after one of 2026-12-02 \(acme); the oldest comes first"
      ),
      (
        #""grants": [{ "amount": 1, "lapsesOn": "never" }], "debt": ▸5"#,
        "an account in debt has no prepaid money \(acme).debt"
      ),
      (
        #"\#(early): { "noticedOn": ▸"2027-01-01" }"#,
        "the notice lies between the creation, 2026-06-01, and the eve of the start, 2026-12-31 "
          + "\(acme).deletion.noticedOn"
      ),
      (
        #"\#(early): { "noticedOn": "2026-12-25", "due": ▸"2027-01-05" }"#,
        "a notice of 2026-12-25 is due on 2027-01-04, not on 2027-01-05 \(acme).deletion.due; deletion.noticeDays is 10"
      ),
      (
        #"\#(early): { "noticedOn": ▸"2026-12-21" }"#,
        "the deletion was due on 2026-12-31, before the start, 2027-01-01 \(acme).deletion.noticedOn; "
          + "deletion.noticeDays is 10"
      ),
      (
        #""deletion": { "noticedOn": ▸"2026-12-25" }"#,
        "the last activity, 2026-12-31, is too late for a notice on 2026-12-25 \(acme).deletion.noticedOn; "
          + #"deletion.inactivityDays is 30: give a "lastActivity" before 2026-11-25"#
      ),
      (
        #""prepaidCash": 1, \#(early): ▸{ "noticedOn": "2026-12-25" }"#,
        "an account with prepaid money is not deleted \(acme).deletion; a top-up has called the deletion off"
      ),
    ] { assertFault(text(members, policy: #""bonus": { "expiresAfterDays": 90 }"#), message) }
    assertFault(
      text(
        #"\#(early): { "noticedOn": ▸"2026-12-25" }"#,
        policy: #""deletion": { "automatic": false }"#),
      "no notice is automatic on 2026-12-25 \(acme).deletion.noticedOn; deletion.automatic is false; a notice by hand "
        + #"is of the kind "manual""#)
    assertFault(
      text(#"\#(early): { "noticedOn": ▸"2026-12-25" }"#, policy: #""deletion": { "minimumAgeDays": 300 }"#),
      "on 2026-12-25 the account was 207 days old, too young for a notice \(acme).deletion.noticedOn; "
        + "deletion.minimumAgeDays is 300")
  }
}
