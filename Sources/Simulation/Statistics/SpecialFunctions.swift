/// The functions that the distributions of statistics are made of, from `+ - * /`, logarithm and exponential alone.
///
/// Relative errors are around 1e-13 where arguments are below a few thousand.
enum SpecialFunctions {
  /// The logarithm of the gamma function of a positive number: Stirling's series, from 16 on.
  static func logGamma(_ x: Double) -> Double {
    var (x, product) = (x, 1.0)
    while x < 16 {
      product *= x
      x += 1
    }
    let square = 1 / (x * x)
    let series =
      (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square * (1.0 / 1188))))) / x
    let halfLogTwoPi = 0.918938533204672742
    return (x - 0.5) * DecisionMath.log(x) - x + halfLogTwoPi + series - DecisionMath.log(product)
  }

  /// The regularised incomplete gamma function P(a, x): the share of a gamma of shape `a` and scale 1 up to `x`.
  ///
  /// Below a + 1 by its power series, above by the continued fraction of the rest (Lentz's method).
  static func gammaShare(_ a: Double, upTo x: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < .infinity else { return 1 }
    let factor = DecisionMath.exp(a * DecisionMath.log(x) - x - logGamma(a))
    guard x >= a + 1 else {
      var (term, sum, n) = (1 / a, 1 / a, a)
      while term > sum * 1e-17 {
        n += 1
        term *= x / n
        sum += term
      }
      return factor * sum
    }
    var b = x + 1 - a
    var fraction = ContinuedFraction(denominator: b)
    var n = 1.0
    repeat {
      b += 2
      n += 1
    } while fraction.add(numerator: -(n - 1) * (n - 1 - a), denominator: b)
    return 1 - factor * fraction.value
  }

  /// The regularised incomplete beta function I(x; a, b): the share of a beta up to `x`.
  static func betaShare(_ a: Double, _ b: Double, upTo x: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    guard x <= (a + 1) / (a + b + 2) else { return 1 - betaShare(b, a, upTo: 1 - x) }
    let logs = a * DecisionMath.log(x) + b * DecisionMath.log(1 - x)
    let factor = DecisionMath.exp(logs + logGamma(a + b) - logGamma(a) - logGamma(b)) / a
    var fraction = ContinuedFraction(denominator: 1)
    _ = fraction.add(numerator: -(a + b) * x / (a + 1), denominator: 1)
    var m = 0.0
    repeat {
      m += 1
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      _ = fraction.add(numerator: even, denominator: 1)
    } while fraction.add(numerator: -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), denominator: 1)
    return factor * fraction.value
  }

  /// The share of a standard normal up to `x`.
  static func normalShare(upTo x: Double) -> Double {
    let within = gammaShare(0.5, upTo: x * x / 2)
    return x < 0 ? (1 - within) / 2 : (1 + within) / 2
  }

  /// A continued fraction, worked out from the front (Lentz, as modified by Thompson and Barnett).
  private struct ContinuedFraction {
    private(set) var value: Double
    private var c = 1e300
    private var d: Double

    /// One over a denominator.
    init(denominator: Double) {
      value = 1 / denominator
      d = value
    }

    /// Adds a step; tells whether it still made a difference.
    mutating func add(numerator: Double, denominator: Double) -> Bool {
      d = 1 / ContinuedFraction.away(denominator + numerator * d)
      c = ContinuedFraction.away(denominator + numerator / c)
      value *= c * d
      return (c * d - 1).magnitude > 4e-16
    }

    private static func away(_ x: Double) -> Double { x.magnitude < 1e-300 ? 1e-300 : x }
  }
}
