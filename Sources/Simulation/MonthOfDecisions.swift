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
  let payments: MonthOfUniforms
  /// Use by day of each metered service, once it was asked for.
  private var useByDay: [[Int]] = []

  init(_ index: Int, of account: UInt32, traits: Traits, habits: Habits) {
    let month = habits.months[index]
    self.index = index
    (first, last) = (month.first, month.last)
    func uniforms(_ question: Question) -> MonthOfUniforms {
      MonthOfUniforms(habits.key.source(question, account: account, on: month.first))
    }
    func signIns(_ question: Question, _ chances: [Chance]) -> DaysOfMonth {
      let uniforms = uniforms(question)
      var days = DaysOfMonth.none
      for (chance, alike) in zip(chances, month.signInDays) where chance.threshold > 0 {
        days = days.union(uniforms.days(below: chance, among: alike))
      }
      return days
    }
    let all = DaysOfMonth(month.first...month.last, firstOfMonth: month.first)
    spells =
      traits.idlenessStarts.threshold == 0
      ? .none : uniforms(.idlenessStarts).days(below: traits.idlenessStarts, among: all)
    administrators = signIns(.administratorSignIn, traits.administratorSignIn)
    employees = signIns(.employeeSignIn, traits.employeeSignIn)
    payments = uniforms(.topUp)
  }

  /// The days from one on to the month's end.
  func days(from day: Day) -> DaysOfMonth { DaysOfMonth(day...last, firstOfMonth: first) }

  /// A service's units of one day.
  mutating func use(_ index: Int, on day: Day, of account: UInt32, traits: Traits, habits: Habits) -> Int {
    if useByDay.isEmpty {
      useByDay = habits.uses.indices.map {
        habits.use($0, perDay: traits.usePerDay[$0], account: account, in: self.index).byDay()
      }
    }
    return useByDay[index][day - first]
  }
}

extension DaysOfMonth {
  /// Whether a day of the month is in the set.
  func contains(_ day: Day, firstOfMonth: Day) -> Bool { bits >> UInt32(day - firstOfMonth) & 1 == 1 }

  /// The first day of the set, if there is one.
  func first(firstOfMonth: Day) -> Day? { bits == 0 ? nil : firstOfMonth + bits.trailingZeroBitCount }
}
