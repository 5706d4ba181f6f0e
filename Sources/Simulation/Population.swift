import BillingCore

/// All accounts of a scenario, in population order, without any of them being made.
///
/// An account's chances hang on its number within its segment: the first ones count from 0, those that arrive from
/// 2^31. So more first accounts leave all others as they were.
public struct Population: Sendable {
  /// The accounts of one segment.
  struct Part: Sendable {
    let firstPosition: Int
    let initial: Int
    /// The first day with arrivals.
    let firstDay: Day
    /// How many arrived before each day from then on, and after the last.
    let arrivedBefore: [Int]

    var arrived: Int { arrivedBefore[arrivedBefore.count - 1] }
    var count: Int { initial + arrived }
  }

  /// How an account of the population begins.
  enum Member {
    case initial(segment: Int, number: UInt32)
    case booked(segment: Int, row: Int)
    case arrival(segment: Int, number: UInt32, day: Day)
    case scripted(Int)
  }

  private let scenario: Scenario
  let parts: [Part]
  /// How many accounts there are.
  public let count: Int

  static let firstArrival: UInt32 = 1 << 31

  /// Draws who arrives when.
  public init(of scenario: Scenario) {
    self.scenario = scenario
    var parts: [Part] = []
    var position = 0
    for segment in scenario.segments {
      let part = Part(
        firstPosition: position, initial: segment.book?.rows.count ?? segment.accounts,
        firstDay: scenario.eve(of: segment) + 1,
        arrivedBefore: Population.arrivals(of: segment, in: scenario))
      parts.append(part)
      position += part.count
    }
    self.parts = parts
    count = position + scenario.scripted.count
  }

  private static func arrivals(of segment: Segment, in scenario: Scenario) -> [Int] {
    let key = ChanceKey(seed: scenario.seed, segment: segment.name, replication: scenario.replication)
    var arrived = [0]
    for day in (scenario.eve(of: segment) + 1)...scenario.lastDay {
      var stream = key.stream(.arrivals, account: 0, on: day)
      let mean = segment.arrivals.mean(on: day, start: scenario.start)
      arrived.append(arrived[arrived.count - 1] + Distribution.poisson(mean: mean, &stream))
    }
    return arrived
  }

  /// Where scripted accounts begin in population order.
  private var firstScripted: Int { count - scenario.scripted.count }

  func member(at position: Int) -> Member {
    guard position < firstScripted else { return .scripted(position - firstScripted) }
    let segment = segmentIndex(of: position)
    let part = parts[segment]
    let number = position - part.firstPosition
    guard number >= part.initial else {
      return scenario.segments[segment].book == nil
        ? .initial(segment: segment, number: UInt32(number)) : .booked(segment: segment, row: number)
    }
    let arrival = number - part.initial
    let offset = part.arrivedBefore.partitioningIndex { $0 > arrival } - 1
    return .arrival(
      segment: segment, number: Population.firstArrival + UInt32(arrival), day: part.firstDay + offset)
  }

  /// Which account stands at a place in population order.
  public func identity(at position: Int) -> AccountIdentity {
    AccountIdentity(
      position: position, segment: position < firstScripted ? segmentIndex(of: position) : parts.count)
  }

  /// The name that reports use: `shops.1` for the first accounts, `shops.a1` for those that arrive, or the name that a
  /// book or a script gives.
  public func name(at position: Int) -> String {
    guard position < firstScripted else { return scenario.scripted[position - firstScripted].name }
    let segment = segmentIndex(of: position)
    let part = parts[segment]
    let number = position - part.firstPosition
    if number < part.initial, let book = scenario.segments[segment].book { return book.name(of: number) }
    let suffix = number < part.initial ? "\(number + 1)" : "a\(number - part.initial + 1)"
    return "\(scenario.segments[segment].name).\(suffix)"
  }

  /// The place of a named account, or nothing when there is none.
  public func position(of name: String) -> Int? {
    if let scripted = scenario.scripted.firstIndex(where: { $0.name == name }) { return firstScripted + scripted }
    for (segment, part) in zip(scenario.segments, parts) {
      if let row = segment.book?.row(named: name) { return part.firstPosition + row }
    }
    guard let dot = name.lastIndex(of: "."),
      let segment = scenario.segments.firstIndex(where: { $0.name == name[..<dot] })
    else { return nil }
    let part = parts[segment]
    let suffix = name[name.index(after: dot)...]
    let arrived = suffix.first == "a"
    guard let number = Int(arrived ? suffix.dropFirst() : suffix), number >= 1,
      number <= (arrived ? part.arrived : part.initial)
    else { return nil }
    let position = part.firstPosition + (arrived ? part.initial : 0) + number - 1
    return self.name(at: position) == name ? position : nil
  }

  /// The first and the last name of a segment's accounts that are numbered: its first ones, then those that arrived.
  ///
  /// Accounts of a book have names of their own, and are not among them.
  public func numberedNames(of segment: Int) -> [(first: String, last: String)] {
    let part = parts[segment]
    let ranges = [
      (scenario.segments[segment].book == nil ? 0 : part.initial, part.initial), (part.initial, part.count),
    ]
    return ranges.filter { $0.0 < $0.1 }.map {
      (name(at: part.firstPosition + $0.0), name(at: part.firstPosition + $0.1 - 1))
    }
  }

  private func segmentIndex(of position: Int) -> Int {
    parts.partitioningIndex { $0.firstPosition > position } - 1
  }
}

extension Population {
  /// Whether two populations have the same accounts: at each place one of the same name, created on the same day.
  ///
  /// Their number alone does not say so: segments may have other names, and arrivals other days.
  public func hasSameAccounts(as other: Population) -> Bool {
    let (mine, theirs) = (scenario.segments, other.scenario.segments)
    return count == other.count && mine.count == theirs.count
      && zip(mine, theirs).allSatisfy { $0.name == $1.name && $0.hasSameFirstAccounts(as: $1) }
      && zip(parts, other.parts).allSatisfy {
        $0.initial == $1.initial && $0.firstDay == $1.firstDay && $0.arrivedBefore == $1.arrivedBefore
      }
      && scenario.scripted.elementsEqual(other.scenario.scripted) {
        $0.name == $1.name && $0.beginning.created == $1.beginning.created
      }
  }
}

extension Segment {
  fileprivate func hasSameFirstAccounts(as other: Segment) -> Bool {
    guard let book, let theirs = other.book else { return book == nil && other.book == nil && ageDays == other.ageDays }
    return book.bytes == theirs.bytes
      || book.rows.indices.elementsEqual(theirs.rows.indices) {
        book.name(of: $0) == theirs.name(of: $1) && book.rows[$0].created == theirs.rows[$1].created
      }
  }
}

extension Segment.Arrivals {
  /// The mean of new accounts on a day.
  func mean(on day: Day, start: Day) -> Double {
    let growth = DecisionMath.pow(1 + growthPerYear, Double(day - start) / 365)
    return perDay * growth * months[day.month.number - 1]
  }

  /// The mean of new accounts of a whole run and the days before it.
  public func mean(of scenario: Scenario, warmUpDays: Int) -> Double {
    (scenario.start - warmUpDays...scenario.lastDay).reduce(0) { $0 + mean(on: $1, start: scenario.start) }
  }
}

extension Array {
  /// The first index whose element satisfies a condition that, once true, stays true.
  func partitioningIndex(where isBeyond: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
