import BillingCore
public import Simulation

/// A threshold and the result that it is judged by.
///
/// Bounds and result have the same decimals: those of the metric, of a mean or quantile of counts four, and up to six
/// more where only these show that a bound is missed.
public struct JudgedThreshold: Sendable {
  /// What was asked.
  public let threshold: Threshold
  /// How many more decimals than the metric the numbers below have.
  public let extraDecimals: Int
  /// The least that is right.
  public let atLeast: Int128?
  /// The most that is right.
  public let atMost: Int128?
  /// The result, rounded half away from zero; nothing of a share of nothing, or of too few replications.
  public let actual: Int128?
  /// Why there is no result.
  public let reason: String?
  /// How many replications the statistic needs, where there are fewer.
  public let replicationsNeeded: Int?

  /// How many decimals may be added to show that a bound is missed.
  private static let finest = 6

  /// - Parameter values: the metric of each replication, over the whole run; nothing for a share of nothing.
  init(_ threshold: Threshold, over values: [Int128?]) {
    let known = values.compactMap { $0 }
    let needed = threshold.statistic.replicationsNeeded
    let isCountOfMany = threshold.metric.kind == .count && (values.count > 1 || needed > 1)
    let usual = max(threshold.extraDecimals, isCountOfMany ? 4 : 0)
    guard known.count == values.count else {
      self.init(threshold, fine: nil, usual: usual, reason: "a share of nothing")
      return
    }
    guard known.count >= needed else {
      let reason = "needs \(counted(needed, "replication"))"
      self.init(threshold, fine: nil, usual: usual, reason: reason, replicationsNeeded: needed)
      return
    }
    let scale = JudgedThreshold.power(usual + JudgedThreshold.finest)
    guard known.count > 1 else {
      self.init(threshold, fine: known[0] * scale, usual: usual)
      return
    }
    let sample = Sample(known.map { Double($0) })
    let value: Double =
      switch threshold.statistic {
      case .mean: sample.mean
      case .quantile(let quantile): sample.quantile(quantile)
      }
    self.init(threshold, fine: Int128((value * Double(scale)).rounded()), usual: usual)
  }

  /// - Parameter fine: the result with ``finest`` more decimals than the usual ones.
  private init(
    _ threshold: Threshold, fine: Int128?, usual: Int, reason: String? = nil, replicationsNeeded: Int? = nil
  ) {
    func bound(_ value: Int64?, _ decimals: Int) -> Int128? {
      value.map { Int128($0) * JudgedThreshold.power(decimals - threshold.extraDecimals) }
    }
    func isKept(_ value: Int128, _ decimals: Int) -> Bool {
      (bound(threshold.atLeast, decimals).map { value >= $0 } ?? true)
        && (bound(threshold.atMost, decimals).map { value <= $0 } ?? true)
    }
    let most = usual + JudgedThreshold.finest
    func rounded(_ decimals: Int) -> Int128? {
      fine.map { JudgedThreshold.quotient($0, by: JudgedThreshold.power(most - decimals)) }
    }
    // A result that misses a bound is not rounded into it.
    let shown = fine.flatMap { fine in
      isKept(fine, most)
        ? usual
        : (usual...most).first { decimals in rounded(decimals).map { !isKept($0, decimals) } ?? false }
    }
    self.threshold = threshold
    extraDecimals = shown ?? usual
    atLeast = bound(threshold.atLeast, extraDecimals)
    atMost = bound(threshold.atMost, extraDecimals)
    actual = rounded(extraDecimals)
    (self.reason, self.replicationsNeeded) = (reason, replicationsNeeded)
  }

  private static func power(_ exponent: Int) -> Int128 { (0..<exponent).reduce(1) { power, _ in power * 10 } }

  /// Rounded half away from zero.
  private static func quotient(_ value: Int128, by divisor: Int128) -> Int128 {
    let magnitude = (Int128(value.magnitude) + divisor / 2) / divisor
    return value < 0 ? -magnitude : magnitude
  }

  /// How far the result lies beyond a bound, below the least or above the most; 0 where the threshold is met.
  public var distance: Int128 {
    guard let actual else { return 0 }
    if let atLeast, actual < atLeast { return actual - atLeast }
    if let atMost, actual > atMost { return actual - atMost }
    return 0
  }

  /// Whether it is met.
  public var isMet: Bool { actual != nil && distance == 0 }
}
