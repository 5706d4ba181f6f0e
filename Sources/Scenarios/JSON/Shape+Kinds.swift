// The shapes that scenario files are made of.

extension Shape where Value == String {
  /// Any text.
  static var string: Shape {
    Shape(expected: "a string", schema: .string) { node, _, _ in
      guard case .string(let text) = node.value else { return .mismatch(hint: nil) }
      return .value(text)
    }
  }

  /// A name by a rule.
  static func name(by rule: NameRule) -> Shape {
    Shape(expected: "a name (\(rule.words))", schema: rule.schema) { node, _, _ in
      guard case .string(let text) = node.value else { return .mismatch(hint: nil) }
      return rule.isRight(text) ? .value(text) : .mismatch(hint: NameRule.compositionHint(for: text))
    }
  }

  /// One of some words, as it is; many of them are better called by a name than listed.
  static func word(among words: [String], called name: String? = nil) -> Shape {
    Shape(expected: name ?? listed(words), schema: .words(words)) { node, _, _ in
      guard case .string(let text) = node.value else { return .mismatch(hint: nil) }
      return words.contains(text) ? .value(text) : .mismatch(hint: didYouMean(text, among: words))
    }
  }
}

extension Shape where Value == Bool {
  /// `true` or `false`.
  static var bool: Shape {
    Shape(expected: "true or false", schema: .bool) { node, _, _ in
      guard case .bool(let flag) = node.value else { return .mismatch(hint: nil) }
      return .value(flag)
    }
  }
}

extension Shape where Value == JSONNode {
  /// An object, as it was read.
  static var objectNode: Shape {
    Shape(expected: "an object", schema: .keywords([("type", .text("object"))])) { node, _, _ in
      guard case .object = node.value else { return .mismatch(hint: nil) }
      return .value(node)
    }
  }
}

extension Shape {
  /// The word of one of some values.
  static func word(of values: [Value], _ word: @escaping (Value) -> String) -> Shape {
    let words = values.map(word)
    return Shape<String>.word(among: words).parsed(as: listed(words)) { found in values.first { word($0) == found } }
  }

  /// An object, of whose members a reader makes a value; its unknown keys are faults.
  static func object(_ body: @escaping (inout ObjectReader) -> Value?) -> Shape {
    Shape(expected: "an object", schema: .object(readBy: body)) { node, path, faults in
      guard case .object = node.value else { return .mismatch(hint: nil) }
      var reader = ObjectReader(node, at: path)
      let value = body(&reader)
      reader.finish(into: &faults)
      return value.map(Decoded.value) ?? .told
    }
  }

  /// An array of values of one shape, in their order; wrong ones are left out and among the faults.
  static func array<Element>(of shape: Shape<Element>) -> Shape where Value == [Element] {
    Shape(expected: "an array", schema: .array(of: shape.schema(), count: nil)) { node, path, faults in
      guard case .array(let nodes) = node.value else { return .mismatch(hint: nil) }
      var values: [Element] = []
      for (index, node) in nodes.enumerated() {
        if let value = shape.read(node, at: .element(path, index), &faults) { values.append(value) }
      }
      return .value(values)
    }
  }

  /// An object of values of one shape by name, in their order; wrong names and values are left out, and faults.
  static func members<Element>(
    named rule: NameRule, of shape: Shape<Element>
  ) -> Shape where Value == [Named<Element>] {
    Shape(expected: "an object", schema: .members(names: rule.schema, of: shape.schema(), count: nil)) {
      node, path, faults in
      guard case .object(let members) = node.value else { return .mismatch(hint: nil) }
      var values: [Named<Element>] = []
      for member in members {
        let value = shape.read(member.node, at: .member(path, member.key), &faults)
        if let problem = rule.problem(with: member.key) {
          faults.add(
            Fault(place: member.keyPlace, path: path.description, message: problem.message, hint: problem.hint))
        }
        if rule.isRight(member.key), let value {
          values.append(Named(name: member.key, place: member.keyPlace, value: value))
        }
      }
      return .value(values)
    }
  }
}

/// A value with the name that it has in its file, and where that name stands.
struct Named<Value> {
  let name: String
  let place: Place
  let value: Value
}

/// The words for a message: `"a"`, `"a" or "b"`, `"a", "b" or "c"`.
private func listed(_ words: [String]) -> String {
  let quoted = words.map { "\"\($0)\"" }
  guard quoted.count > 1 else { return quoted.joined() }
  return quoted.dropLast().joined(separator: ", ") + " or " + quoted.suffix(1).joined()
}
