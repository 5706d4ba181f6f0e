/// Strings with their escapes, and UTF-8.
extension JSONCReader {
  /// Reads a string from its opening quote on; nil when it is wrong in any way, which is then told.
  mutating func readString() -> String? {
    let opened = offset
    offset += 1
    var decoded: [UInt8] = []
    var runStart = offset
    var isRight = true
    while offset < end {
      let byte = bytes[offset]
      if byte == .quote {
        let run = bytes[runStart..<offset]
        offset += 1
        guard isRight else { return nil }
        return decoded.isEmpty ? String(decoding: run, as: UTF8.self) : String(decoding: decoded + run, as: UTF8.self)
      } else if byte == .backslash {
        decoded += bytes[runStart..<offset]
        if let scalar = readEscape() { decoded += scalar.utf8 } else { isRight = false }
        runStart = offset
      } else if byte >= 0x80 {
        if !skipScalar() { isRight = false }
      } else if byte >= .space {
        offset += 1
      } else if isLineEnd {
        break
      } else {
        reportControl(byte)
        isRight = false
        offset += 1
      }
    }
    recoverUnterminated(opened)
    return nil
  }

  /// At a line feed, or a carriage return before one.
  private var isLineEnd: Bool {
    bytes[offset] == .lineFeed
      || bytes[offset] == .carriageReturn && offset + 1 < end && bytes[offset + 1] == .lineFeed
  }

  private mutating func reportControl(_ byte: UInt8) {
    let digits = String(byte, radix: 16, uppercase: true)
    let code = (byte < 0x10 ? "000" : "00") + digits
    if byte == .tab {
      report(at: offset, "a string cannot hold a tab as it is", "write \\t")
    } else {
      report(at: offset, "a string cannot hold the control character U+\(code)", "write \\u\(code)")
    }
  }

  /// Tells that a string has no end on its line, and goes back before the commas and brackets that end the line.
  ///
  /// The rest of the string may stand on the next line, so nothing of structure is told of that.
  private mutating func recoverUnterminated(_ opened: Int) {
    report(at: opened, "this string has no closing quote on its line", "a line break is written \\n")
    beQuiet(from: min(offset + 2, bytes.count))
    var tail = offset
    while tail > opened + 1, [.comma, .closeBrace, .closeBracket, .space, .tab].contains(bytes[tail - 1]) { tail -= 1 }
    let brackets: [UInt8] = [.openBrace, .openBracket, .closeBrace, .closeBracket]
    if bytes[opened..<tail].contains(where: brackets.contains) { isStructureLost = true }
    offset = tail
  }

  /// Reads an escape from its backslash on; nil when there is no such escape.
  private mutating func readEscape() -> Unicode.Scalar? {
    let start = offset
    guard offset + 1 < end else {
      offset += 1
      return nil
    }
    let letter = bytes[offset + 1]
    if letter == UInt8(ascii: "u") { return readUnicodeEscape() }
    if let scalar = Self.escapes[letter] {
      offset += 2
      return scalar
    }
    offset += 1
    if isLineEnd { return nil }
    let shown = letter > .space && letter < 0x7F ? "\\\(Unicode.Scalar(letter)) is" : "this is"
    report(at: start, "\(shown) not an escape", "a backslash is written \\\\")
    return nil
  }

  private static let escapes: [UInt8: Unicode.Scalar] = [
    .quote: "\"", .backslash: "\\", .slash: "/", UInt8(ascii: "b"): "\u{08}", UInt8(ascii: "f"): "\u{0C}",
    UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
  ]

  private mutating func readUnicodeEscape() -> Unicode.Scalar? {
    let start = offset
    guard let first = unit(at: start) else {
      report(at: start, "\\u takes four hexadecimal digits")
      offset += 2
      return nil
    }
    offset += 6
    if let scalar = Unicode.Scalar(first) { return scalar }
    if first < 0xDC00, let second = unit(at: offset), 0xDC00...0xDFFF ~= second {
      offset += 6
      return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }
    let code = String(first, radix: 16, uppercase: true)
    report(at: start, "\\u\(code) is half of a surrogate pair", "write both halves, or the character itself")
    return nil
  }

  /// The number in `\uXXXX`, if that stands here.
  private func unit(at start: Int) -> UInt32? {
    guard start + 6 <= end, bytes[start] == .backslash, bytes[start + 1] == UInt8(ascii: "u") else { return nil }
    var unit: UInt32 = 0
    for byte in bytes[start + 2..<start + 6] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  /// Skips a scalar; invalid UTF-8 makes it false, and is told once: in another encoding no letter of a file is right.
  mutating func skipScalar() -> Bool {
    if let length = scalarLength(at: offset) {
      offset += length
      return true
    }
    if !hasToldEncoding {
      hasToldEncoding = true
      let code = String(bytes[offset], radix: 16, uppercase: true)
      report(at: offset, "invalid UTF-8, byte 0x\(code) at offset \(offset)", "save the file as UTF-8")
    }
    offset += 1
    while offset < end, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    return false
  }

  /// The bytes of the scalar that begins here, by the table of RFC 3629; nil if there is none.
  func scalarLength(at start: Int) -> Int? {
    func has(_ position: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      start + position < bytes.count && range.contains(bytes[start + position])
    }
    switch bytes[start] {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: return has(1) ? 2 : nil
    case 0xE0: return has(1, 0xA0...0xBF) && has(2) ? 3 : nil
    case 0xED: return has(1, 0x80...0x9F) && has(2) ? 3 : nil
    case 0xE1...0xEF: return has(1) && has(2) ? 3 : nil
    case 0xF0: return has(1, 0x90...0xBF) && has(2) && has(3) ? 4 : nil
    case 0xF1...0xF3: return has(1) && has(2) && has(3) ? 4 : nil
    case 0xF4: return has(1, 0x80...0x8F) && has(2) && has(3) ? 4 : nil
    default: return nil
    }
  }
}
