import BillingCore
import Simulation

// Money by month, and where it went.

extension RunPage {
  var money: Page.Section {
    var figures = [billed, cash]
    if total(.bonusGranted) > 0 || total(.bonusCost) > 0 { figures.append(bonus) }
    return Page.Section(
      id: "money", heading: text("Money by month", uk: "Гроші за місяцями"),
      content: figures.map { $0.markup(notation) })
  }

  private var amounts: String { text("Amounts in \(currency).", uk: "Суми в \(currency).") }

  /// What was billed, by what paid for it, beside what is recognised.
  private var billed: Figure {
    let table = table([.billedFromCash, .billedFromBonus, .billedAsDebt, .billed, .revenueRecognized])
    let chart = TimeChart(
      places: places,
      columns: [
        series(.billedFromCash, .cash, in: table), series(.billedFromBonus, .bonus, in: table),
        series(.billedAsDebt, .debt, in: table),
      ], lines: [series(.revenueRecognized, .earned, in: table)])
    return Figure(
      id: "billed", message: change(of: .billed) ?? text("Nothing was billed", uk: "Нічого не нараховано"),
      description: [
        part(.billedFromCash, Phrase("was paid from cash", uk: "сплачено з коштів")),
        part(.billedFromBonus, Phrase("from bonus", uk: "з бонусів")),
        part(.billedAsDebt, Phrase("became debt", uk: "стало боргом")),
      ].compactMap { $0 }.joined(separator: ", "), chart: chart, table: table,
      caption: amounts
        + text(
          " Columns: invoices of the month, by what paid for their lines; line: revenue recognised. An invoice is dated the 1st after the month of use.",
          uk:
            " Стовпці: рахунки місяця за джерелом оплати; лінія: визнаний дохід. Рахунок датовано 1 числом після місяця використання."
        ))
  }

  private func part(_ metric: Metric, _ words: Phrase) -> String? {
    notation.share(total(metric), of: total(.billed)).map { "\($0) \(text(words))" }
  }

  /// How a flow went from the first period to the last; `nil` when there was none of it.
  private func change(of metric: Metric) -> String? {
    guard total(metric) != 0, let first = periods.first, let last = periods.last else { return nil }
    let (name, all) = (text(metric.phrase), notation.roundedMoney(total(metric)))
    guard periods.count > 1 else { return "\(name): \(all)" }
    let (before, after) = (value(metric, first.days), value(metric, last.days))
    let (from, to) = (notation.roundedMoney(before), notation.roundedMoney(after))
    let (start, end) = (notation.text(first.name), notation.text(last.name))
    let verb = after > before ? "rising" : after < before ? "falling" : "going"
    return text(
      "\(name): \(all) in all, \(verb) from \(from) in \(start) to \(to) in \(end)",
      uk: "\(name): разом \(all); за \(start) — \(from), за \(end) — \(to)")
  }

  /// Cash beside what was billed and recognised: the three readings that are never added together.
  private var cash: Figure {
    let table = table([.cashIn, .billed, .revenueRecognized])
    let chart = TimeChart(
      places: places,
      lines: [
        series(.cashIn, .received, in: table), series(.billed, .cash, in: table),
        series(.revenueRecognized, .earned, in: table),
      ])
    let ahead = periods.count { value(.cashIn, $0.days) > value(.revenueRecognized, $0.days) }
    return Figure(
      id: "cash",
      message: change(of: .cashIn) ?? text("No cash came in", uk: "Надходжень не було"),
      description: text(
        "Cash in was above revenue recognised in \(ahead) of \(periods.count) \(isByMonth ? "months" : "rows of the table").",
        uk:
          "Надходження перевищували визнаний дохід у \(ahead) з \(periods.count) \(isByMonth ? "місяців" : "рядків таблиці")."
      ), chart: chart,
      table: table,
      caption: amounts
        + text(
          " Cash in is what customers paid; billed, what invoices asked for; recognised, what was earned. They are three readings of money and are not added together.",
          uk:
            " Надходження — що сплатили клієнти; нараховано — що виставлено; визнано — що зароблено. Це три різні погляди на гроші, їх не додають."
        ))
  }

  private var bonus: Figure {
    let table = table([.bonusGranted, .bonusCost, .bonusLapsed, .bonusOutstandingEnd])
    let chart = TimeChart(
      places: places, columns: [series(.bonusCost, .bonus, in: table), series(.bonusLapsed, .plain, in: table)],
      lines: [series(.bonusGranted, .received, in: table), series(.bonusOutstandingEnd, .debt, in: table)])
    let (granted, used) = (notation.roundedMoney(total(.bonusGranted)), notation.roundedMoney(total(.bonusCost)))
    let (lapsed, left) = (notation.money(total(.bonusLapsed)), notation.money(total(.bonusOutstandingEnd)))
    return Figure(
      id: "bonus",
      message: text(
        "\(granted) of bonus was granted and \(used) used", uk: "Надано бонусів \(granted), використано \(used)"),
      description: text(
        "\(lapsed) lapsed; \(left) is outstanding at the end.", uk: "Згоріло \(lapsed); залишок на кінець — \(left)."),
      chart: chart, table: table,
      caption: amounts
        + text(
          " Columns: bonus that paid for lines or settled debt, and bonus that lapsed; lines: bonus granted, and what is outstanding at the month's end.",
          uk:
            " Стовпці: бонуси, якими сплачено рахунки чи борг, і згорілі; лінії: надані бонуси та залишок на кінець місяця."
        ))
  }
}
