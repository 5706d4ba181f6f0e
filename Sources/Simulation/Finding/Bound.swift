/// How a value stands to another one.
public enum Relation: String, CaseIterable, Sendable {
  /// The same.
  case equal = "="
  /// Another one.
  case notEqual = "!="
  /// Less, earlier or milder.
  case less = "<"
  /// Not more.
  case atMost = "<="
  /// More, later or severer.
  case more = ">"
  /// Not less.
  case atLeast = ">="
}

/// What a value that has an order must be.
public struct Bound<Value: Comparable & Sendable>: Sendable {
  let relation: Relation
  /// What it is compared with.
  public let value: Value

  /// Makes a bound: a value that is found stands so to this one.
  public init(_ relation: Relation, _ value: Value) {
    self.relation = relation
    self.value = value
  }

  func admits(_ found: Value) -> Bool {
    switch relation {
    case .equal: found == value
    case .notEqual: found != value
    case .less: found < value
    case .atMost: found <= value
    case .more: found > value
    case .atLeast: found >= value
    }
  }
}

/// What a value without an order must be.
public enum Choice<Value: Equatable & Sendable>: Sendable {
  /// This one.
  case only(Value)
  /// Any but this one.
  case anyBut(Value)

  func admits(_ found: Value) -> Bool {
    switch self {
    case .only(let value): found == value
    case .anyBut(let value): found != value
    }
  }
}
