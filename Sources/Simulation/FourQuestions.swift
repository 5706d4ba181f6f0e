import BillingCore

/// Four times 32 uniform numbers, made and compared side by side: of four questions about a month, say.
///
/// The same numbers as four ``MonthOfUniforms`` of their own: only the work is shared, since one block leaves a
/// processor waiting for its own multiplications.
struct FourQuestions {
  private let sources: FourSources
  /// The first eight bits of every number, as of ``MonthOfUniforms``; a lane for each question.
  private let planes: InlineArray<8, SIMD4<UInt32>>

  @inline(__always)
  init(_ key: ChanceKey, _ questions: InlineArray<4, Question>, account: UInt32, on day: Day) {
    self.init(FourSources(InlineArray { key.source(questions[$0], account: account, on: day) }))
  }

  /// The numbers of four sources.
  @inline(__always)
  init(_ sources: FourSources) {
    self.sources = sources
    let near = FourBlocks(0, of: sources).words
    let far = FourBlocks(1, of: sources).words
    planes = [near.0, near.1, near.2, near.3, far.0, far.1, far.2, far.3]
  }

  /// The numbers of one question.
  @inline(__always)
  func uniforms(_ lane: Int) -> MonthOfUniforms {
    MonthOfUniforms(
      sources[lane],
      planes: SIMD8(
        planes[0][lane], planes[1][lane], planes[2][lane], planes[3][lane], planes[4][lane], planes[5][lane],
        planes[6][lane], planes[7][lane]))
  }

  /// For each question those of its numbers, among the wanted, that stay below its chance.
  @inline(__always)
  func lanes(below chances: FourChances, among wanted: SIMD4<UInt32>) -> SIMD4<UInt32> {
    var undecided = wanted
    var below = early(chances.planes, &undecided)
    for lane in 0..<4 where undecided[lane] != 0 {
      below[lane] |= MonthOfUniforms.lateLanes(sources[lane], below: chances[lane], among: undecided[lane])
    }
    return below
  }

  /// For each question the days on which something happens, by the chance that it has on days of each class.
  @inline(__always)
  func days(
    below chances: (Int) -> FourChances, onDaysOf classes: (Int) -> DaysOfMonth, count: Int
  ) -> SIMD4<UInt32> {
    var planes = InlineArray<8, SIMD4<UInt32>>(repeating: .zero)
    var wanted = SIMD4<UInt32>.zero
    for place in 0..<count {
      let alike = SIMD4(repeating: classes(place).bits)
      wanted |= alike
      for plane in 0..<8 { planes[plane] |= chances(place).planes[plane] & alike }
    }
    var undecided = wanted
    var below = early(planes, &undecided)
    for lane in 0..<4 where undecided[lane] != 0 {
      for place in 0..<count {
        let rest = undecided[lane] & classes(place).bits
        guard rest != 0 else { continue }
        below[lane] |= MonthOfUniforms.lateLanes(sources[lane], below: chances(place)[lane], among: rest)
      }
    }
    return below
  }

  /// Those that the first eight bits find below what they are held against; those that they leave open stay undecided.
  @inline(__always)
  private func early(_ chances: InlineArray<8, SIMD4<UInt32>>, _ undecided: inout SIMD4<UInt32>) -> SIMD4<UInt32> {
    var below = SIMD4<UInt32>.zero
    for plane in 0..<8 {
      let decided = undecided & (planes[plane] ^ chances[plane])
      below |= decided & chances[plane]
      undecided ^= decided
    }
    return below
  }
}

/// Four sources that differ in question or in index alone.
struct FourSources {
  fileprivate let key: UInt64
  fileprivate let day: UInt32
  fileprivate let account: UInt32
  fileprivate let index: SIMD4<UInt32>
  fileprivate let tag: SIMD4<UInt32>

  @inline(__always)
  init(_ sources: InlineArray<4, PhiloxSource>) {
    (key, day, account) = (sources[0].key, sources[0].day, sources[0].account)
    index = SIMD4(sources[0].index, sources[1].index, sources[2].index, sources[3].index)
    tag = SIMD4(sources[0].tag, sources[1].tag, sources[2].tag, sources[3].tag)
  }

  /// A source and three more, each so many blocks after the one before.
  @inline(__always)
  init(_ first: PhiloxSource, apart blocks: UInt32) {
    (key, day, account) = (first.key, first.day, first.account)
    index = SIMD4(repeating: first.index) &+ SIMD4(0, 1, 2, 3) &* blocks
    tag = SIMD4(repeating: first.tag)
  }

  @inline(__always)
  subscript(lane: Int) -> PhiloxSource {
    PhiloxSource(key: key, index: index[lane], day: day, account: account, tag: tag[lane])
  }
}

/// A block of each of four sources, made side by side.
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
  init(_ number: UInt32, of sources: FourSources) {
    let index = sources.index &+ SIMD4(repeating: number)
    (a0, b0) = (Pair(truncatingIfNeeded: index.lowHalf), Pair(truncatingIfNeeded: index.highHalf))
    (a1, b1) = (Pair(repeating: UInt64(sources.day)), Pair(repeating: UInt64(sources.day)))
    (a2, b2) = (Pair(repeating: UInt64(sources.account)), Pair(repeating: UInt64(sources.account)))
    (a3, b3) = (Pair(truncatingIfNeeded: sources.tag.lowHalf), Pair(truncatingIfNeeded: sources.tag.highHalf))
    k0 = Pair(repeating: sources.key & 0xFFFF_FFFF)
    k1 = Pair(repeating: sources.key >> 32)
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
  private let thresholds: SIMD4<UInt64>
  /// The first eight bits of each, below 1: a lane with all bits set, or none; a chance of 1 is decided by its threshold
  /// where all these bits are those of a number.
  fileprivate let planes: InlineArray<8, SIMD4<UInt32>>

  init(_ chances: InlineArray<4, Chance>) {
    let thresholds = SIMD4(
      chances[0].threshold, chances[1].threshold, chances[2].threshold, chances[3].threshold)
    self.thresholds = thresholds
    var bits = SIMD4<UInt32>.zero
    for lane in 0..<4 {
      bits[lane] = thresholds[lane] >> 63 == 1 ? .max : UInt32(truncatingIfNeeded: thresholds[lane] >> 31)
    }
    planes = InlineArray { plane in
      SIMD4<UInt32>(truncatingIfNeeded: SIMD4<Int32>(truncatingIfNeeded: bits &<< UInt32(plane)) &>> 31)
    }
  }

  /// One chance for all.
  init(repeating chance: Chance) { self.init(InlineArray(repeating: chance)) }

  fileprivate subscript(lane: Int) -> Chance { Chance(threshold: thresholds[lane]) }
}
