import BillingCore

extension SelfTest {
  /// A distribution's mean and variance, and the numbers of values in cells of about equal shares.
  ///
  /// Each value is drawn for an account of its own, as traits are.
  static func distribution(_ known: KnownDistribution) -> Group {
    Group(name: known.name) { test in
      let values = test.values(of: known)
      let n = Double(values.count)
      let mean = values.reduce(0, +) / n
      let (squares, fourths) = values.reduce((0.0, 0.0)) { sums, value in
        let square = (value - mean) * (value - mean)
        return (sums.0 + square, sums.1 + square * square)
      }
      let variance = squares / n
      let varianceError = ((fourths / n - variance * variance) / n).squareRoot()
      return [
        Row("mean", mean, expected: known.mean, standardError: (known.variance / n).squareRoot()),
        Row("variance", variance, expected: known.variance, standardError: varianceError),
        cells(of: values, known),
      ]
    }
  }

  private func values(of known: KnownDistribution) -> [Double] {
    let key = ChanceKey(seed: seed, segment: known.name)
    return (0..<scaled(1_000_000)).map { account in
      var stream = key.stream(.usageTrait, account: UInt32(account))
      return draw(known, &stream)
    }
  }

  /// Pearson's chi-square, as a standard normal by Wilson and Hilferty's cube root (PNAS 17, 1931).
  private static func cells(of values: [Double], _ known: KnownDistribution) -> Row {
    let edges = known.edges
    var found = Array(repeating: 0.0, count: edges.count + 1)
    for value in values { found[edges.partitioningIndex { $0 >= value }] += 1 }
    let shares = ([0] + edges.map(known.share) + [1])
    let chiSquare = found.indices.reduce(0.0) { sum, cell in
      let expected = (shares[cell + 1] - shares[cell]) * Double(values.count)
      return sum + (found[cell] - expected) * (found[cell] - expected) / expected
    }
    let freedom = Double(edges.count)
    let spread = 2 / (9 * freedom)
    let z = (DecisionMath.exp(DecisionMath.log(max(chiSquare, 1e-9) / freedom) / 3) - 1 + spread) / spread.squareRoot()
    return Row(
      name: "chi-square of \(found.count) cells", expected: text(freedom, 0), simulated: text(chiSquare, 1),
      score: .z(z))
  }
}
