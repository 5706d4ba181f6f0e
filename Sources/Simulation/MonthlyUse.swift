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
    /// The chance that a unit falls on the day or one before it, to be held against four numbers at a time.
    let through: [FourChances]

    init(factors: [Double]) {
      self.factors = factors
      let sum = factors.reduce(0, +)
      self.sum = sum
      var so = 0.0
      through = factors.map { factor in
        so += factor
        return FourChances(repeating: Chance(sum > 0 ? so / sum : 1))
      }
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
  @inline(__always)
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

  fileprivate let isDrawnByDay: Bool
  private var firstOfMonth: Day { habits.months[month].first }
  var through: [FourChances] { habits.months[month].weights[service].through }

  /// The units of some of the days.
  @inline(__always)
  func units(on days: DaysOfMonth) -> Int {
    let all = habits.months[month].all
    let bits = days.intersection(all).bits
    if bits == all.bits || total == 0 { return total }
    if isDrawnByDay {
      return habits.months[month].weights[service].factors.indices.reduce(0) {
        bits >> UInt32($1) & 1 == 1 ? $0 + drawnByDay($1) : $0
      }
    }
    // Of each run of days: what falls on its last day or before, less what falls before its first.
    let ends = bits & ~(bits >> 1)
    let eves = (bits & ~(bits << 1)) >> 1
    let lastOfMonth = all.bits & ~(all.bits >> 1)
    return (ends & lastOfMonth == 0 ? 0 : total) + units(throughDaysOf: ends & ~lastOfMonth, less: eves)
  }

  /// The units of the month through each of some days, less those through each of some others, all together.
  private func units(throughDaysOf ends: UInt32, less eves: UInt32) -> Int {
    var units = 0
    let through = through
    for first in stride(from: 0, to: total, by: 128) {
      let (uniforms, wanted) = numbers(from: first)
      var rest = ends | eves
      while rest != 0 {
        let day = rest.trailingZeroBitCount
        rest &= rest - 1
        let count = Int(uniforms.lanes(below: through[day], among: wanted).nonzeroBitCount.wrappedSum())
        units += ends >> UInt32(day) & 1 == 1 ? count : -count
      }
    }
    return units
  }

  /// Where each unit falls, as a uniform number.
  fileprivate func numbers() -> [(uniforms: FourQuestions, wanted: SIMD4<UInt32>)] {
    stride(from: 0, to: total, by: 128).map(numbers)
  }

  /// The numbers of 128 units from one on, and which of them there are.
  @inline(__always)
  private func numbers(from first: Int) -> (uniforms: FourQuestions, wanted: SIMD4<UInt32>) {
    let source = habits.uses[service].key.source(.use, account: account, on: firstOfMonth, item: 1)
    var wanted = SIMD4<UInt32>(repeating: .max)
    for group in 0..<4 where total - first < 32 * (group + 1) {
      wanted[group] = (1 << UInt32(max(0, total - first - 32 * group))) - 1
    }
    return (FourQuestions(FourSources(source.from(UInt32(first / 2)), apart: 16)), wanted)
  }

  fileprivate func drawnByDay(_ day: Int) -> Int {
    MonthlyUse.drawn(
      perDay * habits.months[month].weights[service].factors[day], habits.uses[service].key, account,
      on: firstOfMonth + day)
  }

  private static func drawn(_ mean: Double, _ key: ChanceKey, _ account: UInt32, on day: Day) -> Int {
    var stream = key.stream(.use, account: account, on: day, item: 2)
    return min(Distribution.poisson(mean: mean, &stream), Limits.quantity)
  }
}

/// The same month's use, day by day: where its units fall is drawn once for all days.
struct DailyUse {
  private let month: MonthlyUse
  private let numbers: [(uniforms: FourQuestions, wanted: SIMD4<UInt32>)]

  init(_ month: MonthlyUse) {
    self.month = month
    numbers = month.isDrawnByDay ? [] : month.numbers()
  }

  /// The units of a day, counted from the 1st, which is 0.
  func units(on day: Int) -> Int {
    if month.isDrawnByDay { return month.drawnByDay(day) }
    var units = 0
    for (uniforms, wanted) in numbers {
      let notBefore = day == 0 ? wanted : wanted & ~uniforms.lanes(below: month.through[day - 1], among: wanted)
      units += Int(uniforms.lanes(below: month.through[day], among: notBefore).nonzeroBitCount.wrappedSum())
    }
    return units
  }
}
