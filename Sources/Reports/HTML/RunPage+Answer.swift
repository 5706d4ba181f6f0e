import BillingCore
import Simulation

// The first part: what somebody has to know who reads no further.

extension RunPage {
  var answer: Page.Section {
    let judged = forecast?.judgedThresholds ?? reports.judgedThresholds
    var content = [Markup.element("p", ["class": "answer"], text: sentence), tiles]
    if !judged.isEmpty { content.insert(thresholds(judged), at: 0) }
    return Page.Section(id: "answer", heading: text("The answer", uk: "Відповідь"), content: content)
  }

  private var sentence: String {
    let (cash, billed) = (notation.money(total(.cashIn)), notation.money(total(.billed)))
    let (earned, debt) = (notation.money(total(.revenueRecognized)), notation.money(total(.debtOutstandingEnd)))
    return text(
      "Customers paid in \(cash) and were billed \(billed); \(earned) is recognised as revenue, and \(debt) is owed by them at the end.",
      uk:
        "Клієнти внесли \(cash), нараховано \(billed); дохід визнано на \(earned), заборгованість на кінець — \(debt).")
  }

  /// The main numbers, each with what it is held against.
  private var tiles: Markup {
    let opening = total(.open) - total(.opened) + total(.deleted) - total(.restored)
    let held: [(Metric, String)] = [
      (.cashIn, text("\(notation.count(total(.topUps))) top-ups", uk: "поповнень: \(notation.count(total(.topUps)))")),
      (.billed, part(.billedFromCash, of: .billed, Phrase("from cash", uk: "з коштів"))),
      (.revenueRecognized, part(.revenueRecognized, of: .billed, Phrase("of billed", uk: "від нарахованого"))),
      (.deferredEnd, text("paid and not yet earned", uk: "сплачено, ще не зароблено")),
      (.debtOutstandingEnd, text("owed by customers", uk: "винні клієнти")),
      (.badDebt, text("written off", uk: "списано")),
      (.bonusGranted, part(.bonusGranted, of: .cashIn, Phrase("of cash in", uk: "від надходжень"))),
      (.open, text("\(notation.count(opening)) on the eve", uk: "напередодні: \(notation.count(opening))")),
      (.stageBlocked, part(.stageBlocked, of: .open, Phrase("of open accounts", uk: "від відкритих"))),
      (
        .deleted,
        text("\(notation.count(total(.restored))) restored", uk: "відновлено: \(notation.count(total(.restored)))")
      ),
    ]
    return .element(
      "dl", ["class": "tiles"],
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
      "\(met) of \(judged.count) thresholds met", uk: "Виконано порогів: \(met) з \(judged.count)")
    let headings = [
      text("Metric", uk: "Показник"), text("At least", uk: "Не менше"), text("At most", uk: "Не більше"),
      text("Came out", uk: "Вийшло"), text("Verdict", uk: "Висновок"),
    ]
    let rows = judged.map { judged in
      let metric = judged.threshold.metric
      func bound(_ value: Int64?) -> String { value.map { notation.text(Int128($0), of: metric) } ?? "" }
      let statistic = judged.threshold.statistic == .mean ? "" : " (\(judged.threshold.statistic.word))"
      let actual = judged.actual.map { notation.text($0, of: metric) } ?? text("not known", uk: "невідомо")
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
