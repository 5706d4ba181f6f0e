import BillingCore

/// Philox4x32-10: a block cipher of a counter, so that any draw can be had at once, without those before it.
///
/// Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011. Constants and known answers
/// are those of the Random123 library.
enum Philox {
  /// The two 64-bit words of one block.
  @inline(__always)
  static func block(_ counter: (UInt32, UInt32, UInt32, UInt32), key: UInt64) -> (UInt64, UInt64) {
    var (c0, c1, c2, c3) = counter
    var (k0, k1) = (UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32))
    for _ in 0..<10 {
      let left = UInt64(c0) &* 0xD251_1F53
      let right = UInt64(c2) &* 0xCD9E_8D57
      (c0, c1, c2, c3) = (
        UInt32(truncatingIfNeeded: right >> 32) ^ c1 ^ k0, UInt32(truncatingIfNeeded: right),
        UInt32(truncatingIfNeeded: left >> 32) ^ c3 ^ k1, UInt32(truncatingIfNeeded: left)
      )
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return (UInt64(c1) << 32 | UInt64(c0), UInt64(c3) << 32 | UInt64(c2))
  }
}

/// The blocks of one question's stream, by their number.
struct PhiloxSource {
  let key: UInt64
  let index: UInt32
  let day: UInt32
  let account: UInt32
  let tag: UInt32

  /// A block's two words of 64 bits.
  @inline(__always)
  func block(_ number: UInt32) -> (UInt64, UInt64) {
    Philox.block((index &+ number, day, account, tag), key: key)
  }

  /// The eight words of 32 bits of the first two blocks.
  @inline(__always)
  func firstWords() -> SIMD8<UInt32> {
    let (first, second) = (block(0), block(1))
    return unsafe unsafeBitCast(SIMD4(first.0, first.1, second.0, second.1), to: SIMD8<UInt32>.self)
  }

  /// The blocks from a number on.
  func from(_ number: UInt32) -> PhiloxSource {
    PhiloxSource(key: key, index: index &+ number, day: day, account: account, tag: tag)
  }
}

/// One step of SplitMix64, which turns related seeds into unrelated keys.
///
/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
func splitMix64(_ state: inout UInt64) -> UInt64 {
  state &+= 0x9E37_79B9_7F4A_7C15
  var z = state
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}

/// What a draw decides; one coordinate of every draw.
///
/// Raw values are frozen: they are never renumbered nor used again, so that a new kind of decision leaves the answers
/// to the old ones as they were.
enum Question: UInt8, CaseIterable {
  case arrivals = 1
  case age = 2
  case openingCash = 3
  case openingDebt = 4
  case openingIdle = 5
  case units = 6
  case employeeSignInTrait = 7
  case administratorSignInTrait = 8
  case usageTrait = 9
  case idlenessTrait = 10
  case payTrait = 11
  case bonusResponseTrait = 12
  case idlenessStarts = 13
  case idlenessLeaves = 14
  case idlenessDays = 15
  case idlenessSwitchesOff = 16
  case topUp = 17
  case months = 18
  case declined = 19
  case method = 20
  case administratorSignIn = 21
  case employeeSignIn = 22
  case use = 23
  case requestDeletion = 24
  case cancelDeletion = 25
  case restore = 26
  case rhythmTrait = 27
  case giveUpTrait = 28
  case rhythm = 29
  case rhythmAmount = 30
  case giveUp = 31
}

/// Who is asked: one account of one segment in one replication (or the segment itself).
///
/// The key comes from the seed and the segment's name, so another segment beside it, or another order of segments,
/// changes nothing. The number is the account's identity in its segment, never an index after filtering.
struct ChanceKey: Sendable {
  private let key: UInt64
  private let replication: UInt32

  /// The key of nobody's decisions.
  static let nobody = ChanceKey(key: 0, replication: 0)

  /// The key of decisions about one of several alike, such as a service: by its name, so that order changes nothing.
  func about(_ name: String) -> ChanceKey {
    var state = key ^ Fingerprint.hash(of: name)
    return ChanceKey(key: splitMix64(&state), replication: replication)
  }

  private init(key: UInt64, replication: UInt32) {
    self.key = key
    self.replication = replication
  }

  init(seed: UInt64, segment: String, replication: Int = 0) {
    var state = seed
    let seedKey = splitMix64(&state)
    var named = seedKey ^ Fingerprint.hash(of: segment)
    key = splitMix64(&named)
    precondition(replication >= 0 && replication < 1 << 24, "a replication's number has 24 bits")
    self.replication = UInt32(replication)
  }

  /// The blocks that answer a question about an account on a day; for traits the day is left out.
  ///
  /// - Parameter item: which of several alike, such as the stage; it takes the upper half of the block's number.
  @inline(__always)
  func source(_ question: Question, account: UInt32, on day: Day = Day(ordinal: 0), item: Int = 0) -> PhiloxSource {
    PhiloxSource(
      key: key, index: UInt32(truncatingIfNeeded: item) << 16, day: UInt32(bitPattern: day.ordinal), account: account,
      tag: replication << 8 | UInt32(question.rawValue))
  }

  /// The draws from those blocks, one after another.
  @inline(__always)
  func stream(_ question: Question, account: UInt32, on day: Day = Day(ordinal: 0), item: Int = 0) -> RandomStream {
    RandomStream(source(question, account: account, on: day, item: item))
  }
}

/// The draws that answer one question: as many as it takes, each a pure function of the question's coordinates.
struct RandomStream {
  private let source: PhiloxSource
  private var number: UInt32 = 0
  private var spare: UInt64?

  @inline(__always)
  init(_ source: PhiloxSource) { self.source = source }

  /// The next 64 bits.
  @inline(__always)
  mutating func next() -> UInt64 {
    if let word = spare {
      spare = nil
      return word
    }
    let (first, second) = source.block(number)
    number &+= 1
    spare = second
    return first
  }

  /// A number in the open interval from 0 to 1, of 52 bits; never 0 and never 1.
  mutating func nextUnit() -> Double { RandomStream.unit(next()) }

  /// The next two.
  @inline(__always)
  mutating func nextTwoUnits() -> (Double, Double) {
    guard spare == nil else { return (nextUnit(), nextUnit()) }
    let (first, second) = source.block(number)
    number &+= 1
    return (RandomStream.unit(first), RandomStream.unit(second))
  }

  static func unit(_ word: UInt64) -> Double { (Double(word >> 12) + 0.5) * 0x1p-52 }

  /// Whether something of this chance happens.
  @inline(__always)
  mutating func happens(_ chance: Chance) -> Bool { next() >> 1 < chance.threshold }
}

/// A probability, as the integer that a draw of 63 bits must stay below: 0 never happens, 1 always.
struct Chance: Hashable, Sendable {
  let threshold: UInt64

  static var never: Chance { Chance(threshold: 0) }

  init(threshold: UInt64) { self.threshold = threshold }

  /// Takes a probability; one below 0 is 0, one above 1 is 1.
  init(_ probability: Double) {
    threshold = probability > 0 ? UInt64(min(probability, 1) * 0x1p63) : 0
  }
}
