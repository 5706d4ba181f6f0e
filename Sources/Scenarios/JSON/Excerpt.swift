import Simulation

/// The part of a source line that a message shows, and what stands before the caret below it.
struct Excerpt {
  /// The most Unicode scalars of a line that are shown, not counting the marks of a cut.
  static let width = 100

  /// How many of them stay free behind the caret when the line goes on.
  private static let reserve = 40

  let line: String
  let indent: String

  /// Looks at no more of the line than is shown, however long it is.
  init(of source: SourceFile, around offset: Int) {
    let bytes = source.bytes
    let offset = min(offset, bytes.count)
    let lineStart = min(source.lineStart(of: offset), offset)
    let before = Self.stepsBack(in: bytes, from: offset, to: lineStart)
    let after = Self.stepsAhead(in: bytes, from: offset)
    let ahead = min(after.count - 1, max(Self.width - (before.count - 1), Self.reserve))
    let back = min(before.count - 1, Self.width - ahead)
    let isCutBefore = before[back] > lineStart
    let end = after[ahead]
    let isCutAfter = end < bytes.count && bytes[end] != .lineFeed && bytes[end] != .carriageReturn
    let left = String(decoding: bytes[before[back]..<offset], as: UTF8.self).unicodeScalars
    let right = String(decoding: bytes[offset..<end], as: UTF8.self).unicodeScalars
    var line = isCutBefore ? "…" : ""
    var indent = isCutBefore ? " " : ""
    for scalar in left {
      line.unicodeScalars.append(scalar == "\t" ? scalar : harmless(scalar))
      indent.unicodeScalars.append(scalar == "\t" ? scalar : " ")
    }
    for scalar in right { line.unicodeScalars.append(scalar == "\t" ? scalar : harmless(scalar)) }
    self.line = isCutAfter ? line + "…" : line
    self.indent = indent
  }

  /// The starts of the scalars before an offset, nearest first, that offset included; one more than `width` at most.
  private static func stepsBack(in bytes: [UInt8], from offset: Int, to start: Int) -> [Int] {
    var steps = [offset]
    var index = offset
    while index > start, steps.count <= width {
      index -= 1
      if bytes[index] & 0xC0 != 0x80 || index == start || offset - index > 8 * width { steps.append(index) }
    }
    return steps
  }

  /// The ends of the scalars from an offset to the end of its line, that offset included; `width` at most.
  private static func stepsAhead(in bytes: [UInt8], from offset: Int) -> [Int] {
    var steps = [offset]
    var index = offset
    while index < bytes.count, bytes[index] != .lineFeed, steps.count <= width {
      if bytes[index] == .carriageReturn, index + 1 == bytes.count || bytes[index + 1] == .lineFeed { break }
      index += 1
      while index < bytes.count, bytes[index] & 0xC0 == 0x80, index - offset <= 8 * width { index += 1 }
      steps.append(index)
    }
    return steps
  }
}

/// A text from a file in double quotes for a message: harmless, and cut when it is long.
func quoted(_ text: String) -> String {
  "\"" + brief(text) + "\""
}

/// A text from a file for a message: harmless, and cut after 40 scalars.
func brief(_ text: some StringProtocol) -> String {
  let start = text.unicodeScalars.prefix(40)
  let isCut = start.endIndex != text.unicodeScalars.endIndex
  return harmless(String(String.UnicodeScalarView(start))) + (isCut ? "…" : "")
}
