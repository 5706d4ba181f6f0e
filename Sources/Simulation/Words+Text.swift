// How words of users and counts stand in texts for people; every text for a terminal, a page or a log uses these.

/// A scalar that no terminal acts on: control characters become their pictures, other invisible ones the mark U+FFFD.
public func harmless(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  switch scalar.value {
  case 0x00..<0x20: return Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
  case 0x20..<0x7F: return scalar
  case 0x7F: return "\u{2421}"
  default: break
  }
  let category = scalar.properties.generalCategory
  let isInvisible = [.control, .format, .lineSeparator, .paragraphSeparator].contains(category)
  return isInvisible ? "\u{FFFD}" : scalar
}

/// A text on one line that no terminal acts on.
public func harmless(_ text: String) -> String { harmless(text, keeping: []) }

/// A text that no terminal acts on but for its own ends of lines and tabs.
public func harmlessLines(_ text: String) -> String { harmless(text, keeping: ["\n", "\t"]) }

/// Joiners are kept: letters of some scripts, and pictures of families, are written with them.
private func harmless(_ text: String, keeping kept: Set<Unicode.Scalar>) -> String {
  guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    let isKept = kept.contains(scalar) || scalar == "\u{200C}" || scalar == "\u{200D}"
    result.append(isKept ? scalar : harmless(scalar))
  }
  return String(result)
}

/// A count with its noun, in the plural but for one: `1 account`, `2 accounts`.
public func counted(_ count: some BinaryInteger, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
