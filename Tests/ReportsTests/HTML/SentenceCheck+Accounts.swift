import BillingCore
import XCTest

@testable import Reports

// Sentences of rolls, restrictions, payments, deletions and cohorts.

extension SentenceCheck {
  /// A roll: its heading has both ends, its description and its table what lies between.
  private func roll(
    _ figure: String, _ steps: [Int], closing: Int, _ texts: ([Int]) -> [String], _ full: (Int) -> String,
    _ english: String, uk ukrainian: String, line: UInt = #line
  ) {
    let opening = closing - steps.reduce(0, +)
    expect(page.heading(figure), english, uk: ukrainian, texts([opening, closing]), line: line)
    XCTAssertEqual(
      page.description(figure).numbers, steps.map { ($0 > 0 ? "+" : "") + full($0) }, figure, line: line)
    XCTAssertEqual(page.table(figure).numbers(figure), ([opening] + steps + [closing]).map(full), figure, line: line)
  }

  func rolls() {
    roll(
      "accounts", [days("opened"), -days("deleted"), days("restored")], closing: last("accounts_open_end"),
      { $0.map { "\($0)" } }, { "\($0)" }, "Open accounts: # on the eve, # on the last day",
      uk: "Відкриті кабінети: # на початок, # на кінець")
    XCTAssertEqual(page.heading("accounts").numbers.first, "\(opening)")
    roll(
      "deferred",
      [
        sum("cash_in") - sum("debt_settled"), sum("billed_as_debt") - sum("revenue_recognized"), -sum("breakage"),
      ], closing: last("deferred_end"), alike, exact,
      "Cash received and not yet earned: # on the eve, # on the last day",
      uk: "Аванси одержані: # на початок, # на кінець")
    roll(
      "debt", [sum("billed_as_debt"), -sum("debt_settled"), -sum("discount"), -sum("bad_debt")],
      closing: last("debt_outstanding_end"), alike, exact, "Owed by customers: # on the eve, # on the last day",
      uk: "Заборгованість клієнтів: # на початок, # на кінець")
    roll(
      "bonus-left",
      [sum("bonus_granted"), -sum("billed_from_bonus"), -sum("discount"), -sum("bonus_lapsed")],
      closing: last("bonus_outstanding_end"), alike, exact, "Bonus not yet used: # on the eve, # on the last day",
      uk: "Невикористані бонуси: # на початок, # на кінець")
  }

  func stages() {
    func restricted(_ row: Sheet.Row) -> Int {
      ["stage_reminder", "stage_payment_page", "stage_blocked"].reduce(0) { $0 + row.number($1) }
    }
    let most = daily.map(restricted).max() ?? 0
    guard let peak = daily.first(where: { restricted($0) == most }) else { return XCTFail("no days") }
    let notation = Notation(language: isEnglish ? .english : .ukrainian, currency: .usd)
    expect(
      page.heading("stages-by-day"), "At most # open accounts (#%) were restricted, on @",
      uk: "Найбільше кабінетів з обмеженнями — # (# % відкритих) — було @",
      ["\(most)", percent(most, of: peak.number("open"))], days: [notation.day(day(peak["date"]))])
    expect(
      page.description("stages-by-day"), "Blocked accounts on that day: #; on the last evening: #.",
      uk: "З них заблоковано #; на кінець заблоковано #.",
      ["\(peak.number("stage_blocked"))", "\(daily[daily.count - 1].number("stage_blocked"))"])
  }

  func timeToPay() {
    let stages = [
      ("Reminder", "Нагадування", "reminded_on"), ("Payment page only", "Лише сторінка оплати", "payment_page_on"),
      ("Blocked", "Блокування", "blocked_on"),
    ]
    let facts = stages.map { english, ukrainian, column in
      let reached = blocks.filter { $0[column] != "" }
      let waits = reached.filter { $0["outcome"] == "paid" }.map { day($0["ended_on"]) - day($0[column]) }.sorted()
      return (
        name: isEnglish ? english : ukrainian, all: reached.count, paid: waits.count,
        half: waits[(waits.count + 1) / 2 - 1]
      )
    }
    func within(_ half: Int) -> String {
      guard half > 0 else { return isEnglish ? "on the same day" : "того самого дня" }
      let days = form(half, "день", "дні", "днів")
      return isEnglish ? "within # \(half == 1 ? "day" : "days")" : "за # \(days)"
    }
    let last = facts[2]
    expect(
      page.heading("time-to-pay"),
      "Blocked: #% of the debts that reached this restriction were paid, half of them \(within(last.half))",
      uk: "Блокування: сплачено # % боргів, які дійшли до цього обмеження, половину з них — \(within(last.half))",
      [percent(last.paid, of: last.all)] + (last.half > 0 ? ["\(last.half)"] : []))
    let words = facts.map {
      isEnglish
        ? "\($0.name): # of # paid, half of them \(within($0.half))"
        : "\($0.name): сплачено # з #, половину — \(within($0.half))"
    }
    expect(
      page.description("time-to-pay"), words.joined(separator: "; ") + ".", uk: words.joined(separator: "; ") + ".",
      facts.flatMap { ["\($0.paid)", "\($0.all)"] + ($0.half > 0 ? ["\($0.half)"] : []) })
    XCTAssertTrue(page.source.contains(isEnglish ? ">31 days or more</th>" : ">31 день і більше</th>"))
    XCTAssertTrue(page.source.contains(isEnglish ? ">1–3 days</th>" : ">1–3 дні</th>"))
    XCTAssertTrue(page.source.contains(isEnglish ? ">4–7 days</th>" : ">4–7 днів</th>"))
  }

  func funnel() {
    let counts = [
      deletions.count, deletions.count { $0["cancelled_by"] == "activity" },
      deletions.count { $0["cancelled_by"] == "owner" }, deletions.count { $0["outcome"] == "pending" },
      deletions.count { $0["deleted_on"] != "" }, deletions.count { $0["restored_on"] != "" },
      deletions.count { $0["purged_on"] != "" },
    ]
    XCTAssertGreaterThan(counts[2], 0, "an owner calls one off")
    expect(
      page.heading("funnel"), "Of # notices #% ended in a deletion, and #% were called off",
      uk: "Із # попереджень видаленням завершилося # %, скасовано # %",
      ["\(counts[0])", percent(counts[4], of: counts[0]), percent(counts[1] + counts[2], of: counts[0])])
    XCTAssertEqual(page.description("funnel").numbers, counts.map { "\($0)" })
    let earlier = deletions.count { $0["deleted_on"] != "" && $0["deleted_on"] < daily[0]["date"] }
    XCTAssertGreaterThan(earlier, 0, "some were deleted in the warm-up and could still come back")
    XCTAssertEqual(days("deleted") + earlier, counts[4])
    let caption = page.caption("funnel")
    XCTAssertEqual(caption.numbers, ["\(earlier)"], caption.words)
    XCTAssertTrue(
      caption.words.hasSuffix(
        isEnglish
          ? " Deleted before the first day: #; they are not among the deletions of the run."
          : " Видалено до початку періоду: #; до видалень за період не входять."), caption.words)
  }

  func cohorts() {
    let table = page.table("cohorts-by-month")
    let left = Int(table.rows[0].last ?? "") ?? 0
    XCTAssertEqual(table.rows[0][1], "\(opening)")
    XCTAssertGreaterThan(daily[0].number("restored"), 0, "one comes back on the first day")
    let ends = months.rows.map { $0["accounts_open_end"] }
    let sums = table.columns.dropFirst(2).map { table.numbers($0).compactMap { Int($0) }.reduce(0, +) }
    XCTAssertEqual(sums.map { "\($0)" }, ends)
    expect(
      page.heading("cohorts-by-month"), "Of # accounts open on the eve, #% are open at the end",
      uk: "З # кабінетів, відкритих на початок періоду, на кінець відкрито # %",
      ["\(opening)", percent(left, of: opening)])
  }
}
