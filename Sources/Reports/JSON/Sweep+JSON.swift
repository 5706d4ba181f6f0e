import BillingCore
public import Simulation

// The results of a sweep, for programs: what the rows of its CSV files hold.

extension Sweep {
  private var currency: Currency { comparison.base.forecast.scenario.policies.currency }

  /// The points, each with its values and its metrics.
  public var pointsJSON: JSONValue {
    let table = table
    return .array(
      points.enumerated().map { point, settings in
        let width = Sweep.statistics.count
        let cells = table.row(point).suffix(metrics.count * width)
        let found = metrics.enumerated().map { index, metric in
          let own = cells.dropFirst(index * width).prefix(width).map { metric.json($0, isValue: true, in: currency) }
          let members = zip(["n", "mean", "ci_low", "ci_high", "difference"], own).map { (name: $0, value: $1) }
          return (metric.rawValue, JSONValue.object([("unit", .string(metric.unit(in: currency)))] + members))
        }
        return .object([
          ("point", .string(name(of: point))), ("values", .object(settings.map { ($0.path, $0.json) })),
          ("metrics", .object(found)),
        ])
      })
  }

  /// The rows of `tornado.csv`.
  public var swingsJSON: JSONValue {
    let table = tornado
    let metrics = metrics.flatMap { metric in swings(of: metric).map { _ in metric } }
    return .array(
      metrics.enumerated().map { index, metric in
        .object(
          zip(table.columns, table.row(index)).map { column, cell in
            let isSetting = column.name == "low_at" || column.name == "high_at"
            guard isSetting, case .text(let value) = cell else {
              return (column.name, metric.json(cell, isValue: true, in: currency))
            }
            return (column.name, Setting(path: "", value: value).json)
          })
      })
  }

  /// The best point, how far it is from the next, and how sure its bounds are; null when no point keeps them.
  public func bestJSON(by metric: Metric, subjectTo constraints: [Constraint]) -> JSONValue {
    guard let best = best(by: metric, subjectTo: constraints) else { return .null }
    func value(_ value: Double?, _ metric: Metric) -> JSONValue {
      guard let value, !value.isNaN else { return .null }
      let (digits, decimals) = Forecast.decimals(of: metric, in: currency)
      return metric.json(.number(scaled: value, digits: digits, decimals: decimals), isValue: true, in: currency)
    }
    let bounds = zip(constraints, best.isSurelyKept).map { bound, isSure in
      JSONValue.object([
        ("metric", .string(bound.metric.rawValue)), ("sign", .string(bound.isUpper ? "<=" : ">=")),
        ("bound", .number(bound.boundText)),
        ("mean", value(sample(of: bound.metric, point: best.point).mean, bound.metric)),
        ("surely_kept", isSure.map { .bool($0) } ?? .null),
      ])
    }
    let next: JSONValue =
      best.next.map { point, difference in
        .object([
          ("point", .string(name(of: point))), ("difference", value(difference.mean, metric)),
          ("ci_low", value(difference.interval?.lowerBound, metric)),
          ("ci_high", value(difference.interval?.upperBound, metric)),
          ("verdict", .optional(difference.verdict?.rawValue)),
        ])
      } ?? .null
    return .object([
      ("point", .string(name(of: best.point))), ("metric", .string(metric.rawValue)),
      ("mean", value(sample(of: metric, point: best.point).mean, metric)), ("next", next),
      ("wins", .count(best.wins)), ("ties", .count(best.ties)), ("bounds", .array(bounds)),
      ("equal", .strings(best.tied.map(name))),
    ])
  }
}

extension Sweep {
  /// The point nearest to bounds that no point keeps: what it has of each, and whether it keeps it; null where a point
  /// keeps them, or none has all metrics that are asked for.
  public func nearestJSON(by metric: Metric, subjectTo constraints: [Constraint]) -> JSONValue {
    guard case .notKept(_, let nearest?) = reasonForNoBest(by: metric, subjectTo: constraints) else { return .null }
    let point = nearest.point
    let bounds = constraints.map { bound in
      let (digits, decimals) = decimals(of: bound.metric)
      let mean = Table.Cell.number(
        scaled: sample(of: bound.metric, point: point).mean, digits: digits, decimals: decimals)
      return JSONValue.object([
        ("metric", .string(bound.metric.rawValue)), ("sign", .string(bound.isUpper ? "<=" : ">=")),
        ("bound", .number(bound.boundText)), ("mean", bound.metric.json(mean, isValue: true, in: currency)),
        ("kept", .bool(excess(of: bound, at: point) == 0)), ("points_keeping", .count(pointsKeeping(bound))),
      ])
    }
    return .object([("point", .string(name(of: point))), ("bounds", .array(bounds))])
  }
}

extension Sweep.Setting {
  /// The value for programs: a number where it is exact, a truth value, else the text as written.
  var json: JSONValue {
    if case .decimal(let scaled, let decimals) = number { return .number(decimalText(scaled, decimals: decimals)) }
    return value == "true" || value == "false" ? .bool(value == "true") : .string(value)
  }
}
