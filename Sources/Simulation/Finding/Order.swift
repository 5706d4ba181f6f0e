import BillingCore

/// Two kinds of events of one account, one after or before the other.
public struct Order: Sendable {
  let event: Happening
  let isAfter: Bool
  let other: Happening
  /// The most days between them, or any.
  let within: Int?

  /// Makes an order: an event that follows another, or is followed by it, by no more than some days.
  public init(_ event: Happening, isAfter: Bool, _ other: Happening, within days: Int?) {
    self.event = event
    self.isAfter = isAfter
    self.other = other
    within = days
  }

  /// What has to be wanted to hear of both.
  var attention: Attention { event.attention.union(other.attention) }

  fileprivate func isNear(_ earlier: Day, _ later: Day) -> Bool { within.map { later - earlier <= $0 } ?? true }
}

/// What was heard of an order in one account's life.
struct OrderMemory: Sendable {
  /// The last day of the other event.
  private var lastOther: Day?
  /// Events that the other one has not followed yet: an entry for each of their days that may still count; where any
  /// number of days may lie between, one for the first day and all events.
  private(set) var waiting: [(day: Day, times: Int)] = []

  /// Hears an event, and gives the first day and the number of the events that are now in order.
  mutating func observe(
    _ event: Event, on day: Day, of order: Order, days: ClosedRange<Day>
  ) -> (first: Day, times: Int)? {
    // What is both follows what came before it, not itself.
    if order.isAfter {
      defer { if order.other.matches(event) { lastOther = day } }
      guard let lastOther, order.isNear(lastOther, day), days.contains(day), order.event.matches(event) else {
        return nil
      }
      return (day, 1)
    }
    var found: (first: Day, times: Int)?
    if !waiting.isEmpty, order.other.matches(event) {
      let near = waiting.drop { !order.isNear($0.day, day) }
      found = near.first.map { ($0.day, near.reduce(0) { $0 + $1.times }) }
      waiting.removeAll(keepingCapacity: true)
    }
    if days.contains(day), order.event.matches(event) { wait(on: day, order.within) }
    return found
  }

  private mutating func wait(on day: Day, _ within: Int?) {
    if let last = waiting.indices.last, within == nil || waiting[last].day == day {
      waiting[last].times += 1
      return
    }
    // Days ascend, so that of more entries the first are too long ago.
    if let within, waiting.count > 2 * within { waiting.removeFirst(waiting.count - within) }
    waiting.append((day, 1))
  }
}

/// A name, in which `*` means any characters or none.
public struct NamePattern: Sendable {
  private let parts: [String]

  /// Makes a pattern of its text.
  public init(_ text: String) {
    parts = text.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
  }

  /// Whether it is a name alone.
  public var isName: Bool { parts.count == 1 }

  /// Whether a name is one of those.
  public func matches(_ name: String) -> Bool {
    guard parts.count > 1 else { return name == parts[0] }
    guard name.hasPrefix(parts[0]) else { return false }
    var rest = name.dropFirst(parts[0].count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.hasSuffix(parts[parts.count - 1])
  }
}
