/// Which texts may name something.
struct NameRule {
  /// How messages tell it: `a letter, then letters, digits, "-" or "_"`.
  let words: String
  /// The same as a regular expression, for other tools; made only when it is asked for.
  let pattern: () -> String
  let isRight: (String) -> Bool
  /// Right names that have another meaning already, and how messages tell it.
  private(set) var reserved: [(name: String, message: String, hint: String)] = []

  init(words: String, pattern: @autoclosure @escaping () -> String, isRight: @escaping (String) -> Bool) {
    self.words = words
    self.pattern = pattern
    self.isRight = isRight
  }

  /// The rule without a name; messages say "no … may be called" it.
  func except(_ name: String, message: String, hint: String) -> NameRule {
    var rule = self
    rule.reserved.append((name, message, hint))
    return rule
  }

  /// What is wrong with a name, if anything.
  func problem(with name: String) -> (message: String, hint: String)? {
    guard isRight(name) else { return ("\(quoted(name)) is not a name", "a name is \(words)") }
    return reserved.first { $0.name == name }.map { ($0.message, $0.hint) }
  }

  var schema: Schema {
    guard !reserved.isEmpty else { return .pattern(pattern()) }
    let others = Schema.words(reserved.map(\.name))
    guard case .scalar(let words) = others, case .scalar(let members) = Schema.pattern(pattern()) else { return others }
    return .scalar(members + [JSONMember("not", JSONNode(.object(words)))])
  }
}
