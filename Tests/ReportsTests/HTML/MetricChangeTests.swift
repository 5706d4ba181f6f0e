import BillingCore
import Simulation
import XCTest

@testable import Reports

/// How sentences compare values, as an accountant would write it in Ukrainian.
final class MetricChangeTests: XCTestCase {
  private let english = Notation(language: .english, currency: .usd)
  private let ukrainian = Notation(language: .ukrainian, currency: .usd)

  /// What a comparison's page says of a lower value.
  static let ukrainian = [
    "cash_in": "надходжень менше на #", "billed": "нарахувань менше на #",
    "revenue_recognized": "визнаний дохід менший на #", "bonus_granted": "бонусів надано на # менше",
    "bonus_cost": "бонусів використано на # менше", "bonus_lapsed": "бонусів згоріло на # менше",
    "bonus_outstanding_end": "залишок бонусів на кінець менший на #",
    "breakage": "дохід від невикористаних залишків менший на #",
    "deferred_end": "авансів, одержаних на кінець, менше на #",
    "debt_outstanding_end": "борг клієнтів на кінець менший на #",
    "bad_debt": "списаний безнадійний борг менший на #", "open": "відкритих кабінетів менше на #",
    "newly_blocked": "нових блокувань менше на #", "days_blocked": "днів блокування менше на #",
    "recovery_rate": "частка погашених боргів менша на #", "deleted": "видалено на # кабінету менше",
    "deletion_rate": "частка видалених за місяць менша на #",
  ]

  func testAChangeIsAUkrainianSentence() throws {
    for (word, sentence) in MetricChangeTests.ukrainian {
      let metric = try XCTUnwrap(Metric(rawValue: word))
      XCTAssertEqual(ukrainian.change(of: metric, isHigher: false, by: "#"), sentence)
      XCTAssertEqual(
        ukrainian.change(of: metric, isHigher: true, by: "#"), sentence.replacing("менш", with: "більш"))
    }
    XCTAssertEqual(english.change(of: .deleted, isHigher: false, by: "10.5"), "deleted lower by 10.5")
    // An adjective of several things is no comparison of their number.
    for metric in Metric.allCases {
      let change = ukrainian.change(of: metric, isHigher: true, by: "5,0")
      XCTAssertFalse(change.contains("більші "), change)
    }
  }

  func testMonthsLeaveOutWhatIsSoInNone() {
    func months(_ metric: Metric, _ higher: Int, _ lower: Int, _ notation: Notation) -> String {
      notation.months(of: metric, higher: higher, lower: lower, all: 12)
    }
    XCTAssertEqual(months(.revenueRecognized, 0, 11, english), "Revenue recognised is lower in 11 of 12 months")
    XCTAssertEqual(months(.revenueRecognized, 0, 11, ukrainian), "Визнаний дохід менший в 11 з 12 місяців")
    XCTAssertEqual(months(.revenueRecognized, 0, 3, ukrainian), "Визнаний дохід менший у 3 з 12 місяців")
    XCTAssertEqual(
      months(.cashIn, 3, 2, ukrainian), "Надходжень більше в 3 і менше у 2 з 12 місяців")
    XCTAssertEqual(months(.cashIn, 3, 2, english), "Cash in is higher in 3 and lower in 2 of 12 months")
    XCTAssertEqual(months(.cashIn, 0, 0, english), "Cash in: no significant difference in any of 12 months")
    XCTAssertEqual(
      months(.cashIn, 0, 0, ukrainian), "Надходження: істотної різниці немає в жодному з 12 місяців")
  }

  func testTheHighestIsNamedWithItsNoun() {
    XCTAssertEqual(ukrainian.highest(.cashIn), "Найбільші надходження")
    XCTAssertEqual(ukrainian.highest(.revenueRecognized), "Найбільший визнаний дохід")
    XCTAssertEqual(ukrainian.highest(.deletionRate), "Найбільша частка видалених за місяць")
    XCTAssertEqual(ukrainian.highest(.deleted), "Найбільше видалено кабінетів")
    XCTAssertEqual(ukrainian.highest(.daysBlocked), "Найбільше днів блокування")
  }
}

/// What a comparison's page says of the accounts and of one replication.
final class ComparisonGroundsTests: XCTestCase {
  private func source(_ base: Scenario, _ variant: Scenario, _ count: Int, _ language: Language) async throws -> String
  {
    let (comparison, bonuses) = try await compared(base, [variant], count)
    let imprint = Imprint(command: "", version: "", seed: 4, scenarios: [], fingerprint: nil)
    return ComparisonPage(comparison, bonuses: bonuses.table(of: comparison), imprint: imprint, language: language)
      .source
  }

  func testThePageSaysWhetherTheAccountsAreTheSame() async throws {
    let base = town(days: 40)
    var (dearer, larger, faster) = (base, base, base)
    dearer.segments[0].cancelsDeletion = 1
    larger.segments[0].accounts += 1
    // So little that the first replication has the same arrivals.
    faster.segments[0].arrivals.perDay *= 1.000_001
    XCTAssertTrue(Population(of: base).hasSameAccounts(as: Population(of: faster)))
    for (variant, isSame) in [(dearer, true), (larger, false), (faster, false)] {
      let english = try await source(base, variant, 2, .english)
      XCTAssertEqual(english.contains("have the same accounts and the same random numbers"), isSame)
      XCTAssertEqual(english.contains("do not have the same accounts"), !isSame)
      let ukrainian = try await source(base, variant, 2, .ukrainian)
      XCTAssertEqual(ukrainian.contains("ті самі кабінети"), isSame)
      XCTAssertEqual(ukrainian.contains("Склад кабінетів у сценаріях різний"), !isSame)
    }
  }

  func testASweepSaysWhetherItsAccountsAreTheSame() async throws {
    let base = town(days: 20)
    var larger = base
    larger.segments[0].accounts += 1
    for (points, isSame) in [([base, base], true), ([base, larger], false), ([larger, larger], false)] {
      let sweep = Sweep(
        paths: ["x"], points: [[.init(path: "x", value: "1")], [.init(path: "x", value: "2")]],
        comparison: try await compared(base, points, 1).comparison, metrics: [.cashIn])
      let imprint = Imprint(command: "", version: "", seed: 4, scenarios: [], fingerprint: nil)
      for (language, same) in [(Language.english, "the same accounts and"), (.ukrainian, "ті самі кабінети")] {
        let page = SweepPage(
          sweep, isTornado: false, maximized: nil, constraints: [], imprint: imprint, language: language)
        XCTAssertEqual(page.source.contains(same), isSame)
      }
    }
  }

  func testOneReplicationIsSpokenOfOnceInEachFigure() async throws {
    let base = town(days: 40)
    var variant = base
    variant.segments[0].cancelsDeletion = 1
    let page = PageReader(source: try await source(base, variant, 1, .english))
    XCTAssertFalse(page.source.contains("not known"))
    XCTAssertEqual(page.matches("One replication does not show", "chance").count, 3)
    XCTAssertFalse(page.table("variant-1-money").columns.contains("verdict"))
  }
}
