import Simulation

extension Shape where Value == Distribution {
  /// A number, or an object that names one distribution and may bound it (MODEL 1).
  static var distribution: Shape {
    Shape(
      expected: #"a number or a distribution such as { "uniform": [0, 10] }"#,
      schema: .described(withNumbersAs: Shape<Double>.parameter.schema())
    ) { node, path, faults in
      switch node.value {
      case .number:
        return Shape<Double>.parameter.decode(node, path, &faults).map { .value(.constant($0)) }
      case .object:
        return byName.decode(node, path, &faults)
      case .null, .bool, .string, .array, .invalid:
        return .mismatch(hint: nil)
      }
    }
  }

  /// An object that names one distribution and may bound it.
  fileprivate static var byName: Shape { Shape.object { $0.distribution() }.named("distribution") }

  static var probability: Shape {
    distribution.parsed(as: "a chance from 0 to 1 or a distribution") { distribution in
      if case .constant(let value) = distribution { (0...1).contains(value) ? distribution : nil } else { distribution }
    }.described(as: .named("probability", .described(withNumbersAs: .real(in: 0...1))))
  }

  /// A number not below 0, or a distribution, none of whose bounds is below 0.
  static var amount: Shape {
    distribution.parsed(as: "a number not below 0 or a distribution of such numbers") { distribution in
      switch distribution {
      case .constant(let value): value >= 0 ? distribution : nil
      case .clamped(_, _, let high?): high >= 0 ? distribution : nil
      case .uniform(_, let high): high >= 0 ? distribution : nil
      case .normal, .lognormal, .exponential, .gamma, .beta, .weibull, .gammaGamma, .poisson, .negativeBinomial,
        .geometric, .choice, .clamped:
        distribution
      }
    }.described(as: .named("amount", .described(withNumbersAs: .real(in: 0...1e15))))
  }
}

extension Schema {
  /// A number as described, or an object that names a distribution.
  fileprivate static func described(withNumbersAs number: Schema) -> Schema {
    .any([number, Shape<Distribution>.byName.schema()])
  }
}

extension NameRule {
  fileprivate static var number: NameRule {
    NameRule(words: "a number", pattern: #"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$"#) { name in
      isJSONNumber(name.utf8) && Double(name).map { $0.magnitude <= 1e15 } ?? false
    }
  }
}

// Ranges that no sampler leaves for infinity, and that any form of a distribution stays within when it is printed.
extension Shape where Value == Double {
  fileprivate static var parameter: Shape { .real(in: -1e15...1e15, called: "a number from -1e15 to 1e15") }
  fileprivate static var positive: Shape { .real(in: 1e-9...1e12, called: "a number above 0, up to 1e12") }
  fileprivate static var shape: Shape { .real(in: 1e-9...1e9, called: "a shape above 0, up to 1e9") }
  fileprivate static var spread: Shape { .real(in: 0...1e9, called: "a number from 0 to 1e9") }
  fileprivate static var sigma: Shape { .real(in: 0...100, called: "a sigma from 0 to 100") }
  fileprivate static var rate: Shape { .real(in: 1e-6...1e6, called: "a rate from 1e-6 to 1e6") }
  /// A mean of counts.
  fileprivate static var mean: Shape { .real(in: 0...1e9, called: "a mean from 0 to 1e9") }
}

extension ObjectReader {
  private static let distributionNames = [
    "uniform", "normal", "lognormal", "exponential", "gamma", "beta", "weibull", "gammaGamma", "poisson",
    "negativeBinomial", "geometric", "choice",
  ]

  /// The one distribution that the object names.
  fileprivate mutating func distribution() -> Distribution? {
    let low = read("min", .real(in: -1e15...1e15, called: "a number from -1e15 to 1e15"))
    let high = read("max", .real(in: -1e15...1e15, called: "a number from -1e15 to 1e15"))
    let names = ObjectReader.distributionNames
    let inner = readOne(
      of: names,
      orReport: { given in
        let message = given.isEmpty ? "no distribution is named" : "more than one distribution is named"
        return (message, "name one of " + names.joined(separator: ", "))
      }
    ) { name, object in object.distribution(named: name) }
    if let low, let high, low > high { report("\"min\" is above \"max\"", at: "min") }
    guard let inner else { return nil }
    return low == nil && high == nil ? inner : .clamped(inner, min: low, max: high)
  }

  private mutating func distribution(named name: String) -> Distribution? {
    switch name {
    case "uniform": return uniform()
    case "poisson": return read("poisson", .mean).map { .poisson(mean: $0) }
    case "choice": return choice()
    case "exponential": return read("exponential", one("mean") { .exponential(mean: $0) })
    case "geometric":
      return read("geometric", .object { $0.require("mean", .real(in: 1...1e9, called: "a mean from 1 to 1e9")) })
        .map { .geometric(mean: $0) }
    case "normal":
      return read("normal", pair(("mean", .parameter), ("sd", .spread)) { .normal(mean: $0, sd: $1) })
    case "weibull":
      return read("weibull", pair(("scale", .positive), ("shape", .shape)) { .weibull(scale: $0, shape: $1) })
    case "negativeBinomial":
      return read(
        "negativeBinomial",
        pair(("mean", .mean), ("dispersion", .shape)) { .negativeBinomial(mean: $0, dispersion: $1) })
    case "gammaGamma":
      return read("gammaGamma", .object { $0.gammaGamma() })
    default: return alternatives(name)
    }
  }

  /// Distributions that may be given by two kinds of parameters.
  private mutating func alternatives(_ name: String) -> Distribution? {
    switch name {
    case "lognormal":
      read(
        name,
        either(
          pair(("median", .positive), ("sigma", .sigma)) { .lognormal(median: $0, sigma: $1) },
          pair(("mean", .positive), ("sd", .spread)) { .lognormal(mean: $0, sd: $1) }, when: "mean"))
    case "gamma":
      read(
        name,
        either(
          pair(("mean", .positive), ("shape", .shape)) { .gamma(mean: $0, shape: $1) },
          pair(("shape", .real(in: 1e-3...1e6, called: "a shape from 0.001 to 1e6")), ("rate", .rate)) {
            .gamma(mean: $0 / $1, shape: $0)
          }, when: "rate"))
    default:
      read(
        name,
        either(
          pair(
            ("mean", .real(in: 0.000001...0.999999, called: "a mean between 0 and 1")),
            ("concentration", .real(in: 1e-3...1e6, called: "a concentration from 0.001 to 1e6"))
          ) {
            .beta(a: $0 * $1, b: (1 - $0) * $1)
          }, pair(("a", .shape), ("b", .shape)) { .beta(a: $0, b: $1) }, when: "a"))
    }
  }

  private mutating func uniform() -> Distribution? {
    let two = Shape<[Double]>.array(of: .parameter)
      .described(as: .array(of: Shape<Double>.parameter.schema(), count: 2...2))
    guard let bounds = read("uniform", two) else { return nil }
    guard bounds.count == 2, bounds[0] <= bounds[1] else {
      report("a uniform distribution has two numbers, the smaller first", at: "uniform")
      return nil
    }
    return .uniform(bounds[0], bounds[1])
  }

  private mutating func choice() -> Distribution? {
    let weights = read("choice", .members(named: .number, of: .factor))
    guard let weights else { return nil }
    guard weights.contains(where: { $0.value > 0 }) else {
      report("a choice needs a weight above 0", at: "choice")
      return nil
    }
    let values = weights.compactMap { Double($0.name) }
    for (index, value) in values.enumerated() where values[..<index].contains(value) {
      report("the value \(weights[index].name) is given twice", from: weights[index].place)
    }
    return .choice(values: values, weights: weights.map(\.value))
  }

  private mutating func gammaGamma() -> Distribution? {
    let (p, q, v) = (require("p", .shape), require("q", .shape), require("v", .positive))
    guard let p, let q, let v else { return nil }
    return .gammaGamma(p: p, q: q, v: v)
  }

  private func one(_ key: String, _ make: @escaping (Double) -> Distribution) -> Shape<Distribution> {
    .object { $0.require(key, .positive).map(make) }
  }

  private func pair(
    _ first: (String, Shape<Double>), _ second: (String, Shape<Double>),
    _ make: @escaping (Double, Double) -> Distribution
  ) -> Shape<Distribution> {
    .object { object in
      let (one, two) = (object.require(first.0, first.1), object.require(second.0, second.1))
      guard let one, let two else { return nil }
      return make(one, two)
    }
  }

  private func either(
    _ usual: Shape<Distribution>, _ other: Shape<Distribution>, when key: String
  ) -> Shape<Distribution> {
    Shape(expected: usual.expected, schema: .any([usual.schema(), other.schema()])) { node, path, faults in
      let isOther = ObjectReader(node, at: path).has(key)
      return (isOther ? other : usual).decode(node, path, &faults)
    }
  }
}
