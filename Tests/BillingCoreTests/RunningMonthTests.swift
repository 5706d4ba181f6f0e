import XCTest

@testable import BillingCore

/// What accrues between two invoices (RULES 3).
final class RunningMonthTests: XCTestCase {
  private let policy = Policy.with {
    $0.tariff.services = [.daily("sms", "3.00"), .peak("lines", "5.00"), .metered("orders", [(nil, 10_000)])]
  }

  /// A month of 30 days.
  private let april = Invoice.pastMonth(day("2027-05-01"))

  private func month(_ enabled: Int...) -> RunningMonth {
    var month = RunningMonth(serviceCount: 3)
    for (service, count) in enabled.enumerated() { month.enable(count, of: service) }
    return month
  }

  func testAnEmptyMonthHasNoLines() throws {
    XCTAssertEqual(try month().lines(of: april, under: PolicyCalendar(policy)), [])
  }

  func testADayAccruesTheBaseAndWhatIsSwitchedOn() throws {
    var month = month(2, 3)
    month.accrue(days: 1, recurring: true)
    month.enable(1, of: 1)
    month.accrue(days: 1, recurring: true)
    XCTAssertEqual(month.openDays, 2)
    XCTAssertEqual((0..<3).map(month.quantity), [4, 4, 0])
    XCTAssertEqual(
      try month.lines(of: april, under: PolicyCalendar(policy)),
      [
        InvoiceLine(service: nil, quantity: 2, amount: usd("1.27")),
        InvoiceLine(service: 0, quantity: 4, amount: usd("0.40")),
        InvoiceLine(service: 1, quantity: 3, amount: usd("15.00")),
      ])
  }

  func testADayWithoutRecurringServicesAccruesTheBaseAlone() {
    var month = month(2, 3)
    month.accrue(days: 1, recurring: false)
    XCTAssertEqual(month.openDays, 1)
    XCTAssertEqual((0..<3).map(month.quantity), [0, 0, 0])
    XCTAssertEqual((0..<3).map(month.peak), [0, 0, 0])
  }

  func testClosingKeepsOnlyWhatIsSwitchedOn() {
    var used = month(2, 3)
    used.accrue(days: 1, recurring: true)
    used.add(7, of: 2)
    used.close()
    XCTAssertEqual(used, month(2, 3))
  }
}
