/// A place of a scenario and values to put there, one after another.
public struct Variation: Sendable {
  /// The place, as messages name it: `policy.bonus.tiers[0].percent`.
  public let path: String
  /// The values, as written.
  public let values: [String]

  /// A step of the way to a place.
  private enum Step: Equatable {
    case member(String)
    case element(Int)
  }

  private let steps: [Step]

  /// Why a variation is none, or leads nowhere, in words.
  public struct Fault: Error, Sendable {
    /// What is wrong, and what to do.
    public let message: String
  }

  /// Reads `PATH=A,B,C`; commas within brackets or quotes belong to a value.
  public init(_ text: String) throws(Fault) {
    guard let sign = text.firstIndex(of: "=") else { throw Fault(message: "it takes PATH=A,B, not \"\(text)\"") }
    path = String(text[..<sign])
    values = Variation.split(text[text.index(after: sign)...])
    guard !values.contains("") else { throw Fault(message: "\"\(text)\" has an empty value") }
    for (index, value) in values.enumerated() {
      guard let other = values[..<index].first(where: { Variation.isSame($0, value) }) else { continue }
      let also = other == value ? "" : ", as \(other) and as \(value)"
      throw Fault(message: "\(path) is given \(other) twice\(also)")
    }
    steps = try Variation.steps(of: path)
  }

  /// Whether two values are written alike, or are the same number: `5`, `5.00` and `"5.0"`.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    guard one != other else { return true }
    return number(one).map { $0 == number(other) } ?? false
  }

  /// The digits of a decimal number without zeros that mean nothing; `nil` for any other text.
  private static func number(_ text: String) -> String? {
    let isQuoted = text.count > 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
    let plain = isQuoted ? text.dropFirst().dropLast() : text[...]
    let (sign, digits) = plain.hasPrefix("-") ? ("-", plain.dropFirst()) : ("", plain)
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    let areDigits = parts.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
    guard parts.count <= 2, areDigits else { return nil }
    let whole = parts[0].drop { $0 == "0" }
    let fraction = parts.count > 1 ? String(parts[1].reversed().drop { $0 == "0" }.reversed()) : ""
    return whole.isEmpty && fraction.isEmpty ? "0" : "\(sign)\(whole).\(fraction)"
  }

  /// The steps of a path as messages write it: names joined by dots, `[0]` in a list, and `["shops.17"]` for a key that is
  /// no plain name.
  private static func steps(of path: String) throws(Fault) -> [Step] {
    var steps: [Step] = []
    var rest = path[...]
    repeat {
      let name = rest.prefix { $0 != "." && $0 != "[" }
      rest = rest.dropFirst(name.count)
      if !name.isEmpty { steps.append(.member(String(name))) }
      guard !name.isEmpty || rest.hasPrefix("[\"") else { throw Fault(message: "\"\(path)\" is not a path") }
      while rest.first == "[" {
        let key = rest.dropFirst(2)
        if rest.hasPrefix("[\""), let end = key.firstRange(of: "\"]") {
          steps.append(.member(String(key[..<end.lowerBound])))
          rest = rest[end.upperBound...]
        } else if let end = rest.firstIndex(of: "]"), let index = Int(rest.dropFirst()[..<end]), index >= 0 {
          steps.append(.element(index))
          rest = rest[end...].dropFirst()
        } else {
          throw Fault(
            message:
              "\"\(path)\" is not a path; a place in a list is written [0], [1] and so on, a key with a dot [\"a.b\"]")
        }
      }
      guard rest.isEmpty || rest.first == "." && rest.count > 1 else {
        throw Fault(message: "\"\(path)\" is not a path")
      }
      rest = rest.dropFirst()
    } while !rest.isEmpty
    return steps
  }

  private static func split(_ text: Substring) -> [String] {
    var (values, depth, isQuoted) = ([""], 0, false)
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if !isQuoted { depth += "[{".contains(character) ? 1 : "]}".contains(character) ? -1 : 0 }
      if character == ",", depth == 0, !isQuoted {
        values.append("")
      } else {
        values[values.count - 1].append(character)
      }
    }
    return values
  }

  /// Whether one of two places is the other, or lies within it.
  public func overlaps(_ other: Variation) -> Bool { zip(steps, other.steps).allSatisfy { $0 == $1 } }

  /// A value as JSON; what is no JSON by itself is a text, such as a day.
  private static func node(of text: String) -> JSONNode {
    let source = SourceFile(path: "", bytes: Array(text.utf8))
    guard let (node, bytes) = JSONCReader.value(at: 0, of: source), bytes.upperBound == source.bytes.count else {
      return JSONNode(.string(text))
    }
    return node
  }

  /// A resolved scenario with a value put in place of the one that is there.
  func put(_ value: String, into document: JSONNode) throws(Fault) -> JSONNode {
    try put(Variation.node(of: value), into: document, at: steps[...], after: "")
  }

  private func put(_ value: JSONNode, into node: JSONNode, at rest: ArraySlice<Step>, after before: String)
    throws(Fault) -> JSONNode
  {
    guard let step = rest.first else { return value }
    switch (step, node.value) {
    case (.member(let name), .object(var members)):
      guard let index = members.firstIndex(where: { $0.key == name }) else {
        let keys = members.map(\.key)
        let hint = nearest(to: name, among: keys).map { "did you mean \"\($0)\"?" }
        let place = before.isEmpty ? "a scenario" : before
        throw Fault(message: "\(place) has no \"\(name)\"; \(hint ?? "it has \(keys.joined(separator: ", "))")")
      }
      let path = before.isEmpty ? name : "\(before).\(name)"
      members[index].node = try put(value, into: members[index].node, at: rest.dropFirst(), after: path)
      return JSONNode(.object(members))
    case (.element(let index), .array(var nodes)):
      guard nodes.indices.contains(index) else {
        let count = nodes.count == 1 ? "1 entry" : "\(nodes.count) entries"
        throw Fault(message: "\(before) has \(count), so there is no [\(index)]")
      }
      nodes[index] = try put(value, into: nodes[index], at: rest.dropFirst(), after: "\(before)[\(index)]")
      return JSONNode(.array(nodes))
    case (.member(let name), _):
      throw Fault(message: "\(before) has no \"\(name)\", since it is a single value or a list")
    case (.element(let index), _): throw Fault(message: "\(before) is not a list, so there is no [\(index)]")
    }
  }
}

extension LoadedScenario {
  /// The scenario with other values in some places, read anew with all its checks.
  ///
  /// - Parameters:
  ///   - path: the file that the scenario came from; its books are found beside it.
  ///   - name: the name of the new scenario.
  /// - Throws: ``Variation/Fault`` for a place that there is not, ``ScenarioLoader/Failure`` for values that cannot be.
  public func varied(
    _ settings: [(variation: Variation, value: String)], named name: String, path: String,
    read: @escaping ScenarioLoader.Read
  ) throws -> LoadedScenario {
    var document = Resolver(scenario, changes: changes).document
    for setting in settings { document = try setting.variation.put(setting.value, into: document) }
    document = try Variation("name=\(name)").put(name, into: document)
    let text = Array(JSONWriter.text(of: document).utf8)
    return try ScenarioLoader.load(path) { (wanted, limit) throws(UnreadableFile) in
      wanted == path ? text : try read(wanted, limit)
    }
  }
}
