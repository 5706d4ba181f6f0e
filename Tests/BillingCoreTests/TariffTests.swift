import XCTest

@testable import BillingCore

/// Prices of a month (RULES 3).
final class TariffTests: XCTestCase {
  func testTheBaseIsProratedByOpenDaysAndRoundedOnce() throws {
    let base = BaseTariff(monthly: usd("19.00"))
    let table = [
      (1, 31, "0.61"), (31, 31, "19.00"), (10, 31, "6.13"), (14, 28, "9.50"), (1, 28, "0.68"), (0, 30, "0.00"),
    ]
    for (openDays, daysInMonth, amount) in table {
      XCTAssertEqual(try base.amount(openDays: openDays, of: daysInMonth), usd(amount), "\(openDays) of \(daysInMonth)")
    }
    XCTAssertEqual(try BaseTariff(monthly: usd("0.31")).amount(openDays: 15, of: 30), usd("0.16"))
    XCTAssertEqual(try BaseTariff(monthly: usd("0.29")).amount(openDays: 15, of: 30), usd("0.15"))
  }

  func testWithoutProrationAnyOpenDayCostsTheMonth() throws {
    let base = BaseTariff(monthly: usd("19.00"), proration: .none)
    XCTAssertEqual(try base.amount(openDays: 1, of: 31), usd("19.00"))
    XCTAssertEqual(try base.amount(openDays: 0, of: 31), .zero)
  }

  func testEachPartOfAGraduatedQuantityHasItsOwnPrice() throws {
    let price = metered([(10, 500_000), (20, 250_000), (nil, 100_000)], .graduated)
    let table = [(1, "0.50"), (9, "4.50"), (10, "5.00"), (11, "5.25"), (20, "7.50"), (21, "7.60"), (1000, "105.50")]
    for (quantity, amount) in table {
      XCTAssertEqual(try price.amount(quantity: quantity, minorUnitsPerUnit: 100), usd(amount))
    }
  }

  func testAllOfAVolumeHasThePriceOfTheTierItFallsIn() throws {
    let price = metered([(10, 500_000), (20, 250_000), (nil, 100_000)], .volume)
    let table = [(1, "0.50"), (10, "5.00"), (11, "2.75"), (20, "5.00"), (21, "2.10"), (1000, "100.00")]
    for (quantity, amount) in table {
      XCTAssertEqual(try price.amount(quantity: quantity, minorUnitsPerUnit: 100), usd(amount))
    }
  }

  func testPartsAreSummedExactlyAndRoundedOnce() throws {
    // 1 x 0.004 + 1 x 0.003 + 1 x 0.003 is one cent; each part alone would be none.
    XCTAssertEqual(
      try metered([(1, 4000), (2, 3000), (nil, 3000)], .graduated).amount(quantity: 3, minorUnitsPerUnit: 100),
      usd("0.01"))
    XCTAssertEqual(try metered([(nil, 4999)], .graduated).amount(quantity: 1, minorUnitsPerUnit: 100), .zero)
    XCTAssertEqual(try metered([(nil, 5000)], .graduated).amount(quantity: 1, minorUnitsPerUnit: 100), usd("0.01"))
    XCTAssertEqual(try metered([(nil, 15_000)], .volume).amount(quantity: 1, minorUnitsPerUnit: 100), usd("0.02"))
  }

  func testALineIsRoundedToTheMinorUnitOfItsCurrency() throws {
    let price = metered([(nil, 1_500_500)], .graduated)
    for (code, units) in [("JPY", 2 as Int64), ("USD", 150), ("KWD", 1501), ("UYW", 15_005)] {
      let currency = try XCTUnwrap(Currency(code: code))
      XCTAssertEqual(
        try price.amount(quantity: 1, minorUnitsPerUnit: currency.minorUnitsPerUnit).minorUnits, units, code)
    }
  }

  func testALineBeyondTheCeilingIsAnError() {
    let price = metered([(nil, .max)], .graduated)
    XCTAssertThrowsError(try price.amount(quantity: 1_000_000_000, minorUnitsPerUnit: 100))
    XCTAssertThrowsError(try metered([(nil, .max)], .volume).amount(quantity: 1_000_000_000, minorUnitsPerUnit: 100))
    XCTAssertThrowsError(try BaseTariff(monthly: Money(minorUnits: .max)).amount(openDays: 31, of: 31))
  }

  func testAServiceIsMeteredByItsPrice() {
    XCTAssertTrue(Service.metered("orders", [(nil, 1)]).isMetered)
    XCTAssertFalse(Service.daily("sms", "1.00").isMetered)
    XCTAssertFalse(Service.peak("lines", "1.00").isMetered)
  }

  func testATitleIsTheNameUnlessGiven() {
    let price = Service.Price.recurring(monthly: .zero, counting: .daily)
    XCTAssertEqual(Service(name: "sms", price: price).title, "sms")
    XCTAssertEqual(Service(name: "sms", title: "Text messages", price: price).title, "Text messages")
  }

  private func metered(_ tiers: [(Int?, Int64)], _ mode: MeteredPrice.Mode) -> MeteredPrice {
    MeteredPrice(tiers: tiers.map { MeteredPrice.Tier(upTo: $0.0, pricePerUnit: $0.1) }, mode: mode)
  }
}
