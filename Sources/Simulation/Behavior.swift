import BillingCore

/// Who acts on an account each day: a script, or a synthetic person.
protocol Behavior {
  /// Whether nothing more is asked of an account that is purged.
  var isOver: Bool { get }
  /// Lives days at once, from the first of some quiet ones on, as long as nothing is asked but what changes nothing.
  ///
  /// - Returns: the last of them; `nil` when the first is a day for ``act(on:for:telling:)``.
  mutating func passRoutine(
    in days: ClosedRange<Day>, for account: inout Account, telling audience: inout Audience
  ) -> Day?
  /// The day's actions, between the core's morning and evening.
  mutating func act(on day: Day, for account: inout Account, telling audience: inout Audience)
    throws(AmountOverflow)
  /// The last day is over.
  mutating func finish(on day: Day, for account: inout Account, telling audience: inout Audience)
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

  /// Nothing is asked until the next entry.
  mutating func passRoutine(
    in days: ClosedRange<Day>, for account: inout Account, telling audience: inout Audience
  ) -> Day? {
    guard next < entries.count else { return days.upperBound }
    return entries[next].day == days.lowerBound ? nil : min(days.upperBound, entries[next].day - 1)
  }

  mutating func act(on day: Day, for account: inout Account, telling audience: inout Audience)
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

  mutating func finish(on day: Day, for account: inout Account, telling audience: inout Audience) {}
}
