import BillingCore
public import Simulation

/// `report.html` of a run: the answer first, then money, accounts, stages, deletions and, of replications, what to expect.
///
/// Every number comes from the tables of the CSV files, or from the spells and processes that they list.
public struct RunPage {
  let reports: ReportSet
  let lives: LifeTotals
  let forecast: Forecast?
  let notation: Notation
  let periods: [Period]
  private let imprint: Imprint

  /// Takes the results of a run.
  ///
  /// - Parameter forecast: of all replications, where there is more than one; all else is of the first.
  public init(
    _ reports: ReportSet, lives: LifeTotals, forecast: Forecast?, imprint: Imprint, language: Language
  ) {
    self.reports = reports
    self.lives = lives
    self.forecast = forecast
    self.imprint = imprint
    notation = Notation(language: language, currency: reports.scenario.policies.currency)
    periods = reports.periods
  }

  /// The source of the page.
  public var source: String {
    let scenario = reports.scenario
    let parts = isEmpty ? [] : [money, roll, stages, payments, deletions, cohorts]
    let sections = [answer] + [expected] + parts
    return Page(
      title: scenario.title.isEmpty ? scenario.name : scenario.title,
      subtitle: "\(scenario.name), \(notation.day(scenario.start)) – \(notation.day(scenario.lastDay)), \(currency)",
      sections: sections.compactMap { $0 }, imprint: imprint, notation: notation
    ).source
  }

  // MARK: What all parts ask for

  var currency: String { notation.currency.code }
  var all: Range<Int> { 0..<reports.scenario.segmentNames.count }
  var wholeRun: Range<Int> { 0..<reports.scenario.days }

  func value(_ metric: Metric, _ days: Range<Int>) -> Int128 {
    reports.value(of: metric, segments: all, days: days) ?? 0
  }

  func total(_ metric: Metric) -> Int128 { value(metric, wholeRun) }

  /// Whether the run had no accounts, at no time.
  var isEmpty: Bool { Metric.ofAnyAccount.allSatisfy { total($0) == 0 } }

  func text(_ phrase: Phrase) -> String { notation.text(phrase) }
  func text(_ english: String, uk ukrainian: String) -> String { notation.text(Phrase(english, uk: ukrainian)) }

  /// Metrics by period, and over the whole run.
  func table(_ metrics: [Metric]) -> PageTable {
    let periodColumn = PageTable.Column(name: "month", kind: .month, heading: periodHeading)
    let columns = metrics.map { metric in
      PageTable.Column(name: metric.rawValue, kind: metric.kind.tableKind, heading: text(metric.phrase))
    }
    let whole = Table.Cell.text(text("Whole run", uk: "Увесь період"))
    return PageTable(
      columns: [periodColumn] + columns,
      rows: (periods.map { ($0.name(notation), $0.days) } + [(whole, wholeRun)]).map { name, days in
        [name] + reports.cells(metrics, segments: all, days: days)
      }, hasTotal: true)
  }

  func series(_ metric: Metric, _ hue: Palette.Hue, in table: PageTable) -> Series {
    Series(name: text(metric.phrase), hue: hue, values: table.values(metric.rawValue, in: notation.currency))
  }

  /// Whether each row of time is one month.
  var isByMonth: Bool { periods.count == reports.months.count }

  var places: [String] { periods.map { notation.text($0.name(notation)) } }

  /// The heading of the column that names periods.
  var periodHeading: String { isByMonth ? text("Month", uk: "Місяць") : text("Period", uk: "Період") }
}

extension Metric.Kind {
  var tableKind: Table.Kind {
    switch self {
    case .money: .money
    case .count: .count
    case .rate: .number
    }
  }
}
