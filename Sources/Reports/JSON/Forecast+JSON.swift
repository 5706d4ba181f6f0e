import BillingCore
public import Simulation

// The whole run, over all segments, for programs: what the rows of `total` and `all` hold in the CSV files.

extension Forecast {
  /// For each metric what the row of `forecast.csv` holds.
  public var metricsJSON: JSONValue {
    let (table, currency) = (table, scenario.policies.currency)
    let last = table.rowCount - Metric.allCases.count
    return .object(
      Metric.allCases.enumerated().map { index, metric in
        (metric.rawValue, table.json(row: last + index, of: metric, in: currency, values: { $0 != "n" }))
      })
  }
}

extension Comparison {
  /// For each variant, and each of some metrics, what the row of `comparison.csv` holds.
  public func variantsJSON(_ metrics: [Metric]) -> JSONValue {
    let (table, currency) = (table, base.forecast.scenario.policies.currency)
    let (count, periods) = (Metric.allCases.count, base.forecast.periods.count)
    return .array(
      variants.enumerated().map { variant, side in
        let last = (variant * periods + periods - 1) * count
        let members = Metric.allCases.enumerated().filter { metrics.contains($1) }.map { index, metric in
          let values: Set = ["base_mean", "variant_mean", "difference", "ci_low", "ci_high"]
          return (metric.rawValue, table.json(row: last + index, of: metric, in: currency, values: values.contains))
        }
        return .object([("variant", .string(side.name)), ("metrics", .object(members))])
      })
  }
}

extension Table {
  /// A row about a metric, with its unit, without the words that say which row it is.
  ///
  /// - Parameter values: whether a column is in the metric's unit.
  fileprivate func json(row index: Int, of metric: Metric, in currency: Currency, values: (String) -> Bool) -> JSONValue
  {
    let keys: Set = ["variant", "month", "segment", "metric"]
    let members = zip(columns, row(index)).filter { !keys.contains($0.0.name) }.map { column, cell in
      (name: column.name, value: metric.json(cell, isValue: values(column.name), in: currency))
    }
    return .object([("unit", .string(metric.unit(in: currency)))] + members)
  }
}
