import BillingCore
import Simulation
import XCTest

@testable import Reports

/// What a comparison's page says of itself: the titles of its scenarios, its replications, what its differences rest on.
final class ComparisonNoteTests: XCTestCase {
  private func note(_ page: PageReader) -> Sentence {
    let answer = PageReader(source: page.matches("<section id=\"answer\"", "</section>").first ?? "")
    return page.sentence(answer.matches("<p class=\"muted\">", "</p>").first ?? "no note")
  }

  func testTitlesStandBesideTheNamesOfTheScenarios() async throws {
    var base = town(days: 40)
    base.title = "A <small> town"
    var variant = generous(base)
    variant.title = "With more bonus"
    let (comparison, bonuses) = try await compared(base, [variant], 2)
    let page = PageReader(comparison, bonuses, .english)
    XCTAssertTrue(page.source.contains(">town: A &lt;small&gt; town; 14 Jan 2027 – 22 Feb 2027, USD, 2 replications<"))
    XCTAssertTrue(page.source.contains("generous: With more bonus</h2>"))
    (base.title, variant.title) = ("", "")
    let (plain, plainBonuses) = try await compared(base, [variant], 2)
    let bare = PageReader(plain, plainBonuses, .english)
    XCTAssertTrue(bare.source.contains(">14 Jan 2027 – 22 Feb 2027, USD, 2 replications<"))
    XCTAssertTrue(bare.source.contains(">generous</h2>"))
  }

  func testOneReplicationHasNeitherIntervalsNorVerdicts() async throws {
    let base = town(days: 40)
    for (count, english, ukrainian) in [
      (
        1, "Differences to town. One replication: there are no intervals, and a difference may be due to chance.",
        "Різниця порівняно зі сценарієм «town». Повтор один, тому довірчих інтервалів немає, а різниця може бути випадковою."
      ),
      (
        2, "Differences to town, with #% intervals.", "Різниця порівняно зі сценарієм «town», # % довірчі інтервали."
      ),
    ] {
      let (comparison, bonuses) = try await compared(base, [generous(base)], count)
      for language in Language.allCases {
        let page = PageReader(comparison, bonuses, language)
        let words = language == .english ? english : ukrainian
        XCTAssertTrue(note(page).words.hasPrefix(words), note(page).words)
        XCTAssertEqual(page.table("variant-1-money").columns.contains("verdict"), count > 1)
        let columns = page.table("variant-1-money").columns
        XCTAssertEqual(columns.contains("ci_low"), count > 1, "\(columns)")
        XCTAssertEqual(columns.contains("ci_high"), count > 1, "\(columns)")
        let caption = page.caption("variant-1-money").words
        XCTAssertEqual(caption.contains(language == .english ? "; lines:" : "; лінії"), count > 1, caption)
        let line = language == .english ? "the grey vertical line: #%." : "сіра вертикальна лінія — # %."
        XCTAssertTrue(caption.contains("; \(line)"), caption)
        let unknown =
          language == .english
          ? "One replication does not show whether a difference is due to chance"
          : "Один повтор не дає змоги встановити, чи є різниця випадковою"
        XCTAssertEqual(page.description("variant-1-money").words == unknown + ".", count == 1)
      }
    }
  }

  /// Of scenarios with other accounts the accounts make a part of each difference, and the page says so.
  func testUnlikeAccountsAreSaid() async throws {
    let base = town(days: 40)
    var larger = base
    larger.segments[0].accounts += 5
    let (comparison, bonuses) = try await compared(base, [larger], 2)
    for (language, words) in [
      (
        Language.english,
        "The scenarios do not have the same accounts, so part of each difference is that of the accounts."
      ),
      (.ukrainian, "Склад кабінетів у сценаріях різний, тому різниця показників зумовлена і ним."),
    ] {
      XCTAssertTrue(note(PageReader(comparison, bonuses, language)).words.hasSuffix(words))
    }
  }
}
