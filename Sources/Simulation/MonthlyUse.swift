import BillingCore

/// How much of a metered service an account uses on the days of one month.
///
/// Each day's use is Poisson, and so is their sum: the sum is drawn, and each of its units then falls on a day by the
/// days' weights, which gives independent Poisson days (thinning). So a whole month costs one draw, and a part of it is
/// told only when somebody needs it. A month of more than 4096 expected units is drawn day by day.
struct MonthlyUse {
  /// A month's weights by day, alike for all accounts of a segment.
  struct Weights: Sendable {
    /// By day, from the 1st on.
    let factors: [Double]
    let sum: Double
    /// The chance that a unit falls on the day or one before it.
    let through: [Chance]
    /// The first and the last day that a number with these first eight bits may fall on.
    let places: [(day: Int, lastDay: Int)]

    init(factors: [Double]) {
      self.factors = factors
      let sum = factors.reduce(0, +)
      self.sum = sum
      var so = 0.0
      through = factors.map { factor in
        so += factor
        return Chance(sum > 0 ? so / sum : 1)
      }
      let through = self.through
      func day(of number: UInt64) -> Int { through.firstIndex { $0.threshold > number } ?? through.count - 1 }
      places = (UInt64(0)..<256).map { (day(of: $0 << 55), day(of: ($0 + 1) << 55 - 1)) }
    }
  }

  private let habits: Habits
  private let service: Int
  private let month: Int
  private let perDay: Double
  private let account: UInt32
  /// The units of the whole month.
  let total: Int

  /// What an account uses of a metered service in a month, given by their places among those of its habits.
  init(of service: Int, perDay: Double, account: UInt32, in month: Int, _ habits: Habits) {
    self.habits = habits
    self.service = service
    self.month = month
    self.perDay = perDay
    self.account = account
    let mean = perDay * habits.months[month].weights[service].sum
    isDrawnByDay = mean > Distribution.largestByRejection
    if isDrawnByDay {
      total = habits.months[month].weights[service].factors.enumerated().reduce(0) { total, day in
        total
          + MonthlyUse.drawn(
            perDay * day.element, habits.uses[service].key, account, on: habits.months[month].first + day.offset)
      }
    } else {
      var stream = habits.uses[service].key.stream(.use, account: account, on: habits.months[month].first)
      total = Distribution.poisson(mean: mean, &stream)
    }
  }

  private let isDrawnByDay: Bool
  private var firstOfMonth: Day { habits.months[month].first }

  /// The units of some of the days.
  func units(on days: DaysOfMonth) -> Int {
    let all = habits.months[month].all
    let bits = days.intersection(all).bits
    if bits == all.bits || total == 0 { return total }
    if isDrawnByDay { return MonthlyUse.indices(bits).reduce(0) { $0 + drawnByDay($1) } }
    // Of each run of days: what falls on its last day or before, less what falls before its first.
    let ends = bits & ~(bits >> 1)
    let eves = (bits & ~(bits << 1)) >> 1
    var units = 0
    forEach128Units { uniforms, wanted in
      func count(_ day: Int) -> Int {
        let below = uniforms.lanes(below: FourChances(repeating: through(day)), among: wanted)
        return below[0].nonzeroBitCount + below[1].nonzeroBitCount + below[2].nonzeroBitCount + below[3].nonzeroBitCount
      }
      for day in MonthlyUse.indices(ends) { units += count(day) }
      for day in MonthlyUse.indices(eves) { units -= count(day) }
    }
    return units
  }

  /// The units of each day, from the 1st on.
  func byDay() -> [Int] {
    let days = habits.months[month].weights[service].factors.indices
    guard !isDrawnByDay else { return days.map(drawnByDay) }
    var units = InlineArray<31, Int>(repeating: 0)
    let places = habits.months[month].weights[service].places
    forEach128Units { uniforms, wanted in
      for group in 0..<4 where wanted[group] != 0 {
        let uniforms = uniforms.uniforms(group)
        let highBits = uniforms.highBits()
        for unit in highBits.indices where wanted[group] >> UInt32(unit) & 1 == 1 {
          let place = places[Int(highBits[unit])]
          var day = place.day
          // Where a later day begins among the numbers with these first bits, the rest of the number tells.
          while day < place.lastDay, uniforms.lanes(below: through(day), among: 1 << UInt32(unit)) == 0 { day += 1 }
          units[day] += 1
        }
      }
    }
    return days.map { units[$0] }
  }

  private func through(_ day: Int) -> Chance { habits.months[month].weights[service].through[day] }

  /// Where each unit falls, as a uniform number, for four times 32 units at a time.
  @inline(__always)
  private func forEach128Units(_ body: (_ uniforms: FourQuestions, _ wanted: SIMD4<UInt32>) -> Void) {
    let source = habits.uses[service].key.source(.use, account: account, on: firstOfMonth, item: 1)
    for first in stride(from: 0, to: total, by: 128) {
      var wanted = SIMD4<UInt32>.zero
      for group in 0..<4 {
        let left = max(0, total - first - 32 * group)
        wanted[group] = left >= 32 ? .max : (1 << UInt32(left)) - 1
      }
      body(FourQuestions(InlineArray { source.from(UInt32(first / 32 + $0) * 16) }), wanted)
    }
  }

  /// The positions of the bits that are set, from the lowest up.
  private static func indices(_ bits: UInt32) -> some Sequence<Int> {
    sequence(state: bits) { (rest: inout UInt32) -> Int? in
      guard rest != 0 else { return nil }
      defer { rest &= rest - 1 }
      return rest.trailingZeroBitCount
    }
  }

  private func drawnByDay(_ day: Int) -> Int {
    MonthlyUse.drawn(
      perDay * habits.months[month].weights[service].factors[day], habits.uses[service].key, account,
      on: firstOfMonth + day)
  }

  private static func drawn(_ mean: Double, _ key: ChanceKey, _ account: UInt32, on day: Day) -> Int {
    var stream = key.stream(.use, account: account, on: day, item: 2)
    return Distribution.poisson(mean: mean, &stream)
  }
}
