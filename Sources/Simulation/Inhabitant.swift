import BillingCore

/// A synthetic account: what its person asks for at each step of the day is done before the next step is thought of.
///
/// Unless somebody wants to hear each day, days of routine are lived at once, and their use is counted when the month
/// ends or something else begins: the same decisions, the same account after them, and the same fingerprint.
struct Inhabitant: Behavior, ~Copyable {
  private var person: SyntheticAccount
  private let habits: Habits
  private let policies: PolicyCalendar
  private var commands: [Command] = []
  /// The first day of the running month whose use is not counted yet.
  private var useSince: Day?

  var isOver: Bool { true }

  init(_ person: consuming SyntheticAccount, habits: Habits) {
    self.person = person
    self.habits = habits
    policies = habits.policies
  }

  mutating func act(from day: Day, through limit: Day, for account: inout Account, telling audience: inout Audience)
    throws(AmountOverflow) -> Day
  {
    guard !audience.attention.contains(.days) else {
      try act(SyntheticAccount.Step.inOrder[...], on: day, for: &account, telling: &audience)
      return day
    }
    switch plan(from: day, through: limit, for: account, audience) {
    case .routine(let last): return live(day...last, for: &account, telling: &audience)
    case .topUp:
      // What follows a top-up may well be routine again, on the same day.
      person.topUp(on: day, for: account, wholeMonth: audience.lastInvoice.wholeMonth, asking: &commands)
      try performAll(on: day, for: &account, telling: &audience)
      if case .routine(let last) = plan(from: day, through: limit, for: account, audience, afterTopUp: true) {
        return live(day...last, for: &account, telling: &audience)
      }
      try act(SyntheticAccount.Step.afterTopUp, on: day, for: &account, telling: &audience)
    case .stepByStep:
      try act(SyntheticAccount.Step.inOrder[...], on: day, for: &account, telling: &audience)
    }
    return day
  }

  /// What the days from one on bring.
  private mutating func plan(
    from day: Day, through limit: Day, for account: Account, _ audience: Audience, afterTopUp: Bool = false
  ) -> SyntheticAccount.Plan {
    let last = min(limit, account.lastQuietDay(under: policies))
    return person.plan(
      for: day...last, of: account, wholeMonth: audience.lastInvoice.wholeMonth, afterTopUp: afterTopUp)
  }

  /// Lives days of routine.
  private mutating func live(_ days: ClosedRange<Day>, for account: inout Account, telling audience: inout Audience)
    -> Day
  {
    let (today, last) = (days.lowerBound, days.upperBound)
    guard !person.isAway, account.isOpen else {
      countUse(through: today - 1, for: &account, telling: &audience)
      return last
    }
    let isInTrial = isInTrial(account)
    if isInTrial { countUse(through: today - 1, for: &account, telling: &audience) }
    let routine = Routine(
      days, firstOfMonth: person.month.first, administrators: person.month.administrators,
      employees: person.month.employees)
    account.live(routine, under: policies)
    audience.observe(routine)
    useSince = useSince ?? today
    if last == person.month.last || isInTrial { countUse(through: last, for: &account, telling: &audience) }
    return last
  }

  /// Does what was asked for.
  private mutating func performAll(
    on day: Day, for account: inout Account, telling audience: inout Audience
  ) throws(AmountOverflow) {
    for index in commands.indices {
      try account.perform(commands[index], on: day, under: policies, telling: &audience)
    }
    for _ in commands.indices { commands.removeLast() }  // mostly one, and then less work than to remove all
  }

  /// The steps of one day, or the last of them.
  private mutating func act(
    _ steps: ArraySlice<SyntheticAccount.Step>, on day: Day, for account: inout Account,
    telling audience: inout Audience
  ) throws(AmountOverflow) {
    for step in steps {
      if step == .use, mayCountUseLater(of: account, audience) {
        useSince = useSince ?? day
        if day == person.month.last { countUse(through: day, for: &account, telling: &audience) }
        continue
      }
      if step == .use { countUse(through: day - 1, for: &account, telling: &audience) }
      person.decide(
        step, on: day, for: account, wholeMonth: audience.lastInvoice.wholeMonth, asking: &commands)
      if !commands.isEmpty { try performAll(on: day, for: &account, telling: &audience) }
    }
  }

  mutating func finish(on day: Day, for account: inout Account, telling audience: inout Audience) {
    countUse(through: day, for: &account, telling: &audience)
  }

  /// Whether today's use is taken and paid like that of the days before and after.
  private func mayCountUseLater(of account: Account, _ audience: Audience) -> Bool {
    !audience.attention.contains(.days) && !person.isAway && account.isOpen && account.pendingDeletion == nil
      && account.stage != .blocked
      && !isInTrial(account)
  }

  private func isInTrial(_ account: Account) -> Bool {
    policies.isTrial(on: account.today, ofAccountCreated: account.created)
  }

  /// Counts the use of the days that are left to count, if there are any.
  @inline(__always)
  private mutating func countUse(
    through last: Day, for account: inout Account, telling audience: inout Audience
  ) {
    if let first = useSince { countUse(of: first...last, for: &account, telling: &audience) }
  }

  private mutating func countUse(
    of run: ClosedRange<Day>, for account: inout Account, telling audience: inout Audience
  ) {
    useSince = nil
    let last = run.upperBound
    let days = DaysOfMonth(run, firstOfMonth: person.month.first)
    let known = policies.rules(on: last).serviceCount
    for index in habits.uses.indices where habits.uses[index].service < known {
      let use = MonthlyUse(
        of: index, perDay: person.traits.usePerDay[index], account: person.number, in: person.month.index, habits)
      let units = use.units(on: days)
      account.meter(units, of: habits.uses[index].service, through: last, under: policies)
      audience.observe(units, of: habits.uses[index].service, through: last)
    }
  }
}
