/// Comments, and going on behind what could not be read.
extension JSONCReader {
  /// Skips the comment that begins at this slash; false when none does.
  mutating func skipComment() -> Bool {
    guard offset + 1 < end else { return false }
    switch bytes[offset + 1] {
    case .slash:
      while offset < end, bytes[offset] != .lineFeed { skipCommented() }
      return true
    case .asterisk:
      let opened = offset
      offset += 2
      while offset + 1 < end {
        if bytes[offset] == .asterisk, bytes[offset + 1] == .slash {
          offset += 2
          return true
        }
        skipCommented()
      }
      report(at: opened, "this comment has no end", "close it with */")
      isStructureLost = true
      offset = bytes.count
      return true
    default:
      return false
    }
  }

  private mutating func skipCommented() {
    if bytes[offset] < 0x80 { offset += 1 } else { _ = skipScalar() }
  }

  /// Skips to the next comma, closing bracket or line end outside strings, comments and inner brackets.
  ///
  /// Says nothing about what it skips: a fault that led here was told already.
  mutating func skipJunk() {
    while !isAtEnd, !isAtSeparator, bytes[offset] != .lineFeed {
      if bytes[offset] == .openBrace || bytes[offset] == .openBracket { skipBalanced() } else { skipPiece() }
    }
  }

  /// Tells that an array or object stands too deep, and skips it.
  mutating func skipTooDeep() -> JSONValue {
    report(at: offset, "nested more than \(Self.nestingLimit) levels deep")
    skipBalanced()
    return .invalid
  }

  /// Skips from an opening bracket to behind the closing one, whatever their kinds.
  private mutating func skipBalanced() {
    var depth = 0
    while !isAtEnd {
      switch bytes[offset] {
      case .openBrace, .openBracket:
        depth += 1
        offset += 1
      case .closeBrace, .closeBracket:
        depth -= 1
        offset += 1
        if depth == 0 { return }
      default:
        skipPiece()
      }
    }
    isStructureLost = true
  }

  /// Skips a string, a comment or one byte; of a string without an end all of its line.
  private mutating func skipPiece() {
    switch bytes[offset] {
    case .quote:
      offset += 1
      while offset < end, bytes[offset] != .quote, bytes[offset] != .lineFeed {
        offset += bytes[offset] == .backslash && offset + 1 < end && bytes[offset + 1] != .lineFeed ? 2 : 1
      }
      if offset < end, bytes[offset] == .quote { offset += 1 } else { isStructureLost = true }
    case .slash:
      if !skipComment() { offset += 1 }
    default:
      offset += 1
    }
  }
}
