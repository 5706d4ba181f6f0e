import BillingCore
import Simulation

// The first part: what to know without reading further.

extension RunPage {
  var answer: Page.Section {
    let judged = forecast?.judgedThresholds ?? reports.judgedThresholds
    var content = [Markup.prose("p", ["class": "answer"], isEmpty ? emptiness : sentence)]
    if !isEmpty { content += (hasReplications ? [shownReplication] : []) + [tiles] }
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

  var hasReplications: Bool { (forecast?.replications ?? 1) > 1 }

  /// Which replication the tiles show, and all parts but what to expect.
  private var shownReplication: Markup {
    .prose(
      "p", ["class": "muted"],
      text(
        "The numbers below are those of replication 1, the run shown in detail; “What to expect” has all replications.",
        uk:
          "Нижче — показники повтору 1, який показано докладно; усі повтори — у розділі «Чого очікувати»."))
  }

  /// A number of the whole run; of several replications its mean, as thresholds are judged.
  private func expected(_ metric: Metric) -> Int128 {
    guard hasReplications, let forecast else { return total(metric) }
    return Int128(forecast.sample(of: metric).mean.rounded())
  }

  private var sentence: String {
    let metrics: [Metric] = [.cashIn, .billed, .revenueRecognized, .debtOutstandingEnd]
    let amounts = Amounts(metrics.map(expected), notation)
    let (cash, billed) = (amounts.text(expected(.cashIn)), amounts.text(expected(.billed)))
    let (earned, debt) = (amounts.text(expected(.revenueRecognized)), amounts.text(expected(.debtOutstandingEnd)))
    let count = forecast?.replications ?? 1
    let basis =
      hasReplications
      ? text(
        "Mean of \(notation.counted(count, .replication)): ",
        uk: "У середньому за результатами \(notation.genitive(count, .replication)): ") : ""
    let words = text(
      "Customers paid in \(cash) and were billed \(billed); \(earned) is recognised as revenue, and \(debt) is owed by them at the end.",
      uk:
        "Клієнти сплатили \(cash), їм нараховано \(billed); визнаний дохід становить \(earned), заборгованість клієнтів на кінець — \(debt)."
    )
    return basis + (hasReplications ? words.prefix(1).lowercased() + words.dropFirst() : words)
  }

  private func word(of statistic: Threshold.Statistic) -> String {
    statistic == .mean ? text("mean", uk: "середнє") : statistic.word
  }

  /// What stands in place of a result.
  private func notJudged(_ judged: JudgedThreshold) -> String {
    judged.replicationsNeeded.map { needed in
      text(
        "needs \(notation.counted(needed, .replication))",
        uk: "замало повторів, потрібно щонайменше \(needed)")
    } ?? text("not known", uk: "невідомо")
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
    let count = forecast?.replications ?? 1
    let message =
      text(
        "\(met) of \(notation.genitive(judged.count, .threshold)) met",
        uk: "Виконано \(met) з \(notation.genitive(judged.count, .threshold))")
      + (hasReplications
        ? text(
          ", judged over \(notation.counted(count, .replication))",
          uk: " за результатами \(notation.genitive(count, .replication))") : "")
    let headings = [
      text("Metric", uk: "Показник"), text("Verdict", uk: "Висновок"), text("Result", uk: "Фактично"),
      text("At least", uk: "Не менше"), text("At most", uk: "Не більше"),
    ]
    let rows = judged.map(row)
    let head = headings.enumerated().map { index, heading in
      Markup.element("th", ["scope": "col", "class": index < 2 ? "word" : "number"], text: heading)
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

  /// A threshold: its metric, the verdict, which a narrow screen shows without scrolling, the result, and the bounds.
  private func row(_ judged: JudgedThreshold) -> Markup {
    let metric = judged.threshold.metric
    func number(_ value: Int128) -> String { notation.text(value, of: metric, extraDecimals: judged.extraDecimals) }
    func bound(_ value: Int128?) -> Markup { .element("td", text: value.map(number) ?? "") }
    let isNamed = hasReplications || judged.threshold.statistic != .mean
    let statistic = isNamed ? " (\(word(of: judged.threshold.statistic)))" : ""
    let distance = (judged.distance > 0 ? "+" : "") + number(judged.distance)
    let miss = judged.distance == 0 ? "" : " (\(distance))"
    let verdict =
      judged.actual == nil
      ? text("not judged", uk: "не оцінено")
      : judged.isMet ? text("met", uk: "виконано") : text("missed", uk: "не виконано") + miss
    return .element(
      "tr", [:],
      [
        .element("th", ["scope": "row", "class": "word place"], text: text(metric.phrase) + statistic),
        .element("td", ["class": judged.isMet ? "word met" : "word missed"], text: verdict),
        .element("td", text: judged.actual.map(number) ?? notJudged(judged)), bound(judged.atLeast),
        bound(judged.atMost),
      ])
  }
}
