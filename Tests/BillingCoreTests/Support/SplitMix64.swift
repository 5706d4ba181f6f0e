/// A tiny generator with a seed: the same walk in every run, on every machine (Steele, Lea and Flood, 2014).
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number of a range; the slight unevenness of the remainder harms no walk.
  mutating func number(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  /// Whether something with so many chances in a hundred happens.
  mutating func happens(percent: Int) -> Bool { number(in: 0...99) < percent }

  /// One of several.
  mutating func one<Value>(of values: Value...) -> Value { values[number(in: 0...(values.count - 1))] }
}
