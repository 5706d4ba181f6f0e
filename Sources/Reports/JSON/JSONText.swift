import Simulation

/// JSON as text, for what is written line by line.
enum JSONText {
  /// A string in quotes, with the escapes that JSON asks for, and of all that a terminal would act on.
  static func quoted(_ text: String) -> String {
    var escaped = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case _ where scalar != harmless(scalar): escaped += JSONText.escape(of: scalar)
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped + "\""
  }

  /// The escape of a scalar; beyond the first plane two, of its surrogates.
  private static func escape(of scalar: Unicode.Scalar) -> String {
    String(scalar).utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }

  /// An object on one line; members without a value are left out, and values are JSON already.
  static func object(_ members: [(name: String, value: String?)]) -> String {
    "{ " + members.compactMap { name, value in value.map { "\(quoted(name)): \($0)" } }.joined(separator: ", ") + " }"
  }
}
