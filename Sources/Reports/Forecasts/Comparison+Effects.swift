public import Simulation

extension Comparison {
  /// The metrics of which a variant surely differs over the whole run, the largest difference in percent of the base
  /// first; what the base does not have at all comes before all others.
  ///
  /// - Parameter metrics: those that are looked at; of equal differences the earlier comes first.
  public func effects(variant: Int, among metrics: [Metric]) -> [(metric: Metric, difference: Difference)] {
    let sure = metrics.map { (metric: $0, difference: difference(of: $0, variant: variant)) }.filter {
      $0.difference.verdict == .higher || $0.difference.verdict == .lower
    }
    func size(_ difference: Difference) -> Double { abs(difference.relative ?? .infinity) }
    return sure.enumerated().sorted { left, right in
      let (one, other) = (size(left.element.difference), size(right.element.difference))
      return one == other ? left.offset < right.offset : one > other
    }.map(\.element)
  }
}
