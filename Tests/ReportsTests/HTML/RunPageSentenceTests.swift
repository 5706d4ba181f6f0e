import BillingCore
import Simulation
import XCTest

@testable import Reports

/// Every sentence of a run's page, in both languages: its words, and its numbers from the CSV files by other code.
final class RunPageSentenceTests: XCTestCase {
  /// A town in which many leave and come back, one of them on the first day, and an owner calls a deletion off.
  private func busyTown() -> Scenario {
    var scenario = town(days: 200)
    scenario.warmUpDays = 150
    scenario.segments[0].restores = 0.2
    scenario.segments[0].idleness.startsPerDay = .constant(0.05)
    var doubting = ScriptedAccount(name: "doubting", beginning: .created(day("2027-01-20"), units: [0, 0]))
    doubting.entries = [
      .init(on: day("2027-01-22"), .command(.requestDeletion)), .init(on: day("2027-01-24"), .command(.cancelDeletion)),
    ]
    let eve = scenario.start - scenario.warmUpDays - 1
    var leaving = OpeningState(created: eve - 300, lastActivity: eve - 90)
    leaving.deletion = DeletionNotice(noticedOn: eve - 10, due: scenario.start, kind: .automatic)
    var returning = ScriptedAccount(name: "returning", beginning: .opening(leaving))
    returning.entries = [.init(on: scenario.start, .command(.restore))]
    scenario.scripted = [doubting, returning]
    return scenario
  }

  /// An account whose invoices are paid by bonus: less is recognised than it pays in, more is billed.
  private func givenAway() -> Scenario {
    var scenario = Scenario(name: "given", start: day("2027-01-14"), days: 60, policies: PolicyCalendar(Policy()))
    var state = OpeningState(created: day("2026-11-01"), lastActivity: day("2027-01-10"))
    state.prepaidBonus = cents(20_000)
    var account = ScriptedAccount(name: "given", beginning: .opening(state))
    account.entries = [.init(on: day("2027-02-05"), .command(.topUp(cents(500), by: .owner, with: .card)))]
    scenario.scripted = [account]
    return scenario
  }

  func testCashIsComparedWithWhatIsRecognised() async throws {
    for language in Language.allCases {
      let check = SentenceCheck(try await MadePage(givenAway(), language: language), isEnglish: language == .english)
      let ahead = ["billed", "revenue_recognized"].map { column in
        check.months.rows.count { $0.number("cash_in") > $0.number(column) }
      }
      XCTAssertNotEqual(ahead[0], ahead[1], "it matters what cash is compared with")
      check.cash()
    }
  }

  func testSentencesOfARunAreThoseOfItsReports() async throws {
    for language in Language.allCases {
      let made = try await MadePage(busyTown(), language: language)
      let check = SentenceCheck(made, isEnglish: language == .english)
      try check.answer()
      check.trends()
      check.cash()
      check.bonuses()
      check.rolls()
      check.stages()
      check.timeToPay()
      check.funnel()
      check.cohorts()
    }
  }
}

/// A page beside its reports.
struct SentenceCheck {
  let page: PageReader
  let isEnglish: Bool
  let months: Sheet
  let daily: [Sheet.Row]
  let blocks: [Sheet.Row]
  let deletions: [Sheet.Row]

  init(_ made: MadePage, isEnglish: Bool) {
    page = made.page
    self.isEnglish = isEnglish
    months = made.reports.sheet(.revenue).of("all")
    daily = made.reports.sheet(.daily).of("all").rows
    blocks = made.reports.sheet(.blocks).rows
    deletions = made.reports.sheet(.deletions).rows
  }

  func expect(
    _ sentence: Sentence, _ english: String, uk ukrainian: String, _ numbers: [String], days: [String]? = nil,
    line: UInt = #line
  ) {
    XCTAssertEqual(sentence.words, isEnglish ? english : ukrainian, line: line)
    XCTAssertEqual(sentence.numbers, numbers, sentence.words, line: line)
    if let days { XCTAssertEqual(sentence.days, days, sentence.words, line: line) }
  }

  func sum(_ column: String) -> Int { months.sum(column) }
  func last(_ column: String) -> Int { months.rows[months.rows.count - 1].number(column) }
  func days(_ column: String) -> Int { daily.reduce(0) { $0 + $1.number(column) } }

  /// What was open before the first day: what is at its end, without what came and with what went.
  var opening: Int {
    let first = daily[0]
    return first.number("open") - first.number("opened") + first.number("deleted") - first.number("restored")
  }

  func answer() throws {
    expect(
      page.answers[0],
      "Customers paid in # and were billed #; # is recognised as revenue, and # is owed by them at the end.",
      uk: "Клієнти сплатили #, їм нараховано #; визнаний дохід становить #, заборгованість клієнтів на кінець — #.",
      alike([sum("cash_in"), sum("billed"), sum("revenue_recognized"), last("debt_outstanding_end")]))
    let (blocked, open) = (daily[daily.count - 1].number("stage_blocked"), daily[daily.count - 1].number("open"))
    let tiles: [(String, String, String, String, [String])] = [
      (
        "cash_in", exact(sum("cash_in")), "# top-ups",
        "# " + form(sum("top_ups"), "поповнення", "поповнення", "поповнень"), ["\(sum("top_ups"))"]
      ),
      (
        "billed", exact(sum("billed")), "#% from cash", "# % сплачено коштами",
        [percent(sum("billed_from_cash"), of: sum("billed"))]
      ),
      (
        "revenue_recognized", exact(sum("revenue_recognized")), "#% of billed", "# % нарахувань",
        [percent(sum("revenue_recognized"), of: sum("billed"))]
      ),
      ("deferred_end", exact(last("deferred_end")), "paid and not yet earned", "сплачено, але ще не зароблено", []),
      ("debt_outstanding_end", exact(last("debt_outstanding_end")), "owed by customers", "заборгованість клієнтів", []),
      ("bad_debt", exact(sum("bad_debt")), "written off", "списано", []),
      (
        "bonus_granted", exact(sum("bonus_granted")), "#% of cash in", "# % надходжень",
        [percent(sum("bonus_granted"), of: sum("cash_in"))]
      ),
      ("open", "\(open)", "# on the eve", "на початок — #", ["\(opening)"]),
      ("stage_blocked", "\(blocked)", "#% of open accounts", "# % відкритих кабінетів", [percent(blocked, of: open)]),
      ("deleted", "\(days("deleted"))", "# restored", "відновлено — #", ["\(days("restored"))"]),
    ]
    for (metric, value, english, ukrainian, against) in tiles {
      let tile = try XCTUnwrap(page.matches("<dd data-metric=\"\(metric)\">", "</div>").first)
      let parts = tile.components(separatedBy: "</dd>")
      XCTAssertEqual(page.sentence(parts[0]).numbers, [value], metric)
      expect(page.sentence(parts[1].trimmingCharacters(in: .newlines)), english, uk: ukrainian, against)
    }
  }

  /// From the first whole month, February, to the last.
  func trends() {
    let whole = months.rows.dropFirst().dropLast()
    guard let from = whole.first, let to = whole.last else { return XCTFail("no whole months") }
    let names = isEnglish ? ["Feb 2027", "Jul 2027"] : ["02.2027", "07.2027"]
    for (figure, english, ukrainian) in [("billed", "Billed", "Нарахування"), ("cash_in", "Cash in", "Надходження")] {
      let (before, after) = (from.number(figure), to.number(figure))
      expect(
        page.heading(figure == "cash_in" ? "cash" : figure),
        "\(english): # in all, \(after > before ? "rising" : "falling") from # in @ to # in @",
        uk: "\(ukrainian): усього #; сума за місяць \(after > before ? "зросла" : "зменшилася") з # (@) до # (@)",
        alike([sum(figure), before, after]), days: names)
    }
    expect(
      page.description("billed"), "#% was paid from cash, #% from bonus, and #% became debt.",
      uk: "Коштами сплачено # %, бонусами — # %, у борг нараховано # %.",
      ["billed_from_cash", "billed_from_bonus", "billed_as_debt"].map { percent(sum($0), of: sum("billed")) })
    let parts = page.caption("cash")
    XCTAssertEqual(parts.days, isEnglish ? ["Jan 2027", "Aug 2027"] : ["01.2027", "08.2027"])
    XCTAssertEqual(parts.numbers, ["18", "31", "1", "31"], "days of the first and the last month")
  }

  func cash() {
    let ahead = months.rows.count { $0.number("cash_in") > $0.number("revenue_recognized") }
    expect(
      page.description("cash"), "Cash in was above revenue recognised in # of # months.",
      uk: "Надходження перевищили визнаний дохід у # з # місяців.", ["\(ahead)", "\(months.rows.count)"])
  }

  func bonuses() {
    let used = sum("billed_from_bonus") + sum("discount")
    expect(
      page.heading("bonus"), "# of bonus was granted and # used", uk: "Бонусів надано на #, використано на #",
      alike([sum("bonus_granted"), used]))
    expect(
      page.description("bonus"), "# lapsed; # is outstanding at the end.",
      uk: "Згоріло бонусів на #; залишок на кінець — #.",
      alike([sum("bonus_lapsed"), last("bonus_outstanding_end")]))
    XCTAssertEqual(page.table("bonus").numbers("bonus_cost").last, exact(used))
  }
}
