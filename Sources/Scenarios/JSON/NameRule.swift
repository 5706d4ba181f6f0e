/// Which texts may name something.
struct NameRule {
  /// How messages write it: `a letter, then letters, digits, "-" or "_"`.
  let words: String
  /// The same as a regular expression, for other tools; made only when it is asked for.
  let pattern: () -> String
  let isRight: (String) -> Bool
  /// Right names that have another meaning already, and how messages write it.
  private(set) var reserved: [(name: String, message: String, hint: String)] = []

  init(words: String, pattern: @autoclosure @escaping () -> String, isRight: @escaping (String) -> Bool) {
    self.words = words
    self.pattern = pattern
    self.isRight = isRight
  }

  /// The rule without a name; messages say "no … may be called" it.
  func except(_ name: String, message: String, hint: String) -> NameRule {
    var rule = self
    rule.reserved.append((name, message, hint))
    return rule
  }

  /// What is wrong with a name, if anything.
  func problem(with name: String) -> (message: String, hint: String)? {
    guard isRight(name) else {
      return ("\(quoted(name)) is not a name", NameRule.compositionHint(for: name) ?? "a name is \(words)")
    }
    return reserved.first { $0.name == name }.map { ($0.message, $0.hint) }
  }

  /// The hint for a name that is wrong only in how its letters are encoded.
  static func compositionHint(for name: String) -> String? {
    isComposed(name)
      ? nil : "write it in Unicode's composed form (NFC), in which a letter and its mark are one character"
  }

  var schema: Schema {
    guard !reserved.isEmpty else { return .pattern(pattern()) }
    let others = Schema.words(reserved.map(\.name))
    guard case .scalar(let words) = others, case .scalar(let members) = Schema.pattern(pattern()) else { return others }
    return .scalar(members + [JSONMember("not", JSONNode(.object(words)))])
  }
}

// MARK: Letters of any script

extension Unicode.Scalar {
  private var isASCIILetter: Bool { (0x61...0x7A).contains(value | 0x20) }

  /// Whether it is a letter of some script that can be seen.
  var isNameLetter: Bool {
    if isASCII { return isASCIILetter }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return !properties.isDefaultIgnorableCodePoint
    default: return false
    }
  }

  /// Whether it may stand behind the beginning of a name: a letter, a mark on one, an ASCII digit, `-` or `_`.
  var isNameScalar: Bool {
    if isASCII { return isASCIILetter || (0x30...0x39).contains(value) || value == 0x2D || value == 0x5F }
    if isNameLetter { return true }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark: return !properties.isDefaultIgnorableCodePoint
    default: return false
    }
  }
}

/// Whether a text is in Unicode's composed form, NFC.
func isComposed(_ text: String) -> Bool {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return true }
  var span = text.utf8Span
  return span.checkForNFC(quickCheck: false)
}
