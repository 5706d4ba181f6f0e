import BillingCore

/// A synthetic account: what its person asks for at each step of the day is done before the next step is thought of.
///
/// Unless somebody wants to hear each day, days of routine are lived at once, and their use is counted when the month
/// ends or something else begins: the same decisions, the same account after them, and the same fingerprint.
struct Inhabitant: Behavior {
  private var person: SyntheticAccount
  private let habits: Habits
  private let policies: PolicyCalendar
  private var commands: [Command] = []
  /// The first day of the running month whose use is not counted yet.
  private var useSince: Day?

  var isOver: Bool { true }

  init(_ person: SyntheticAccount, habits: Habits) {
    self.person = person
    self.habits = habits
    policies = habits.policies
  }

  mutating func passRoutine(
    in days: ClosedRange<Day>, for account: inout Account, telling audience: inout Audience
  ) -> Day? {
    guard audience.attention < .days else { return nil }
    let today = days.lowerBound
    guard
      let last = person.lastRoutineDay(in: days, for: account, wholeMonth: audience.lastInvoice.wholeMonth)
    else { return nil }
    guard !person.isAway, account.isOpen else {
      countUse(through: today - 1, for: &account, telling: &audience)
      return last
    }
    let routine = Routine(
      today...last, firstOfMonth: person.month.first, administrators: person.month.administrators,
      employees: person.month.employees)
    account.live(routine, under: policies)
    audience.observe(routine)
    useSince = useSince ?? today
    if last == person.month.last || isInTrial(account) { countUse(through: last, for: &account, telling: &audience) }
    return last
  }

  mutating func act(on day: Day, for account: inout Account, telling audience: inout Audience)
    throws(AmountOverflow)
  {
    for step in SyntheticAccount.Step.inOrder {
      if step == .use, mayCountUseLater(of: account, audience) {
        useSince = useSince ?? day
        if day == person.month.last { countUse(through: day, for: &account, telling: &audience) }
        continue
      }
      if step == .use { countUse(through: day - 1, for: &account, telling: &audience) }
      person.decide(
        step, on: day, for: account, wholeMonth: audience.lastInvoice.wholeMonth, asking: &commands)
      guard !commands.isEmpty else { continue }
      for index in commands.indices {
        try account.perform(commands[index], on: day, under: policies, telling: &audience)
      }
      commands.removeAll(keepingCapacity: true)
    }
  }

  mutating func finish(on day: Day, for account: inout Account, telling audience: inout Audience) {
    countUse(through: day, for: &account, telling: &audience)
  }

  /// Whether today's use is taken and paid like that of the days before and after.
  private func mayCountUseLater(of account: Account, _ audience: Audience) -> Bool {
    audience.attention < .days && !person.isAway && account.isOpen && account.pendingDeletion == nil
      && account.stage != .blocked
      && !isInTrial(account)
  }

  private func isInTrial(_ account: Account) -> Bool {
    policies.isTrial(on: account.today, ofAccountCreated: account.created)
  }

  /// Counts the use of the days that are left to count.
  private mutating func countUse(
    through last: Day, for account: inout Account, telling audience: inout Audience
  ) {
    guard let first = useSince else { return }
    useSince = nil
    let days = DaysOfMonth(first...last, firstOfMonth: person.month.first)
    let known = policies.rules(on: last).serviceCount
    for index in habits.uses.indices where habits.uses[index].service < known {
      let use = MonthlyUse(
        of: index, perDay: person.traits.usePerDay[index], account: person.number, in: person.month.index, habits)
      let units = use.units(on: days)
      account.meter(units, of: habits.uses[index].service, under: policies)
      audience.observe(units, of: habits.uses[index].service)
    }
  }
}
