// How keys of an object go together, told by one call to those who read it and to those who describe it.

extension ObjectReader {
  /// Reads what one of some keys says; none of them or several are a fault, at the object.
  ///
  /// All that are there are read, so that what is wrong with them is told. A key that the body asks for beside its own
  /// belongs to it alone.
  mutating func readOne<Value>(
    of keys: [String], orReport problem: (_ given: [String]) -> (message: String, hint: String),
    _ body: (_ key: String, inout ObjectReader) -> Value?
  ) -> Value? {
    if isDescribing {
      describeOne(of: keys, body)
      return nil
    }
    for key in keys { _ = node(key) }
    let given = keys.filter(has)
    var value: Value?
    for key in given { value = body(key, &self) }
    guard given.count == 1 else {
      // Which of them is missing is not known, so none of what may stand beside them is unknown.
      if given.isEmpty { for key in keys { pass(over: ObjectReader.keys { body(key, &$0) }) } }
      let (message, hint) = problem(given)
      report(message, hint: hint)
      return nil
    }
    return value
  }

  private mutating func pass(over table: KeyTable) {
    for key in table.keys { _ = node(key.name) }
  }

  private mutating func describeOne<Value>(
    of keys: [String], _ body: (_ key: String, inout ObjectReader) -> Value?
  ) {
    var beside: [(key: String, with: [String])] = []
    for key in keys {
      let table = ObjectReader.keys { body(key, &$0) }
      for other in table.keys {
        describe(other)
        guard other.name != key else { continue }
        if let index = beside.firstIndex(where: { $0.key == other.name }) {
          beside[index].with.append(key)
        } else {
          beside.append((other.name, [key]))
        }
      }
    }
    describe(.exactlyOne(keys))
    for (key, others) in beside { describe(.beside(key, others)) }
  }

  /// Tells, at the first, two keys that exclude one another.
  mutating func exclude(_ key: String, beside other: String, message: String, hint: String) {
    describe(.notBoth(key, other))
    if has(key), has(other) { report(message, at: key, hint: hint) }
  }

  /// Tells, at the object, that it has none of some keys.
  mutating func demandOne(of keys: [String], message: String, hint: String) {
    describe(.atLeastOne(keys))
    if !keys.contains(where: has) { report(message, hint: hint) }
  }

  /// Tells that an object has no keys at all.
  mutating func demandSome(message: String, hint: String) {
    describe(.notEmpty)
    if isEmpty { report(message, hint: hint) }
  }
}
