/// A distribution that a segment's numbers may have (MODEL 1).
///
/// Draws use nothing that differs between machines. Inversion is used wherever it is exact, so that one uniform answers
/// and a larger parameter never gives a smaller value.
public indirect enum Distribution: Hashable, Sendable {
  /// Always this number.
  case constant(Double)
  /// Each number of an interval alike; where a whole number is wanted and both bounds are whole, each of them alike.
  case uniform(Double, Double)
  /// Normal, by mean and standard deviation.
  case normal(mean: Double, sd: Double)
  /// The exponential of a normal, by its median and the normal's standard deviation.
  case lognormal(median: Double, sigma: Double)
  /// Exponential, by its mean.
  case exponential(mean: Double)
  /// Gamma, by mean and shape.
  case gamma(mean: Double, shape: Double)
  /// Beta, by its two shapes.
  case beta(a: Double, b: Double)
  /// Weibull, by scale and shape.
  case weibull(scale: Double, shape: Double)
  /// Gamma of shape `p` whose rate is itself Gamma of shape `q` and rate `v`.
  case gammaGamma(p: Double, q: Double, v: Double)
  /// Poisson, by its mean.
  case poisson(mean: Double)
  /// Poisson whose mean is Gamma, by mean and dispersion (the gamma's shape).
  case negativeBinomial(mean: Double, dispersion: Double)
  /// The number of trials up to the first success, from 1, by its mean.
  case geometric(mean: Double)
  /// One of several values, by weights.
  case choice(values: [Double], weights: [Double])
  /// Another distribution, with values beyond the bounds moved to them.
  case clamped(Distribution, min: Double?, max: Double?)

  /// The lognormal distribution of this mean and standard deviation.
  public static func lognormal(mean: Double, sd: Double) -> Distribution {
    let variance = DecisionMath.log(1 + (sd / mean) * (sd / mean))
    return .lognormal(median: mean * DecisionMath.exp(-variance / 2), sigma: variance.squareRoot())
  }

  /// A value, from as many draws as it takes.
  func sample(_ stream: inout RandomStream) -> Double {
    switch self {
    case .constant(let value): return value
    case .uniform(let low, let high): return low + (high - low) * stream.nextUnit()
    case .normal(let mean, let sd): return mean + sd * DecisionMath.normalQuantile(stream.nextUnit())
    case .lognormal(let median, let sigma):
      return median * DecisionMath.exp(sigma * DecisionMath.normalQuantile(stream.nextUnit()))
    case .exponential(let mean): return -mean * DecisionMath.log(stream.nextUnit())
    case .gamma(let mean, let shape): return mean / shape * DecisionMath.exp(Distribution.logGamma(shape, &stream))
    case .beta(let a, let b):
      let left = Distribution.logGamma(a, &stream)
      let right = Distribution.logGamma(b, &stream)
      return 1 / (1 + DecisionMath.exp(right - left))
    case .weibull(let scale, let shape):
      return scale * DecisionMath.pow(-DecisionMath.log(stream.nextUnit()), 1 / shape)
    case .gammaGamma(let p, let q, let v):
      let logRate = Distribution.logGamma(q, &stream) - DecisionMath.log(v)
      return DecisionMath.exp(Distribution.logGamma(p, &stream) - logRate)
    case .poisson(let mean): return Double(Distribution.poisson(mean: mean, &stream))
    case .negativeBinomial(let mean, let dispersion):
      let drawn = mean / dispersion * DecisionMath.exp(Distribution.logGamma(dispersion, &stream))
      return Double(Distribution.poisson(mean: drawn, &stream))
    case .geometric(let mean):
      guard mean > 1 else { return 1 }
      return (DecisionMath.log(stream.nextUnit()) / DecisionMath.log(1 - 1 / mean)).rounded(.up)
    case .choice(let values, let weights): return values[Distribution.pick(weights, &stream)]
    case .clamped(let inner, let low, let high):
      let raised = max(inner.sample(&stream), low ?? -.infinity)
      return min(raised, high ?? .infinity)
    }
  }

  /// A whole value not below 0, rounded half away from zero; beyond 10^15 it is that.
  func sampleCount(_ stream: inout RandomStream) -> Int {
    switch self {
    case .uniform(let low, let high) where low == low.rounded() && high == high.rounded() && low >= 0:
      return Int(low) + Int(stream.next().multipliedFullWidth(by: UInt64(high - low) + 1).high)
    case .clamped(let inner, let low, let high):
      let count = max(inner.sampleCount(&stream), low.map(Distribution.count) ?? 0)
      return min(count, high.map(Distribution.count) ?? count)
    case .constant, .uniform, .normal, .lognormal, .exponential, .gamma, .beta, .weibull, .gammaGamma, .poisson,
      .negativeBinomial, .geometric, .choice:
      return Distribution.count(sample(&stream))
    }
  }

  private static func count(_ value: Double) -> Int { value > 0 ? Int(min(value.rounded(), 1e15)) : 0 }

  /// The index of one of several weights, none negative, at least one above 0.
  static func pick(_ weights: [Double], _ stream: inout RandomStream) -> Int {
    let total = weights.reduce(0, +)
    let draw = stream.next() >> 1
    var cumulative = 0.0
    var last = 0
    for (index, weight) in weights.enumerated() where weight > 0 {
      cumulative += weight
      last = index
      if draw < Chance(cumulative / total).threshold { return index }
    }
    return last
  }

  /// The logarithm of a gamma of scale 1, which cannot underflow however small the shape.
  ///
  /// Marsaglia and Tsang, ACM Transactions on Mathematical Software 26(3), 2000; below shape 1 by the power of a uniform.
  private static func logGamma(_ shape: Double, _ stream: inout RandomStream) -> Double {
    guard shape >= 1 else {
      return logGamma(shape + 1, &stream) + DecisionMath.log(stream.nextUnit()) / shape
    }
    let d = shape - 1 / 3.0
    let c = 1 / (9 * d).squareRoot()
    while true {
      let normal = DecisionMath.normalQuantile(stream.nextUnit())
      let root = 1 + c * normal
      guard root > 0 else { continue }
      let logCube = 3 * DecisionMath.log(root)
      let cube = root * root * root
      let uniform = stream.nextUnit()
      // Nearly always, and without a logarithm (the paper's squeeze).
      let isSure = uniform < 1 - 0.0331 * (normal * normal) * (normal * normal)
      if isSure || DecisionMath.log(uniform) < 0.5 * normal * normal + d - d * cube + d * logCube {
        return DecisionMath.log(d) + logCube
      }
    }
  }
}
