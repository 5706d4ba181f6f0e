import BillingCore

// What a debt brings, by the day and by the cent.

extension BoundaryBuilder {
  /// Each threshold with its neighbours, with somebody of each kind who signs in.
  var restrictions: [BoundaryCase] {
    let rules = policy.restrictions
    let thresholds: [(String, Int?)] = [
      ("reminder", rules.remindFrom), ("payment-page", rules.paymentPageFrom), ("block", rules.blockFrom),
    ]
    var cases: [BoundaryCase] = []
    for (name, from) in thresholds {
      guard let from, from <= 31 || rules.grace == .sinceDebt else { continue }
      var story = BoundaryCase("\(name)-from-day-\(from)", old { $0.debt = self.unit })
      for number in [from - 1, from, from + 1] where number >= 1 && (number <= 31 || rules.grace == .sinceDebt) {
        let day = first + (number - 1)
        story.ask(.signIn(.employee), on: day)
        story.ask(.signIn(.administrator), on: day)
        let stage = stage(onDay: number)
        story.expect(.stage(stage), .includes(access(in: stage)), on: day)
      }
      cases.append(story)
    }
    return cases + [first4Weeks, turnOfTheMonth].compactMap { $0 }
  }

  /// What an employee and an administrator reach who sign in.
  private func access(in stage: Stage) -> [String] {
    switch stage {
    case .none: ["signIn full"]
    case .reminder: ["signIn full", "signIn full popup"]
    case .paymentPage: ["signIn full", "signIn paymentPage"]
    case .blocked: ["refused signIn blocked", "signIn paymentPage"]
    }
  }

  /// Every day on which another stage might begin, without anybody who does anything.
  private var first4Weeks: BoundaryCase? {
    var story = BoundaryCase("nobody-pays", old { $0.debt = self.unit })
    for number in 1...12 {
      story.expect(.stage(stage(onDay: number)), on: first + (number - 1), recording: [.events([])])
    }
    return story
  }

  /// On the 1st milder stages end, and a block stays.
  private var turnOfTheMonth: BoundaryCase? {
    guard policy.restrictions.grace == .calendar else { return nil }
    let (last, next) = (first + 30, first + 31)
    var story = BoundaryCase("over-the-turn-of-the-month", old { $0.debt = self.unit })
    story.expect(.stage(stage(onDay: 31)), on: last)
    let isBlocked = stage(onDay: 31) == .blocked
    story.expect(.stage(isBlocked ? .blocked : stage(onDay: 1)), on: next)
    return story
  }

  /// At the invoice, and when a debt is paid.
  var debts: [BoundaryCase] {
    guard base > unit else { return [] }
    let cases: [(String, Money)] = [("a-unit-short", -unit), ("exactly", .zero), ("a-unit-more", unit)]
    let atTheInvoice = cases.map { name, rest in
      var story = BoundaryCase("\(name)-at-the-invoice", old { $0.prepaidCash = self.base + rest })
      story.expect(.balance(rest), on: first, recording: [.events([]), .stage(.none)])
      for number in [policy.restrictions.remindFrom, policy.restrictions.blockFrom].compactMap({ $0 }) where number > 1
      {
        let day = first + (number - 1)
        let isFree = rest >= .zero || (policy.restrictions.grace == .calendar && number > 31)
        story.expect(.stage(isFree ? .none : stage(onDay: number)), on: day)
      }
      return story
    }
    return atTheInvoice + cases.compactMap { payment("pays-\($0)", $1) }
  }

  /// A debtor pays on the day after the block, or on the 2nd where nobody is blocked.
  private func payment(_ name: String, _ rest: Money) -> BoundaryCase? {
    let limits = policy.topUp
    let amount = base + rest
    guard amount >= limits.minimum, limits.maximum.map({ amount <= $0 }) ?? true, limits.minimum <= unit else {
      return nil
    }
    let number = min(policy.restrictions.blockFrom ?? 1, 28) + 1
    let day = first + (number - 1)
    var story = BoundaryCase(name, old())
    story.expect(.stage(stage(onDay: number - 1)), .balance(.zero - base), on: day - 1)
    story.ask(.topUp(amount, by: .administrator, with: .card), on: day)
    story.ask(.signIn(.employee), on: day)
    // A bonus on the whole amount may settle what is left.
    guard policy.bonus.basis == .advance || policy.bonus.tiers.isEmpty else {
      story.expect(on: day)
      return story
    }
    let isPaid = rest >= .zero
    story.expect(.stage(isPaid ? .none : stage(onDay: number)), on: day)
    if !isPaid {
      story.ask(.topUp(unit, by: .administrator, with: .card), on: day + 1)
      story.expect(.stage(.none), .balance(.zero), on: day + 1)
    }
    return story
  }

  /// The invoice of a whole month and of its parts, for each length that a month has.
  var months: [Boundaries.Theme] {
    [28, 29, 30, 31].map { length in
      var month = first
      while month.daysInMonth != length { month = month.firstOfNextMonth }
      let next = month.firstOfNextMonth
      let credit = base + base + base
      var whole = BoundaryCase("whole-month", old(before: month) { $0.prepaidCash = credit })
      whole.expect(.balance(credit - base), on: next - 1, recording: [.usageToDate(.zero)])
      whole.expect(.balance(credit - base - base), on: next, recording: [.events([])])
      let parts = [("from-the-2nd", month + 1), ("from-the-last-day", next - 1)].map { name, created in
        var story = BoundaryCase(name, .created(created, units: []))
        story.expect(.balance(.zero), on: next - 1, recording: [.usageToDate(.zero)])
        story.expect(on: next)
        return story
      }
      let tooLate = beyond(month, next - 1)
      return theme(
        "03-month-of-\(length)-days", "The invoice of a month of \(length) days", from: month,
        kept([whole] + parts + tooLate, from: month))
    }
  }
}

extension BoundaryBuilder {
  /// A threshold beyond the month's length does not come in it.
  private func beyond(_ month: Day, _ last: Day) -> [BoundaryCase] {
    let rules = policy.restrictions
    let length = month.daysInMonth
    guard rules.grace == .calendar,
      [rules.remindFrom, rules.paymentPageFrom, rules.blockFrom].contains(where: { $0 ?? 0 > length })
    else { return [] }
    var story = BoundaryCase("too-short-for-a-threshold", old(before: month) { $0.debt = self.unit })
    story.expect(.stage(stage(onDay: length)), on: last)
    story.expect(on: last + 1)
    return [story]
  }
}

extension Money {
  fileprivate static prefix func - (amount: Money) -> Money { .zero - amount }
}
