/// Which brackets belong together, also when some are missing.
extension JSONCReader {
  /// Goes to the next item of an array or object; false when it ended, whose bracket is then behind.
  mutating func hasItem(in bracket: Bracket) -> Bool {
    while true {
      skipTrivia()
      guard !isAtEnd else {
        reportUnclosed(bracket, at: tokenEnd, "")
        return false
      }
      switch bytes[offset] {
      case bracket.closer:
        offset += 1
        return false
      case .closeBrace, .closeBracket:
        if endsAtWrongCloser(bracket) { return false }
      case .comma:
        if !isQuiet(at: offset) { reportStructure(at: offset, "expected \(bracket.item) before this \",\"") }
        offset += 1
      default:
        return true
      }
    }
  }

  /// At a bracket of the other kind: it may close something further out, else it is skipped.
  private mutating func endsAtWrongCloser(_ bracket: Bracket) -> Bool {
    let closer = bytes[offset]
    let mayBelongOutside = closer == .closeBrace ? openObjects > 0 : openArrays > 0
    if mayBelongOutside {
      reportUnclosed(bracket, at: offset, " before this \"\(closer.character)\"")
      return true
    }
    if !isStructureLost {
      let what = "the \"\(bracket.opener.character)\" opened at \(spot(bracket.opened))"
      let hint = "\"\(bracket.closer.character)\" closes \(what)"
      reportStructure(at: offset, "unexpected \"\(closer.character)\"", hint)
    }
    offset += 1
    return false
  }

  private mutating func reportUnclosed(_ bracket: Bracket, at place: Int, _ end: String) {
    guard !isStructureLost else { return }
    let what = "the \"\(bracket.opener.character)\" opened at \(spot(bracket.opened))"
    reportStructure(at: place, "expected \"\(bracket.closer.character)\" to close \(what)\(end)")
    isStructureLost = true
  }
}

/// An array or object that is being read.
struct Bracket {
  let opened: Int
  let isObject: Bool

  var opener: UInt8 { isObject ? .openBrace : .openBracket }
  var closer: UInt8 { isObject ? .closeBrace : .closeBracket }
  var item: String { isObject ? "a member" : "a value" }
}
