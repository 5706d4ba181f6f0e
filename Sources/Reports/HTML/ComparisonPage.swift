import BillingCore
import Simulation

/// `report.html` of a comparison: what each variant changes, with intervals, and what its bonus brings and costs.
///
/// Every number comes from `comparison.csv` and `bonus.csv`.
public struct ComparisonPage {
  let comparison: Comparison
  let bonuses: Table
  let notation: Notation
  private let imprint: Imprint

  /// Takes what a comparison came to.
  ///
  /// - Parameter bonuses: the table of `bonus.csv`, of the same replications.
  public init(_ comparison: Comparison, bonuses: Table, imprint: Imprint, language: Language) {
    self.comparison = comparison
    self.bonuses = bonuses
    self.imprint = imprint
    notation = Notation(language: language, currency: comparison.base.forecast.scenario.policies.currency)
  }

  /// The source of the page.
  public var source: String {
    let scenario = comparison.base.forecast.scenario
    let names = comparison.variants.map(\.name).joined(separator: ", ")
    let parts = comparison.variants.indices.map { variant in
      Page.Section(
        id: "variant-\(variant + 1)", heading: comparison.variants[variant].name,
        content: (DifferenceGroup.all.compactMap { differences($0, variant) } + months(variant) + bonus(variant))
          .map { $0.markup(notation) })
    }
    return Page(
      title: text("\(names) against \(base)", uk: "\(names) проти \(base)"),
      subtitle:
        "\(notation.day(scenario.start)) – \(notation.day(scenario.lastDay)), \(notation.currency.code), "
        + text("\(comparison.replications) replications", uk: "повторів: \(comparison.replications)"),
      sections: [answer] + parts, imprint: imprint, notation: notation
    ).source
  }

  var base: String { comparison.base.name }

  /// What the intervals cover, without decimals that are zeros: `95%`, `98.3%`.
  private var level: String {
    let level = notation.percent(comparison.confidence)
    return level.split(separator: notation.language == .english ? ".0" : ",0").joined()
  }

  /// What a row of a month is called; after the months comes the whole run.
  func periodName(_ period: Int) -> Table.Cell {
    let forecast = comparison.base.forecast
    return period < forecast.periods.count - 1
      ? .month(Month(index: forecast.scenario.start.month.index + Int32(period)))
      : .text(text("Whole run", uk: "Увесь період"))
  }

  func text(_ english: String, uk ukrainian: String) -> String {
    notation.text(Phrase(english, uk: ukrainian))
  }

  // MARK: The answer

  private var answer: Page.Section {
    let sentences = comparison.variants.indices.map { variant in
      let changes = [Metric.cashIn, .revenueRecognized, .bonusCost, .deleted].map { metric in
        "\(notation.text(metric.phrase).lowercased()) \(change(comparison.difference(of: metric, variant: variant), metric))"
      }
      return Markup.element(
        "p", ["class": "answer"], text: "\(comparison.variants[variant].name): \(changes.joined(separator: "; ")).")
    }
    let note = text(
      "Differences to \(base), with \(level) intervals: in each replication both have the same people with the same chances, so what differs is what the scenarios make differ.",
      uk:
        "Різниця з \(base), інтервали \(level): у кожному повторі ті самі клієнти з тими самими випадковостями, тож відмінність — лише від сценаріїв."
    )
    return Page.Section(
      id: "answer", heading: text("The answer", uk: "Відповідь"),
      content: sentences + [.element("p", ["class": "muted"], text: note)])
  }

  /// A difference in words: `+$143,549 ($138,155 to $148,944)`.
  private func change(_ difference: Difference, _ metric: Metric) -> String {
    func number(_ value: Double) -> String {
      metric.kind == .money ? notation.roundedMoney(Int128(value.rounded())) : notation.text(value, of: metric)
    }
    let mean = (difference.mean > 0 ? "+" : "") + number(difference.mean)
    guard let interval = difference.interval else { return mean }
    let (low, high) = (number(interval.lowerBound), number(interval.upperBound))
    return text("\(mean) (\(low) to \(high))", uk: "\(mean) (від \(low) до \(high))")
  }

  // MARK: Figures of a variant

  /// Metrics that are held against one another in one figure, being of like size.
  private struct DifferenceGroup {
    let id: String
    let metrics: [Metric]

    static let all = [
      DifferenceGroup(id: "money", metrics: [.cashIn, .billed, .revenueRecognized]),
      DifferenceGroup(id: "credit", metrics: [.bonusGranted, .bonusCost, .deferredEnd, .debtOutstandingEnd, .badDebt]),
      DifferenceGroup(
        id: "accounts", metrics: [.open, .newlyBlocked, .daysBlocked, .recoveryRate, .deleted, .deletionRate]),
    ]
  }

  private func differences(_ group: DifferenceGroup, _ variant: Int) -> Figure? {
    let found = group.metrics.map { ($0, comparison.difference(of: $0, variant: variant)) }.filter { $0.1.count > 0 }
    let rows = found.compactMap { metric, difference -> RowChart.Row? in
      guard let relative = difference.relative else { return nil }
      var marks: [RowChart.Mark] = []
      if let interval = difference.interval {
        marks.append(
          .interval(
            low: interval.lowerBound / difference.pairedBaseMean, high: interval.upperBound / difference.pairedBaseMean)
        )
      }
      marks.append(.point(relative, hue: difference.verdict == Difference.Verdict.none ? .plain : .cash))
      return RowChart.Row(
        name: notation.text(metric.phrase), number: (relative > 0 ? "+" : "") + notation.percent(relative), marks: marks
      )
    }
    guard let first = found.first else { return nil }
    return Figure(
      id: "variant-\(variant + 1)-\(group.id)",
      message: "\(notation.text(first.0.phrase)): \(change(first.1, first.0))",
      description: found.map { metric, difference in "\(notation.text(metric.phrase)) \(verdict(difference))" }
        .joined(separator: "; "), chart: rows.isEmpty ? nil : RowChart(rows: rows, reference: 0),
      table: table(found),
      caption: text(
        "Points: the difference to \(base) in percent of it; lines: its \(level) interval; grey: no difference can be told. Over the whole run, from comparison.csv; money in \(notation.currency.code).",
        uk:
          "Точки: різниця з \(base) у відсотках; лінії: її інтервал \(level); сірі: різниці не видно. За весь період, з comparison.csv; гроші в \(notation.currency.code)."
      ))
  }

  private func verdict(_ difference: Difference) -> String {
    switch difference.verdict {
    case .higher: text("higher", uk: "більше")
    case .lower: text("lower", uk: "менше")
    case .some(.none): text("no difference", uk: "без різниці")
    case nil: text("not known of one replication", uk: "невідомо з одного повтору")
    }
  }

  private func table(_ found: [(Metric, Difference)]) -> PageTable {
    PageTable(
      columns: [
        .init(name: "metric", kind: .text, heading: text("Metric", uk: "Показник")),
        .init(name: "base_mean", kind: .number, heading: base),
        .init(name: "variant_mean", kind: .number, heading: text("Variant", uk: "Варіант")),
      ] + intervalColumns + [.init(name: "verdict", kind: .text, heading: text("Verdict", uk: "Висновок"))],
      rows: found.map { metric, difference in
        let cell = cell(of: metric)
        return [.text(notation.text(metric.phrase)), cell(difference.base.mean), cell(difference.variant.mean)]
          + intervalCells(difference, cell) + [.text(verdict(difference))]
      })
  }

  private var intervalColumns: [PageTable.Column] {
    [
      .init(name: "difference", kind: .number, heading: text("Difference", uk: "Різниця")),
      .init(name: "ci_low", kind: .number, heading: text("from", uk: "від")),
      .init(name: "ci_high", kind: .number, heading: text("to", uk: "до")),
    ]
  }

  private func intervalCells(_ difference: Difference, _ cell: (Double) -> Table.Cell) -> [Table.Cell] {
    [difference.mean, difference.interval?.lowerBound, difference.interval?.upperBound].map { $0.map(cell) ?? .empty }
  }

  private func cell(of metric: Metric) -> (Double) -> Table.Cell {
    let (digits, decimals) = Forecast.decimals(of: metric, in: notation.currency)
    return { .number(scaled: $0, digits: digits, decimals: decimals) }
  }

  /// How differences come about, month by month.
  private func months(_ variant: Int) -> [Figure] {
    let periods = comparison.base.forecast.periods.dropLast()
    guard periods.count > 1, periods.count <= 60, comparison.replications > 1 else { return [] }
    return [Metric.cashIn, .revenueRecognized].map { metric in
      let cell = cell(of: metric)
      let found = periods.indices.map { comparison.difference(of: metric, period: $0, variant: variant) }
      let table = PageTable(
        columns: [.init(name: "month", kind: .month, heading: text("Month", uk: "Місяць"))] + intervalColumns,
        rows: found.enumerated().map { [periodName($0)] + intervalCells($1, cell) })
      func values(_ column: String) -> [Double] { table.values(column, in: notation.currency) }
      let name = notation.text(metric.phrase)
      let chart = TimeChart(
        places: table.rows.map { notation.text($0[0]) },
        bands: [
          .init(
            name: text("interval", uk: "інтервал"), hue: .cash, low: values("ci_low"), high: values("ci_high"),
            isInner: true)
        ], lines: [Series(name: text("difference", uk: "різниця"), hue: .cash, values: values("difference"))])
      let (higher, lower) = (found.count { $0.verdict == .higher }, found.count { $0.verdict == .lower })
      return Figure(
        id: "variant-\(variant + 1)-\(metric.rawValue)-months",
        message: text(
          "\(name) is higher in \(higher) and lower in \(lower) of \(found.count) months",
          uk: "\(name): більше у \(higher), менше у \(lower) з \(found.count) місяців"),
        description: text(
          "The difference to \(base) of each month, with its interval.",
          uk: "Різниця з \(base) за кожен місяць з інтервалом."), chart: chart, table: table,
        caption: text(
          "From comparison.csv, in \(notation.currency.code).", uk: "З comparison.csv, у \(notation.currency.code)."))
    }
  }
}
