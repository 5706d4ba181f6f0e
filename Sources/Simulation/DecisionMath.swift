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
    var exponent = Double(x.exponent)
    var significand = x.significand
    if significand > 1.4142135623730951 {
      significand *= 0.5
      exponent += 1
    }
    // log m = 2 artanh s with s = (m-1)/(m+1), |s| < 0.1716; the series to s^21 ends below 1e-17.
    let s = (significand - 1) / (significand + 1)
    let square = s * s
    var sum = 0.0
    for odd in stride(from: 21.0, through: 1, by: -2) { sum = sum * square + 1 / odd }
    return exponent * ln2High + (2 * s * sum + exponent * ln2Low)
  }

  /// The exponential; 0 below what a normal number can hold, and infinity above.
  static func exp(_ x: Double) -> Double {
    if x < -708 { return 0 }
    if x > 709 { return .infinity }
    let power = (x * 1.4426950408889634).rounded()
    let rest = (x - power * ln2High) - power * ln2Low
    // |rest| < 0.3466; Taylor's series to the 14th power ends below 1e-18.
    var sum = 1.0
    for term in stride(from: 14.0, through: 1, by: -1) { sum = 1 + sum * rest / term }
    return sum * Double(sign: .plus, exponent: Int(power), significand: 1)
  }

  /// A positive number to a real power.
  static func pow(_ base: Double, _ exponent: Double) -> Double {
    exponent == 0 || base == 1 ? 1 : exp(exponent * log(base))
  }

  /// The standard normal's quantile: Wichura's algorithm AS 241 (PPND16), Applied Statistics 37(3), 1988.
  static func normalQuantile(_ p: Double) -> Double {
    let q = p - 0.5
    if q.magnitude <= 0.425 {
      let r = 0.180625 - q * q
      return q * ratio(r, central)
    }
    var r = (-log(q < 0 ? p : 1 - p)).squareRoot()
    r = r <= 5 ? ratio(r - 1.6, middle) : ratio(r - 5, tail)
    return q < 0 ? -r : r
  }

  private typealias Coefficients = (numerator: [Double], denominator: [Double])

  private static func ratio(_ r: Double, _ coefficients: Coefficients) -> Double {
    coefficients.numerator.reduce(0) { $0 * r + $1 } / coefficients.denominator.reduce(0) { $0 * r + $1 }
  }

  private static let central: Coefficients = (
    [
      2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
      13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
    ],
    [
      5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867, 5394.1960214247511077,
      687.1870074920579083, 42.313330701600911252, 1,
    ]
  )
  private static let middle: Coefficients = (
    [
      7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
      3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
    ],
    [
      1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
      0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1,
    ]
  )
  private static let tail: Coefficients = (
    [
      2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
      0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772,
    ],
    [
      2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
      0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1,
    ]
  )
}
