import BillingCore

/// What a person decides on the days of one month, as far as it does not hang on the account: drawn at once.
struct MonthOfDecisions {
  /// The place of the month among the segment's.
  let index: Int
  let first: Day
  let last: Day
  /// The days on which a spell of idleness would start.
  let spells: DaysOfMonth
  /// The days on which an administrator signs in.
  let administrators: DaysOfMonth
  /// The days on which an employee does.
  let employees: DaysOfMonth
  /// What a chance of paying is held against.
  private let payments: MonthOfUniforms

  /// Before the first month.
  init() {
    index = -1
    (first, last) = (.latest, .earliest)
    (spells, administrators, employees) = (.none, .none, .none)
    payments = MonthOfUniforms(ChanceKey.nobody.source(.topUp, account: 0))
  }

  @inline(__always)
  init(_ index: Int, of account: UInt32, _ traits: Traits, _ habits: Habits) {
    self.index = index
    (first, last) = (habits.months[index].first, habits.months[index].last)
    let questions = FourQuestions(
      habits.key, [.administratorSignIn, .employeeSignIn, .idlenessStarts, .topUp], account: account, on: first)
    let days = questions.days(
      below: { traits.everyDay[$0] }, onDaysOf: { habits.months[index].signInDays[$0] },
      count: habits.signInFactors.count)
    administrators = DaysOfMonth(bits: days[0])
    employees = DaysOfMonth(bits: days[1])
    spells = DaysOfMonth(bits: days[2])
    payments = questions.uniforms(3)
  }

  /// The days from one on, on which a top-up of this chance is decided.
  @inline(__always)
  func payments(below chance: Chance, from day: Day) -> DaysOfMonth {
    chance.threshold == 0 ? .none : payments.days(below: chance, among: days(from: day))
  }

  /// The days from one on to the month's end.
  @inline(__always)
  func days(from day: Day) -> DaysOfMonth { DaysOfMonth(day...last, firstOfMonth: first) }
}

extension DaysOfMonth {
  /// Whether a day of the month is in the set.
  func contains(_ day: Day, firstOfMonth: Day) -> Bool { bits >> UInt32(day - firstOfMonth) & 1 == 1 }

  /// The first day of the set, if there is one.
  func first(firstOfMonth: Day) -> Day? { bits == 0 ? nil : firstOfMonth + bits.trailingZeroBitCount }
}
