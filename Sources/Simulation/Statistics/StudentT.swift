/// Student's t distribution.
enum StudentT {
  /// The share of the distribution up to `t`.
  static func share(upTo t: Double, degreesOfFreedom n: Double) -> Double {
    let tail = SpecialFunctions.betaShare(n / 2, 0.5, upTo: n / (n + t * t)) / 2
    return t < 0 ? tail : 1 - tail
  }

  /// The number up to which a share of the distribution lies; above 0 and below 1, of at least one degree of freedom.
  static func quantile(_ share: Double, degreesOfFreedom n: Double) -> Double {
    guard share != 0.5 else { return 0 }
    guard share > 0.5 else { return -quantile(1 - share, degreesOfFreedom: n) }
    var (low, high) = (0.0, 1.0)
    while StudentT.share(upTo: high, degreesOfFreedom: n) < share { high *= 2 }
    return bisect(from: &low, to: &high) { StudentT.share(upTo: $0, degreesOfFreedom: n) >= share }
  }
}

/// The least number between two bounds at which a condition holds that stays true once it is.
func bisect(from low: inout Double, to high: inout Double, _ holds: (Double) -> Bool) -> Double {
  while true {
    let middle = low + (high - low) / 2
    guard middle > low, middle < high else { return high }
    if holds(middle) { high = middle } else { low = middle }
  }
}
