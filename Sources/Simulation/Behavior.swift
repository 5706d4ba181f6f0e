import BillingCore

/// Who acts on an account each day: a script, or a synthetic person.
protocol Behavior {
  /// Whether nothing more is asked of an account that is purged.
  var isOver: Bool { get }
  /// The day's actions, between the core's morning and evening.
  mutating func act(on day: Day, for account: inout Account, telling audience: inout Audience<some RunWatcher>)
    throws(AmountOverflow)
}

/// A timeline, played entry by entry.
struct Script: Behavior {
  private let entries: [ScriptedAccount.Entry]
  private let policies: PolicyCalendar
  private var next = 0

  var isOver: Bool { next == entries.count }

  init(_ account: ScriptedAccount, under policies: PolicyCalendar) {
    entries = account.entries
    self.policies = policies
  }

  mutating func act(on day: Day, for account: inout Account, telling audience: inout Audience<some RunWatcher>)
    throws(AmountOverflow)
  {
    let first = next
    while next < entries.count, entries[next].day == day {
      switch entries[next].deed {
      case .command(let command): try account.perform(command, on: day, under: policies, telling: &audience)
      case .expect(let expectation): audience.listener.judge(expectation, of: account, on: day)
      case .expectAtEnd: break
      }
      next += 1
    }
    for entry in entries[first..<next] {
      if case .expectAtEnd(let expectation) = entry.deed {
        audience.listener.judge(expectation, of: account, on: day)
      }
    }
  }
}

/// A synthetic account: what its person asks for at each step of the day is done before the next step is thought of.
struct Inhabitant: Behavior {
  var person: SyntheticAccount
  let policies: PolicyCalendar
  private var commands: [Command] = []

  var isOver: Bool { true }

  init(_ person: SyntheticAccount, under policies: PolicyCalendar) {
    self.person = person
    self.policies = policies
  }

  mutating func act(on day: Day, for account: inout Account, telling audience: inout Audience<some RunWatcher>)
    throws(AmountOverflow)
  {
    for step in SyntheticAccount.Step.inOrder {
      person.decide(
        step, on: day, for: account, wholeMonth: audience.lastInvoice.wholeMonth, asking: &commands)
      for command in commands {
        try account.perform(command, on: day, under: policies, telling: &audience)
      }
      commands.removeAll(keepingCapacity: true)
    }
  }
}
