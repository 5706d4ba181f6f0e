import BillingCore
import Simulation

// Numbers of bounds, and of means that miss them, with as many decimals as they need.

extension Sweep.Constraint {
  /// A decimal number, given as an integer of its last digit.
  typealias Decimal = (scaled: Int128, decimals: Int)

  /// The most decimals that a bound, or a mean that misses it, is written with.
  private static let finest = 16

  /// The bound as it is given: `deletion_rate<=0.02`.
  public var text: String { "\(metric.rawValue)\(isUpper ? "<=" : ">=")\(boundText)" }

  /// The number of the bound, without an exponent.
  var boundText: String {
    let number = decimal(atLeast: 0)
    return decimalText(number.scaled, decimals: number.decimals)
  }

  /// The bound with the fewest decimals that give all its digits, and not fewer than some.
  func decimal(atLeast least: Int) -> Decimal {
    let decimals = (least..<Self.finest).first { decimals in
      Double(decimalText(Self.scaled(bound, decimals), decimals: decimals)) == bound
    }
    return (Self.scaled(bound, decimals ?? Self.finest), decimals ?? Self.finest)
  }

  /// A mean that misses the bound, with as many decimals as show that it does, and not fewer than some.
  func decimal(ofMissing mean: Double, atLeast least: Int) -> Decimal {
    let limit = decimal(atLeast: 0)
    let decimals = (least..<Self.finest).first { decimals in
      let all = max(decimals, limit.decimals)
      let shown = Self.scaled(mean, decimals) * Self.power(all - decimals)
      let bound = limit.scaled * Self.power(all - limit.decimals)
      return isUpper ? shown > bound : shown < bound
    }
    return (Self.scaled(mean, decimals ?? Self.finest), decimals ?? Self.finest)
  }

  /// A mean that keeps the bound, with as many decimals as the bound, and not fewer than some: so it is not rounded
  /// beyond it.
  func decimal(ofKeeping mean: Double, atLeast least: Int) -> Decimal {
    let decimals = max(least, decimal(atLeast: 0).decimals)
    return (Self.scaled(mean, decimals), decimals)
  }

  private static func power(_ exponent: Int) -> Int128 { (0..<exponent).reduce(1) { power, _ in power * 10 } }

  private static func scaled(_ value: Double, _ decimals: Int) -> Int128 {
    Int128((value * Double(power(decimals))).rounded())
  }
}

extension Sweep {
  /// A point's mean that misses a bound, with the decimals of its kind, or as many more as show that it does.
  public func text(ofMissing bound: Constraint, at point: Int) -> String {
    let number = decimal(ofMissing: bound, at: point, atLeast: decimals(of: bound.metric).decimals)
    return decimalText(number.scaled, decimals: number.decimals)
  }

  /// The same in the metric's unit, with at least some decimals.
  func decimal(ofMissing bound: Constraint, at point: Int, atLeast least: Int) -> Constraint.Decimal {
    bound.decimal(ofMissing: mean(of: bound.metric, point: point), atLeast: least)
  }

  /// A point's mean in the metric's unit.
  func mean(of metric: Metric, point: Int) -> Double {
    (0..<decimals(of: metric).digits).reduce(sample(of: metric, point: point).mean) { shifted, _ in shifted / 10 }
  }
}
