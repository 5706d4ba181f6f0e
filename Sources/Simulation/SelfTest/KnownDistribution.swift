/// A distribution with what its formulas say of it.
struct KnownDistribution: Sendable {
  let name: String
  let distribution: Distribution
  let mean: Double
  let variance: Double
  /// The share of values up to a number, that number too.
  let share: @Sendable (Double) -> Double
  /// Whether it is drawn as whole numbers are.
  var isWhole = false

  func draw(_ stream: inout RandomStream) -> Double {
    isWhole ? Double(distribution.sampleCount(&stream)) : distribution.sample(&stream)
  }

  /// Up to 99 numbers that part the values into cells of about equal shares.
  var edges: [Double] {
    var edges: [Double] = []
    for cell in 1..<100 {
      var (low, high) = (-1.0, 1.0)
      while share(high) < Double(cell) / 100 { high *= 2 }
      while share(low) >= Double(cell) / 100 { low *= 2 }
      let edge = bisect(from: &low, to: &high) { share($0) >= Double(cell) / 100 }
      if edges.last != edge, share(edge) < 1 { edges.append(edge) }
    }
    return edges
  }

  /// Every kind of distribution, in several regimes where it has them.
  static let all: [KnownDistribution] = flat + bells + [lognormalOfMean] + gammas + counts

  private static let flat = [
    KnownDistribution(
      name: "uniform 2 to 5", distribution: .uniform(2, 5), mean: 3.5, variance: 0.75, share: { ($0 - 2) / 3 }),
    KnownDistribution(
      name: "uniform 1 to 6, whole", distribution: .uniform(1, 6), mean: 3.5, variance: 35.0 / 12,
      share: { $0.rounded(.down) / 6 }, isWhole: true),
    KnownDistribution(
      name: "choice 1, 3, 10", distribution: .choice(values: [1, 3, 10], weights: [2, 1, 1]), mean: 3.75,
      variance: 13.6875, share: { $0 < 1 ? 0 : $0 < 3 ? 0.5 : $0 < 10 ? 0.75 : 1 }),
  ]

  private static let bells = [
    KnownDistribution(
      name: "normal 10, 3", distribution: .normal(mean: 10, sd: 3), mean: 10, variance: 9,
      share: { SpecialFunctions.normalShare(upTo: ($0 - 10) / 3) }),
    // P(|x| < 1) - 2 phi(1) + P(|x| > 1)
    KnownDistribution(
      name: "normal 0, 1 from -1 to 1", distribution: .clamped(.normal(mean: 0, sd: 1), min: -1, max: 1), mean: 0,
      variance: 0.682689492137086 - 2 * 0.241970724519143 + 0.317310507862914,
      share: { $0 < -1 ? 0 : $0 < 1 ? SpecialFunctions.normalShare(upTo: $0) : 1 }),
    KnownDistribution(
      name: "lognormal 20, 0.5", distribution: .lognormal(median: 20, sigma: 0.5),
      mean: 20 * DecisionMath.exp(0.125),
      variance: 400 * (DecisionMath.exp(0.25) - 1) * DecisionMath.exp(0.25),
      share: { $0 <= 0 ? 0 : SpecialFunctions.normalShare(upTo: DecisionMath.log($0 / 20) / 0.5) }),
  ]

  /// Given by its own mean and deviation, so that they are not held against themselves.
  private static let lognormalOfMean: KnownDistribution = {
    let sigma = DecisionMath.log(1.25).squareRoot()
    return KnownDistribution(
      name: "lognormal of mean 20, sd 10", distribution: .lognormal(mean: 20, sd: 10), mean: 20, variance: 100,
      share: {
        $0 <= 0 ? 0 : SpecialFunctions.normalShare(upTo: (DecisionMath.log($0 / 20) + sigma * sigma / 2) / sigma)
      })
  }()

  private static let gammas = [
    KnownDistribution(
      name: "exponential 7", distribution: .exponential(mean: 7), mean: 7, variance: 49,
      share: { $0 <= 0 ? 0 : 1 - DecisionMath.exp(-$0 / 7) }),
    KnownDistribution(
      name: "weibull 2, 1.5", distribution: .weibull(scale: 2, shape: 1.5), mean: 2 * gammaFunction(1 + 1 / 1.5),
      variance: 4 * (gammaFunction(1 + 2 / 1.5) - gammaFunction(1 + 1 / 1.5) * gammaFunction(1 + 1 / 1.5)),
      share: { $0 <= 0 ? 0 : 1 - DecisionMath.exp(-DecisionMath.pow($0 / 2, 1.5)) }),
    gamma(mean: 8, shape: 1.5), gamma(mean: 2, shape: 0.4), beta(2.4, 1.6), beta(0.3, 0.7),
    KnownDistribution(
      name: "gamma-gamma 6, 12, 30", distribution: .gammaGamma(p: 6, q: 12, v: 30), mean: 180.0 / 11,
      variance: 6 * 7 * 900 / (11.0 * 10) - (180.0 / 11) * (180.0 / 11),
      share: { $0 <= 0 ? 0 : SpecialFunctions.betaShare(6, 12, upTo: $0 / ($0 + 30)) }),
  ]

  private static let counts = [
    poisson(0.7), poisson(45), poisson(5000),
    KnownDistribution(
      name: "negative binomial 5, 2", distribution: .negativeBinomial(mean: 5, dispersion: 2), mean: 5, variance: 17.5,
      share: { $0 < 0 ? 0 : SpecialFunctions.betaShare(2, $0.rounded(.down) + 1, upTo: 2.0 / 7) }),
    KnownDistribution(
      name: "geometric 4", distribution: .geometric(mean: 4), mean: 4, variance: 12,
      share: { $0 < 1 ? 0 : 1 - DecisionMath.pow(0.75, $0.rounded(.down)) }),
  ]

  private static func gamma(mean: Double, shape: Double) -> KnownDistribution {
    KnownDistribution(
      name: "gamma \(SelfTest.text(mean, 0)), \(SelfTest.text(shape, 1))",
      distribution: .gamma(mean: mean, shape: shape),
      mean: mean, variance: mean * mean / shape, share: { SpecialFunctions.gammaShare(shape, upTo: $0 * shape / mean) })
  }

  private static func beta(_ a: Double, _ b: Double) -> KnownDistribution {
    KnownDistribution(
      name: "beta \(SelfTest.text(a, 1)), \(SelfTest.text(b, 1))", distribution: .beta(a: a, b: b), mean: a / (a + b),
      variance: a * b / ((a + b) * (a + b) * (a + b + 1)), share: { SpecialFunctions.betaShare(a, b, upTo: $0) })
  }

  private static func poisson(_ mean: Double) -> KnownDistribution {
    KnownDistribution(
      name: "poisson \(SelfTest.text(mean, mean < 1 ? 1 : 0))", distribution: .poisson(mean: mean), mean: mean,
      variance: mean,
      share: { $0 < 0 ? 0 : 1 - SpecialFunctions.gammaShare($0.rounded(.down) + 1, upTo: mean) })
  }

  private static func gammaFunction(_ x: Double) -> Double { DecisionMath.exp(SpecialFunctions.logGamma(x)) }
}
