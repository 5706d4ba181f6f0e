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

  /// Takes the results of a comparison.
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
    let shown = comparison.isEmpty ? 0..<0 : comparison.variants.indices
    let parts = shown.map { variant in
      Page.Section(
        id: "variant-\(variant + 1)", heading: named(comparison.variants[variant]),
        content: (DifferenceGroup.all.compactMap { differences($0, variant) } + months(variant) + bonus(variant))
          .map { $0.markup(notation) })
    }
    return Page(
      title: text("\(names) against \(base)", uk: "\(names) порівняно з \(base)"),
      subtitle: (scenario.title.isEmpty ? "" : "\(named(comparison.base)); ")
        + "\(notation.day(scenario.start)) – \(notation.day(scenario.lastDay)), \(notation.currency.code), "
        + notation.counted(comparison.replications, .replication),
      sections: [answer] + parts, imprint: imprint, notation: notation
    ).source
  }

  var base: String { comparison.base.name }

  /// A side's name, with its title where it has one.
  private func named(_ side: Comparison.Side) -> String {
    let title = side.forecast.scenario.title
    return title.isEmpty ? side.name : "\(side.name): \(title)"
  }

  /// What the intervals cover, without decimals that are zeros: `95%`, `98.3%`.
  var level: String {
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

  /// The metrics that the answer always names, and how many of the largest other differences it adds.
  private static let always: [Metric] = [.cashIn, .revenueRecognized]
  private static let largest = 3

  /// What is said of scenarios without accounts.
  static let emptiness = Phrase(
    "There were no accounts in any scenario, so there is nothing to compare.",
    uk: "У жодному зі сценаріїв кабінетів не було, тож немає чого порівнювати.")

  private var answer: Page.Section {
    guard !comparison.isEmpty else {
      return Page.Section(
        id: "answer", heading: text("The answer", uk: "Відповідь"),
        content: [.element("p", ["class": "answer"], text: notation.text(ComparisonPage.emptiness))])
    }
    let sentences = comparison.variants.indices.map { variant in
      Markup.prose("p", ["class": "answer"], "\(comparison.variants[variant].name): \(answer(variant)).")
    }
    return Page.Section(
      id: "answer", heading: text("The answer", uk: "Відповідь"),
      content: sentences + [.prose("p", ["class": "muted"], note)])
  }

  private func answer(_ variant: Int) -> String {
    let always = ComparisonPage.always
    let others = DifferenceGroup.all.flatMap(\.metrics).filter { !always.contains($0) }
    let effects = comparison.effects(variant: variant, among: others).prefix(ComparisonPage.largest)
    let named =
      always.map { ($0, comparison.difference(of: $0, variant: variant)) } + effects.map { ($0.metric, $0.difference) }
    let amounts = amounts(named)
    return named.map { change($0.1, $0.0, amounts) }.joined(separator: "; ")
  }

  /// How the amounts of a sentence on some differences are written.
  private func amounts(_ differences: [(Metric, Difference)]) -> Amounts {
    let values = differences.flatMap { metric, difference in
      ([difference.mean] + (difference.interval.map { [$0.lowerBound, $0.upperBound] } ?? [])).map { ($0, metric) }
    }
    return Amounts(values, notation)
  }

  /// A difference in words: `cash in higher by $143,549 ($138,155 to $148,944, +2.7%)`.
  private func change(_ difference: Difference, _ metric: Metric, _ amounts: Amounts) -> String {
    let name = notation.lowercased(metric.phrase)
    let relative =
      difference.mean == 0 ? "" : share(difference).map { ", \($0 > 0 ? "+" : "")\(notation.percent($0))" } ?? ""
    guard let interval = difference.interval, let verdict = difference.verdict else {
      return difference.count > 0
        ? unproven(difference, amounts.signed(difference.mean, of: metric) + relative, name)
        : text("\(name) not known", uk: "\(name): даних немає")
    }
    if verdict == .none {
      let (low, high) = amounts.ends(interval.lowerBound, interval.upperBound, of: metric, isSigned: true)
      return text(
        "\(name) without a significant difference (\(low) to \(high))",
        uk: "\(name): істотної різниці немає (від \(low) до \(high))")
    }
    let (near, far) = (abs(interval.lowerBound), abs(interval.upperBound))
    let (low, high) = amounts.ends(min(near, far), max(near, far), of: metric, isSigned: false)
    let amount = amounts.difference(abs(difference.mean), of: metric)
    return notation.change(of: metric, isHigher: verdict == .higher, by: amount)
      + text(" (\(low) to \(high)\(relative))", uk: " (від \(low) до \(high)\(relative))")
  }

  /// A difference without an interval.
  private func unproven(_ difference: Difference, _ amount: String, _ name: String) -> String {
    difference.mean == 0
      ? text("\(name) the same", uk: "\(name): без змін")
      : text("\(name) \(amount)", uk: "\(name): \(amount)")
  }

  // MARK: Figures of a variant

  /// Metrics that one figure compares, since they are of like size.
  private struct DifferenceGroup {
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

  private func differences(_ group: DifferenceGroup, _ variant: Int) -> Figure? {
    let found = group.metrics.map { ($0, comparison.difference(of: $0, variant: variant)) }.filter { $0.1.count > 0 }
    guard let first = found.first(where: { $0.1.verdict != Difference.Verdict.none }) ?? found.first else { return nil }
    let amounts = amounts(found)
    let rows = found.map { row($0.0, $0.1, amounts) }
    let headline = change(first.1, first.0, self.amounts([first]))
    return Figure(
      id: "variant-\(variant + 1)-\(group.id)", message: notation.capitalized(headline), description: verdicts(found),
      chart: RowChart(rows: rows, reference: 0), table: table(found),
      caption: text(
        "Points: the difference to \(base) in percent of it\(hasIntervals ? "; lines: its \(level) interval; grey: no significant difference" : ""). Where \(base) has 0, or less than a tenth of the difference, the difference itself is written and nothing drawn. Over the whole run, from comparison.csv; money in \(notation.currency.code).",
        uk:
          "Точки — різниця з \(base) у відсотках від його значення\(hasIntervals ? "; лінії — її \(level) довірчий інтервал; сірі точки — істотної різниці немає" : ""). Якщо показник \(base) дорівнює нулю або менший за десяту частину різниці, наведено саму різницю, без точки. За весь період, з comparison.csv; суми в \(notation.currency.code)."
      ))
  }

  /// A difference as a share of the base, none where the base has next to nothing of it: ten times as much and more says
  /// little, and would press all other rows of a chart together.
  private func share(_ difference: Difference) -> Double? {
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
        uk: "З одного повтору не видно, чи різниця не випадкова")
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
    [
      .init(name: "difference", kind: .number, heading: text("Difference", uk: "Різниця")),
      .init(name: "ci_low", kind: .number, heading: text("from", uk: "від")),
      .init(name: "ci_high", kind: .number, heading: text("to", uk: "до")),
    ]
  }

  func intervalCells(_ difference: Difference, _ cell: (Double) -> Table.Cell) -> [Table.Cell] {
    [difference.mean, difference.interval?.lowerBound, difference.interval?.upperBound].map { $0.map(cell) ?? .empty }
  }

  func cell(of metric: Metric) -> (Double) -> Table.Cell {
    let (digits, decimals) = Forecast.decimals(of: metric, in: notation.currency)
    return { .number(scaled: $0, digits: digits, decimals: decimals) }
  }
}
