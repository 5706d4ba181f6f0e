import BillingCore
import Simulation

/// How a sentence, or the rows of a chart, write amounts: all of them in whole units of the currency, or all of them
/// with its decimals.
///
/// They are in whole units where the largest reaches 1,000 units, and rounding makes none but 0 a 0.
struct Amounts {
  private let notation: Notation
  private let isWhole: Bool

  /// - Parameter amounts: all amounts of the sentence, in minor units.
  init(_ amounts: [Int128], _ notation: Notation) {
    let unit = UInt128(notation.currency.minorUnitsPerUnit)
    let magnitudes = amounts.map(\.magnitude)
    self.notation = notation
    isWhole =
      magnitudes.contains { $0 >= unit * 1000 } && magnitudes.allSatisfy { $0 == 0 || $0 >= unit - unit / 2 }
  }

  /// - Parameter values: all statistics of the sentence, each with its metric; those that are no money do not matter.
  init(_ values: [(Double, Metric)], _ notation: Notation) {
    self.init(values.filter { $0.1.kind == .money && $0.0.isFinite }.map { Int128($0.0.rounded()) }, notation)
  }

  /// An amount; a whole one is rounded half away from zero.
  func text(_ minorUnits: Int128) -> String {
    isWhole ? notation.wholeMoney(minorUnits) : notation.money(minorUnits)
  }

  /// A statistic of a metric.
  func text(_ value: Double, of metric: Metric) -> String {
    metric.kind == .money ? text(Int128(value.rounded())) : notation.text(value, of: metric)
  }

  /// How far two values of a metric lie apart; two shares, in percentage points: `$5`, `0.15 percentage points`.
  func difference(_ value: Double, of metric: Metric) -> String {
    metric.kind == .rate ? notation.points(value) : text(value, of: metric)
  }

  /// A difference with its sign: `+$143,549`, `−0.5`, and `0` without one.
  func signed(_ value: Double, of metric: Metric) -> String {
    (value > 0 ? "+" : "") + difference(value, of: metric)
  }

  /// The ends of an interval of differences, of which the last has the unit of shares: `0.10 to 0.20 percentage points`.
  ///
  /// - Parameter isSigned: whether 0 lies between them, so that the last has a sign.
  func ends(_ low: Double, _ high: Double, of metric: Metric, isSigned: Bool) -> (low: String, high: String) {
    let start = metric.kind == .rate ? notation.hundredths(low) : text(low, of: metric)
    return (start, isSigned ? signed(high, of: metric) : difference(high, of: metric))
  }
}
