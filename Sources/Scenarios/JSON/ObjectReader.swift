/// Reads the members of an object by key, and remembers which keys it was asked for.
///
/// Nothing throws: a member that is wrong is a fault and reads as if it were absent, so that one pass finds all.
/// `finish` tells the keys that nobody asked for. Within a section it is called for you:
///
///     let restrictions = policy.section("restrictions") { section in
///       Restrictions(
///         remindFrom: section.read("remindFrom", .int(in: 1...31), default: 4),
///         blockFrom: section.read("blockFrom", .either(.int(in: 1...31), orNone: "never"), default: 10))
///     }
///
/// A reader that describes has nothing to read, and notes what it is asked for, with the line about it (`keys(of:)`).
struct ObjectReader {
  /// The way to this object.
  let path: JSONPath
  /// Where this object, or the one around it when this one is absent, was written.
  let place: Place

  private let members: [JSONMember]
  /// The object could not be read, so its members are neither missing nor unknown.
  private let isUnreadable: Bool
  private var known: [String] = []
  private var faults = Faults()
  /// What was asked for, where that is all that is wanted.
  private var table: KeyTable?

  /// A reader of a node; one that is no object reads as if each member were absent, without faults.
  init(_ node: JSONNode, at path: JSONPath = .whole) {
    self.path = path
    place = node.place
    if case .object(let members) = node.value {
      self.members = members
      isUnreadable = false
    } else {
      members = []
      isUnreadable = true
    }
  }

  /// Reads a whole file's value, which has to be an object, with all its faults; nil when it is none.
  static func read<Value>(
    _ node: JSONNode, into faults: inout Faults, _ body: @escaping (inout ObjectReader) -> Value?
  ) -> Value? {
    Shape.object(body).read(node, at: .whole, &faults)
  }

  // MARK: Describing

  /// The keys that a body asks for.
  static func keys(of body: (inout ObjectReader) -> some Any) -> KeyTable {
    var reader = ObjectReader(JSONNode(.object([])))
    reader.table = KeyTable()
    _ = body(&reader)
    return reader.table ?? KeyTable()
  }

  /// Whether the object is only described.
  var isDescribing: Bool { table != nil }

  /// Notes a key, when the object is described.
  mutating func describe(_ key: @autoclosure () -> KeyTable.Key) {
    if isDescribing { table?.add(key()) }
  }

  /// Notes how keys go together, when the object is described.
  mutating func describe(_ rule: @autoclosure () -> KeyTable.Rule) {
    if isDescribing { table?.rules.append(rule()) }
  }

  // MARK: Members

  /// The object as it was read.
  var whole: JSONNode { JSONNode(isUnreadable ? .invalid : .object(members), at: place) }

  /// The value of a member; nil when it is absent or wrong.
  mutating func read<Value>(_ key: String, _ shape: Shape<Value>, about: String = "") -> Value? {
    describe(KeyTable.Key(name: key, about: about, schema: shape.schema()))
    guard let node = node(key) else { return nil }
    return shape.read(node, at: .member(path, key), &faults)
  }

  /// The value of a member; the default when it is absent or wrong.
  mutating func read<Value>(
    _ key: String, _ shape: Shape<Value>, default value: @autoclosure () -> Value, about: String = ""
  ) -> Value {
    read(key, shape, about: about) ?? value()
  }

  /// The same for a member that may be `null`, which means the default, too.
  mutating func readOrNull<Value>(
    _ key: String, _ shape: Shape<Value>, default value: @autoclosure () -> Value, about: String
  ) -> Value {
    guard node(key)?.value != .null else { return value() }
    return read(key, shape.described(as: .any([shape.schema(), .null])), default: value(), about: about)
  }

  /// The value of a member that has to be there; nil, with a fault, when it is absent or wrong.
  mutating func require<Value>(_ key: String, _ shape: Shape<Value>, about: String = "") -> Value? {
    describe(KeyTable.Key(name: key, about: about, schema: shape.schema(), isRequired: true))
    if let node = node(key) { return shape.read(node, at: .member(path, key), &faults) }
    report("missing key \(quoted(key))", hint: "expected \(shape.expected)")
    return nil
  }

  /// The value of a member that is an object; an absent one reads as an empty one, so its own defaults hold.
  ///
  /// The body runs also for a member that is wrong, then without further faults.
  mutating func section<Value>(
    _ key: String, about: String = "", _ body: (inout ObjectReader) -> Value
  ) -> Value {
    describe(KeyTable.Key(name: key, about: about, schema: .named(key, .object(readBy: body))))
    let path = JSONPath.member(path, key)
    let node = node(key)
    if let node { _ = Shape.objectNode.read(node, at: path, &faults) }
    let absent: JSONValue = isUnreadable ? .invalid : .object([])
    var reader = ObjectReader(node ?? JSONNode(absent, at: place), at: path)
    let value = body(&reader)
    reader.finish(into: &faults)
    return value
  }

  /// A member as it was read, and from now on known; nil when it is absent.
  mutating func node(_ key: String) -> JSONNode? {
    if !known.contains(key) { known.append(key) }
    return members.first { $0.key == key }?.node
  }

  /// Whether the object has no members at all.
  var isEmpty: Bool { members.isEmpty && !isUnreadable }

  /// Whether a member is there, right or wrong.
  func has(_ key: String) -> Bool { members.contains { $0.key == key } }

  // MARK: Faults

  /// Whether something was wrong with a member so far, or within it.
  func isAtFault(_ key: String) -> Bool { faults.contains(under: JSONPath.member(path, key).description) }

  /// Takes over what was found wrong by another reader.
  mutating func adopt(_ faults: Faults) { self.faults.add(contentsOf: faults) }

  /// Tells what is wrong with something that has a place of its own.
  mutating func report(_ message: String, from place: Place, hint: String? = nil) {
    faults.add(Fault(place: place, path: path.description, message: message, hint: hint))
  }

  /// Tells what is wrong with the object as a whole, or with a member, at whose value it is then told.
  ///
  /// Says nothing about what could not be read, since a fault tells that already.
  mutating func report(_ message: String, at key: String? = nil, hint: String? = nil) {
    let member = key.flatMap { key in members.first { $0.key == key } }
    guard !isUnreadable, member?.node.value != .invalid else { return }
    let target: JSONPath = if let key { .member(path, key) } else { path }
    let place = member?.node.place ?? place
    let fault = Fault(place: place, path: target.description, message: message, hint: hint)
    faults.add(fault)
  }

  /// Tells the keys that nobody asked for, and hands over all faults of this object.
  mutating func finish(into faults: inout Faults) {
    let path = path
    let known = known
    for member in members where !known.contains(member.key) {
      self.faults.add(
        Fault(
          place: member.keyPlace, path: path.description, message: "unknown key \(quoted(member.key))",
          hint: didYouMean(member.key, among: known)))
    }
    faults.add(contentsOf: self.faults)
  }
}
