import BillingCore
import Simulation

extension ComparisonPage {
  /// How differences come about, month by month.
  func months(_ variant: Int) -> [Figure] {
    let periods = comparison.base.forecast.periods.dropLast()
    guard periods.count > 1, periods.count <= 60, comparison.replications > 1 else { return [] }
    return [Metric.cashIn, .revenueRecognized].map { metric in
      let cell = cell(of: metric)
      let found = periods.indices.map { comparison.difference(of: metric, period: $0, variant: variant) }
      let table = PageTable(
        columns: [.init(name: "month", kind: .month, heading: text("Month", uk: "Місяць"))] + intervalColumns,
        rows: found.enumerated().map { [periodName($0)] + intervalCells($1, cell) })
      func values(_ column: String) -> [Double] { table.values(column, in: notation.currency) }
      let chart = TimeChart(
        places: table.rows.map { notation.text($0[0]) },
        bands: [
          .init(
            name: text("interval", uk: "довірчий інтервал"), hue: .cash, low: values("ci_low"), high: values("ci_high"),
            isInner: true)
        ], lines: [Series(name: text("difference", uk: "різниця"), hue: .cash, values: values("difference"))])
      let (higher, lower) = (found.count { $0.verdict == .higher }, found.count { $0.verdict == .lower })
      return Figure(
        id: "variant-\(variant + 1)-\(metric.rawValue)-months",
        message: notation.months(of: metric, higher: higher, lower: lower, all: found.count),
        description: text(
          "The difference to \(base) of each month, with its interval.",
          uk: "Різниця зі сценарієм «\(base)» за кожний місяць і її довірчий інтервал."), chart: chart, table: table,
        caption: text(
          "From comparison.csv, in \(notation.currency.code).", uk: "З comparison.csv, у \(notation.currency.code)."))
    }
  }
}
