import BillingCore
import XCTest

@testable import Reports

/// Cells as row reports write them, byte by byte.
final class CSVCellsTests: XCTestCase {
  private func text(_ write: (inout OutputSpan<UInt8>) -> Void) -> String {
    var bytes: [UInt8] = []
    bytes.append(addingCapacity: 64, initializingWith: write)
    return String(decoding: bytes, as: UTF8.self)
  }

  func testCountsAreWholeNumbers() {
    for number in [0, 1, 9, 10, 99, 100, -1, -10, 1_234_567_890, .max, .min] {
      XCTAssertEqual(text { $0.count(number) }, "\(number)")
    }
  }

  func testMoneyHasAllDecimalsOfItsCurrency() {
    let table: [(Int64, [String])] = [
      (0, ["0", "0.00", "0.000", "0.0000"]), (5, ["5", "0.05", "0.005", "0.0005"]),
      (-5, ["-5", "-0.05", "-0.005", "-0.0005"]), (99, ["99", "0.99", "0.099", "0.0099"]),
      (100, ["100", "1.00", "0.100", "0.0100"]), (-12_345, ["-12345", "-123.45", "-12.345", "-1.2345"]),
      (.max, ["9223372036854775807", "92233720368547758.07", "9223372036854775.807", "922337203685477.5807"]),
      (.min, ["-9223372036854775808", "-92233720368547758.08", "-9223372036854775.808", "-922337203685477.5808"]),
    ]
    for (amount, texts) in table {
      for (decimals, expected) in zip([0, 2, 3, 4], texts) {
        XCTAssertEqual(text { $0.money(cents(amount), decimals: decimals) }, expected)
        XCTAssertEqual(text { $0.money(Int128(amount), decimals: decimals) }, expected)
      }
    }
  }

  func testSumsMayPass64Bits() {
    XCTAssertEqual(text { $0.money(Int128(Int64.max) + 1, decimals: 2) }, "92233720368547758.08")
    XCTAssertEqual(text { $0.money(Int128(Int64.min) - 1, decimals: 2) }, "-92233720368547758.09")
    XCTAssertEqual(text { $0.money(Int128(Int64.max) * 1000, decimals: 0) }, "9223372036854775807000")
    XCTAssertEqual(text { $0.money(Int128.min, decimals: 4) }, "-17014118346046923173168730371588410.5728")
  }

  func testARowCellIsWrittenLikeATableCell() throws {
    let currencies = try ["JPY", "USD", "KWD"].map { try XCTUnwrap(Currency(code: $0)) }
    for shift in 0..<63 {
      for amount in [Int64(1) << Int64(shift), Int64.min >> Int64(shift)] {
        for currency in currencies {
          let table = Table("t", [("m", .money)], rowCount: 1) { _ in [.amount(cents(amount))] }
          let cell = text { $0.money(cents(amount), decimals: currency.decimals) }
          XCTAssertEqual("m\n\(cell)\n", String(decoding: CSV.bytes(of: table, currency: currency), as: UTF8.self))
        }
      }
    }
  }

  func testFlagsAndWordsAndEnds() {
    let line = text { out in
      out.flag(true)
      out.comma()
      out.flag(false)
      out.comma()
      out.word("žluť")
      out.comma()
      out.bytes([0x61, 0x62])
      out.endLine()
    }
    XCTAssertEqual(line, "true,false,žluť,ab\n")
  }

  func testDatesInAndOutOfARunAreWrittenAlike() {
    let dates = DateText(day("2027-02-27")...day("2027-03-02"))
    for text in [
      "2027-02-26", "2027-02-27", "2027-02-28", "2027-03-01", "2027-03-02", "2027-03-03", "0001-01-01", "9999-12-31",
    ] {
      XCTAssertEqual(self.text { dates.append(day(text), to: &$0) }, text)
      XCTAssertEqual(self.text { dates.append(Optional(day(text)), to: &$0) }, text)
      XCTAssertEqual(self.text { dates.appendMonth(of: day(text), to: &$0) }, String(text.prefix(7)))
    }
    XCTAssertEqual(text { dates.append(nil, to: &$0) }, "")
  }

  func testARunOfOneDayHasItsDate() {
    let dates = DateText(day("2027-02-27")...day("2027-02-27"))
    for text in ["2027-02-26", "2027-02-27", "2027-02-28"] {
      XCTAssertEqual(self.text { dates.append(day(text), to: &$0) }, text)
    }
  }
}
