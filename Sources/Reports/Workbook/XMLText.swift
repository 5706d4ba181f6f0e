/// Text as XML 1.0 and spreadsheets take it.
enum XMLText {
  /// A text of a cell or an attribute.
  ///
  /// What XML cannot hold, such as most control characters, is told by its number, as `_x0007_`, and what looks like
  /// that is written so that it is read as it stands (ECMA-376 part 1, 22.9.2.19).
  static func escaped(_ text: String) -> String {
    var result = ""
    var rest = Array(text.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "_" where looksLikeANumber(rest): result += "_x005F_"
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": result += numbered(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whether what follows an underline reads on as `x005F_`.
  private static func looksLikeANumber(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let next = rest.prefix(6)
    return next.count == 6 && next.first == "x" && next.last == "_"
      && next.dropFirst().dropLast().allSatisfy { $0.properties.isASCIIHexDigit }
  }

  private static func numbered(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "_x\(String(repeating: "0", count: 4 - digits.count))\(digits)_"
  }
}
