/// A file that was read: its path as people know it, and its bytes.
///
/// Knows lines and columns without keeping a list of lines: a count every 4 KiB is enough, so a file of 64 MiB of
/// line breaks costs no more memory than one of one line.
public struct SourceFile: Sendable {
  /// The most bytes that a file may have: 64 MiB.
  ///
  /// Readers look at the size before anything else; who reads from a disk does well to look before reading.
  public static let sizeLimit = 64 << 20

  /// The path, as messages show it.
  public let path: String

  /// The content, as it is on the disk, with a byte order mark if there is one.
  public let bytes: [UInt8]

  /// The totals before each block of `blockSize` bytes, and one for the whole file.
  private let totals: [Totals]

  private static let blockSize = 4096

  /// Keeps the bytes and counts the lines in one pass; the bytes need not be valid in any way.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    var sum = Totals()
    var totals = [sum]
    totals.reserveCapacity(bytes.count / Self.blockSize + 2)
    for start in stride(from: 0, to: bytes.count, by: Self.blockSize) {
      sum.add(bytes, start..<min(start + Self.blockSize, bytes.count))
      totals.append(sum)
    }
    self.totals = totals
  }

  /// The line and column of a byte, both counted from 1.
  ///
  /// Lines end with a line feed. Columns count Unicode scalars; a byte order mark takes none. An offset past the end
  /// is taken as the end.
  public func location(of offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(offset, 0), bytes.count)
    let start = lineStart(of: offset)
    let here = total(before: offset)
    return (here.lineFeeds + 1, here.scalars - total(before: min(start, offset)).scalars + 1)
  }

  /// The offset of a line and a column, both counted from 1; nil where the file has no such place.
  public func offset(line: Int, column: Int) -> Int? {
    let block = totals.lastIndex { $0.lineFeeds < line - 1 } ?? 0
    var offset = line == 1 ? lineStart(of: 0) : block * Self.blockSize
    var lineFeeds = totals[block].lineFeeds
    while lineFeeds < line - 1, offset < bytes.count {
      lineFeeds += bytes[offset] == .lineFeed ? 1 : 0
      offset += 1
    }
    guard lineFeeds == line - 1, column >= 1 else { return nil }
    for _ in 1..<column {
      guard offset < bytes.count, bytes[offset] != .lineFeed else { return nil }
      repeat { offset += 1 } while offset < bytes.count && bytes[offset] & 0xC0 == 0x80
    }
    return offset
  }

  /// The offset of the first byte of the line that holds a byte, after a byte order mark.
  func lineStart(of offset: Int) -> Int {
    var end = min(offset, bytes.count)
    while end > 0 {
      let block = (end - 1) / Self.blockSize
      let start = block * Self.blockSize
      if totals[block].lineFeeds != totals[block + 1].lineFeeds,
        let feed = bytes[start..<end].lastIndex(of: .lineFeed)
      {
        return feed + 1
      }
      end = start
    }
    return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  private func total(before offset: Int) -> Totals {
    let block = offset / Self.blockSize
    var total = totals[block]
    total.add(bytes, block * Self.blockSize..<offset)
    return total
  }

  /// What was counted up to some byte.
  private struct Totals {
    var lineFeeds = 0
    var scalars = 0

    mutating func add(_ bytes: [UInt8], _ range: Range<Int>) {
      let span = bytes.span
      var lineFeeds = 0
      var scalars = 0
      for index in range {
        let byte = span[index]
        lineFeeds &+= byte == .lineFeed ? 1 : 0
        scalars &+= byte & 0xC0 != 0x80 ? 1 : 0
      }
      self.lineFeeds += lineFeeds
      self.scalars += scalars
    }
  }
}

extension [SourceFile] {
  /// A place as messages write it: `FILE:LINE:COLUMN`.
  func origin(of place: Place) -> String {
    guard indices.contains(place.file) else { return "" }
    let (line, column) = self[place.file].location(of: place.offset)
    return "\(self[place.file].path):\(line):\(column)"
  }
}
