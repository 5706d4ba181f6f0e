import BillingCore
import XCTest

/// Amounts as decimal numbers.
final class MoneyTextTests: XCTestCase {
  func testAnAmountHasAllDecimalsOfItsCurrency() throws {
    let table: [(Int64, code: String, String)] = [
      (0, "JPY", "0"), (1234, "JPY", "1234"), (-1234, "JPY", "-1234"), (0, "USD", "0.00"), (5, "USD", "0.05"),
      (99, "USD", "0.99"), (100, "USD", "1.00"), (-5, "USD", "-0.05"), (-100, "USD", "-1.00"),
      (123_456, "USD", "1234.56"),
      (0, "KWD", "0.000"), (1, "KWD", "0.001"), (999, "KWD", "0.999"), (1000, "KWD", "1.000"), (-1001, "KWD", "-1.001"),
      (1, "UYW", "0.0001"), (10_000, "UYW", "1.0000"), (-12_345, "UYW", "-1.2345"),
    ]
    for (units, code, text) in table {
      let currency = try XCTUnwrap(Currency(code: code))
      XCTAssertEqual(Money(minorUnits: units).text(in: currency), text)
    }
  }

  func testTheLeastAndTheMostNumbersCanBeWritten() {
    XCTAssertEqual(decimalText(Int64.min, decimals: 2), "-92233720368547758.08")
    XCTAssertEqual(decimalText(Int64.max, decimals: 0), "9223372036854775807")
    XCTAssertEqual(decimalText(Int128(-7), decimals: 6), "-0.000007")
  }
}
