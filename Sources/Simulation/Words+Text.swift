// How words of users and counts stand in texts for people; every text for a terminal, a page or a log uses these.

/// A scalar that no terminal acts on: control characters become their pictures, other invisible ones the mark U+FFFD.
public func harmless(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  switch scalar.value {
  case 0x00..<0x20: return Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
  case 0x20..<0x7F: return scalar
  case 0x7F: return "\u{2421}"
  default: break
  }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator: return "\u{FFFD}"
  default: return scalar
  }
}

/// A text on one line that no terminal acts on.
public func harmless(_ text: String) -> String { harmless(text, keepsLines: false) }

/// A text that no terminal acts on but for its own ends of lines and tabs.
public func harmlessLines(_ text: String) -> String { harmless(text, keepsLines: true) }

/// Joiners are kept: letters of some scripts, and pictures of families, are written with them.
private func harmless(_ text: String, keepsLines: Bool) -> String {
  func stays(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\t": keepsLines
    case "\u{200C}", "\u{200D}": true
    default: harmless(scalar) == scalar
    }
  }
  // Nearly every text is harmless: most are of ASCII, and the others are looked through without a copy.
  guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }), !text.unicodeScalars.allSatisfy(stays) else {
    return text
  }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { result.append(stays(scalar) ? scalar : harmless(scalar)) }
  return String(result)
}

/// A count with its noun, in the plural but for one: `1 account`, `2 accounts`.
public func counted(_ count: some BinaryInteger, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
