/// JSON as text, for what is written line by line.
enum JSONText {
  /// A string in quotes, with the escapes that JSON asks for.
  static func quoted(_ text: String) -> String {
    var escaped = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped + "\""
  }

  /// An object on one line; members without a value are left out, and values are JSON already.
  static func object(_ members: [(name: String, value: String?)]) -> String {
    "{ " + members.compactMap { name, value in value.map { "\(quoted(name)): \($0)" } }.joined(separator: ", ") + " }"
  }
}
