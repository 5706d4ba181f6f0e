/// One number that stands for all that happened in a run.
///
/// Two runs with the same fingerprint had the same events, each with the same money after it. It is a sum over
/// accounts, so it does not depend on threads or on the order in which accounts were lived.
public struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  /// The number.
  public private(set) var value: UInt64 = 0

  /// The fingerprint of nothing.
  public init() {}

  /// Sixteen hexadecimal digits.
  public var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Adds what another part of the run saw.
  public mutating func merge(_ other: Fingerprint) { value &+= other.value }

  /// Adds the digest of one account's whole life.
  mutating func add(_ life: UInt64) { value &+= Fingerprint.mix(life, 0) }

  /// FNV-1a of a text's UTF-8, 64 bits.
  static func hash(of text: String) -> UInt64 { hash(of: text.utf8) }

  /// FNV-1a of bytes, 64 bits.
  static func hash(of bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  /// Joins a word to a digest, so that order matters (the finalizer of MurmurHash3).
  @inline(__always)
  static func mix(_ digest: UInt64, _ word: UInt64) -> UInt64 {
    var h = (digest &* 0x9E37_79B9_7F4A_7C15) ^ word
    h = (h ^ (h >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    h = (h ^ (h >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return h ^ (h >> 33)
  }
}
