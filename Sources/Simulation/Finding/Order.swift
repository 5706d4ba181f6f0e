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

  /// Whether the event is one by its amount.
  public var comparesAmount: Bool { if case .amounting = event { true } else { false } }

  /// What has to be wanted to hear of both.
  var attention: Attention { event.attention.union(other.attention) }
}

/// What was heard of an order in one account's life.
struct OrderMemory: Sendable {
  /// The last day of the other event.
  private var lastOther: Day?
  /// Days of events that the other one has not followed yet.
  private var waiting: [Day] = []

  /// Hears an event, and gives the days of the events that are now in order.
  mutating func observe(_ event: Event, on day: Day, of order: Order, days: ClosedRange<Day>) -> [Day] {
    var found: [Day] = []
    func isNear(_ earlier: Day, _ later: Day) -> Bool { order.within.map { later - earlier <= $0 } ?? true }
    // What is both follows what came before it, not itself.
    if !order.isAfter, order.other.matches(event) {
      found = waiting.filter { isNear($0, day) }
      waiting.removeAll()
    }
    if days.contains(day), order.event.matches(event) {
      if order.isAfter {
        if let lastOther, isNear(lastOther, day) { found = [day] }
      } else {
        waiting.append(day)
      }
    }
    if order.isAfter, order.other.matches(event) { lastOther = day }
    return found
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
