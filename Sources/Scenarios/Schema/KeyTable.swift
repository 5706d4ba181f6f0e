/// The keys that a decoder asks an object for, in that order, and how they go together.
struct KeyTable: Equatable {
  struct Key: Equatable {
    let name: String
    /// A line for people; empty where the name says it all.
    var about = ""
    var schema: Schema
    var isRequired = false
    /// What the key's absence means, where that is always the same; filled in at last, so no part of what is compared.
    var usual: JSONNode?

    static func == (one: Key, other: Key) -> Bool {
      one.name == other.name && one.about == other.about && one.schema == other.schema
        && one.isRequired == other.isRequired
    }
  }

  enum Rule: Equatable {
    case exactlyOne([String])
    case atLeastOne([String])
    case notBoth(String, String)
    /// A key that stands only beside one of some others.
    case beside(String, [String])
    /// The keys have a lower maximum unless another key has a word.
    case atMost(Int, [String], unless: String, is: String)
    case notEmpty
  }

  var keys: [Key] = []
  var rules: [Rule] = []

  /// Adds a key; one that is there already takes the values of both.
  mutating func add(_ key: Key) {
    guard let index = keys.firstIndex(where: { $0.name == key.name }) else { return keys.append(key) }
    if keys[index].schema != key.schema { keys[index].schema = .any([keys[index].schema, key.schema]) }
  }

  /// Adds the keys of another table, not its rules.
  mutating func merge(_ other: KeyTable) {
    for key in other.keys { add(key) }
  }
}
