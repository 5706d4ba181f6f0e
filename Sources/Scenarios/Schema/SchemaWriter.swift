import Simulation

/// Writes schemas as JSON, those under a name once, among the definitions.
///
/// A patch is written beside what it changes: where it asks the same of a key, it refers to it there, so that no key is
/// described twice.
struct SchemaWriter {
  private(set) var definitions: [JSONMember] = []
  private var sources: [String: Schema] = [:]

  /// Writes a schema; as a patch nothing is required, and each key takes null.
  mutating func node(_ schema: Schema, asPatch: Bool = false, at pointer: String? = nil) -> JSONNode {
    switch schema {
    case .scalar(let members): return JSONNode(.object(members))
    case .array(let element, let count):
      return .object([("type", .text("array")), ("items", node(element))] + bounds(count, "minItems", "maxItems"))
    case .object(let table): return object(table, asPatch: asPatch, at: pointer)
    case .members(let names, let element, let count):
      let value = asPatch ? orNull(element) : node(element)
      return .object(
        [("type", .text("object")), ("propertyNames", node(names)), ("additionalProperties", value)]
          + (asPatch ? [] : bounds(count, "minProperties", "maxProperties")))
    case .any(let kinds): return any(kinds, asPatch: asPatch)
    case .named(let name, let inner): return reference(name, inner, asPatch: asPatch)
    case .patch(let inner): return orNull(inner)
    }
  }

  private func bounds(_ count: ClosedRange<Int>?, _ least: String, _ most: String) -> [(String, JSONNode?)] {
    // A bound that no file can reach says nothing.
    [
      (least, count.map { .number($0.lowerBound) }),
      (most, count.flatMap { $0.upperBound < Limits.expectedQuantity ? .number($0.upperBound) : nil }),
    ]
  }

  private mutating func orNull(_ schema: Schema) -> JSONNode {
    .object([("anyOf", .list([node(schema, asPatch: true), node(.null)]))])
  }

  /// Patches on any of several objects may bring keys of each: what counts is what comes of them.
  private mutating func any(_ kinds: [Schema], asPatch: Bool) -> JSONNode {
    let objects = asPatch ? kinds.filter(\.isObject) : []
    guard objects.count > 1 else {
      return .object([("anyOf", .list(kinds.map { node($0, asPatch: asPatch) }))])
    }
    let merged = Schema.object(Schema.any(objects).keys)
    let others = kinds.filter { !$0.isObject }
    return others.isEmpty ? node(merged, asPatch: true) : any(others + [merged], asPatch: true)
  }

  private mutating func reference(_ name: String, _ inner: Schema, asPatch: Bool) -> JSONNode {
    let isPatch = asPatch && inner.hasMembers
    let title = isPatch ? "\(name)Patch" : name
    if let known = sources[title] {
      precondition(known == inner, "two definitions are called \(title)")
    } else {
      sources[title] = inner
      // What it refers to is defined after it; the place is kept until then.
      let index = definitions.count
      definitions.append(JSONMember(title, JSONNode(.null)))
      if isPatch { _ = reference(name, inner, asPatch: false) }
      definitions[index].node = node(inner, asPatch: isPatch, at: isPatch ? "#/definitions/\(name)" : nil)
    }
    return .object([("$ref", .text("#/definitions/\(title)"))])
  }

  // MARK: Objects

  private mutating func object(_ table: KeyTable, asPatch: Bool, at pointer: String?) -> JSONNode {
    let properties = table.keys.map { key in
      (key.name, Optional(asPatch ? patched(key, at: pointer) : property(key)))
    }
    let required = table.keys.filter(\.isRequired).map(\.name)
    var members: [(String, JSONNode?)] = [
      ("type", .text("object")), ("properties", .object(properties)), ("additionalProperties", JSONNode(.bool(false))),
    ]
    if asPatch { return .object(members) }
    if !required.isEmpty { members.append(("required", .list(required.map { .text($0) }))) }
    members += rules(table.rules)
    return .object(members)
  }

  /// What `$ref` stands beside is passed over in draft-07, so that a description needs `allOf`.
  private mutating func property(_ key: KeyTable.Key) -> JSONNode {
    let value = node(key.schema)
    guard case .object(let members) = value.value else { return value }
    let isReference = members.contains { $0.key == "$ref" }
    let notes: [(String, JSONNode?)] = [
      ("description", key.about.isEmpty ? nil : .text(key.about)), ("default", key.usual),
    ]
    if isReference, notes.allSatisfy({ $0.1 == nil }) { return value }
    return .object(notes + (isReference ? [("allOf", .list([value]))] : members.map { ($0.key, $0.node) }))
  }

  private mutating func patched(_ key: KeyTable.Key, at pointer: String?) -> JSONNode {
    guard !key.schema.hasMembers, let pointer else { return property(KeyTable.Key(key, as: .patch(key.schema))) }
    let same = JSONNode.object([("$ref", .text("\(pointer)/properties/\(key.name)"))])
    return .object([("anyOf", .list([same, node(.null)]))])
  }

  /// Rules as keywords; several of one kind are joined by `allOf`.
  private func rules(_ rules: [KeyTable.Rule]) -> [(String, JSONNode?)] {
    var dependencies: [(String, JSONNode?)] = []
    var others: [[(String, JSONNode?)]] = []
    for rule in rules {
      switch rule {
      case .beside(let key, let needed): dependencies.append((key, anyRequired("anyOf", needed)))
      case .exactlyOne(let keys): others.append([("oneOf", required(keys))])
      case .atLeastOne(let keys): others.append([("anyOf", required(keys))])
      case .notBoth(let one, let other):
        others.append([("not", .object([("required", .list([.text(one), .text(other)]))]))])
      case .atMost(let most, let keys, let other, let word): others.append(limit(most, keys, unless: other, is: word))
      case .notEmpty: others.append([("minProperties", .number(1))])
      }
    }
    let joined =
      others.count > 1 ? [("allOf", Optional(JSONNode.list(others.map { .object($0) })))] : others.first ?? []
    return joined + (dependencies.isEmpty ? [] : [("dependencies", .object(dependencies))])
  }

  private func required(_ keys: [String]) -> JSONNode {
    .list(keys.map { .object([("required", .list([.text($0)]))]) })
  }

  private func anyRequired(_ word: String, _ keys: [String]) -> JSONNode {
    keys.count == 1 ? .list([.text(keys[0])]) : .object([(word, required(keys))])
  }

  private func limit(_ most: Int, _ keys: [String], unless other: String, is word: String) -> [(String, JSONNode?)] {
    let limited = keys.map { ($0, Optional(JSONNode.object([("maximum", .number(most))]))) }
    let condition: [(String, JSONNode?)] = [
      ("properties", .object([(other, .object([("const", .text(word))]))])), ("required", .list([.text(other)])),
    ]
    return [("if", .object(condition)), ("else", .object([("properties", .object(limited))]))]
  }
}

extension KeyTable.Key {
  /// The key with other values, and without a usual one.
  fileprivate init(_ key: KeyTable.Key, as schema: Schema) {
    self.init(name: key.name, about: key.about, schema: schema)
  }
}

extension Schema {
  /// Whether all its values are objects with keys of the decoder's choice.
  var isObject: Bool {
    switch self {
    case .object: true
    case .named(_, let inner): inner.isObject
    case .any(let kinds): kinds.allSatisfy(\.isObject)
    case .scalar, .array, .members, .patch: false
    }
  }

  /// Whether a patch merges into it, rather than replacing it as a whole.
  fileprivate var hasMembers: Bool {
    switch self {
    case .object, .members: true
    case .named(_, let inner): inner.hasMembers
    case .any(let kinds): kinds.contains(where: \.hasMembers)
    case .scalar, .array, .patch: false
    }
  }
}
