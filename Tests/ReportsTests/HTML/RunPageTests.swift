import BillingCore
import Simulation
import XCTest

@testable import Reports

final class RunPageTests: XCTestCase {
  // MARK: Numbers are those of the CSV files

  func testMonthsAreThoseOfTheRevenueReport() async throws {
    for language in Language.allCases {
      let made = try await MadePage(town(), language: language)
      let all = made.reports.sheet(.revenue).rows.filter { $0["segment"] == "all" }
      for (figure, columns) in [
        ("billed", ["billed_from_cash", "billed_from_bonus", "billed_as_debt", "billed", "revenue_recognized"]),
        ("cash", ["cash_in", "billed", "revenue_recognized"]),
        ("bonus", ["bonus_granted", "bonus_lapsed", "bonus_outstanding_end"]),
      ] {
        let table = made.page.table(figure)
        for column in columns {
          XCTAssertEqual(table.numbers(column).dropLast(), all.map { $0[column] }[...], "\(figure) \(column)")
        }
      }
      let cash = made.page.table("cash").numbers("cash_in").compactMap { Double($0) }
      XCTAssertEqual(cash.dropLast().reduce(0, +), cash[cash.count - 1], accuracy: 0.005)
    }
  }

  func testStagesAreThoseOfTheDailyReportAtEachMonthsEnd() async throws {
    let made = try await MadePage(town())
    let daily = made.reports.sheet(.daily).rows.filter { $0["segment"] == "all" }
    let ends = daily.indices.filter { index in
      index == daily.count - 1 || daily[index]["date"].prefix(7) != daily[index + 1]["date"].prefix(7)
    }
    let table = made.page.table("stages-by-day")
    for column in ["stage_none", "stage_reminder", "stage_payment_page", "stage_blocked", "open"] {
      XCTAssertEqual(table.numbers(column).dropLast(), ends.map { daily[$0][column] }[...], column)
    }
    for column in ["stage_reminder", "stage_payment_page", "stage_blocked"] {
      let highest = ends.map { end in
        daily.filter { $0["date"].prefix(7) == daily[end]["date"].prefix(7) }.map { $0.number(column) }.max() ?? 0
      }
      XCTAssertEqual(table.numbers("\(column)_most"), (highest + [highest.max() ?? 0]).map { "\($0)" }, column)
      XCTAssertNotEqual(table.numbers("\(column)_most"), table.numbers(column), "peaks lie within the months")
    }
  }

  func testTheRollsBeginAndEndWhereTheReportsDo() async throws {
    let made = try await MadePage(town())
    let last = try XCTUnwrap(made.reports.sheet(.revenue).rows.last { $0["segment"] == "all" })
    for (figure, column) in [
      ("deferred", "deferred_end"), ("debt", "debt_outstanding_end"), ("bonus-left", "bonus_outstanding_end"),
      ("accounts", "accounts_open_end"),
    ] {
      let steps = made.page.table(figure).numbers(figure)
      XCTAssertEqual(steps.last, last[column], figure)
      let sums = steps.dropLast().map { Int($0.filter { $0 != "." }) ?? .min }
      XCTAssertEqual(sums.reduce(0, +), last.number(column), figure)
    }
    // 60 shops and 20 agencies of the town's first evening, and three scripted accounts from before.
    XCTAssertEqual(made.page.table("accounts").numbers("accounts").first, "83")
  }

  func testTimeToPayIsThatOfTheBlockReport() async throws {
    let made = try await MadePage(town())
    let rows = made.reports.sheet(.blocks).rows
    let table = made.page.table("time-to-pay")
    let ranges = [
      "paid_0": 0...0, "paid_1": 1...3, "paid_4": 4...7, "paid_8": 8...14, "paid_15": 15...30, "paid_31": 31...9999,
    ]
    for (index, column) in ["reminded_on", "payment_page_on", "blocked_on"].enumerated() {
      let reached = rows.filter { $0[column] != "" }
      let waits = reached.filter { $0["outcome"] == "paid" }.map { day($0["ended_on"]) - day($0[column]) }.sorted()
      for (name, range) in ranges {
        XCTAssertEqual(table.numbers(name)[index], "\(waits.count { range.contains($0) })", "\(column) \(name)")
      }
      XCTAssertEqual(table.numbers("deleted")[index], "\(reached.count { $0["outcome"] == "deleted" })")
      XCTAssertEqual(table.numbers("open")[index], "\(reached.count { $0["outcome"] == "open" })")
      XCTAssertEqual(table.numbers("all")[index], "\(reached.count)")
      let half = waits.isEmpty ? "" : "\(waits[(waits.count + 1) / 2 - 1])"
      XCTAssertEqual(table.numbers("median")[index], half, column)
      let most = waits.isEmpty ? "" : "\(waits[(waits.count * 9 + 9) / 10 - 1])"
      XCTAssertEqual(table.numbers("p90")[index], most, column)
    }
  }

  func testCohortsAddUpToTheOpenAccountsOfEachMonth() async throws { try await checkCohorts(of: town()) }

  func testWhoWasDeletedInTheWarmUpIsInNoCohort() async throws {
    var scenario = town(days: 40)
    scenario.warmUpDays = 130
    try await checkCohorts(of: scenario)
  }

  private func checkCohorts(of scenario: Scenario) async throws {
    let made = try await MadePage(scenario)
    let ends = made.reports.sheet(.revenue).rows.filter { $0["segment"] == "all" }.map {
      $0.number("accounts_open_end")
    }
    let table = made.page.table("cohorts-by-month")
    for (month, column) in table.columns.dropFirst(2).enumerated() {
      XCTAssertEqual(table.numbers(column).compactMap { Int($0) }.reduce(0, +), ends[month], column)
    }
    XCTAssertEqual(table.columns.count, ends.count + 2)
  }

  func testExpectationsAreThoseOfTheForecastReport() async throws {
    let scenario = town(days: 75)
    let made = try await MadePage(scenario, replications: 6)
    let sheet = try await forecastSheet(of: scenario, replications: 6)
    for metric in ["cash_in", "revenue_recognized", "debt_outstanding_end", "stage_blocked"] {
      let rows = sheet.rows.filter { $0["metric"] == metric }
      let figure = "expect-" + metric.split(separator: "_").joined(separator: "-")
      for column in ["mean", "p05", "p25", "p50", "p75", "p95", "ci_low", "ci_high"] {
        XCTAssertEqual(made.page.table(figure).numbers(column), rows.map { $0[column] }, "\(metric) \(column)")
      }
    }
  }

  func testAFanSaysWhatItsBandsHold() async throws {
    let few = try await MadePage(town(days: 5), replications: 6).page.source
    XCTAssertTrue(few.contains("The band is the 95% interval of the mean: 6 replications are too few for quantiles."))
    let more = try await MadePage(town(days: 5), replications: 11).page.source
    XCTAssertTrue(more.contains("The band holds half of the replications; 11 are too few for p05 and p95."))
    let many = try await MadePage(town(days: 2), replications: 59).page.source
    XCTAssertTrue(many.contains("The outer band holds 9 of 10 replications, the inner one half of them."))
  }

  // MARK: The page

  func testTheAnswerComesFirstWithTheThresholds() async throws {
    var scenario = town(days: 60)
    scenario.thresholds = [
      Threshold(metric: .cashIn, atLeast: 1, atMost: nil, origin: "a:1:1"),
      Threshold(metric: .opened, atLeast: nil, atMost: 0, origin: "a:1:2"),
    ]
    let source = try await MadePage(scenario).page.source
    let first = try XCTUnwrap(source.range(of: "<section"))
    XCTAssertTrue(source[first.lowerBound...].hasPrefix("<section id=\"answer\""))
    XCTAssertTrue(source.contains("1 of 2 thresholds met"))
    let table = try XCTUnwrap(PageReader(source: source).matches("id=\"thresholds\"", "</table>").first)
    XCTAssertEqual(
      PageReader(source: table).matches("<th scope=\"col\"", "</th>").map {
        $0.split(separator: ">").last.map(String.init)
      },
      ["Metric", "Verdict", "Result", "At least", "At most"])
    let opened = try XCTUnwrap(PageReader(source: table).matches("<tr>", "</tr>").last)
    XCTAssertEqual(
      opened.matches(of: />([^<>\n]+)</).map { String($0.1) }, ["Opened", "missed (+11)", "11", "0"])
    XCTAssertEqual(PageReader(source: source).matches("class=\"word met\">", "<"), ["met"])
    XCTAssertEqual(PageReader(source: source).matches("class=\"word missed\">", "<"), ["missed (+11)"])
    XCTAssertTrue(source.contains("<code>daybook run town.jsonc</code>"))
    XCTAssertTrue(source.contains("<code>f00d</code>"))
    XCTAssertTrue(source.contains("<code>abc</code>"))
  }

  func testTheSameRunGivesTheSameBytesOnAnyThreads() async throws {
    let one = try await MadePage(town(days: 100)).page.source
    let three = try await MadePage(town(days: 100), threads: 3).page.source
    XCTAssertTrue(one == three)
  }

  func testEachChartHasItsNumbersAndAText() async throws {
    let page = try await MadePage(town(), replications: 2).page
    XCTAssertGreaterThan(page.figures.count, 12)
    for figure in page.figures {
      XCTAssertFalse(page.table(figure).rows.isEmpty, figure)
      XCTAssertTrue(page.source.contains("<h3 id=\"\(figure)-message\">"), figure)
    }
    for id in Set(page.matches("aria-labelledby=\"", "\"")) {
      XCTAssertEqual(page.matches("id=\"\(id)\"", ">").count, 1, id)
    }
    let ids = page.matches(" id=\"", "\"")
    XCTAssertEqual(ids.count, Set(ids).count, "an id stands once")
  }

  func testNothingOfAScenarioIsMarkup() async throws {
    var scenario = town(days: 20)
    scenario.title = "<script>alert('1')</script> & \"more\"\u{1B}\u{0}\u{9B}"
    let source = try await MadePage(scenario).page.source
    XCTAssertFalse(source.contains("<script"))
    XCTAssertTrue(source.contains("&lt;script&gt;alert('1')&lt;/script&gt; &amp; &quot;more&quot;␛␀\u{FFFD}"))
  }

  func testACenturyIsShownInFewRowsThatAddUp() async throws {
    var scenario = town(days: 36_525)
    for index in scenario.segments.indices { scenario.segments[index].accounts = 1 }
    scenario.segments[0].arrivals.perDay = 0
    let made = try await MadePage(scenario)
    XCTAssertLessThan(made.page.source.utf8.count, 1_000_000)
    let rows = made.reports.sheet(.revenue).rows.filter { $0["segment"] == "all" }
    let cash = made.page.table("cash").numbers("cash_in").map { Int($0.filter { $0 != "." }) ?? .min }
    XCTAssertLessThanOrEqual(cash.count, 37)
    XCTAssertEqual(cash.dropLast().reduce(0, +), rows.map { $0.number("cash_in") }.reduce(0, +))
    XCTAssertEqual(made.page.table("cash").rows.first?.first, "2027–2029")
  }

  func testMonthsAreJoinedToQuartersAndYearsWhereThereAreMany() {
    func periods(_ start: String, days: Int) -> [String] {
      let scenario = Scenario(name: "long", start: day(start), days: days, policies: PolicyCalendar(Policy()))
      let notation = Notation(language: .english, currency: .usd)
      return ReportSet(scenario, outcome: Outcome(scenario)).periods.map { notation.text($0.name(notation)) }
    }
    XCTAssertEqual(periods("2027-01-15", days: 20), ["Jan 2027", "Feb 2027"])
    let quarters = periods("2027-06-30", days: 5 * 365)
    XCTAssertEqual(quarters.prefix(3), ["2027 Q2", "2027 Q3", "2027 Q4"])
    XCTAssertEqual(quarters.last, "2032 Q2")
    let years = periods("2027-12-31", days: 20 * 365)
    XCTAssertEqual(years.prefix(2), ["2027", "2028"])
    XCTAssertEqual(years.last, "2047")
  }

  func testUkrainianPagesHaveUkrainianWordsAndNumbers() async throws {
    let source = try await MadePage(town(), language: .ukrainian).page.source
    XCTAssertTrue(source.contains("<html lang=\"uk\">"))
    XCTAssertTrue(source.contains("14.01.2027 – 10.09.2027"))
    XCTAssertFalse(source.contains("Jan "))
    for figure in PageReader(source: source).matches("<h3 id=", "</h3>") {
      let text = figure.split(separator: ">").last ?? ""
      let latin = text.unicodeScalars.filter { ("a"..."z").contains($0) || ("A"..."Z").contains($0) }
      XCTAssertTrue(latin.isEmpty, "\(text)")
    }
    let amounts = PageReader(source: source).matches("data-metric=\"cash_in\">", "<")
    XCTAssertEqual(amounts.count, 1)
    XCTAssertTrue(amounts[0].hasSuffix("\u{A0}$") && amounts[0].contains(","), amounts[0])
  }
}
