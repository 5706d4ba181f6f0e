extension Distribution {
  /// A Poisson number, from as many draws as it takes.
  ///
  /// Up to a mean of 16 by inversion, so that one uniform answers; from there to 4096 by rejection; above by the
  /// quantile's Cornish-Fisher expansion, whose error is far below a unit there. A mean above 10^12 is taken as that.
  static func poisson(mean: Double, _ stream: inout RandomStream) -> Int {
    if mean <= 0 { return 0 }
    if mean <= 16 { return smallPoisson(mean: mean, stream.nextUnit()) }
    return mean <= largestByRejection
      ? middlePoisson(mean: mean, &stream) : largePoisson(mean: min(mean, 1e12), stream.nextUnit())
  }

  /// A Poisson number that is known not to be 0.
  static func positivePoisson(mean: Double, _ stream: inout RandomStream) -> Int {
    guard mean <= 16 else { return max(1, poisson(mean: mean, &stream)) }  // one in ten million is 0
    let none = DecisionMath.exp(-mean)
    return max(1, smallPoisson(mean: mean, none + (1 - none) * stream.nextUnit()))
  }

  static let largestByRejection = 4096.0

  private static func smallPoisson(mean: Double, _ uniform: Double) -> Int {
    var probability = DecisionMath.exp(-mean)
    var cumulative = probability
    var count = 0
    while uniform > cumulative, count < 256 {
      count += 1
      probability *= mean / Double(count)
      cumulative += probability
    }
    return count
  }

  /// Hörmann, "The transformed rejection method for generating Poisson random variables", Insurance: Mathematics and
  /// Economics 12, 1993, algorithm PTRS: nine in ten are taken without a logarithm.
  private static func middlePoisson(mean: Double, _ stream: inout RandomStream) -> Int {
    let b = 0.931 + 2.53 * mean.squareRoot()
    let a = -0.059 + 0.02483 * b
    let atOnce = 0.9277 - 3.6224 / (b - 2)
    while true {
      let (left, v) = stream.nextTwoUnits()
      let u = left - 0.5
      let rest = 0.5 - u.magnitude
      let value = (2 * a / rest + b) * u + mean + 0.43
      guard value >= 0, value < 1e9 else { continue }
      let count = Int(value)
      if rest >= 0.07, v <= atOnce { return count }
      if rest < 0.013, v > rest { continue }
      let hat = v * (1.1239 + 1.1328 / (b - 3.4)) / (a / (rest * rest) + b)
      let k = Double(count)
      if DecisionMath.log(hat) <= k * DecisionMath.log(mean) - mean - DecisionMath.logFactorial(count) { return count }
    }
  }

  static func largePoisson(mean: Double, _ uniform: Double) -> Int {
    let z = DecisionMath.normalQuantile(uniform)
    let root = mean.squareRoot()
    return Int((mean + root * z + (z * z - 1) / 6 + (z - z * z * z) / (72 * root)).rounded())
  }
}
