import BillingCore

/// A uniform number for each day of a month, all made at once, bit by bit from the highest.
///
/// A question that is asked on every day is answered for the month in one go: a day's answer is whether its number stays
/// below the chance, and hardly ever needs more than its first eight bits. So a decision is, as ever, a pure function of
/// its coordinates; a larger chance only adds days. The words of the question's stream on the 1st are the bits: of the
/// n-th word of 32 bits, bit d is the n-th bit of the number of day d + 1.
struct MonthOfUniforms {
  private let source: PhiloxSource
  /// The first eight bits of every number.
  private let planes: SIMD8<UInt32>

  init(_ source: PhiloxSource) {
    self.source = source
    planes = source.firstWords()
  }

  /// Takes the first eight words of the stream, which somebody has made already.
  init(_ source: PhiloxSource, planes: SIMD8<UInt32>) {
    self.source = source
    self.planes = planes
  }

  /// The days, among those wanted, on which something of a chance happens.
  func days(below chance: Chance, among wanted: DaysOfMonth) -> DaysOfMonth {
    DaysOfMonth(bits: lanes(below: chance, among: wanted.bits))
  }

  /// The same for any 32 numbers.
  func lanes(below chance: Chance, among wanted: UInt32) -> UInt32 {
    guard chance.threshold < 1 << 63 else { return wanted }
    var bits = chance.threshold << 1
    var undecided = wanted
    var below: UInt32 = 0
    let high = planes.lowHalf
    let low = planes.highHalf
    MonthOfUniforms.compare(high.x, &bits, &undecided, &below)
    MonthOfUniforms.compare(high.y, &bits, &undecided, &below)
    MonthOfUniforms.compare(high.z, &bits, &undecided, &below)
    MonthOfUniforms.compare(high.w, &bits, &undecided, &below)
    MonthOfUniforms.compare(low.x, &bits, &undecided, &below)
    MonthOfUniforms.compare(low.y, &bits, &undecided, &below)
    MonthOfUniforms.compare(low.z, &bits, &undecided, &below)
    MonthOfUniforms.compare(low.w, &bits, &undecided, &below)
    return undecided == 0 ? below : below | MonthOfUniforms.lateLanes(source, below: chance, among: undecided)
  }

  /// Those of some numbers that stay below a chance from whose first eight bits they do not differ.
  static func lateLanes(_ source: PhiloxSource, below chance: Chance, among undecided: UInt32) -> UInt32 {
    guard chance.threshold < 1 << 63 else { return undecided }
    var bits = chance.threshold << 9
    var undecided = undecided
    var below: UInt32 = 0
    var block: UInt32 = 2
    while undecided != 0, bits != 0 {
      let words = source.block(block)
      compare(UInt32(truncatingIfNeeded: words.0), &bits, &undecided, &below)
      compare(UInt32(truncatingIfNeeded: words.0 >> 32), &bits, &undecided, &below)
      compare(UInt32(truncatingIfNeeded: words.1), &bits, &undecided, &below)
      compare(UInt32(truncatingIfNeeded: words.1 >> 32), &bits, &undecided, &below)
      block += 1
    }
    return below
  }

  /// Compares the next bit of all numbers with that of the chance: numbers that differ are decided.
  @inline(__always)
  private static func compare(
    _ plane: UInt32, _ bits: inout UInt64, _ undecided: inout UInt32, _ below: inout UInt32
  ) {
    let bit = UInt32(truncatingIfNeeded: Int64(bitPattern: bits) &>> 63)
    let decided = undecided & (plane ^ bit)
    below |= decided & bit
    undecided ^= decided
    bits = bits &<< 1
  }
}
