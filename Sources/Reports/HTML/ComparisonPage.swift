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
  func amounts(_ differences: [(Metric, Difference)]) -> Amounts {
    let values = differences.flatMap { metric, difference in
      ([difference.mean] + (difference.interval.map { [$0.lowerBound, $0.upperBound] } ?? [])).map { ($0, metric) }
    }
    return Amounts(values, notation)
  }

  /// A difference in words: `cash in higher by $143,549 ($138,155 to $148,944, +2.7%)`.
  func change(_ difference: Difference, _ metric: Metric, _ amounts: Amounts) -> String {
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
}
