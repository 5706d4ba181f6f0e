import BillingCore

/// How many accounts did something on a day, by day and segment.
///
/// Days are told by the month, and those of a month are counted side by side: the n-th of its words holds the n-th digit
/// of every day's count, so that to count some days is to add one number of one digit for each day. Before a digit is
/// missing, the counts go to where there is room.
struct DayCounts: Sendable {
  /// What was counted of a month since its counts were last settled; a bit for each day.
  private struct Latest {
    var first = Day.earliest
    var digits = InlineArray<8, UInt32>(repeating: 0)
    /// How many sets of days were counted; the digits hold as many as this.
    var sets: UInt8 = 0
  }

  private let start: Day
  private let segmentCount: Int
  /// By day and segment.
  private var counts: [Int64]
  /// By month and segment.
  private var latest: [Latest]

  init(start: Day, days: Int, segments: Int) {
    self.start = start
    segmentCount = segments
    counts = Array(repeating: 0, count: days * segments)
    latest = Array(repeating: Latest(), count: (DayCounts.place(of: start + days, since: start) + 1) * segments)
  }

  /// A place for each month, by its first day: none has less than 28 days, so no two have the same.
  @inline(__always)
  private static func place(of first: Day, since start: Day) -> Int { (first - start + 31) / 28 }

  /// Counts an account on a day.
  mutating func count(_ day: Day, of segment: Int) { counts[(day - start) * segmentCount + segment] += 1 }

  /// Counts an account on some days of a month, none of them before the start.
  mutating func count(_ days: DaysOfMonth, firstOfMonth: Day, of segment: Int) {
    let place = DayCounts.place(of: firstOfMonth, since: start) * segmentCount + segment
    if latest[place].sets == .max { settle(place) }
    var latest = latest.mutableSpan
    latest[place].first = firstOfMonth
    latest[place].sets += 1
    var carried = days.bits
    var digit = 0
    while carried != 0 {
      let digits = latest[place].digits[digit]
      latest[place].digits[digit] = digits ^ carried
      carried &= digits
      digit += 1
    }
  }

  /// Moves the latest counts of a month to where there is room for many.
  private mutating func settle(_ place: Int) {
    let month = latest[place]
    latest[place] = Latest()
    for day in 0..<31 {
      let count = month.digits.indices.reduce(0) { $0 + (Int64(month.digits[$1] >> UInt32(day) & 1) << Int64($1)) }
      guard count > 0 else { continue }
      counts[(month.first + day - start) * segmentCount + place % segmentCount] += count
    }
  }

  /// Readies the counts to be read.
  mutating func settle() {
    for place in latest.indices { settle(place) }
  }

  /// Adds what was counted elsewhere.
  mutating func merge(_ other: DayCounts) {
    var other = other
    other.settle()
    for index in counts.indices { counts[index] += other.counts[index] }
  }

  /// The count of a day, from the first on; to be read once all is settled.
  func count(day: Int, segment: Int) -> Int64 { counts[day * segmentCount + segment] }
}
