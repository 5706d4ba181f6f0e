import BillingCore

/// Which values a shape takes, so far as JSON Schema (draft-07) can say it.
///
/// Every shape carries one, and a decoder's body run over an absent object tells the keys that it asks for; so what
/// `daybook schema` prints is what the decoders read.
indirect enum Schema: Equatable {
  /// A value without members, by the keywords that describe it.
  case scalar([JSONMember])
  /// Values of one kind, so many of them.
  case array(of: Schema, count: ClosedRange<Int>?)
  /// The keys of an object, and no others.
  case object(KeyTable)
  /// Values of one kind under names that the user chooses, so many of them.
  case members(names: Schema, of: Schema, count: ClosedRange<Int>?)
  /// Any of these.
  case any([Schema])
  /// One that is written once, under a name, and referred to.
  case named(String, Schema)
  /// A merge patch on such a value (RFC 7396), or null, which removes it.
  case patch(Schema)
}

extension Schema {
  static func keywords(_ members: [(String, JSONNode?)]) -> Schema {
    .scalar(members.compactMap { key, node in node.map { JSONMember(key, $0) } })
  }

  static var string: Schema { .keywords([("type", .text("string"))]) }

  static var null: Schema { .keywords([("type", .text("null"))]) }

  static var bool: Schema { .keywords([("type", .text("boolean"))]) }

  static func pattern(_ pattern: String) -> Schema {
    .keywords([("type", .text("string")), ("pattern", .text(pattern))])
  }

  static func words(_ words: [String]) -> Schema { .keywords([("enum", .list(words.map { .text($0) }))]) }

  /// One value and no other.
  static func just(_ value: JSONNode) -> Schema { .keywords([("const", value)]) }

  /// Whole numbers; a bound that is the least or largest `Int64` says nothing.
  static func int(in range: ClosedRange<Int64>) -> Schema {
    .number(
      "integer", range.lowerBound == .min ? nil : "\(range.lowerBound)",
      range.upperBound == .max ? nil : "\(range.upperBound)")
  }

  static func real(in range: ClosedRange<Double>) -> Schema {
    .number("number", JSONNode.realText(range.lowerBound), JSONNode.realText(range.upperBound))
  }

  static func number(_ type: String, _ least: String?, _ most: String?) -> Schema {
    .keywords([
      ("type", .text(type)), ("minimum", least.map { JSONNode(.number($0)) }),
      ("maximum", most.map { JSONNode(.number($0)) }),
    ])
  }

  /// The same of a range of integers of the last decimal.
  static func decimal(_ decimals: Int, in range: ClosedRange<Int64>) -> Schema {
    let scale = (0..<decimals).reduce(Int64(1)) { power, _ in power * 10 }
    return .decimal(upTo: range.upperBound / scale, decimals: decimals, isSigned: range.lowerBound < 0)
  }

  /// A number, or a string of one, up to a whole number; of the string also how many decimals it has.
  static func decimal(upTo most: Int64, decimals: Int, isSigned: Bool = false) -> Schema {
    .any([
      .number("number", isSigned ? "-\(most)" : "0", "\(most)"),
      .pattern(decimalPattern(upTo: most, decimals: decimals, isSigned: isSigned)),
    ])
  }

  /// The keys that a decoder's body asks for.
  static func object(readBy body: (inout ObjectReader) -> some Any) -> Schema { .object(ObjectReader.keys(of: body)) }

  /// The keys of an object, also of one under a name.
  var keys: KeyTable {
    switch self {
    case .object(let table): table
    case .named(_, let inner): inner.keys
    case .any(let kinds): kinds.reduce(into: KeyTable()) { $0.merge($1.keys) }
    case .scalar, .array, .members, .patch: KeyTable()
    }
  }
}
