/// Makes a ZIP archive of files stored as they are (PKWARE's APPNOTE 6.3.3, sections 4.3.7, 4.3.12 and 4.3.16).
///
/// All files have the first moment that ZIP knows, so the same files give the same bytes. None may have 4 GiB or more,
/// nor all together: the 64-bit extension is not written.
struct ZIPArchive {
  private var directory: [UInt8] = []
  private var count: UInt16 = 0
  private var offset = 0

  /// 1980-01-01, 00:00.
  private static let firstMoment: [UInt8] = [0, 0, 0x21, 0]
  /// The version that a reader needs: 2.0.
  private static let version: [UInt8] = [20, 0]

  /// Adds a file, and gives the bytes that come next in the archive.
  ///
  /// - Parameter name: ASCII, with slashes between folders.
  mutating func file(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let size = ZIPArchive.word(content.count)
    // Flags and method are 0: stored. Both sizes are the same.
    let facts =
      ZIPArchive.version + [0, 0, 0, 0] + ZIPArchive.firstMoment + ZIPArchive.word(Int(CRC32.of(content))) + size + size
      + ZIPArchive.half(name.utf8.count) + [0, 0]
    let record = [0x50, 0x4B, 3, 4] + facts + Array(name.utf8) + content
    // Made by 2.0; no comment, on disk 0, no attributes.
    directory += [0x50, 0x4B, 1, 2] + ZIPArchive.version + facts + Array(repeating: 0, count: 10)
    directory += ZIPArchive.word(offset) + Array(name.utf8)
    offset += record.count
    count += 1
    return record
  }

  /// The end of the archive: its directory.
  func end() -> [UInt8] {
    let counts = ZIPArchive.half(Int(count)) + ZIPArchive.half(Int(count))
    return directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + counts + ZIPArchive.word(directory.count)
      + ZIPArchive.word(offset) + [0, 0]
  }

  private static func half(_ number: Int) -> [UInt8] { bytes(UInt32(UInt16(number)), count: 2) }
  private static func word(_ number: Int) -> [UInt8] { bytes(UInt32(number), count: 4) }

  /// The lowest byte first.
  private static func bytes(_ number: UInt32, count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt32($0 * 8)) }
  }
}
