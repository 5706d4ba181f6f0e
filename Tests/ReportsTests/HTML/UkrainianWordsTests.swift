import BillingCore
import Simulation
import XCTest

@testable import Reports

/// Words of Ukrainian pages that an English sentence does not check: what things are called, and in which case a name
/// stands.
final class UkrainianWordsTests: XCTestCase {
  func testAScenarioIsCalledOneWhereItsNameStandsInASentence() async throws {
    let base = town(days: 100)
    let (comparison, bonuses) = try await compared(base, [generous(base)], 2)
    let page = PageReader(comparison, bonuses, .ukrainian)
    let money = page.caption("variant-1-money").words
    XCTAssertTrue(money.hasPrefix("Точки — різниця зі сценарієм «town» у відсотках від його значення; лінії — "), money)
    XCTAssertTrue(money.contains(" Якщо показник сценарію «town» дорівнює нулю "), money)
    XCTAssertEqual(
      page.description("variant-1-cash_in-months").words,
      "Різниця зі сценарієм «town» за кожний місяць і її довірчий інтервал.")
    let bonus = page.caption("variant-1-bonus").words
    XCTAssertTrue(bonus.contains(", за вирахуванням сум сценарію «town»; з bonus.csv"), bonus)
    XCTAssertEqual(
      page.description("variant-1-bonus").words,
      "Ще не зароблені надходження зросли менше, ніж у сценарії «town»: на кінець періоду залишається надати менше послуг."
    )
  }

  func testAnAccountIsACabinetAndALineIsALine() {
    let sweep = madeSweep([(.open, [[5, 5], [7, 8]])])
    let page = PageReader(sweep, isTornado: true, .ukrainian)
    XCTAssertTrue(page.source.contains("В усіх точках ті самі кабінети й ті самі випадкові події"))
    XCTAssertTrue(page.caption("tornado-open").words.contains("окремо; лінія — незмінений сценарій."))
    let points = page.description("points-open").words
    XCTAssertTrue(points.hasPrefix("Точки — середнє, лінії — його # % довірчий інтервал."), points)
    for word in ["найменший", "найбільший"] {
      XCTAssertTrue(page.source.contains(">Значення, за якого показник \(word)<"), word)
    }
  }

  func testAdvancesAreReceivedAndEarned() async throws {
    let page = try await MadePage(town(days: 40), language: .ukrainian).page
    for words in ["Надходження авансів", "Дохід, визнаний за рахунок авансів"] {
      XCTAssertTrue(page.source.contains(">\(words)<"), words)
    }
  }
}
