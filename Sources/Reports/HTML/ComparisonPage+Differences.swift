import BillingCore
import Simulation

// How a variant differs from the base over the whole run: metrics of like size in one figure.

extension ComparisonPage {
  /// Metrics that one figure compares, since they are of like size.
  struct DifferenceGroup {
    let id: String
    let metrics: [Metric]

    static let all = [
      DifferenceGroup(id: "money", metrics: [.cashIn, .billed, .revenueRecognized]),
      DifferenceGroup(
        id: "credit",
        metrics: [
          .bonusGranted, .bonusCost, .bonusLapsed, .bonusOutstandingEnd, .breakage, .deferredEnd, .debtOutstandingEnd,
          .badDebt,
        ]),
      DifferenceGroup(
        id: "accounts", metrics: [.open, .newlyBlocked, .daysBlocked, .recoveryRate, .deleted, .deletionRate]),
    ]
  }

  func differences(_ group: DifferenceGroup, _ variant: Int) -> Figure? {
    let found = group.metrics.map { ($0, comparison.difference(of: $0, variant: variant)) }.filter { $0.1.count > 0 }
    guard let first = found.first(where: { $0.1.verdict != Difference.Verdict.none }) ?? found.first else { return nil }
    let amounts = amounts(found)
    let rows = found.map { row($0.0, $0.1, amounts) }
    let headline = change(first.1, first.0, self.amounts([first]))
    return Figure(
      id: "variant-\(variant + 1)-\(group.id)", message: notation.capitalized(headline), description: verdicts(found),
      chart: RowChart(rows: rows, reference: 0), table: table(found),
      caption: text(
        "Points: the difference to \(base) in percent of it\(hasIntervals ? "; lines: its \(level) interval; grey points: no significant difference" : ""); the grey vertical line: 0%. Where \(base) has 0, or less than a tenth of the difference, the difference itself is written and nothing drawn. Over the whole run, from comparison.csv; money in \(notation.currency.code).",
        uk:
          "Точки — різниця зі сценарієм «\(base)» у відсотках від його значення\(hasIntervals ? "; лінії — її \(level) довірчий інтервал; сірі точки — істотної різниці немає" : ""); сіра вертикальна лінія — 0\u{A0}%. Якщо показник сценарію «\(base)» дорівнює нулю або менший за десяту частину різниці, наведено саму різницю, без точки. За весь період, з comparison.csv; суми в \(notation.currency.code)."
      ))
  }

  /// A difference as a share of the base, none where the base has next to nothing of it: ten times as much and more says
  /// little, and would press all other rows of a chart together.
  func share(_ difference: Difference) -> Double? {
    difference.relative.flatMap { abs($0) < 10 ? $0 : nil }
  }

  /// A metric's difference in percent of the base, or as it is where the base has next to none of it.
  private func row(_ metric: Metric, _ difference: Difference, _ amounts: Amounts) -> RowChart.Row {
    guard let relative = share(difference) else {
      return RowChart.Row(
        name: notation.text(metric.phrase), number: amounts.signed(difference.mean, of: metric), marks: [])
    }
    var marks: [RowChart.Mark] = []
    if let interval = difference.interval {
      let ends = [interval.lowerBound / difference.pairedBaseMean, interval.upperBound / difference.pairedBaseMean]
        .sorted()
      marks.append(.interval(low: ends[0], high: ends[1]))
    }
    marks.append(.point(relative, hue: difference.verdict == Difference.Verdict.none ? .plain : .cash))
    return RowChart.Row(
      name: notation.text(metric.phrase), number: (relative > 0 ? "+" : "") + notation.percent(relative), marks: marks)
  }

  private func verdict(_ difference: Difference) -> String {
    switch difference.verdict {
    case .higher: text("higher", uk: "вище")
    case .lower: text("lower", uk: "нижче")
    case .some(.none): text("no difference", uk: "без істотної різниці")
    case nil: text("not known", uk: "невідомо")
    }
  }

  /// The verdicts in a sentence; of one replication there is none.
  private func verdicts(_ found: [(Metric, Difference)]) -> String {
    guard comparison.replications > 1 else {
      return text(
        "One replication does not show whether a difference is due to chance",
        uk: "Один повтор не дає змоги встановити, чи є різниця випадковою")
    }
    let parts = found.map { "\(notation.lowercased($0.0.phrase)): \(verdict($0.1))" }
    return notation.capitalized(parts.joined(separator: "; "))
  }

  private func table(_ found: [(Metric, Difference)]) -> PageTable {
    let hasVerdicts = comparison.replications > 1
    return PageTable(
      columns: [
        .init(name: "metric", kind: .text, heading: text("Metric", uk: "Показник")),
        .init(name: "base_mean", kind: .number, heading: base),
        .init(name: "variant_mean", kind: .number, heading: text("Variant", uk: "Варіант")),
      ] + intervalColumns
        + (hasVerdicts ? [.init(name: "verdict", kind: .text, heading: text("Verdict", uk: "Висновок"))] : []),
      rows: found.map { metric, difference in
        let cell = cell(of: metric)
        return [.text(notation.text(metric.phrase)), cell(difference.base.mean), cell(difference.variant.mean)]
          + intervalCells(difference, cell) + (hasVerdicts ? [.text(verdict(difference))] : [])
      })
  }

  var intervalColumns: [PageTable.Column] {
    let columns: [PageTable.Column] = [
      .init(name: "difference", kind: .number, heading: text("Difference", uk: "Різниця")),
      .init(name: "ci_low", kind: .number, heading: text("from", uk: "від")),
      .init(name: "ci_high", kind: .number, heading: text("to", uk: "до")),
    ]
    return hasIntervals ? columns : [columns[0]]
  }

  func intervalCells(_ difference: Difference, _ cell: (Double) -> Table.Cell) -> [Table.Cell] {
    let cells = [difference.mean, difference.interval?.lowerBound, difference.interval?.upperBound].map {
      $0.map(cell) ?? .empty
    }
    return hasIntervals ? cells : [cells[0]]
  }

  func cell(of metric: Metric) -> (Double) -> Table.Cell {
    let (digits, decimals) = Forecast.decimals(of: metric, in: notation.currency)
    return { .number(scaled: $0, digits: digits, decimals: decimals) }
  }
}
