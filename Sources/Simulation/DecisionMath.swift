/// Logarithm, exponential and the normal quantile from `+ - * /` and square root alone.
///
/// The C library gives other last bits on processors without fused multiply-add; a decision must not depend on that.
/// Errors are a few units in the last place, far below anything that a simulation can see.
enum DecisionMath {
  private static let ln2High = 0x1.62e42fee00000p-1
  private static let ln2Low = 0x1.a39ef35793c76p-33

  /// The natural logarithm of a positive, normal number.
  static func log(_ x: Double) -> Double {
    precondition(x > 0 && x.isNormal, "the logarithm of a positive number")
    var exponent = Double(Int(x.bitPattern >> 52) - 1023)
    var significand = Double(bitPattern: x.bitPattern & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000)
    if significand > 1.4142135623730951 {
      significand *= 0.5
      exponent += 1
    }
    // log m = 2 artanh s with s = (m-1)/(m+1), |s| < 0.1716; the series to s^21 ends below 1e-17.
    let s = (significand - 1) / (significand + 1)
    let q = s * s
    let far = 1 / 15.0 + q * (1 / 17.0 + q * (1 / 19.0 + q * (1 / 21.0)))
    let near = 1 / 7.0 + q * (1 / 9.0 + q * (1 / 11.0 + q * (1 / 13.0 + q * far)))
    let sum = 1 + q * (1 / 3.0 + q * (1 / 5.0 + q * near))
    return exponent * ln2High + (2 * s * sum + exponent * ln2Low)
  }

  /// The exponential; 0 below what a normal number can hold, and infinity above.
  static func exp(_ x: Double) -> Double {
    if x < -708 { return 0 }
    if x > 709 { return .infinity }
    // Adding and taking away 1.5 x 2^52 rounds to a whole number.
    let power = (x * 1.4426950408889634 + 0x1.8p52) - 0x1.8p52
    let r = (x - power * ln2High) - power * ln2Low
    // |r| < 0.3466; Taylor's series to the 14th power ends below 1e-18.
    let far = 1 / 479_001_600.0 + r * (1 / 6_227_020_800.0 + r * (1 / 87_178_291_200.0))
    let middle = 1 / 40_320.0 + r * (1 / 362_880.0 + r * (1 / 3_628_800.0 + r * (1 / 39_916_800.0 + r * far)))
    let near = 1 / 24.0 + r * (1 / 120.0 + r * (1 / 720.0 + r * (1 / 5040.0 + r * middle)))
    let sum = 1 + r * (1 + r * (1 / 2.0 + r * (1 / 6.0 + r * near)))
    return sum * Double(bitPattern: UInt64(Int(power) + 1023) << 52)
  }

  /// A positive number to a real power.
  static func pow(_ base: Double, _ exponent: Double) -> Double {
    exponent == 0 || base == 1 ? 1 : exp(exponent * log(base))
  }

  /// The logarithm of a factorial: exact products to 9!, then Stirling's series, whose next term is below 1e-13.
  static func logFactorial(_ number: Int) -> Double {
    guard number > 9 else { return log((1..<max(number, 1) + 1).reduce(1.0) { $0 * Double($1) }) }
    let n = Double(number)
    let q = 1 / (n * n)
    let series = (1 / 12.0 - q * (1 / 360.0 - q * (1 / 1260.0 - q * (1 / 1680.0 - q / 1188)))) / n
    return (n + 0.5) * log(n) - n + 0.9189385332046727 + series
  }

  /// The standard normal's quantile: Wichura's algorithm AS 241 (PPND16), Applied Statistics 37(3), 1988.
  static func normalQuantile(_ p: Double) -> Double {
    let q = p - 0.5
    if q.magnitude <= 0.425 {
      let r = 0.180625 - q * q
      return q * central.numerator(r) / central.denominator(r)
    }
    var r = (-log(q < 0 ? p : 1 - p)).squareRoot()
    if r <= 5 {
      r -= 1.6
      r = middle.numerator(r) / middle.denominator(r)
    } else {
      r -= 5
      r = tail.numerator(r) / tail.denominator(r)
    }
    return q < 0 ? -r : r
  }

  /// A polynomial of the seventh degree.
  private struct Polynomial {
    /// From the constant up.
    let c: (Double, Double, Double, Double, Double, Double, Double, Double)

    @inline(__always)
    func callAsFunction(_ x: Double) -> Double {
      let high = c.4 + x * (c.5 + x * (c.6 + x * c.7))
      return c.0 + x * (c.1 + x * (c.2 + x * (c.3 + x * high)))
    }
  }

  private struct Ratio {
    let numerator: Polynomial
    let denominator: Polynomial
  }

  private static let central = Ratio(
    numerator: Polynomial(
      c: (
        3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
        45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727
      )),
    denominator: Polynomial(
      c: (
        1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867,
        39307.89580009271061, 28729.085735721942674, 5226.495278852545925
      ))
  )
  private static let middle = Ratio(
    numerator: Polynomial(
      c: (
        1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
        1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4
      )),
    denominator: Polynomial(
      c: (
        1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
        0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9
      ))
  )
  private static let tail = Ratio(
    numerator: Polynomial(
      c: (
        6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
        0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7
      )),
    denominator: Polynomial(
      c: (
        1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4,
        1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15
      ))
  )
}
