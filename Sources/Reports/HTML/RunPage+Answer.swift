import BillingCore
import Simulation

// The first part: what to know without reading further.

extension RunPage {
  var answer: Page.Section {
    let judged = forecast?.judgedThresholds ?? reports.judgedThresholds
    var content = [Markup.prose("p", ["class": "answer"], isEmpty ? emptiness : sentence)]
    if !isEmpty { content.append(tiles) }
    if !judged.isEmpty { content.insert(thresholds(judged), at: 0) }
    return Page.Section(id: "answer", heading: text("The answer", uk: "Відповідь"), content: content)
  }

  /// What is said of a run without accounts.
  private var emptiness: String {
    hasOthers
      ? text(
        "There were no accounts in the first replication; the others are below.",
        uk: "У першому повторі кабінетів не було; інші повтори — нижче.")
      : text("There were no accounts, so nothing happened.", uk: "Кабінетів не було, тож нічого не відбулося.")
  }

  private var sentence: String {
    let metrics: [Metric] = [.cashIn, .billed, .revenueRecognized, .debtOutstandingEnd]
    let amounts = Amounts(metrics.map(total), notation)
    let (cash, billed) = (amounts.text(total(.cashIn)), amounts.text(total(.billed)))
    let (earned, debt) = (amounts.text(total(.revenueRecognized)), amounts.text(total(.debtOutstandingEnd)))
    return text(
      "Customers paid in \(cash) and were billed \(billed); \(earned) is recognised as revenue, and \(debt) is owed by them at the end.",
      uk:
        "Клієнти сплатили \(cash), їм нараховано \(billed); визнаний дохід становить \(earned), заборгованість клієнтів на кінець — \(debt)."
    )
  }

  /// The main numbers, each with one to compare it with.
  private var tiles: Markup {
    let opening = total(.open) - total(.opened) + total(.deleted) - total(.restored)
    let held: [(Metric, String)] = [
      (.cashIn, notation.counted(total(.topUps), .topUp)),
      (.billed, part(.billedFromCash, of: .billed, Phrase("from cash", uk: "сплачено коштами"))),
      (.revenueRecognized, part(.revenueRecognized, of: .billed, Phrase("of billed", uk: "нарахувань"))),
      (.deferredEnd, text("paid and not yet earned", uk: "сплачено, але ще не зароблено")),
      (.debtOutstandingEnd, text("owed by customers", uk: "заборгованість клієнтів")),
      (.badDebt, text("written off", uk: "списано")),
      (.bonusGranted, part(.bonusGranted, of: .cashIn, Phrase("of cash in", uk: "надходжень"))),
      (.open, text("\(notation.count(opening)) on the eve", uk: "на початок — \(notation.count(opening))")),
      (.stageBlocked, part(.stageBlocked, of: .open, Phrase("of open accounts", uk: "відкритих кабінетів"))),
      (
        .deleted,
        text("\(notation.count(total(.restored))) restored", uk: "відновлено — \(notation.count(total(.restored)))")
      ),
    ]
    // As wide as the longest number, at 1.15rem and bold.
    let longest = held.map { notation.text(total($0.0), of: $0.0).count }.max() ?? 0
    func columns(_ width: Int, atLeast least: Int) -> String {
      "repeat(auto-fill, minmax(\(decimalText(max(width, least), decimals: 2))rem, 1fr))"
    }
    let wide = columns(longest * 68 + 90, atLeast: 925)
    let narrow = columns((longest * 68 + 90) * 87 / 100, atLeast: 800)
    return .element(
      "dl", ["class": "tiles", "style": "--wide: \(wide); --narrow: \(narrow)"],
      held.map { metric, against in
        .element(
          "div", [:],
          [
            .element("dt", text: text(metric.phrase)),
            .element("dd", ["data-metric": metric.rawValue], text: notation.text(total(metric), of: metric)),
            .element("dd", ["class": "muted"], text: against),
          ])
      })
  }

  private func part(_ part: Metric, of whole: Metric, _ words: Phrase) -> String {
    notation.share(total(part), of: total(whole)).map { "\($0) \(text(words))" } ?? ""
  }

  private func thresholds(_ judged: [JudgedThreshold]) -> Markup {
    let met = judged.count { $0.isMet }
    let message = text(
      "\(met) of \(notation.genitive(judged.count, .threshold)) met",
      uk: "Виконано \(met) з \(notation.genitive(judged.count, .threshold))")
    let headings = [
      text("Metric", uk: "Показник"), text("At least", uk: "Не менше"), text("At most", uk: "Не більше"),
      text("Came out", uk: "Фактично"), text("Verdict", uk: "Висновок"),
    ]
    let rows = judged.map { judged in
      let metric = judged.threshold.metric
      let extra = judged.threshold.extraDecimals
      func number(_ value: Int128) -> String {
        extra == 0 ? notation.text(value, of: metric) : notation.decimal(value, decimals: extra)
      }
      func bound(_ value: Int64?) -> String { value.map { number(Int128($0)) } ?? "" }
      let statistic = judged.threshold.statistic == .mean ? "" : " (\(judged.threshold.statistic.word))"
      let actual = judged.actual.map(number) ?? text("not known", uk: "невідомо")
      let verdict = Markup.element(
        "td", ["class": judged.isMet ? "word met" : "word missed"],
        text: judged.isMet ? text("met", uk: "виконано") : text("missed", uk: "не виконано"))
      return Markup.element(
        "tr", [:],
        [
          .element("th", ["scope": "row", "class": "word"], text: text(metric.phrase) + statistic),
          .element("td", text: bound(judged.threshold.atLeast)), .element("td", text: bound(judged.threshold.atMost)),
          .element("td", text: actual), verdict,
        ])
    }
    let head = headings.enumerated().map { index, heading in
      Markup.element("th", ["scope": "col", "class": index == 0 || index == 4 ? "word" : "number"], text: heading)
    }
    let table = Markup.element(
      "table", [:],
      [
        .element("caption", text: message), .element("thead", [:], [.element("tr", [:], head)]),
        .element("tbody", [:], rows),
      ])
    return .element(
      "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": message, "id": "thresholds"], [table])
  }
}
