import BillingCore

/// Four times 32 uniform numbers, made and compared side by side: of four questions about a month, say.
///
/// The same numbers as four ``MonthOfUniforms`` of their own: only the work is shared, since one block leaves a
/// processor waiting for its own multiplications.
struct FourQuestions {
  private let sources: InlineArray<4, PhiloxSource>
  /// The first eight bits of every number, as of ``MonthOfUniforms``; a lane for each question.
  private let planes: InlineArray<8, SIMD4<UInt32>>

  @inline(__always)
  init(_ key: ChanceKey, _ questions: InlineArray<4, Question>, account: UInt32, on day: Day) {
    self.init(InlineArray { key.source(questions[$0], account: account, on: day) })
  }

  /// The numbers of four sources that differ in question or in index alone.
  @inline(__always)
  init(_ sources: InlineArray<4, PhiloxSource>) {
    self.sources = sources
    let near = FourBlocks(0, of: sources).words
    let far = FourBlocks(1, of: sources).words
    planes = [near.0, near.1, near.2, near.3, far.0, far.1, far.2, far.3]
  }

  /// The numbers of one question.
  func uniforms(_ lane: Int) -> MonthOfUniforms {
    MonthOfUniforms(
      sources[lane],
      planes: SIMD8(
        planes[0][lane], planes[1][lane], planes[2][lane], planes[3][lane], planes[4][lane], planes[5][lane],
        planes[6][lane], planes[7][lane]))
  }

  /// For each question the days, among those wanted, on which something of its chance happens.
  func days(below chances: FourChances, among wanted: DaysOfMonth) -> SIMD4<UInt32> {
    lanes(below: chances, among: SIMD4(repeating: wanted.bits))
  }

  /// The same for any numbers.
  func lanes(below chances: FourChances, among wanted: SIMD4<UInt32>) -> SIMD4<UInt32> {
    var bits = chances.highBits
    var undecided = wanted
    var below = SIMD4<UInt32>.zero
    for index in 0..<8 {
      let bit = SIMD4<UInt32>(truncatingIfNeeded: SIMD4<Int32>(truncatingIfNeeded: bits) &>> 31)
      let decided = undecided & (planes[index] ^ bit)
      below |= decided & bit
      undecided ^= decided
      bits = bits &<< 1
    }
    for lane in 0..<4 where undecided[lane] != 0 {
      below[lane] |= MonthOfUniforms.lateLanes(sources[lane], below: chances.chances[lane], among: undecided[lane])
    }
    return below
  }
}

/// A block of each of four sources that differ in question or in index alone, made side by side.
///
/// Two blocks to a vector of 64-bit lanes, whose upper halves are of no account: so each round is four multiplications.
/// The rounds are written out, so that no state moves from one register to another, and what the four have in common is
/// worked out once.
private struct FourBlocks {
  private typealias Pair = SIMD2<UInt64>

  private var a0, a1, a2, a3: Pair
  private var b0, b1, b2, b3: Pair
  private var k0, k1: Pair

  /// The blocks of a number.
  @inline(__always)
  init(_ number: UInt32, of sources: InlineArray<4, PhiloxSource>) {
    a0 = Pair(UInt64(sources[0].index &+ number), UInt64(sources[1].index &+ number))
    b0 = Pair(UInt64(sources[2].index &+ number), UInt64(sources[3].index &+ number))
    (a1, b1) = (Pair(repeating: UInt64(sources[0].day)), Pair(repeating: UInt64(sources[0].day)))
    (a2, b2) = (Pair(repeating: UInt64(sources[0].account)), Pair(repeating: UInt64(sources[0].account)))
    a3 = Pair(UInt64(sources[0].tag), UInt64(sources[1].tag))
    b3 = Pair(UInt64(sources[2].tag), UInt64(sources[3].tag))
    k0 = Pair(repeating: sources[0].key & 0xFFFF_FFFF)
    k1 = Pair(repeating: sources[0].key >> 32)
    fiveRounds()
    fiveRounds()
  }

  @inline(__always)
  private mutating func fiveRounds() {
    round()
    round()
    round()
    round()
    round()
  }

  @inline(__always)
  private mutating func round() {
    let low = Pair(repeating: 0xFFFF_FFFF)
    let (left, right) = (Pair(repeating: 0xD251_1F53), Pair(repeating: 0xCD9E_8D57))
    let (aLeft, aRight) = ((a0 & low) &* left, (a2 & low) &* right)
    let (bLeft, bRight) = ((b0 & low) &* left, (b2 & low) &* right)
    (a0, a1) = ((aRight &>> 32) ^ a1 ^ k0, aRight)
    (a2, a3) = ((aLeft &>> 32) ^ a3 ^ k1, aLeft)
    (b0, b1) = ((bRight &>> 32) ^ b1 ^ k0, bRight)
    (b2, b3) = ((bLeft &>> 32) ^ b3 ^ k1, bLeft)
    k0 &+= Pair(repeating: 0x9E37_79B9)
    k1 &+= Pair(repeating: 0xBB67_AE85)
  }

  /// The four words of each block; a lane for each source.
  var words: (SIMD4<UInt32>, SIMD4<UInt32>, SIMD4<UInt32>, SIMD4<UInt32>) {
    @inline(__always) get {
      func four(_ a: Pair, _ b: Pair) -> SIMD4<UInt32> {
        SIMD4(lowHalf: SIMD2(truncatingIfNeeded: a), highHalf: SIMD2(truncatingIfNeeded: b))
      }
      return (four(a0, b0), four(a1, b1), four(a2, b2), four(a3, b3))
    }
  }
}

/// A chance for each of four questions.
struct FourChances {
  let chances: InlineArray<4, Chance>
  /// The highest bits of each, below 1; a chance of 1 is decided by ``chances`` where all these bits are those of a number.
  fileprivate let highBits: SIMD4<UInt32>

  init(_ chances: InlineArray<4, Chance>) {
    self.chances = chances
    var highBits = SIMD4<UInt32>.zero
    for lane in 0..<4 {
      let threshold = chances[lane].threshold
      highBits[lane] = threshold >> 63 == 1 ? .max : UInt32(truncatingIfNeeded: threshold >> 31)
    }
    self.highBits = highBits
  }

  /// One chance for all.
  init(repeating chance: Chance) { self.init(InlineArray(repeating: chance)) }

  static let never = FourChances(repeating: .never)
}
