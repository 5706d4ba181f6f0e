/// What a value has to look like, and what it becomes.
///
/// Shapes are made from shapes: `.either(.int(in: 1...31), orNone: "never")`, `.array(of: .object(bonusTier))`.
struct Shape<Value> {
  /// How messages name it after "expected": `a whole number from 1 to 31 or "never"`.
  let expected: String

  /// What other tools may know of it; made only when it is asked for.
  let schema: () -> Schema

  /// Turns a node, which is neither `null` nor `.invalid`, into a value.
  let decode: (JSONNode, JSONPath, inout Faults) -> Decoded<Value>

  init(
    expected: String, schema: @autoclosure @escaping () -> Schema,
    decode: @escaping (JSONNode, JSONPath, inout Faults) -> Decoded<Value>
  ) {
    self.expected = expected
    self.schema = schema
    self.decode = decode
  }

  /// The value of a node; nil when it does not have this shape, which is then among the faults.
  func read(_ node: JSONNode, at path: JSONPath, _ faults: inout Faults) -> Value? {
    func add(_ message: String, _ hint: String?) -> Value? {
      faults.add(Fault(place: node.place, path: path.description, message: message, hint: hint))
      return nil
    }
    if node.value == .invalid { return nil }
    if node.value == .null {
      return add("null where a value is expected", #"null removes a key and stands only in patches \#(Self.patches)"#)
    }
    switch decode(node, path, &faults) {
    case .value(let value): return value
    case .mismatch(let hint): return add("expected \(expected), found \(found(node.value))", hint)
    case .fault(let message, let hint): return add(message, hint)
    case .told: return nil
    }
  }

  private static var patches: String { #"(changes, and files that have "extends")"# }

  /// The same values, turned into something else.
  func map<Other>(_ transform: @escaping (Value) -> Other) -> Shape<Other> {
    Shape<Other>(expected: expected, schema: schema()) { node, path, faults in
      decode(node, path, &faults).map { .value(transform($0)) }
    }
  }

  /// The values of which something can be made, under a name of their own such as `a day like "2027-01-31"`.
  func parsed<Other>(as expected: String, _ parse: @escaping (Value) -> Other?) -> Shape<Other> {
    Shape<Other>(expected: expected, schema: schema()) { node, path, faults in
      decode(node, path, &faults).map { parse($0).map(Decoded.value) ?? .mismatch(hint: nil) }
    }
  }

  /// This shape, or a word that stands for one value.
  func or(_ word: String, means value: Value) -> Shape {
    Shape(expected: "\(expected) or \"\(word)\"", schema: .any([schema(), .just(.text(word))])) { node, path, faults in
      if node.value == .string(word) { return .value(value) }
      let decoded = decode(node, path, &faults)
      guard case .mismatch(hint: nil) = decoded, case .string(let text) = node.value else { return decoded }
      return .mismatch(hint: didYouMean(text, among: [word]))
    }
  }

  /// A shape, or a word that stands for none.
  static func either<Some>(_ shape: Shape<Some>, orNone word: String) -> Shape where Value == Some? {
    shape.map(Optional.some).or(word, means: nil)
  }

  /// The same values under another description for other tools, which may know less or more than the shape alone.
  func described(as schema: @autoclosure @escaping () -> Schema) -> Shape {
    Shape(expected: expected, schema: schema(), decode: decode)
  }

  /// The same, described once under a name.
  func named(_ name: String) -> Shape { described(as: .named(name, schema())) }
}

/// What is known of the elements of a list, also of those that are at fault otherwise, so that their order is judged.
final class Noted<Value> {
  private(set) var values: [Value] = []

  func note(_ value: Value) { values.append(value) }

  /// Each value with the one after it.
  var pairs: Zip2Sequence<[Value], ArraySlice<Value>> { zip(values, values.dropFirst()) }
}

/// What became of a node.
enum Decoded<Value> {
  case value(Value)
  /// Not of this shape; the message says what was expected and what was found.
  case mismatch(hint: String?)
  /// Wrong in a way that has a message of its own.
  case fault(String, hint: String?)
  /// Wrong within, which is among the faults already.
  case told

  func map<Other>(_ transform: (Value) -> Decoded<Other>) -> Decoded<Other> {
    switch self {
    case .value(let value): transform(value)
    case .mismatch(let hint): .mismatch(hint: hint)
    case .fault(let message, let hint): .fault(message, hint: hint)
    case .told: .told
    }
  }
}

/// A value for a message: `the string "abc"`, `the number 12`, `an object`.
private func found(_ value: JSONValue) -> String {
  switch value {
  case .null: "null"
  case .bool(let flag): "\(flag)"
  case .number(let text): "the number \(brief(text))"
  case .string(let text): "the string \(quoted(text))"
  case .array: "an array"
  case .object: "an object"
  case .invalid: "something unreadable"
  }
}
