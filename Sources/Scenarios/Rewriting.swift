public import BillingCore
public import Simulation

/// A file of timelines in which expectations get other values; all else stays as it is, to the byte.
public struct Rewriting {
  /// Lines before and after a change.
  public struct Change: Sendable {
    /// The first of them in the file as it was, from 1.
    public let line: Int
    /// The lines as they were.
    public let old: [String]
    /// The lines as they become.
    public let new: [String]
  }

  private let source: SourceFile
  private var edits: [(range: Range<Int>, text: [UInt8])] = []

  /// Begins with a file as it is.
  public init(path: String, bytes: [UInt8]) { source = SourceFile(path: path, bytes: bytes) }

  /// Gives an expectation another value.
  ///
  /// An amount that was written as a number stays one. Of a list of events those that were named by their kind alone
  /// stay so.
  ///
  /// - Parameter origin: where the old value is written, as messages have it.
  /// - Returns: whether it could be done: a value stands there, and the fact is one that has a single value.
  public mutating func replace(
    at origin: String, _ old: Expectation.Fact, with new: Expectation.Fact, in currency: Currency
  )
    -> Bool
  {
    let place = origin.split(separator: ":")
    guard place.count >= 3, place.dropLast(2).joined(separator: ":") == source.path,
      let line = Int(place[place.count - 2]), let column = Int(place[place.count - 1]),
      let offset = source.offset(line: line, column: column),
      let (node, range) = JSONCReader.value(at: offset, of: source),
      let wanted = Rewriting.json(of: new, like: old, in: currency),
      edits.allSatisfy({ !$0.range.overlaps(range) })
    else { return false }
    replace(node, with: wanted)
    return true
  }

  /// Replaces what differs of a value: of an object with the same keys, and of a list as long, only the parts that do.
  private mutating func replace(_ node: JSONNode, with wanted: JSONNode) {
    switch (node.value, wanted.value) {
    case (.object(let old), .object(let new)) where Set(old.map(\.key)) == Set(new.map(\.key)):
      for member in old {
        if let other = new.first(where: { $0.key == member.key }) { replace(member.node, with: other.node) }
      }
    case (.array(let old), _) where old.count == 1 && wanted.isTopUp: replace(old[0], with: wanted)
    case (.array(let old), .array(let new)) where old.count == new.count:
      for (old, new) in zip(old, new) { replace(old, with: new) }
    default:
      guard !node.isSame(as: wanted), let range = JSONCReader.value(at: node.place.offset, of: source)?.bytes else {
        return
      }
      edits.append((range, Array(Rewriting.text(of: wanted, like: node).utf8)))
    }
  }

  /// The file with all changes.
  public var bytes: [UInt8] {
    var result: [UInt8] = []
    var next = 0
    for edit in sortedEdits {
      result += source.bytes[next..<edit.range.lowerBound]
      result += edit.text
      next = edit.range.upperBound
    }
    return result + source.bytes[next...]
  }

  private var sortedEdits: [(range: Range<Int>, text: [UInt8])] {
    edits.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// What changes, in the order of the file; edits of one line together.
  public var changes: [Change] {
    var groups: [(lines: Range<Int>, edits: [(range: Range<Int>, text: [UInt8])])] = []
    for edit in sortedEdits {
      let lines = lineRange(around: edit.range)
      if let last = groups.last, lines.lowerBound < last.lines.upperBound {
        groups[groups.count - 1].lines = last.lines.lowerBound..<max(last.lines.upperBound, lines.upperBound)
        groups[groups.count - 1].edits.append(edit)
      } else {
        groups.append((lines, [edit]))
      }
    }
    return groups.map { group in
      var new: [UInt8] = []
      var next = group.lines.lowerBound
      for edit in group.edits {
        new += source.bytes[next..<edit.range.lowerBound] + edit.text
        next = edit.range.upperBound
      }
      new += source.bytes[next..<group.lines.upperBound]
      return Change(
        line: source.location(of: group.lines.lowerBound).line,
        old: Rewriting.lines(of: source.bytes[group.lines]), new: Rewriting.lines(of: new[...]))
    }
  }

  /// The bytes of the whole lines that a range touches, with the last line feed.
  private func lineRange(around range: Range<Int>) -> Range<Int> {
    let start = source.lineStart(of: range.lowerBound)
    let feed = source.bytes[range.upperBound...].firstIndex(of: .lineFeed)
    return start..<(feed.map { $0 + 1 } ?? source.bytes.count)
  }

  private static func lines(of bytes: ArraySlice<UInt8>) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

// MARK: Values

extension Rewriting {
  /// A fact as JSON; `nil` for one that has no single value to take: what a day must or must not include.
  private static func json(of fact: Expectation.Fact, like old: Expectation.Fact, in currency: Currency) -> JSONNode? {
    switch (fact, old) {
    case (.includes, _), (.excludes, _): nil
    case (.events(let words), .events(let expected)):
      .list(words.map { .text(expected.contains(kind(of: $0)) ? kind(of: $0) : $0) })
    case (.events, _): nil
    default: fact.json(in: currency)
    }
  }

  /// A value on one line; an amount that was written as a number stays one.
  private static func text(of wanted: JSONNode, like old: JSONNode) -> String {
    if case .number = old.value, case .string(let text) = wanted.value, isJSONNumber(text.utf8) { return text }
    return wanted.line
  }

  private static func kind(of words: String) -> String { String(words.prefix { $0 != " " }) }
}

extension JSONNode {
  /// Whether it is one top-up: its parts, or its amount alone.
  fileprivate var isTopUp: Bool {
    if case .object = value { return true }
    return decimal != nil
  }

  /// Whether it says the same as another scalar; an amount may be a string or a number, with zeros at its end or without.
  fileprivate func isSame(as other: JSONNode) -> Bool {
    if value == other.value { return true }
    guard let one = decimal, let another = other.decimal else { return false }
    return one == another
  }

  /// A number, or a string that is one, without zeros at the end of its decimals.
  private var decimal: String? {
    let text: String
    switch value {
    case .number(let number), .string(let number): text = number
    case .null, .bool, .array, .object, .invalid: return nil
    }
    guard isJSONNumber(text.utf8), text.utf8.contains(.dot) else { return isJSONNumber(text.utf8) ? text : nil }
    let digits = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
    return String(digits.reversed())
  }

  /// The value on one line, whatever its length.
  fileprivate var line: String {
    switch value {
    case .object(let members):
      members.isEmpty
        ? "{}" : "{ \(members.map { "\(JSONWriter.literal($0.key)): \($0.node.line)" }.joined(separator: ", ")) }"
    case .array(let nodes): "[\(nodes.map(\.line).joined(separator: ", "))]"
    case .null, .bool, .number, .string, .invalid: JSONWriter.text(of: self)
    }
  }
}
