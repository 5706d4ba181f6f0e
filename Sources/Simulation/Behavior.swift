import BillingCore

/// Who acts on an account each day: a script, or a synthetic person.
protocol Behavior {
  /// The day's actions, between the core's morning and evening.
  mutating func act(on day: Day, for account: inout Account, telling audience: inout Audience<some RunWatcher>)
    throws(AmountOverflow)
}

/// A timeline, played entry by entry.
struct Script: Behavior {
  private let account: ScriptedAccount
  private let policies: PolicyCalendar
  private let lastDay: Day
  private var next: Int

  init(_ account: ScriptedAccount, in scenario: Scenario) {
    self.account = account
    policies = scenario.policies
    lastDay = scenario.lastDay
    next = 0
  }

  mutating func act(on day: Day, for account: inout Account, telling audience: inout Audience<some RunWatcher>)
    throws(AmountOverflow)
  {
    while next < self.account.entries.count, self.account.entries[next].day == day {
      switch self.account.entries[next].deed {
      case .command(let command): try account.perform(command, on: day, under: policies, telling: &audience)
      case .expect(let expectation): audience.listener.judge(expectation, of: account, on: day)
      }
      next += 1
    }
    if day == lastDay, let atEnd = self.account.expectAtEnd {
      audience.listener.judge(atEnd, of: account, on: day)
    }
  }
}

/// A synthetic account, living by its segment's habits.
struct Inhabitant: Behavior {
  var person: SyntheticAccount
  let habits: Habits

  mutating func act(on day: Day, for account: inout Account, telling audience: inout Audience<some RunWatcher>)
    throws(AmountOverflow)
  {
    try person.act(on: day, for: &account, habits: habits, telling: &audience)
  }
}
