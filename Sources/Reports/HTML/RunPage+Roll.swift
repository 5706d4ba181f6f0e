import BillingCore
import Simulation

// From what there was on the eve to what there is on the last evening: of accounts, and of money to the cent.

/// What there was, what came and went, and what there is; the sum is checked.
struct Roll {
  /// What came (above 0) or went (below 0).
  struct Step {
    let name: Phrase
    let change: Int128
    let hue: Palette.Hue
  }

  let opening: Int128
  let steps: [Step]
  let closing: Int128

  init(opening: Int128, steps: [Step], closing: Int128) {
    precondition(
      opening + steps.reduce(0) { $0 + $1.change } == closing,
      "\(opening) and what came and went (\(steps.map(\.change))) are not \(closing)")
    (self.opening, self.steps, self.closing) = (opening, steps, closing)
  }
}

extension RunPage {
  var roll: Page.Section {
    var figures = [accounts, deferred, debt]
    if total(.bonusGranted) > 0 || bonusRoll.opening > 0 { figures.append(bonusLeft) }
    return Page.Section(
      id: "roll", heading: text("From the eve to the last day", uk: "Залишки на початок і на кінець"),
      content: figures.map { $0.markup(notation) })
  }

  // MARK: The four rolls

  private typealias Flow = (name: Phrase, metrics: [(sign: Int128, metric: Metric)], hue: Palette.Hue)

  /// A roll of a stock: what there was is worked out from the first day, and has to lead to the end over all days.
  private func roll(of stock: Metric, _ flows: [Flow]) -> Roll {
    func change(_ flow: Flow, _ days: Range<Int>) -> Int128 {
      flow.metrics.reduce(0) { $0 + $1.sign * value($1.metric, days) }
    }
    let opening = value(stock, 0..<1) - flows.reduce(0) { $0 + change($1, 0..<1) }
    return Roll(
      opening: opening,
      steps: flows.map { Roll.Step(name: $0.name, change: change($0, wholeRun), hue: $0.hue) },
      closing: value(stock, wholeRun))
  }

  private var accounts: Figure {
    let roll = roll(
      of: .open,
      [
        (Metric.opened.phrase, [(1, .opened)], .good), (Metric.deleted.phrase, [(-1, .deleted)], .bad),
        (Metric.restored.phrase, [(1, .restored)], .earned),
      ])
    let (opening, closing) = (notation.count(roll.opening), notation.count(roll.closing))
    return figure(
      "accounts", roll, kind: .count,
      message: text(
        "Open accounts: \(opening) on the eve, \(closing) on the last day",
        uk: "Відкриті кабінети: \(opening) на початок, \(closing) на кінець"),
      caption: text(
        "Accounts that are open: opened, deleted and restored from the first day to the last, from daily.csv.",
        uk: "Кабінети, які відкрито, видалено й відновлено з першого дня до останнього, з daily.csv."))
  }

  private var deferred: Figure {
    let roll = roll(
      of: .deferredEnd,
      [
        (Phrase("Top-ups to credit", uk: "Надходження авансів"), [(1, .cashIn), (-1, .debtSettled)], .received),
        (
          Phrase("Revenue from credit", uk: "Дохід, визнаний за рахунок авансів"),
          [(-1, .revenueRecognized), (1, .billedAsDebt)],
          .earned
        ),
        (Metric.breakage.phrase, [(-1, .breakage)], .plain),
      ])
    let amounts = Amounts([roll.opening, roll.closing], notation)
    let (opening, closing) = (amounts.text(roll.opening), amounts.text(roll.closing))
    return figure(
      "deferred", roll, kind: .money,
      message: text(
        "Cash received and not yet earned: \(opening) on the eve, \(closing) on the last day",
        uk: "Аванси одержані: \(opening) на початок, \(closing) на кінець"),
      caption: text(
        "The contract liability (deferred), from revenue.csv; it reconciles to the cent.",
        uk: "Договірні зобов’язання (аванси одержані, deferred), з revenue.csv; залишки сходяться до копійки."))
  }

  private var debt: Figure {
    let roll = roll(
      of: .debtOutstandingEnd,
      [
        (Metric.billedAsDebt.phrase, [(1, .billedAsDebt)], .debt),
        (Metric.debtSettled.phrase, [(-1, .debtSettled)], .received),
        (Metric.discount.phrase, [(-1, .discount)], .bonus), (Metric.badDebt.phrase, [(-1, .badDebt)], .bad),
      ])
    let amounts = Amounts([roll.opening, roll.closing], notation)
    let (opening, closing) = (amounts.text(roll.opening), amounts.text(roll.closing))
    return figure(
      "debt", roll, kind: .money,
      message: text(
        "Owed by customers: \(opening) on the eve, \(closing) on the last day",
        uk: "Заборгованість клієнтів: \(opening) на початок, \(closing) на кінець"),
      caption: text(
        "Receivables, from revenue.csv; they reconcile to the cent.",
        uk: "Дебіторська заборгованість, з revenue.csv; залишки сходяться до копійки."))
  }

  private var bonusRoll: Roll {
    roll(
      of: .bonusOutstandingEnd,
      [
        (Metric.bonusGranted.phrase, [(1, .bonusGranted)], .bonus),
        (Metric.billedFromBonus.phrase, [(-1, .billedFromBonus)], .earned),
        (Metric.discount.phrase, [(-1, .discount)], .cash), (Metric.bonusLapsed.phrase, [(-1, .bonusLapsed)], .plain),
      ])
  }

  private var bonusLeft: Figure {
    let roll = bonusRoll
    let amounts = Amounts([roll.opening, roll.closing], notation)
    let (opening, closing) = (amounts.text(roll.opening), amounts.text(roll.closing))
    return figure(
      "bonus-left", roll, kind: .money,
      message: text(
        "Bonus not yet used: \(opening) on the eve, \(closing) on the last day",
        uk: "Невикористані бонуси: \(opening) на початок, \(closing) на кінець"),
      caption: text(
        "Bonus is credit at a lower price, not cash; from revenue.csv, it reconciles to the cent.",
        uk: "Бонус — це знижка на послуги, а не гроші; з revenue.csv, залишки сходяться до копійки."))
  }

  // MARK: Drawing

  private func figure(_ id: String, _ roll: Roll, kind: Table.Kind, message: String, caption: String) -> Figure {
    let isMoney = kind.isMoney
    func cell(_ value: Int128) -> Table.Cell { isMoney ? .money(value) : .count(Int(value)) }
    func number(_ value: Int128) -> String { isMoney ? notation.money(value) : notation.count(value) }
    func signed(_ value: Int128) -> String { (value > 0 ? "+" : "") + number(value) }
    let ends = (Phrase("On the eve", uk: "На початок"), Phrase("On the last day", uk: "На кінець"))
    var level = Double(roll.opening)
    var rows = [
      RowChart.Row(
        name: text(ends.0), number: number(roll.opening),
        marks: [.bar(from: 0, to: level, hue: .plain)])
    ]
    for step in roll.steps {
      let next = level + Double(step.change)
      rows.append(
        RowChart.Row(
          name: text(step.name), number: signed(step.change),
          marks: [.bar(from: level, to: next, hue: step.hue)]))
      level = next
    }
    rows.append(
      RowChart.Row(
        name: text(ends.1), number: number(roll.closing), marks: [.bar(from: 0, to: Double(roll.closing), hue: .plain)])
    )
    let cells =
      [(text(ends.0), roll.opening)] + roll.steps.map { (text($0.name), $0.change) } + [(text(ends.1), roll.closing)]
    let table = PageTable(
      columns: [
        .init(name: "step", kind: .text, heading: text("Step", uk: "Стаття")),
        .init(name: id, kind: kind, heading: isMoney ? currency : text("Accounts", uk: "Кабінети")),
      ], rows: cells.map { [.text($0.0), cell($0.1)] }, hasTotal: true)
    let changes = roll.steps.map { "\(text($0.name)) \(signed($0.change))" }.joined(separator: "; ")
    return Figure(
      id: id, message: message, description: changes, chart: RowChart(rows: rows), table: table,
      caption: caption)
  }
}

extension Table.Kind {
  fileprivate var isMoney: Bool {
    switch self {
    case .money: true
    case .text, .day, .month, .count, .flag, .number: false
    }
  }
}
