import BillingCore

/// Who acts on an account each day: a script, or a synthetic person.
protocol Behavior: ~Copyable {
  /// Whether nothing more is asked of an account that is purged.
  var isOver: Bool { get }
  /// The day's actions, between the core's morning and evening, and those of quiet days after it as long as nothing is
  /// asked but what changes nothing.
  ///
  /// - Parameter limit: the last day to live at once.
  /// - Returns: the last day of which all is done.
  mutating func act(from day: Day, through limit: Day, for account: inout Account, telling audience: inout Audience)
    throws(AmountOverflow) -> Day
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

  mutating func act(from day: Day, through limit: Day, for account: inout Account, telling audience: inout Audience)
    throws(AmountOverflow) -> Day
  {
    let first = next
    while next < entries.count, entries[next].day == day {
      switch entries[next].deed {
      case .command(let command):
        if let note = entries[next].note { audience.listener.hear(note: note) }
        try account.perform(command, on: day, under: policies, telling: &audience)
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
    // Until the next entry nothing is asked, and of a purged account there is nothing more to tell.
    if isOver, case .purged = account.status { return day }
    let last = min(limit, account.lastQuietDay(under: policies))
    return next < entries.count ? min(last, entries[next].day - 1) : last
  }

  mutating func finish(on day: Day, for account: inout Account, telling audience: inout Audience) {}
}
