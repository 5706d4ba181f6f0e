/// The digest that a JSON file carries of itself, so that a change by hand shows.
///
/// It is the SHA-256 of the file's bytes with 64 zeros in the digest's place.
public enum Seal {
  /// The member that holds the digest.
  public static let member = "fileSHA256"
  /// What the member holds until the text is complete.
  public static let blank = String(repeating: "0", count: 64)

  /// Puts the digest of a text into its first blank member.
  public static func seal(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard let start = place(of: blank, in: bytes) else { return text }
    return String(
      decoding: bytes[..<start] + Array(SHA256.hex(of: bytes).utf8) + bytes[(start + blank.utf8.count)...],
      as: UTF8.self)
  }

  /// Whether bytes are those that the digest was made of.
  public static func holds(_ digest: String, of bytes: [UInt8]) -> Bool {
    guard digest.utf8.count == blank.utf8.count, let start = place(of: digest, in: bytes) else { return false }
    var blanked = bytes
    blanked.replaceSubrange(start..<(start + blank.utf8.count), with: blank.utf8)
    return SHA256.hex(of: blanked) == digest
  }

  /// Where a digest begins; a text inside JSON has its quotation marks escaped, so that only a member is found.
  private static func place(of digest: String, in bytes: [UInt8]) -> Int? {
    let head = Array("\"\(member)\": \"".utf8)
    let wanted = head + Array("\(digest)\"".utf8)
    guard bytes.count >= wanted.count else { return nil }
    let start = (0...(bytes.count - wanted.count)).first { start in
      bytes[start] == wanted[0] && bytes[start..<(start + wanted.count)].elementsEqual(wanted)
    }
    return start.map { $0 + head.count }
  }
}
