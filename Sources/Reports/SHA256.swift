/// The SHA-256 of bytes, as FIPS 180-4 defines it, of pieces as they come; Foundation on Linux has none.
public struct SHA256: Sendable {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  /// What is not yet a whole block.
  private var rest: [UInt8] = []
  private var count = 0

  /// The digest of nothing yet.
  public init() {}

  /// The digest of bytes in 64 hexadecimal digits.
  public static func hex(of bytes: [UInt8]) -> String {
    var digest = SHA256()
    digest.update(bytes)
    return digest.hex
  }

  /// Adds bytes.
  public mutating func update(_ bytes: [UInt8]) {
    count += bytes.count
    var start = 0
    if !rest.isEmpty {
      start = min(64 - rest.count, bytes.count)
      rest += bytes[..<start]
      guard rest.count == 64 else { return }
      SHA256.compress(rest, at: 0, blocks: 1, &state)
      rest.removeAll(keepingCapacity: true)
    }
    let blocks = (bytes.count - start) / 64
    SHA256.compress(bytes, at: start, blocks: blocks, &state)
    rest += bytes[(start + blocks * 64)...]
  }

  /// The digest of all bytes so far, in 64 hexadecimal digits.
  public var hex: String {
    var tail = rest
    tail.append(0x80)
    while tail.count % 64 != 56 { tail.append(0) }
    let bits = UInt64(count) * 8
    for shift in stride(from: 56, through: 0, by: -8) { tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
    var state = state
    SHA256.compress(tail, at: 0, blocks: tail.count / 64, &state)
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }.joined()
  }

  /// Takes whole blocks in.
  private static func compress(_ bytes: [UInt8], at start: Int, blocks: Int, _ state: inout [UInt32]) {
    let input = bytes.span
    let constants = constants.span
    var w = InlineArray<64, UInt32>(repeating: 0)
    for block in 0..<blocks {
      for index in 0..<16 {
        let first = start + block * 64 + index * 4
        w[index] = UInt32(bigEndian: unsafe input.bytes.unsafeLoadUnaligned(fromByteOffset: first, as: UInt32.self))
      }
      // As FIPS 180-4 has it, but rotated one after another: 18 places are 11 and then 7, together with the 7.
      for index in 16..<64 {
        let (early, late) = (w[index - 15], w[index - 2])
        let s0 = rotated(rotated(early, 11) ^ early, 7) ^ (early >> 3)
        let s1 = rotated(rotated(late, 2) ^ late, 17) ^ (late >> 10)
        w[index] = w[index - 16] &+ s0 &+ w[index - 7] &+ s1
      }
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      var (e, f, g, h) = (state[4], state[5], state[6], state[7])
      // Eight rounds in a row, so that the words change their names rather than their places.
      for index in stride(from: 0, to: 64, by: 8) {
        round(a, b, c, &d, e, f, g, &h, constants[index] &+ w[index])
        round(h, a, b, &c, d, e, f, &g, constants[index + 1] &+ w[index + 1])
        round(g, h, a, &b, c, d, e, &f, constants[index + 2] &+ w[index + 2])
        round(f, g, h, &a, b, c, d, &e, constants[index + 3] &+ w[index + 3])
        round(e, f, g, &h, a, b, c, &d, constants[index + 4] &+ w[index + 4])
        round(d, e, f, &g, h, a, b, &c, constants[index + 5] &+ w[index + 5])
        round(c, d, e, &f, g, h, a, &b, constants[index + 6] &+ w[index + 6])
        round(b, c, d, &e, f, g, h, &a, constants[index + 7] &+ w[index + 7])
      }
      state[0] &+= a
      state[1] &+= b
      state[2] &+= c
      state[3] &+= d
      state[4] &+= e
      state[5] &+= f
      state[6] &+= g
      state[7] &+= h
    }
  }

  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
    _ h: inout UInt32, _ word: UInt32
  ) {
    let s1 = rotated(rotated(rotated(e, 14) ^ e, 5) ^ e, 6)
    let s0 = rotated(rotated(rotated(a, 9) ^ a, 11) ^ a, 2)
    let first = h &+ s1 &+ (g ^ (e & (f ^ g))) &+ word
    d &+= first
    h = first &+ s0 &+ ((a & b) | (c & (a | b)))
  }

  @inline(__always)
  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word &>> count | word &<< (32 &- count) }

  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
