/// Reads the lines of a file of separated values as byte ranges of their values (RFC 4180).
///
/// Lines end with LF or CRLF; a byte order mark is passed over. A quoted value ends on its line: no value of a book has a
/// line break, and so a forgotten quote spoils one line and not the file.
struct CSVReader {
  /// What became of a line.
  enum Line: Equatable {
    case values
    case fault(at: Int, String)
  }

  private let bytes: [UInt8]
  private let separator: UInt8
  /// Where the next line starts.
  private(set) var position: Int
  /// The values of the line that was read last, without their quotes.
  private(set) var values: [Range<Int>] = []

  init(_ bytes: [UInt8], separator: UInt8 = .comma) {
    self.bytes = bytes
    self.separator = separator
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Reads a line; `nil` at the end of the file.
  mutating func next() -> Line? {
    guard position < bytes.count else { return nil }
    values.removeAll(keepingCapacity: true)
    let copy = bytes
    let bytes = copy.span
    var index = position
    var fault: Line?
    while true {
      let isQuoted = index < bytes.count && bytes[index] == .quote
      let value = isQuoted ? CSVReader.quoted(bytes, from: index) : bare(bytes, from: index)
      let isClosed = !isQuoted || value.upperBound < bytes.count && bytes[value.upperBound] == .quote
      let end = value.upperBound + (isQuoted && isClosed ? 1 : 0)
      if !isClosed {
        fault = fault ?? .fault(at: index, "a quote that is not closed on its line")
      } else if end < bytes.count, bytes[end] != separator, !CSVReader.endsLine(bytes, at: end) {
        fault = fault ?? .fault(at: end, "text after a closing quote")
      }
      values.append(value)
      index = bare(bytes, from: end).upperBound
      guard index < bytes.count, bytes[index] == separator else { break }
      index += 1
    }
    if index < bytes.count, bytes[index] == .carriageReturn { index += 1 }
    position = min(index + 1, bytes.count)
    return fault ?? .values
  }

  /// Whether a line ends here: with LF, with CRLF, or with the file.
  private static func endsLine(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    if index < bytes.count, bytes[index] == .carriageReturn {
      return index + 1 == bytes.count || bytes[index + 1] == .lineFeed
    }
    return index == bytes.count || bytes[index] == .lineFeed
  }

  /// Up to the next separator or the line's end.
  @inline(__always)
  private func bare(_ bytes: Span<UInt8>, from start: Int) -> Range<Int> {
    var end = start
    while end < bytes.count, bytes[end] != separator, bytes[end] != .lineFeed { end += 1 }
    return start..<(end > start && CSVReader.endsLine(bytes, at: end - 1) ? end - 1 : end)
  }

  /// Up to the closing quote, or the line's end without one; doubled quotes stay as they are.
  private static func quoted(_ bytes: Span<UInt8>, from start: Int) -> Range<Int> {
    var end = start + 1
    while end < bytes.count, bytes[end] != .lineFeed {
      if bytes[end] == .quote {
        guard end + 1 < bytes.count, bytes[end + 1] == .quote else { break }
        end += 1
      }
      end += 1
    }
    return (start + 1)..<end
  }
}
