import BillingCore
import XCTest

/// Currencies of ISO 4217 (RULES 1).
final class CurrencyTests: XCTestCase {
  func testDecimalsAreThoseOfTheStandard() throws {
    let known = [
      ("USD", 2), ("EUR", 2), ("UAH", 2), ("GBP", 2), ("JPY", 0), ("KRW", 0), ("VND", 0), ("CLP", 0), ("ISK", 0),
      ("KWD", 3), ("BHD", 3), ("TND", 3), ("OMR", 3), ("JOD", 3), ("UYW", 4),
    ]
    for (code, decimals) in known {
      let currency = try XCTUnwrap(Currency(code: code))
      XCTAssertEqual(currency.decimals, decimals, code)
      XCTAssertEqual(currency.code, code)
    }
  }

  func testWhatIsNotListedIsNoCurrency() {
    for code in ["", "usd", "USDD", "US", "XXX", "XAU", "CHE", "ZZZ", "U\u{0053}D "] {
      XCTAssertNil(Currency(code: code), code)
    }
  }

  func testWholeUnitsHaveTheirMinorUnits() {
    XCTAssertEqual(Currency.usd.units(19), Money(minorUnits: 1900))
    XCTAssertEqual(Currency.usd.minorUnitsPerUnit, 100)
    XCTAssertEqual(Currency(code: "JPY")?.units(19), Money(minorUnits: 19))
    XCTAssertEqual(Currency(code: "KWD")?.units(19), Money(minorUnits: 19_000))
    XCTAssertEqual(Currency(code: "UYW")?.units(1), Money(minorUnits: 10_000))
  }

  func testTheDollarIsTheDefault() {
    XCTAssertEqual(Policy().currency, Currency(code: "USD"))
    XCTAssertEqual(Currency.usd.code, "USD")
  }

  func testCodesAreThreeLettersInOrderAndListedOnce() {
    XCTAssertEqual(Currency.codes, Set(Currency.codes).sorted())
    for code in Currency.codes {
      XCTAssertTrue(code.utf8.count == 3 && code.utf8.allSatisfy { (65...90).contains($0) }, code)
    }
    for code in ["UAH", "USD", "EUR", "PLN", "KZT"] { XCTAssertTrue(Currency.codes.contains(code), code) }
  }
}
