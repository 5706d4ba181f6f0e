import BillingCore
public import Simulation

// What a sweep comes to, for programs: what the rows of its CSV files hold.

extension Sweep {
  private var currency: Currency { comparison.base.forecast.scenario.policies.currency }

  /// The points, each with its values and what each metric comes to.
  public var pointsJSON: JSONValue {
    let table = table
    return .array(
      points.enumerated().map { point, settings in
        let cells = table.row(point).suffix(metrics.count * 4)
        let found = metrics.enumerated().map { index, metric in
          let four = cells.dropFirst(index * 4).prefix(4).map { metric.json($0, isValue: true, in: currency) }
          let members = zip(["mean", "ci_low", "ci_high", "difference"], four).map { (name: $0, value: $1) }
          return (metric.rawValue, JSONValue.object([("unit", .string(metric.unit(in: currency)))] + members))
        }
        return .object([
          ("point", .count(point + 1)), ("values", .object(settings.map { ($0.path, .string($0.value)) })),
          ("metrics", .object(found)),
        ])
      })
  }

  /// The rows of `tornado.csv`.
  public var swingsJSON: JSONValue {
    let table = tornado
    return .array(
      (0..<table.rowCount).map { index in
        let cells = table.row(index)
        let metric = metrics[index / max(1, paths.count)]
        return .object(
          zip(table.columns, cells).map { ($0.name, metric.json($1, isValue: true, in: currency)) })
      })
  }

  /// The best point, how far it is from the next, and how sure its bounds are; null when no point keeps them.
  public func bestJSON(by metric: Metric, subjectTo constraints: [Constraint]) -> JSONValue {
    guard let best = best(by: metric, subjectTo: constraints) else { return .null }
    func value(_ value: Double?, _ metric: Metric) -> JSONValue {
      guard let value else { return .null }
      let (digits, decimals) = Forecast.decimals(of: metric, in: currency)
      return metric.json(.number(scaled: value, digits: digits, decimals: decimals), isValue: true, in: currency)
    }
    let bounds = zip(constraints, best.isSurelyKept).map { bound, isSure in
      JSONValue.object([
        ("metric", .string(bound.metric.rawValue)), ("sign", .string(bound.isUpper ? "<=" : ">=")),
        ("bound", .number("\(bound.bound)")),
        ("mean", value(sample(of: bound.metric, point: best.point).mean, bound.metric)),
        ("surely_kept", .bool(isSure)),
      ])
    }
    let next: JSONValue =
      best.next.map { point, difference in
        .object([
          ("point", .count(point + 1)), ("difference", value(difference.mean, metric)),
          ("ci_low", value(difference.interval?.lowerBound, metric)),
          ("ci_high", value(difference.interval?.upperBound, metric)),
          ("verdict", .optional(difference.verdict?.rawValue)),
        ])
      } ?? .null
    return .object([
      ("point", .count(best.point + 1)), ("metric", .string(metric.rawValue)),
      ("mean", value(sample(of: metric, point: best.point).mean, metric)), ("next", next),
      ("wins", .count(best.wins)), ("bounds", .array(bounds)),
    ])
  }
}
