public import BillingCore
import Simulation

extension Metric {
  /// What it is counted in, for programs: the currency's code, `count` or `rate`.
  func unit(in currency: Currency) -> String {
    switch kind {
    case .money: currency.code
    case .count: "count"
    case .rate: "rate"
    }
  }

  /// A number of it: minor units, a count or millionths.
  func json(_ value: Int128?, in currency: Currency) -> JSONValue {
    guard let value else { return .null }
    let decimals = decimals(in: currency)
    return kind == .money ? .amount(value, decimals: decimals) : .number(decimalText(value, decimals: decimals))
  }

  /// A cell of a table with a value of it.
  ///
  /// - Parameter isValue: whether the cell is in the metric's unit, rather than a ratio.
  func json(_ cell: Table.Cell, isValue: Bool, in currency: Currency) -> JSONValue {
    if case .decimal(let value, let decimals) = cell, isValue, kind == .money {
      return .amount(value, decimals: decimals)
    }
    return cell.json(in: currency)
  }
}

extension Table.Cell {
  /// The cell for programs.
  func json(in currency: Currency) -> JSONValue {
    switch self {
    case .empty: .null
    case .text(let text): .string(text)
    case .day(let day): .string("\(day)")
    case .month(let month): .string("\(month)")
    case .count(let count): .count(count)
    case .money(let amount): .amount(amount, decimals: currency.decimals)
    case .flag(let value): .bool(value)
    case .decimal(let value, let decimals): .number(decimalText(value, decimals: decimals))
    }
  }
}

extension Table {
  /// A row as an object, its members named by the columns.
  public func json(row index: Int, in currency: Currency) -> JSONValue {
    .object(zip(columns, row(index)).map { ($0.name, $1.json(in: currency)) })
  }
}

extension ReportSet {
  /// The value of each metric over the whole run and all segments; a share of nothing is null.
  public var metricsJSON: JSONValue {
    let currency = scenario.policies.currency
    return .object(
      Metric.allCases.map { metric in
        let value = metric.json(value(of: metric), in: currency)
        return (metric.rawValue, .object([("unit", .string(metric.unit(in: currency))), ("value", value)]))
      })
  }
}

extension JudgedThreshold {
  /// What was asked, what came out, and whether that is enough.
  ///
  /// - Parameter origin: where it is written.
  public func json(in currency: Currency, at origin: [(name: String, value: JSONValue)]) -> JSONValue {
    let metric = threshold.metric
    let decimals = metric.decimals(in: currency) + extraDecimals
    func json(_ value: Int128?) -> JSONValue {
      guard let value else { return .null }
      return metric.kind == .money
        ? .amount(value, decimals: decimals) : .number(decimalText(value, decimals: decimals))
    }
    return .object(
      [
        ("metric", .string(metric.rawValue)), ("of", .string(threshold.statistic.word)),
        ("unit", .string(metric.unit(in: currency))), ("at_least", json(atLeast)),
        ("at_most", json(atMost)), ("actual", json(actual)),
        ("reason", .optional(reason)), ("difference", json(actual.map { _ in distance })),
        ("met", .bool(isMet)),
      ] + origin)
  }
}
