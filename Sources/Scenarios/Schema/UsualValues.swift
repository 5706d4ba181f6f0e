/// A value as a file has it, and as it is with every default filled in.
struct ResolvedSample {
  /// Nil where the file leaves it out.
  var written: JSONNode?
  let resolved: JSONNode

  /// The member of both, where the resolved one has it.
  func member(_ key: String) -> ResolvedSample? {
    resolved[key].map { ResolvedSample(written: written?[key], resolved: $0) }
  }
}

extension Schema {
  /// The schema with the usual value of each key that samples leave out: what all of them have when they are resolved.
  ///
  /// What differs from sample to sample hangs on something else, so it has no usual value.
  func withUsualValues(of samples: [ResolvedSample]) -> Schema {
    switch self {
    case .object(var table):
      for index in table.keys.indices {
        let found = samples.compactMap { $0.member(table.keys[index].name) }
        table.keys[index].takeUsualValue(of: found)
      }
      return .object(table)
    case .array(let element, let count):
      let elements = samples.flatMap { sample -> [ResolvedSample] in
        guard case .array(let written)? = sample.written?.value, case .array(let resolved) = sample.resolved.value
        else { return [] }
        return zip(written, resolved).map { ResolvedSample(written: $0, resolved: $1) }
      }
      return .array(of: element.withUsualValues(of: elements), count: count)
    case .members(let names, let value, let count):
      let values = samples.flatMap { sample -> [ResolvedSample] in
        guard case .object(let members)? = sample.written?.value else { return [] }
        return members.compactMap { sample.member($0.key) }
      }
      return .members(names: names, of: value.withUsualValues(of: values), count: count)
    case .any(let kinds): return .any(kinds.map { $0.withUsualValues(of: samples) })
    case .named(let name, let inner): return .named(name, inner.withUsualValues(of: samples))
    case .scalar, .patch: return self
    }
  }
}

extension KeyTable.Key {
  /// An absent section is one without keys, each of which has a usual value of its own.
  fileprivate mutating func takeUsualValue(of samples: [ResolvedSample]) {
    if schema.isObject {
      let empty = JSONNode(.object([]))
      schema = schema.withUsualValues(
        of: samples.map { ResolvedSample(written: $0.written ?? empty, resolved: $0.resolved) })
    } else {
      schema = schema.withUsualValues(of: samples.filter { $0.written != nil })
      let absent = samples.filter { $0.written == nil }.map(\.resolved)
      if let first = absent.first, absent.allSatisfy({ $0 == first }) { usual = first }
    }
  }
}

extension JSONNode {
  /// The value of a member of an object.
  fileprivate subscript(key: String) -> JSONNode? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.key == key }?.node
  }
}
