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
      let text = Rewriting.text(of: new, like: old, node, in: currency),
      edits.allSatisfy({ !$0.range.overlaps(range) })
    else { return false }
    edits.append((range, Array(text.utf8)))
    return true
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
  private static func text(
    of fact: Expectation.Fact, like old: Expectation.Fact, _ node: JSONNode, in currency: Currency
  ) -> String? {
    switch fact {
    case .includes, .excludes: return nil
    case .events(let words):
      guard case .events(let expected) = old else { return nil }
      let list = words.map { JSONWriter.literal(expected.contains(kind(of: $0)) ? kind(of: $0) : $0) }
      return "[\(list.joined(separator: ", "))]"
    case .balance, .prepaidCash, .prepaidBonus, .debt, .deferred, .usageToDate:
      if case .number = node.value { return fact.text(in: currency) }
      return JSONWriter.literal(fact.text(in: currency))
    case .status, .stage, .deletionDue, .lastActivity: return JSONWriter.literal(fact.text(in: currency))
    }
  }

  private static func kind(of words: String) -> String { String(words.prefix { $0 != " " }) }
}
