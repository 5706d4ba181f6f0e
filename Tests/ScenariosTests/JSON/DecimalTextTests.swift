import BillingCore
import XCTest

@testable import Scenarios

final class DecimalTextTests: XCTestCase {
  private func scaled(_ text: String, _ decimals: Int) -> Result<Int64, DecimalProblem> {
    do throws(DecimalProblem) {
      return .success(try scaledInteger(text, decimals: decimals))
    } catch {
      return .failure(error)
    }
  }

  func testDecimalsAreExact() {
    let examples: [(String, Int, Int64)] = [
      ("19.00", 2, 1900), ("19", 2, 1900), ("19.5", 2, 1950), ("-14.00", 2, -1400), ("0.000001", 6, 1), ("-0", 2, 0),
      ("-0.00", 2, 0), ("19.0000000000000000000000", 2, 1900), ("0.1", 1, 1), ("7", 0, 7), ("7.000", 0, 7),
      ("9223372036854775807", 0, .max), ("-9223372036854775808", 0, .min), ("92233720368547758.07", 2, .max),
    ]
    for (text, decimals, value) in examples { XCTAssertEqual(scaled(text, decimals), .success(value), text) }
  }

  func testEachWrongTextHasItsReason() {
    let examples: [(String, Int, DecimalProblem)] = [
      ("19.005", 2, .tooManyDecimals), ("0.0000001", 6, .tooManyDecimals), ("1.5", 0, .tooManyDecimals),
      ("9223372036854775808", 0, .tooLarge), ("-9223372036854775809", 0, .tooLarge),
      ("92233720368547758.08", 2, .tooLarge),
      ("1e400", 2, .exponent), ("1e3", 2, .exponent), ("1.0E0", 2, .exponent), ("12,5", 2, .comma("12.5")),
      ("1,000.00", 2, .notADecimal), ("", 2, .notADecimal), ("-", 2, .notADecimal), (".", 2, .notADecimal),
      (" 1", 2, .notADecimal), ("1 ", 2, .notADecimal), ("1_000", 2, .notADecimal), ("abc", 2, .notADecimal),
      ("١", 2, .notADecimal), ("1.2.3", 2, .notADecimal), ("+1", 2, .notation), ("01", 2, .notation),
      (".5", 2, .notation),
      ("5.", 2, .notation), ("--1", 2, .notation), ("00", 2, .notation),
    ]
    for (text, decimals, problem) in examples { XCTAssertEqual(scaled(text, decimals), .failure(problem), text) }
  }

  func testWhatIsWrittenReadsAsTheSame() {
    for value in [0, 1, -1, 99, 100, -100, 1900, Int64.max, Int64.min] {
      for decimals in [0, 1, 2, 6] {
        XCTAssertEqual(scaled(decimalText(value, decimals: decimals), decimals), .success(value))
      }
    }
    XCTAssertEqual(decimalText(-5, decimals: 2), "-0.05")
  }
}
