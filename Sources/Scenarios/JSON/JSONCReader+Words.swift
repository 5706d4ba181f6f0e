import Simulation

/// Numbers, `true`, `false`, `null`, and what people write in their stead.
extension JSONCReader {
  /// Reads a number or a literal; of anything else reports what is wrong with it and skips it.
  mutating func readWord() -> JSONValue {
    let start = offset
    let word = skipWord()
    guard !word.isEmpty else {
      if bytes[offset] == .apostrophe, let text = readApostrophes() {
        report(at: start, "strings take double quotes", "write \(quoted(text))")
      } else {
        reportUnexpected("a value")
      }
      return .invalid
    }
    if isNumber(word) { return .number(text(word)) }
    switch text(word) {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default:
      let complaint = complaint(about: text(word))
      if looksNumeric(text(word)) || !isQuiet(at: start) { report(at: start, complaint.message, complaint.hint) }
      if !bytes[start].isDigit { skipJunk() }
      return .invalid
    }
  }

  /// Reads a key; a bare or single-quoted one is reported and taken, of anything else nil is left.
  mutating func readKey() -> String? {
    let start = offset
    if bytes[offset] == .quote {
      return readString()
    }
    if bytes[offset] == .apostrophe, let key = readApostrophes() {
      report(at: start, "keys take double quotes", "write \(quoted(key))")
      return key
    }
    let word = skipWord()
    guard !word.isEmpty else {
      reportUnexpected("a key in double quotes")
      return nil
    }
    let key = text(word)
    skipTrivia()
    guard !isAtEnd, bytes[offset] == .colon else {
      reportStructure(at: start, "expected a key in double quotes, found \(brief(key))")
      if !isAtEnd { skipJunk() }
      return nil
    }
    report(at: start, "keys take double quotes", "write \(quoted(key))")
    return key
  }

  private mutating func skipWord() -> Range<Int> {
    let start = offset
    while offset < end, bytes[offset].isWordByte { offset += 1 }
    return start..<offset
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The text between single quotes, if they end on the line; nothing is read otherwise.
  private mutating func readApostrophes() -> String? {
    let start = offset + 1
    var index = start
    while index < end, bytes[index] != .apostrophe, bytes[index] >= .space {
      index += bytes[index] == .backslash ? 2 : 1
    }
    guard index < end, bytes[index] == .apostrophe else { return nil }
    offset = index + 1
    return text(start..<index)
  }

  /// Tells of a byte that begins nothing, and skips the junk it begins.
  private mutating func reportUnexpected(_ wanted: String) {
    let length = scalarLength(at: offset)
    if length == nil {
      _ = skipScalar()
    } else {
      let scalars = text(offset..<offset + (length ?? 1)).unicodeScalars
      let scalar = scalars.first ?? "\u{FFFD}"
      let code = String(scalar.value, radix: 16, uppercase: true)
      let name = "U+" + String(repeating: "0", count: max(4 - code.count, 0)) + code
      let isQuote = scalar == "'" || ("\u{2018}"..."\u{201F}").contains(scalar) || scalar == "«" || scalar == "»"
      let isOtherSpace = scalar.properties.isWhitespace || scalar == "\u{FEFF}"
      let found = isOtherSpace || harmless(scalar) != scalar ? name : "\"\(scalar)\""
      let hint = isQuote ? "use plain double quotes" : isOtherSpace ? "use a plain space" : nil
      reportStructure(at: offset, "expected \(wanted), found \(found)", hint)
      offset += length ?? 1
    }
    if !isAtEnd { skipJunk() }
  }

  // MARK: Numbers

  private func isNumber(_ range: Range<Int>) -> Bool { isJSONNumber(bytes[range]) }

  /// What is wrong with a bare word, and what to write.
  private func complaint(about word: String) -> (message: String, hint: String?) {
    let unsigned = word.utf8.first == .minus || word.utf8.first == .plus ? String(word.dropFirst()) : word
    if ["nan", "infinity", "inf"].contains(unsigned.lowercased()) {
      return ("\(word) is not a number that JSON has", nil)
    }
    guard looksNumeric(word) else {
      let literals = ["true", "false", "null"]
      if let literal = nearest(to: word, among: literals) { return ("\(word) means nothing", "write \(literal)") }
      return ("text takes double quotes", "write \(quoted(word))")
    }
    let sign = word.utf8.first == .minus ? "-" : ""
    if word.utf8.first == .plus, let hint = correction(unsigned) {
      return ("a number cannot start with \"+\"", hint)
    }
    if unsigned.utf8.first == .dot, let hint = correction(sign + "0" + unsigned) {
      return ("a number needs a digit before its dot", hint)
    }
    if unsigned.utf8.last == .dot, let hint = correction(sign + unsigned.dropLast()) {
      return ("a number needs a digit after its dot", hint)
    }
    let stripped = String(unsigned.drop { $0 == "0" })
    if unsigned.utf8.first == .zero {
      for rest in [stripped, "0" + stripped] {
        if let hint = correction(sign + rest) { return ("a number cannot start with 0", hint) }
      }
    }
    return ("\(brief(word)) is not a number", "write it in double quotes if it is text or a day")
  }

  private func looksNumeric(_ word: String) -> Bool {
    word.utf8.first.map { $0.isDigit || $0 == .plus || $0 == .minus || $0 == .dot } ?? false
  }

  private func correction(_ word: String) -> String? {
    isJSONNumber(word.utf8) ? "write \(brief(word))" : nil
  }
}

/// The bytes are a number by JSON's grammar: `-19`, `0.02`, `1e3`, but not `01`, `+1`, `.5` or `1.`.
func isJSONNumber(_ bytes: some Collection<UInt8>) -> Bool {
  var rest = bytes[...]
  func skipDigits() -> Bool {
    let digits = rest.prefix(while: \.isDigit)
    rest = rest[digits.endIndex...]
    return !digits.isEmpty
  }
  if rest.first == .minus { rest.removeFirst() }
  if rest.first == .zero {
    rest.removeFirst()
  } else if !skipDigits() {
    return false
  }
  if rest.first == .dot {
    rest.removeFirst()
    guard skipDigits() else { return false }
  }
  if let letter = rest.first, letter | 0x20 == 0x65 {
    rest.removeFirst()
    if rest.first == .plus || rest.first == .minus { rest.removeFirst() }
    guard skipDigits() else { return false }
  }
  return rest.isEmpty
}
