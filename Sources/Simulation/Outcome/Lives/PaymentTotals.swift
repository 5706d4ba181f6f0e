import BillingCore

/// How soon debts are paid once they reach a stage of restriction.
public struct PaymentTotals: Sendable {
  /// The spells of debt that reached one stage; one that goes on to the next stage counts there, too.
  public struct Reached: Sendable {
    /// How many ended with the account deleted.
    public fileprivate(set) var deleted = 0
    /// How many go on.
    public fileprivate(set) var open = 0
    /// How many were paid so many days after the stage began; 0 is the same day.
    public fileprivate(set) var paidAfter: [Int] = []

    /// How many were paid.
    public var paid: Int { paidAfter.reduce(0, +) }
    /// How many there were.
    public var count: Int { paid + deleted + open }

    /// How many were paid between two numbers of days after the stage began, both inclusive.
    public func paid(within days: ClosedRange<Int>) -> Int {
      guard days.lowerBound < paidAfter.count else { return 0 }
      return paidAfter[days.lowerBound...min(days.upperBound, paidAfter.count - 1)].reduce(0, +)
    }

    /// The least number of days within which a share of those that were paid was paid; `nil` when none was.
    public func days(untilPaid percent: Int) -> Int? {
      let all = paid
      guard all > 0 else { return nil }
      var sum = 0
      return paidAfter.indices.first { days in
        sum += paidAfter[days]
        return sum * 100 >= all * percent
      }
    }

    fileprivate mutating func add(_ spell: DebtSpell, since entered: Day) {
      guard let ended = spell.endedOn else { return open += 1 }
      switch spell.outcome {
      case .open: open += 1
      case .deleted: deleted += 1
      case .paid:
        let days = max(0, ended - entered)
        if paidAfter.count <= days { paidAfter += Array(repeating: 0, count: days + 1 - paidAfter.count) }
        paidAfter[days] += 1
      }
    }

    fileprivate mutating func merge(_ other: Reached) {
      deleted += other.deleted
      open += other.open
      if paidAfter.count < other.paidAfter.count {
        paidAfter += Array(repeating: 0, count: other.paidAfter.count - paidAfter.count)
      }
      for (days, count) in other.paidAfter.enumerated() { paidAfter[days] += count }
    }
  }

  /// The reminder was shown.
  public private(set) var reminder = Reached()
  /// Administrators saw the payment page alone.
  public private(set) var paymentPage = Reached()
  /// Nobody had access.
  public private(set) var blocked = Reached()

  mutating func add(_ spell: DebtSpell) {
    if let day = spell.remindedOn { reminder.add(spell, since: day) }
    if let day = spell.paymentPageOn { paymentPage.add(spell, since: day) }
    if let day = spell.blockedOn { blocked.add(spell, since: day) }
  }

  mutating func merge(_ other: PaymentTotals) {
    reminder.merge(other.reminder)
    paymentPage.merge(other.paymentPage)
    blocked.merge(other.blocked)
  }
}
