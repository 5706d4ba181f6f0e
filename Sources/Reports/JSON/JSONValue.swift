import BillingCore

/// A value to be printed as JSON.
///
/// Members stand in the order given. Amounts of money have the currency's decimals; counts and rates are numbers.
public indirect enum JSONValue: Sendable {
  /// There is none.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number, as it is to be written.
  case number(String)
  /// A text.
  case string(String)
  /// Values in their order.
  case array([JSONValue])
  /// Names with their values.
  case object([(name: String, value: JSONValue)])

  /// A whole number.
  public static func count(_ number: some BinaryInteger) -> JSONValue { .number("\(number)") }

  /// An amount of money with the currency's decimals: a number where every reader has it exactly, which is so of up to
  /// 15 digits; beyond that a string, so that none rounds it.
  public static func amount(_ scaled: Int128, decimals: Int) -> JSONValue {
    let text = decimalText(scaled, decimals: decimals)
    return scaled.magnitude < Table.exactLimit ? .number(text) : .string(text)
  }

  /// A text, if there is one.
  public static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

  /// Texts in their order.
  public static func strings(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }

  /// The value on lines of its own, with a line feed at its end.
  ///
  /// Two spaces a level; an array or object of scalars alone stands on one line when it ends within 100 columns.
  public var text: String { rendered(indent: 0, startingAt: 0) + "\n" }
}

// MARK: Layout

extension JSONValue {
  private static let width = 100

  /// A value whose first character comes into a column of a line that is indented by this many spaces.
  private func rendered(indent: Int, startingAt column: Int) -> String {
    if isScalar { return line }
    if holdsScalarsAlone, case let line = line, column + line.count < JSONValue.width { return line }
    let spaces = String(repeating: " ", count: indent + 2)
    let end = "\n" + String(repeating: " ", count: indent)
    switch self {
    case .array(let values):
      let items = values.map { spaces + $0.rendered(indent: indent + 2, startingAt: indent + 2) }
      return "[\n" + items.joined(separator: ",\n") + end + "]"
    case .object(let members):
      let items = members.map { name, value in
        let head = "\(spaces)\(JSONText.quoted(name)): "
        return head + value.rendered(indent: indent + 2, startingAt: head.count)
      }
      return "{\n" + items.joined(separator: ",\n") + end + "}"
    case .null, .bool, .number, .string: preconditionFailure("a scalar has one line")
    }
  }

  private var holdsScalarsAlone: Bool {
    switch self {
    case .array(let values): values.allSatisfy(\.isScalar)
    case .object(let members): members.allSatisfy(\.value.isScalar)
    case .null, .bool, .number, .string: true
    }
  }

  private var isScalar: Bool {
    switch self {
    case .null, .bool, .number, .string: true
    case .array, .object: false
    }
  }

  /// The value on one line, however long that is.
  public var line: String {
    switch self {
    case .array(let values): "[" + values.map(\.line).joined(separator: ", ") + "]"
    case .object(let members):
      members.isEmpty ? "{}" : JSONText.object(members.map { ($0.name, $0.value.line) })
    case .null, .bool, .number, .string: scalar
    }
  }

  private var scalar: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let text): text
    case .string(let text): JSONText.quoted(text)
    case .array, .object: preconditionFailure("no scalar")
    }
  }
}
