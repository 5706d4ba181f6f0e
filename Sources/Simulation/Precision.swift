/// When enough replications have been made: once the interval's half width is within a wish and stays so for five more.
public struct Precision: Sendable {
  private var replicationsWithin = 0

  /// How many replications in a row have to be within the wish.
  static let steadiness = 6

  /// Nothing has been seen yet.
  public init() {}

  /// Takes the half width after one more replication; tells whether enough have been made.
  public mutating func isReached(halfWidth: Double?, wish: Double) -> Bool {
    replicationsWithin = halfWidth.map { $0 <= wish } ?? false ? replicationsWithin + 1 : 0
    return replicationsWithin >= Precision.steadiness
  }
}
