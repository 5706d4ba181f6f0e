import BillingCore
import Simulation
import XCTest

@testable import Reports

final class NotationTests: XCTestCase {
  private func notation(_ language: Language, _ code: String = "USD") throws -> Notation {
    Notation(language: language, currency: try XCTUnwrap(Currency(code: code)))
  }

  func testAmountsAreWrittenAsTheLanguageDoes() throws {
    let (english, ukrainian) = (try notation(.english), try notation(.ukrainian))
    XCTAssertEqual(english.money(123_456_789), "$1,234,567.89")
    XCTAssertEqual(ukrainian.money(123_456_789), "1\u{A0}234\u{A0}567,89\u{A0}$")
    XCTAssertEqual(english.money(-5), "−$0.05")
    XCTAssertEqual(ukrainian.money(-5), "−0,05\u{A0}$")
    XCTAssertEqual(try notation(.english, "JPY").money(1_234_567), "¥1,234,567")
    XCTAssertEqual(try notation(.english, "KWD").money(1_234_567), "KWD\u{A0}1,234.567")
    XCTAssertEqual(try notation(.ukrainian, "UAH").money(100), "1,00\u{A0}₴")
    XCTAssertEqual(english.count(-1_000), "−1,000")
    XCTAssertEqual(english.count(999), "999")
    XCTAssertEqual(
      english.money(.max), "$1,701,411,834,604,692,317,316,873,037,158,841,057.27")
  }

  func testAmountsOfASentenceHaveOnePrecision() throws {
    func texts(_ minorUnits: [Int128], _ code: String = "USD") throws -> [String] {
      let amounts = Amounts(minorUnits, try notation(.english, code))
      return minorUnits.map(amounts.text)
    }
    XCTAssertEqual(try texts([100_050]), ["$1,001"])
    XCTAssertEqual(try texts([-100_050, 1_049]), ["−$1,001", "$10"])
    XCTAssertEqual(try texts([99_999, 5]), ["$999.99", "$0.05"])
    XCTAssertEqual(try texts([100_000, 0]), ["$1,000", "$0"])
    XCTAssertEqual(try texts([100_000, 50]), ["$1,000", "$1"])
    XCTAssertEqual(try texts([100_000, -49]), ["$1,000.00", "−$0.49"], "it would be 0")
    XCTAssertEqual(try texts([1_500, 2], "JPY"), ["¥1,500", "¥2"])
    XCTAssertEqual(try texts([1_000_000, 20_263], "KWD"), ["KWD\u{A0}1,000", "KWD\u{A0}20"])
    XCTAssertEqual(try texts([999_999, 20_263], "KWD"), ["KWD\u{A0}999.999", "KWD\u{A0}20.263"])
  }

  func testSharesDifferByPercentagePoints() throws {
    let (english, ukrainian) = (try notation(.english), try notation(.ukrainian))
    let (amounts, words) = (Amounts([Int128](), english), Amounts([Int128](), ukrainian))
    XCTAssertEqual(amounts.text(1_500, of: .deletionRate), "0.15%")
    XCTAssertEqual(amounts.difference(1_500, of: .deletionRate), "0.15 percentage points")
    XCTAssertEqual(words.difference(1_500, of: .deletionRate), "0,15\u{A0}в.\u{A0}п.")
    XCTAssertEqual(words.signed(1_500, of: .blockedShare), "+0,15\u{A0}в.\u{A0}п.")
    XCTAssertEqual(amounts.signed(-1_500, of: .blockedShare), "−0.15 percentage points")
    let (low, high) = words.ends(-1_000, 2_000, of: .recoveryRate, isSigned: true)
    XCTAssertEqual([low, high], ["−0,10", "+0,20\u{A0}в.\u{A0}п."])
    XCTAssertEqual(amounts.difference(15, of: .deleted), "15.0", "accounts have no percentage")
  }

  func testEveryMetricHasAnotherNameInBothLanguages() throws {
    for language in [Language.english, .ukrainian] {
      let names = Metric.allCases.map { $0.phrase.text(in: language) }
      XCTAssertEqual(Set(names).count, names.count, "\(language)")
      XCTAssertFalse(names.contains(""), "\(language)")
    }
    XCTAssertTrue(Metric.allCases.allSatisfy { $0.phrase.text(in: .english).utf8.allSatisfy { $0 < 128 } })
    XCTAssertTrue(
      Metric.allCases.allSatisfy { metric in
        metric.phrase.text(in: .ukrainian).unicodeScalars.contains { (0x400...0x4FF).contains($0.value) }
      })
  }

  func testNounsTakeTheFormOfTheirNumber() throws {
    let (english, ukrainian) = (try notation(.english), try notation(.ukrainian))
    let numbers = [0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111, 112, 1_003]
    XCTAssertEqual(
      numbers.map { ukrainian.counted($0, .account) },
      [
        "0 кабінетів", "1 кабінет", "2 кабінети", "4 кабінети", "5 кабінетів", "11 кабінетів", "12 кабінетів",
        "14 кабінетів", "21 кабінет", "22 кабінети", "25 кабінетів", "101 кабінет", "111 кабінетів", "112 кабінетів",
        "1\u{A0}003 кабінети",
      ])
    XCTAssertEqual(
      [1, 2, 11, 21, 31].map { ukrainian.genitive($0, .month) },
      ["1 місяця", "2 місяців", "11 місяців", "21 місяця", "31 місяця"])
    XCTAssertEqual([0, 1, 2, 21].map { english.counted($0, .day) }, ["0 days", "1 day", "2 days", "21 days"])
    XCTAssertEqual(english.genitive(1, .threshold), "1 threshold")
    XCTAssertEqual(
      [(1, 3), (4, 7), (15, 21)].map { ukrainian.days($0, $1) }, ["1–3 дні", "4–7 днів", "15–21 день"])
  }

  func testSharesAreRoundedHalfAwayFromZero() throws {
    let (english, ukrainian) = (try notation(.english), try notation(.ukrainian))
    XCTAssertEqual(english.share(1, of: 3), "33.3%")
    XCTAssertEqual(english.share(1, of: 2_000), "0.1%")
    XCTAssertEqual(english.share(-1, of: 2_000), "−0.1%")
    XCTAssertEqual(ukrainian.share(2, of: 3), "66,7\u{A0}%")
    XCTAssertNil(english.share(1, of: 0))
  }

  func testAxesHaveShortNumbers() throws {
    let (english, ukrainian) = (try notation(.english), try notation(.ukrainian))
    XCTAssertEqual([0, 5, 1_000, 2_500_000, 4e9, -3e12].map(english.short), ["0", "5", "1K", "2.5M", "4B", "−3T"])
    XCTAssertEqual(
      [1_000, 2_500_000, 4e9, -3e12].map(ukrainian.short),
      ["1\u{A0}тис.", "2,5\u{A0}млн", "4\u{A0}млрд", "−3\u{A0}трлн"])
    XCTAssertEqual(english.shortMoney(-400_000), "−$400K")
    XCTAssertEqual(ukrainian.shortMoney(1_200_000), "1,2\u{A0}млн\u{A0}$")
    XCTAssertEqual(english.short(0.25), "0.25")
  }

  func testDaysAndMonthsAreWrittenAsTheLanguageDoes() throws {
    let (english, ukrainian) = (try notation(.english), try notation(.ukrainian))
    XCTAssertEqual(english.day(day("2027-01-31")), "31 Jan 2027")
    XCTAssertEqual(ukrainian.day(day("2027-02-01")), "01.02.2027")
    XCTAssertEqual(english.month(day("2027-12-31").month), "Dec 2027")
    XCTAssertEqual(ukrainian.month(day("2027-09-01").month), "09.2027")
  }
}
