import Simulation

/// A word or sign of an expression, and where it stands.
struct SearchToken: Equatable {
  enum Kind: Equatable {
    /// A name, number, day, amount or keyword; also what makes no sense, which is reported with its place.
    case word
    case relation(Relation)
    case open
    case close
    /// After the last one.
    case end
  }

  let kind: Kind
  let text: String
  let place: Place
  /// Whether it stands in quotes, so that it is never a keyword.
  var isQuoted = false

  /// The words that join conditions or lead to a part of one.
  static let keywords = ["and", "or", "not", "on", "from", "to", "by", "with", "of", "after", "before", "within"]

  /// The keyword that it is.
  var keyword: String? { kind == .word && !isQuoted && SearchToken.keywords.contains(text) ? text : nil }

  /// Whether it says that a number is one of times.
  var meansTimes: Bool { text == "times" || text == "time" }

  /// All of a text, with one for its end.
  ///
  /// Spaces separate words; signs need none. A word may stand in double quotes.
  static func all(of source: SourceFile, into faults: inout Faults) -> [SearchToken] {
    var tokens: [SearchToken] = []
    var rest = source.bytes[...]
    while let first = rest.first {
      let place = Place(file: 0, offset: rest.startIndex)
      if first == .space || first == .tab || first == .lineFeed || first == .carriageReturn {
        rest.removeFirst()
        continue
      }
      if first == .quote {
        tokens.append(inQuotes(&rest, at: place, into: &faults))
        continue
      }
      let bytes =
        first == .openParenthesis || first == .closeParenthesis
        ? rest.prefix(1)
        : rest.prefix { $0.isRelationSign == first.isRelationSign && !$0.endsWord }
      let text = String(decoding: bytes, as: UTF8.self)
      rest = rest.dropFirst(bytes.count)
      guard let kind = kind(of: text, at: place, into: &faults) else { continue }
      tokens.append(SearchToken(kind: kind, text: text, place: place))
    }
    tokens.append(SearchToken(kind: .end, text: "", place: Place(file: 0, offset: source.bytes.count)))
    return tokens
  }

  /// Takes a word in quotes.
  private static func inQuotes(
    _ rest: inout ArraySlice<UInt8>, at place: Place, into faults: inout Faults
  ) -> SearchToken {
    let bytes = rest.dropFirst().prefix { $0 != .quote }
    if bytes.endIndex == rest.endIndex { faults.add(Fault(place: place, message: "this quote is never closed")) }
    rest = rest[bytes.endIndex...].dropFirst()
    return SearchToken(kind: .word, text: String(decoding: bytes, as: UTF8.self), place: place, isQuoted: true)
  }

  /// What a text is; a sign that compares nothing is reported, and passed over or taken as one that does.
  private static func kind(of text: String, at place: Place, into faults: inout Faults) -> Kind? {
    if text == "(" { return .open }
    if text == ")" { return .close }
    guard text.utf8.first?.isRelationSign == true else { return .word }
    if let relation = Relation(rawValue: text) { return .relation(relation) }
    faults.add(
      Fault(
        place: place, message: "\(quoted(text)) is no comparison",
        hint: otherLanguage(text) ?? "there are \(Relation.allCases.map(\.rawValue).joined(separator: " "))"))
    return text == "!" ? nil : .relation(.equal)
  }

  /// The hint for what is written so in programming languages.
  static func otherLanguage(_ text: String) -> String? {
    let words = [
      "==": "=", "<>": "!=", "=<": "<=", "=>": ">=", "!": "not", "&&": "and", "&": "and", ",": "and", "||": "or",
      "|": "or",
    ]
    return words[text].map { "did you mean \"\($0)\"?" }
  }
}

extension UInt8 {
  fileprivate static var openParenthesis: UInt8 { 0x28 }
  fileprivate static var closeParenthesis: UInt8 { 0x29 }

  /// One of `=`, `<`, `>` and `!`.
  fileprivate var isRelationSign: Bool { (0x3C...0x3E).contains(self) || self == 0x21 }

  /// A blank or a parenthesis.
  fileprivate var endsWord: Bool {
    self == .space || self == .tab || self == .lineFeed || self == .carriageReturn || self == .openParenthesis
      || self == .closeParenthesis
  }
}
