import BillingCore
import Reports
import Scenarios
import Simulation
import XCTest

@testable import daybook

/// What expressions find, on lives that are written out.
final class FindTests: XCTestCase {
  /// Reported from 2027-01-01 through 2027-06-30; 19.00 a month from the 1st after the creation on.
  private static let stories = """
    {
      "start": "2027-01-01", "end": "2027-06-30",
      "policy": {
        "deletion": { "automatic": false },
        "services": {
          "integration": { "monthly": "5.00" }, "order": { "tiers": [ { "price": "1.00" } ] },
          "mail": { "tiers": [ { "price": "1.00" } ] },
        },
        "bonus": { "tiers": [ { "from": "50.00", "percent": 10 } ] },
      },
      "accounts": {
        // In debt from 2027-02-01, blocked from 2027-02-10, paid on 2027-02-12 in two parts.
        "payer": { "created": "2027-01-01", "timeline": [
          { "on": "2027-02-11", "use": { "order": 3 } },
          { "on": "2027-02-12", "topUp": "18.99", "method": "googlePay" },
          { "on": "2027-02-12", "topUp": "0.01", "method": "card", "by": "owner" },
          { "on": "2027-02-13", "topUp": "100.00", "method": "googlePay" },
          { "on": "2027-02-13", "use": { "order": 3 } },
          { "on": "2027-02-14", "topUpDeclined": "5.00", "by": "owner" },
          { "on": "2027-02-14", "set": { "integration": 1 } },
          { "on": "2027-02-20", "signIn": "employee" },
        ] },
        // Never pays: blocked from 2027-02-10 on; asked to be deleted on 2027-03-01, deleted on 2027-03-11, purged on the 31st.
        "debtor": { "created": "2027-01-01", "timeline": [
          { "on": "2027-02-11", "signIn": "employee" },
          { "on": "2027-03-01", "requestDeletion": true },
        ] },
        // Never pays, and is blocked from 2027-01-10 on; its deletion is asked for twice, cancelled by a sign-in and by
        // its owner.
        "waverer": { "created": "2026-11-01", "prepaidCash": "0.00", "lastActivity": "2026-11-05", "timeline": [
          { "on": "2027-01-02", "requestDeletion": true },
          { "on": "2027-01-03", "signIn": "administrator" },
          { "on": "2027-02-05", "requestDeletion": true },
          { "on": "2027-02-07", "cancelDeletion": true },
        ] },
        // Deleted on 2027-01-12, restored on the 20th.
        "returner": { "created": "2026-11-01", "lastActivity": "2026-11-05", "timeline": [
          { "on": "2027-01-02", "requestDeletion": true },
          { "on": "2027-01-20", "restore": true },
          { "on": "2027-01-21", "restore": true },
        ] },
        "late": { "created": "2027-06-01" },
        // Blocked all the time, since before the first day.
        "stuck": { "created": "2026-06-01", "debt": "40.00", "blocked": true },
      },
    }
    """

  /// Of 2.00 granted on 2027-01-05 nothing is left from the 15th on.
  private static let lapsing = """
    {
      "start": "2027-01-01", "days": 20,
      "policy": { "bonus": { "tiers": [ { "from": "20.00", "percent": 10 } ], "expiresAfterDays": 10 } },
      "accounts": {
        "poor": { "created": "2027-01-01" },
        "saver": { "created": "2027-01-01", "timeline": [ { "on": "2027-01-05", "topUp": "20.00" } ] },
      },
    }
    """

  private func load(_ text: String) throws -> Scenario {
    try ScenarioLoader.load("stories.jsonc") { _, _ in Array(text.utf8) }.scenario
  }

  /// The names of the accounts found, and the cells of the first.
  private func find(
    _ expression: String, in text: String = FindTests.stories
  ) async throws -> (names: [String], first: [String]) {
    let scenario = try load(text)
    let search = try Search(expression, called: "--where", in: scenario)
    let simulator = Simulator(scenario)
    let run = try await simulator.run(threads: 2, watcher: AccountFinder(search, in: scenario))
    let report = FoundReport(run.watcher.found, by: search, in: simulator)
    return ((0..<report.rowCount).map { report.row($0)[0] }, report.rowCount == 0 ? [] : report.row(0))
  }

  private func assertFinds(
    _ expression: String, _ names: String..., file: StaticString = #filePath, line: UInt = #line
  ) async throws {
    let found = try await find(expression).names
    XCTAssertEqual(found, names, expression, file: file, line: line)
  }

  func testAHappeningIsFoundByItsKindAndItsFacts() async throws {
    try await assertFinds("topUp", "payer")
    try await assertFinds("topUp with applePay")
    try await assertFinds("topUp by owner with card", "payer")
    try await assertFinds("topUp with googlePay by owner")
    try await assertFinds("topUpDeclined by owner", "payer")
    try await assertFinds("topUpDeclined by administrator")
    try await assertFinds("used of order", "payer")
    try await assertFinds("used of mail")
    try await assertFinds("serviceChanged of integration", "payer")
    try await assertFinds("invoiced of integration", "payer")
    try await assertFinds("invoiced of base final", "debtor", "returner")
    try await assertFinds("invoiced of order final")
    try await assertFinds("signIn by employee", "payer")
    try await assertFinds("signIn by administrator", "waverer")
    try await assertFinds("deletionNoticed manual", "debtor", "waverer", "returner")
    try await assertFinds("deletionNoticed automatic")
    try await assertFinds("deletionCancelled by owner", "waverer")
    try await assertFinds("deletionCancelled by activity", "waverer")
    try await assertFinds("deletionReminder", "debtor", "returner")
    try await assertFinds("stageChanged from 2027-02-12 to 2027-02-28", "payer")
    try await assertFinds("restored", "returner")
    try await assertFinds("purged", "debtor")
    try await assertFinds("created", "payer", "debtor", "late")
  }

  func testALapseIsFoundOnItsDay() async throws {
    for (expression, names) in [
      ("bonusLapsed", ["saver"]), ("bonusLapsed on 2027-01-15", ["saver"]), ("bonusLapsed to 2027-01-14", []),
      ("bonusLapsed = 0", ["poor"]), ("created", ["poor", "saver"]),
    ] {
      let found = try await find(expression, in: FindTests.lapsing).names
      XCTAssertEqual(found, names, expression)
    }
  }

  func testARefusalIsFoundByItsActionAndItsReason() async throws {
    try await assertFinds("refused", "payer", "debtor", "returner")
    try await assertFinds("refused use", "payer")
    try await assertFinds("refused use blocked", "payer")
    try await assertFinds("refused blocked", "payer", "debtor")
    try await assertFinds("refused signIn", "debtor")
    try await assertFinds("refused restore notDeleted", "returner")
    try await assertFinds("refused use deleted")
  }

  func testAStageIsAHappeningOnlyWhereItBegins() async throws {
    try await assertFinds("blocked", "payer", "debtor", "waverer", "returner")
    try await assertFinds("unblocked", "payer")
    try await assertFinds("blocked and not unblocked", "debtor", "waverer", "returner")
    try await assertFinds("stage = blocked on 2027-01-01", "stuck")
    try await assertFinds("stage = blocked on 2027-02-10 and stage = none on 2027-02-12", "payer")
    try await assertFinds(
      "reminder on 2027-02-04 and paymentPage on 2027-02-07 and segment = scripted", "payer", "debtor")
  }

  func testDaysBoundAHappeningBothEndsIncluded() async throws {
    try await assertFinds("topUp on 2027-02-12", "payer")
    try await assertFinds("topUp on 2027-02-11")
    try await assertFinds("topUp to 2027-02-12 = 2 times", "payer")
    try await assertFinds("topUp to 2027-02-11")
    try await assertFinds("topUp from 2027-02-13 = 1 time", "payer")
    try await assertFinds("topUp from 2027-02-14")
    try await assertFinds("topUp from 2027-02-12 to 2027-02-13 = 3 times", "payer")
    try await assertFinds("topUp = 3 times from 2027-02-12 to 2027-02-13", "payer")
  }

  func testACountMayBeNothing() async throws {
    try await assertFinds("topUp = 0", "debtor", "waverer", "returner", "late", "stuck")
    try await assertFinds("topUp < 4 times and topUp >= 3 times", "payer")
    try await assertFinds("topUp != 3 times", "debtor", "waverer", "returner", "late", "stuck")
    try await assertFinds("topUp <= 3 times and topUp > 2 times", "payer")
  }

  func testAnAmountIsNotACount() async throws {
    try await assertFinds("topUp >= 100.00", "payer")
    try await assertFinds("topUp >= 100 USD on 2027-02-13", "payer")
    try await assertFinds("topUp > 100.00")
    try await assertFinds("topUp with googlePay = 18.99 and topUp < 0.02", "payer")
    try await assertFinds("topUpDeclined = 5.00", "payer")
    try await assertFinds("invoiced order >= 3.00", "payer")
    try await assertFinds("invoiced of order > 3.00")
    try await assertFinds("invoiced order = 1 time", "payer")
  }

  func testOneThingComesAfterOrBeforeAnother() async throws {
    try await assertFinds("topUp after blocked", "payer")
    try await assertFinds("topUp before blocked")
    try await assertFinds("blocked before topUp", "payer")
    try await assertFinds("blocked after topUp")
    try await assertFinds("topUp after blocked within 2 days", "payer")
    try await assertFinds("topUp after blocked within 1 day")
    try await assertFinds("blocked before topUp within 2 days", "payer")
    try await assertFinds("blocked before topUp within 1 day")
    try await assertFinds("topUp >= 100.00 after blocked within 3 days", "payer")
    try await assertFinds("topUp >= 100.00 after blocked within 2 days")
    try await assertFinds("topUp after blocked = 3 times", "payer")
    try await assertFinds("topUp after topUp = 2 times", "payer")
    try await assertFinds("topUp before topUp = 2 times", "payer")
    try await assertFinds("topUp after blocked from 2027-02-13 = 1 time", "payer")
    // Of the top-ups after the block two are of 18.99 or more, and only the last comes after the one of 0.01.
    try await assertFinds("topUp >= 18.99 after blocked >= 2 times", "payer")
    try await assertFinds("topUp >= 18.99 after blocked >= 3 times")
    try await assertFinds("topUp >= 18.99 >= 2 times", "payer")
    try await assertFinds("topUp after topUp < 1.00 = 1 time", "payer")
    try await assertFinds("topUp < 1.00 after topUp > 50.00")
    try await assertFinds("topUp < 1.00 before topUp > 50.00", "payer")
    try await assertFinds("deletionCancelled by owner after deletionNoticed manual", "waverer")
    try await assertFinds("restored after deleted and not purged after restored", "returner")
  }

  func testAnAccountIsFoundByItsName() async throws {
    try await assertFinds("account = payer", "payer")
    try await assertFinds("account = *er", "payer", "waverer", "returner")
    try await assertFinds("account = *e*r and account != pay*", "debtor", "waverer", "returner")
    try await assertFinds("account != *r*", "late", "stuck")
  }

  func testAStateIsThatOfTheDaysEnd() async throws {
    try await assertFinds("balance = -19.00 on 2027-02-11", "payer", "debtor")
    try await assertFinds("balance = 0 on 2027-02-12", "payer")
    try await assertFinds("balance > 0", "payer")
    try await assertFinds("prepaidCash = 97.00 on 2027-02-13")
    try await assertFinds("prepaidCash = 100.00 on 2027-02-13 and prepaidBonus = 10 on 2027-02-13", "payer")
    try await assertFinds("deferred >= 100 on 2027-02-13", "payer")
    try await assertFinds("debt > 0 on 2027-01-01", "waverer", "returner", "stuck")
    try await assertFinds("stage >= paymentPage on 2027-02-07", "payer", "debtor", "waverer", "returner", "stuck")
  }

  func testAStateOfADayBeforeTheCreationIsNone() async throws {
    try await assertFinds("balance = 0 on 2027-05-31", "debtor")
    try await assertFinds("balance != 0 on 2027-05-31", "payer", "waverer", "returner", "stuck")
    try await assertFinds("status = notCreated on 2027-05-31", "late")
    try await assertFinds("status = open on 2027-06-01 and created = 2027-06-01", "late")
    let cells = try await find("status = notCreated on 2027-05-31 and not stage = none on 2027-05-31").first
    XCTAssertEqual(cells, ["late", "scripted", "notCreated", "not created"])
  }

  func testStatusAndDeletionFollowTheLife() async throws {
    try await assertFinds("status = deletionPending on 2027-01-02", "waverer", "returner")
    try await assertFinds("deletionDue = 2027-01-12 on 2027-01-02", "waverer", "returner")
    try await assertFinds("deletionDue = 2027-01-12 on 2027-01-03", "returner")
    try await assertFinds("deletionDue != none on 2027-03-10", "debtor")
    try await assertFinds("deletionDue = none on 2027-01-11", "payer", "debtor", "waverer", "stuck")
    try await assertFinds("deletionDue != 2027-01-12 on 2027-01-11")
    try await assertFinds("status = deleted on 2027-03-30", "debtor")
    try await assertFinds("status = purged on 2027-03-31", "debtor")
    try await assertFinds("status = purged", "debtor")
    try await assertFinds("status != open", "debtor")
  }

  func testActivityIsFollowedThroughQuietDays() async throws {
    try await assertFinds("lastActivity = 2027-02-20", "payer")
    try await assertFinds("lastActivity = 2027-02-13 on 2027-02-19", "payer")
    try await assertFinds("lastActivity < 2026-12-01 on 2027-01-02", "waverer", "returner")
    try await assertFinds("created < 2027-01-01", "waverer", "returner", "stuck")
  }

  func testMeasuresAreOfTheReportedDays() async throws {
    // The debtor is in debt from 2027-02-01 to its purge, and blocked from the 10th to its deletion on 2027-03-11.
    try await assertFinds("daysInDebt = 58 and daysBlocked = 29", "debtor")
    // The payer was in debt for eleven evenings, and blocked for two.
    try await assertFinds("daysInDebt = 11 and daysBlocked = 2", "payer")
    try await assertFinds("daysInDebt = 181 and daysBlocked = 181", "stuck")
    try await assertFinds("cashIn = 119.00 and bonusGranted = 10.00", "payer")
    // 19.00 for each of two months, and 10 days of March: 6.13.
    try await assertFinds("badDebt = 44.13 and billed = 44.13", "debtor")
    try await assertFinds("peakDebt = 19.00", "payer")
    // 40.00 owed, and six invoices.
    try await assertFinds("peakDebt = 154.00", "stuck")
  }

  func testTheCellsSayWhatWasFound() async throws {
    let cells = try await find(
      "topUp >= 3 times and not purged and balance > 1.00 on 2027-02-13 and debt = 0 and blocked"
    )
    .first
    XCTAssertEqual(cells, ["payer", "scripted", "2027-02-12 and 2 more", "never", "110.00", "0.00", "2027-02-10"])
  }
}
