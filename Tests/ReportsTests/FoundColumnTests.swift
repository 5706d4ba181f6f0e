import XCTest

@testable import Reports

final class FoundColumnTests: XCTestCase {
  func testLettersOfAnyScriptStayInTheNamesOfColumns() {
    XCTAssertEqual(FoundReport.snakeCase("topUp with googlePay"), "top_up_with_google_pay")
    XCTAssertEqual(FoundReport.snakeCase("invoiced дзвінки"), "invoiced_дзвінки")
    XCTAssertEqual(FoundReport.snakeCase("used हिन्दी"), "used_हिन्दी")
    XCTAssertEqual(FoundReport.snakeCase("topUp >= 100.00"), "top_up_from_100_00")
    XCTAssertEqual(FoundReport.snakeCase("topUp > 5 USD after blocked"), "top_up_above_5_usd_after_blocked")
  }
}
