import Simulation

/// Prints values as strict JSON: the same value always as the same text.
///
/// Two spaces a level; an array or object of scalars alone stands on one line when it ends within 100 columns. In a
/// dense text it may hold others, and has 140. Numbers stand as they were written, members in their order.
struct JSONWriter {
  private let isDense: Bool
  private var width: Int { isDense ? 140 : 100 }
  private var text = ""

  private init(isDense: Bool) { self.isDense = isDense }

  /// The text of a value, without a line feed at its end.
  ///
  /// The value was read without faults: `invalid` has no text.
  static func text(of node: JSONNode, isDense: Bool = false) -> String {
    var writer = JSONWriter(isDense: isDense)
    writer.write(node, indent: 0, startingAt: 0)
    return writer.text
  }

  /// Writes a value whose first character comes into a column, counted from 0, of a line indented by this many spaces.
  private mutating func write(_ node: JSONNode, indent: Int, startingAt column: Int) {
    if let line = singleLine(node.value, within: width - column - 1) {
      text += line
      return
    }
    let inner = indent + 2
    let spaces = String(repeating: " ", count: inner)
    switch node.value {
    case .object(let members):
      text += "{\n"
      for (position, member) in members.enumerated() {
        let head = spaces + Self.literal(member.key) + ": "
        text += head
        write(member.node, indent: inner, startingAt: head.unicodeScalars.count)
        text += position == members.count - 1 ? "\n" : ",\n"
      }
      text += String(repeating: " ", count: indent) + "}"
    case .array(let nodes):
      text += "[\n"
      for (position, node) in nodes.enumerated() {
        text += spaces
        write(node, indent: inner, startingAt: inner)
        text += position == nodes.count - 1 ? "\n" : ",\n"
      }
      text += String(repeating: " ", count: indent) + "]"
    case .null, .bool, .number, .string, .invalid:
      preconditionFailure("a scalar has one line")
    }
  }

  /// The value on one line: a scalar always, an array or object when it fits and its values may stand there, nil
  /// otherwise.
  private func singleLine(_ value: JSONValue, within width: Int) -> String? {
    switch value {
    case .array(let nodes):
      return joined(nodes.lazy.map { ("", $0) }, "[", "]", within: width)
    case .object(let members):
      guard !members.isEmpty else { return "{}" }
      return joined(members.lazy.map { (Self.literal($0.key) + ": ", $0.node) }, "{ ", " }", within: width)
    case .null, .bool, .number, .string, .invalid:
      return Self.scalar(value)
    }
  }

  private func joined(
    _ items: some Sequence<(String, JSONNode)>, _ open: String, _ close: String, within width: Int
  ) -> String? {
    var line = open
    var isFirst = true
    var count = open.utf8.count + close.utf8.count
    for (head, node) in items {
      let room = width - count
      guard let text = isDense ? singleLine(node.value, within: room) : Self.scalar(node.value) else { return nil }
      let item = (isFirst ? "" : ", ") + head + text
      isFirst = false
      count += item.unicodeScalars.count
      guard count <= width else { return nil }
      line += item
    }
    return line + close
  }

  private static func scalar(_ value: JSONValue) -> String? {
    switch value {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let text): text
    case .string(let text): literal(text)
    case .array, .object: nil
    case .invalid: preconditionFailure("a value that could not be read is not printed")
    }
  }

  /// A string in quotes; what JSON does not allow as it is, and what a terminal would act on, gets escaped.
  static func literal(_ text: String) -> String {
    let needsEscapes = text.utf8.contains { $0 < .space || $0 >= 0x7F || $0 == .quote || $0 == .backslash }
    guard needsEscapes else { return "\"\(text)\"" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{08}": result += "\\b"
      case "\u{0C}": result += "\\f"
      case _ where scalar != harmless(scalar):
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
