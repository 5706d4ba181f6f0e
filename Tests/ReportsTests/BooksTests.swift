import BillingCore
import Simulation
import XCTest

@testable import Reports

/// The reports agree with each other to the cent, as read back from their bytes.
final class BooksTests: XCTestCase {
  private static let splits = ["shops", "agencies", "scripted"]

  func testTheTownHasEverythingInIt() async throws {
    let set = try await reports(of: town())
    let all = set.sheet(.revenue).of("all")
    for column in all.header.dropFirst(2) { XCTAssertGreaterThan(all.sum(column), 0, column) }
    let daily = set.sheet(.daily).of("all")
    for column in daily.header.dropFirst(2) { XCTAssertGreaterThan(daily.sum(column), 0, column) }
    XCTAssertGreaterThan(set.sheet(.invoices).filter { $0["final"] == "true" }.rows.count, 3)
  }

  func testTopUpsInvoicesAccountsAndServicesComeToTheSameAsRevenue() async throws {
    let set = try await reports(of: town())
    let (revenue, topUps, invoices) = (set.sheet(.revenue), set.sheet(.topups), set.sheet(.invoices))
    let (accounts, services, daily) = (set.sheet(.accounts), set.sheet(.services), set.sheet(.daily))
    for segment in BooksTests.splits {
      let months = revenue.of(segment)
      let (paid, lines, final) = (topUps.of(segment), invoices.of(segment), accounts.of(segment))
      XCTAssertEqual(months.sum("top_ups"), paid.rows.count)
      XCTAssertEqual(months.sum("cash_in"), paid.sum("amount"))
      XCTAssertEqual(months.sum("cash_in"), final.sum("cash_in"))
      XCTAssertEqual(months.sum("bonus_granted"), paid.sum("bonus"))
      XCTAssertEqual(months.sum("bonus_granted"), final.sum("bonus_granted"))
      XCTAssertEqual(months.sum("debt_settled"), paid.sum("to_debt"))
      XCTAssertEqual(months.sum("billed"), lines.sum("amount"))
      XCTAssertEqual(months.sum("billed"), final.sum("billed"))
      XCTAssertEqual(months.sum("billed"), services.of(segment).sum("billed"))
      XCTAssertEqual(services.of(segment).sum("quantity"), lines.sum("quantity"))
      XCTAssertEqual(months.sum("billed_from_cash"), lines.sum("from_cash"))
      XCTAssertEqual(months.sum("billed_from_bonus"), lines.sum("from_bonus"))
      XCTAssertEqual(months.sum("billed_as_debt"), lines.sum("as_debt"))
      XCTAssertEqual(months.sum("bad_debt"), set.sheet(.deletions).of(segment).sum("bad_debt"))
      XCTAssertEqual(months.rows.last?.number("deferred_end"), final.sum("deferred"))
      XCTAssertEqual(months.rows.last?.number("debt_outstanding_end"), final.sum("debt"))
      XCTAssertEqual(months.rows.last?.number("bonus_outstanding_end"), final.sum("prepaid_bonus"))
      XCTAssertEqual(daily.of(segment).rows.last?.number("debt"), final.sum("debt"))
      XCTAssertEqual(
        daily.of(segment).rows.last?.number("credit"), final.sum("prepaid_cash") + final.sum("prepaid_bonus"))
      let open = final.filter { $0["status"] == "open" || $0["status"] == "deletionPending" }
      XCTAssertEqual(months.rows.last?.number("accounts_open_end"), open.rows.count)
    }
  }

  func testMonthsOfServicesComeToTheMonthsOfRevenue() async throws {
    let set = try await reports(of: town())
    for row in set.sheet(.revenue).rows where row["segment"] != "all" {
      let lines = set.sheet(.services).of(row["segment"]).filter { $0["month"] == row["month"] }
      XCTAssertEqual(lines.sum("billed"), row.number("billed"))
    }
  }

  /// The roll-forwards of RULES 9, from the bytes of `revenue.csv` alone.
  func testBalancesRollForwardFromMonthToMonth() async throws {
    let set = try await reports(of: town())
    for segment in BooksTests.splits + ["all"] {
      let rows = set.sheet(.revenue).of(segment).rows
      for (before, row) in zip(rows, rows.dropFirst()) {
        func number(_ column: String) -> Int { row.number(column) }
        XCTAssertEqual(
          number("deferred_end"),
          before.number("deferred_end") + number("cash_in") - number("debt_settled")
            - (number("revenue_recognized") - number("billed_as_debt")) - number("breakage"))
        XCTAssertEqual(
          number("debt_outstanding_end"),
          before.number("debt_outstanding_end") + number("billed_as_debt") - number("debt_settled")
            - number("discount") - number("bad_debt"))
        XCTAssertEqual(
          number("bonus_outstanding_end"),
          before.number("bonus_outstanding_end") + number("bonus_granted") - number("discount")
            - number("billed_from_bonus") - number("bonus_lapsed"))
        XCTAssertEqual(
          number("billed"), number("billed_from_cash") + number("billed_from_bonus") + number("billed_as_debt"))
      }
    }
  }

  func testTheFirstMonthRollsForwardFromTheOpeningState() async throws {
    let set = try await reports(of: town())
    // The scripted accounts begin with 25.00 of cash, 40.00 of bonus and 50.00 of debt, to which 20.00 and a bonus go.
    let row = set.sheet(.revenue).of("scripted").rows[0]
    XCTAssertEqual(row.number("deferred_end"), 2500)
    XCTAssertEqual(row.number("bonus_outstanding_end"), 4000)
    XCTAssertEqual(row.number("cash_in"), 2000)
    XCTAssertEqual(row.number("debt_settled"), 2000)
    XCTAssertEqual(row.number("discount"), 100)
    XCTAssertEqual(row.number("debt_outstanding_end"), 5000 - 2100)
  }

  func testAllIsTheSumOfTheSegments() async throws {
    let set = try await reports(of: town())
    for sheet in [set.sheet(.revenue), set.sheet(.daily)] {
      let width = BooksTests.splits.count + 1
      for first in stride(from: 0, to: sheet.rows.count, by: width) {
        let group = sheet.rows[first..<(first + width)]
        for column in sheet.header.dropFirst(2) {
          let sum = group.dropLast().reduce(0) { $0 + $1.number(column) }
          XCTAssertEqual(group.last?.number(column), sum, column)
        }
      }
    }
  }

  func testDaysComeToTheirMonth() async throws {
    let set = try await reports(of: town())
    let daily = set.sheet(.daily)
    for row in set.sheet(.revenue).rows {
      let days = daily.of(row["segment"]).filter { $0["date"].hasPrefix(row["month"]) }
      for column in ["top_ups", "cash_in", "bonus_granted", "billed", "revenue_recognized"] {
        XCTAssertEqual(days.sum(column), row.number(column), column)
      }
      XCTAssertEqual(days.sum("opened"), row.number("accounts_opened"))
      XCTAssertEqual(days.rows.last?.number("open"), row.number("accounts_open_end"))
      XCTAssertEqual(days.rows.last?.number("debt"), row.number("debt_outstanding_end"))
    }
  }

  func testStagesComeToTheOpenAccountsAndOpenOnesRollForward() async throws {
    let daily = try await reports(of: town()).sheet(.daily)
    for segment in BooksTests.splits + ["all"] {
      var open: Int?
      for row in daily.of(segment).rows {
        let stages = ["stage_none", "stage_reminder", "stage_payment_page", "stage_blocked"].map(row.number)
        XCTAssertEqual(stages.reduce(0, +), row.number("open"))
        XCTAssertLessThanOrEqual(row.number("deletion_pending"), row.number("open"))
        XCTAssertLessThanOrEqual(row.number("signed_in"), row.number("open"))
        if let open {
          XCTAssertEqual(
            row.number("open"), open + row.number("opened") + row.number("restored") - row.number("deleted"))
        }
        open = row.number("open")
      }
    }
  }

  func testPendingDeletionsRollForward() async throws {
    let rows = try await reports(of: town()).sheet(.daily).of("all").rows
    for (before, row) in zip(rows, rows.dropFirst()) {
      XCTAssertEqual(
        row.number("deletion_pending"),
        before.number("deletion_pending") + row.number("noticed") - row.number("cancelled") - row.number("deleted"))
    }
  }

  func testWhatIsUnbilledIsTheNextMonthsInvoices() async throws {
    let set = try await reports(of: town())
    let invoices = set.sheet(.invoices).filter { $0["final"] == "false" }
    for segment in BooksTests.splits {
      let rows = set.sheet(.revenue).of(segment).rows
      for (row, next) in zip(rows, rows.dropFirst()) {
        let lines = invoices.of(segment).filter { $0["month"] == next["month"] }
        XCTAssertEqual(row.number("unbilled_end"), lines.sum("amount"))
      }
    }
  }

  func testWhatIsUnbilledOnTheLastDayIsWhatALongerRunBills() async throws {
    // 2027-02-28 is a month's last day, so the next morning bills all of it.
    let short = try await reports(of: town(days: 46))
    let long = try await reports(of: town(days: 47))
    XCTAssertEqual(town(days: 46).lastDay, day("2027-02-28"))
    let billed = long.sheet(.invoices).filter { $0["month"] == "2027-03" && $0["final"] == "false" }
    XCTAssertEqual(short.sheet(.revenue).of("all").rows.last?.number("unbilled_end"), billed.sum("amount"))
    XCTAssertGreaterThan(billed.sum("amount"), 0)
  }

  func testBalancesOfEventsAreThoseOfTheAccounts() async throws {
    let set = try await reports(of: town())
    let events = set.sheet(.events)
    for account in set.sheet(.accounts).rows {
      guard let last = events.rows.last(where: { $0["account"] == account["account"] }) else { continue }
      XCTAssertEqual(
        last.number("balance"),
        account.number("prepaid_cash") + account.number("prepaid_bonus") - account.number("debt"))
      XCTAssertEqual(last["stage"], account["stage"])
    }
  }

  func testSpellsAgreeWithTheDaysBlocked() async throws {
    let set = try await reports(of: town())
    let spells = set.sheet(.blocks)
    XCTAssertEqual(spells.sum("days_blocked"), set.sheet(.accounts).sum("days_blocked"))
    XCTAssertEqual(spells.sum("days_blocked"), set.sheet(.daily).of("all").sum("stage_blocked"))
    for outcome in ["paid", "deleted", "open"] {
      XCTAssertFalse(spells.filter { $0["outcome"] == outcome }.rows.isEmpty, outcome)
    }
    XCTAssertTrue(spells.rows.allSatisfy { ($0["outcome"] == "open") == $0["ended_on"].isEmpty })
  }

  func testADeletionsOutcomesAgreeWithTheDays() async throws {
    let set = try await reports(of: town())
    let (deletions, daily) = (set.sheet(.deletions), set.sheet(.daily).of("all"))
    XCTAssertEqual(deletions.rows.count, daily.sum("noticed"))
    XCTAssertEqual(deletions.filter { $0["outcome"] == "deleted" }.rows.count, daily.sum("deleted"))
    XCTAssertEqual(deletions.filter { $0["outcome"] == "cancelled" }.rows.count, daily.sum("cancelled"))
    XCTAssertEqual(
      deletions.filter { $0["outcome"] == "pending" }.rows.count, daily.rows.last?.number("deletion_pending"))
    XCTAssertEqual(deletions.filter { !$0["restored_on"].isEmpty }.rows.count, daily.sum("restored"))
    XCTAssertEqual(deletions.filter { !$0["purged_on"].isEmpty }.rows.count, daily.sum("purged"))
  }
}
