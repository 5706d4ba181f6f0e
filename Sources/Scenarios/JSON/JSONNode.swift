/// A JSON value and the place where it was written.
struct JSONNode: Equatable, Sendable {
  var value: JSONValue
  var place: Place

  /// A value, by default one that was written in no file.
  init(_ value: JSONValue, at place: Place = .nowhere) {
    self.value = value
    self.place = place
  }
}

/// The kinds of JSON values, with their content as it was written.
enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  /// The text of the number, of JSON's grammar; it has no other value.
  case number(String)
  /// The text with its escapes resolved.
  case string(String)
  case array([JSONNode])
  /// The members in the order they were written, no key twice.
  case object([JSONMember])
  /// Something that could not be read; a fault tells why, so nothing more needs to be said about it.
  case invalid
}

/// A key of an object, where it was written, and its value.
struct JSONMember: Equatable, Sendable {
  var key: String
  var keyPlace: Place
  var node: JSONNode

  /// A member, by default one whose key was written in no file.
  init(_ key: String, at keyPlace: Place = .nowhere, _ node: JSONNode) {
    self.key = key
    self.keyPlace = keyPlace
    self.node = node
  }
}

/// The positions of keys in a list of members, for finding them without looking through a long list each time.
struct MemberIndex {
  private var positions: [String: Int] = [:]

  /// How many members are looked through one by one: shorter lists need no table.
  private static let shortList = 8

  /// The position of a key in the members, all of which were in the list at the last call but those at its end.
  mutating func position(of key: String, in members: [JSONMember]) -> Int? {
    if members.count <= Self.shortList { return members.firstIndex { $0.key == key } }
    for position in positions.count..<members.count { positions[members[position].key] = position }
    return positions[key]
  }
}
