/// Numbers that came out of runs which are alike but for chance, in their order.
struct Sample {
  let values: [Double]

  init(_ values: [Double]) { self.values = values }

  var mean: Double { values.reduce(0, +) / Double(values.count) }

  /// The sample's standard deviation, over one less than their number.
  var standardDeviation: Double {
    let mean = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }

  /// Student's interval that covers the true mean with this probability; of at least two numbers.
  func interval(confidence: Double) -> ClosedRange<Double> {
    let n = Double(values.count)
    let t = StudentT.quantile((1 + confidence) / 2, degreesOfFreedom: n - 1)
    let half = t * standardDeviation / n.squareRoot()
    return (mean - half)...(mean + half)
  }
}
