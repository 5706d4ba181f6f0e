import BillingCore

// Days on which a person asks for nothing but what changes nothing: they are found without living them one by one.

extension SyntheticAccount {
  /// What some quiet days bring.
  enum Plan {
    /// Nothing is asked through this day but sign-ins and use, or nothing at all.
    case routine(through: Day)
    /// A top-up today; before it nothing.
    case topUp
    /// Today may bring anything.
    case stepByStep
  }

  /// Looks ahead.
  ///
  /// - Parameters:
  ///   - days: the first of them is today.
  ///   - wholeMonth: as of `decide`.
  ///   - afterTopUp: whether today's decision to pay has been made, and has been carried out.
  mutating func plan(for days: ClosedRange<Day>, of account: Account, wholeMonth: Money?, afterTopUp: Bool) -> Plan {
    let today = days.lowerBound
    switch spell {
    case .endless: return .routine(through: days.upperBound)
    case .lasting(let last):
      guard today <= last, account.pendingDeletion == nil else { return .stepByStep }
      return .routine(through: min(last, days.upperBound))
    case .none: break
    }
    isIdle = false
    turn(to: today)
    var asked: DaysOfMonth
    switch account.status {
    case .notCreated, .purged: return .routine(through: days.upperBound)
    case .deletionPending: return .stepByStep
    case .deleted: asked = self.days(of: Chance(habits.segment.restores), .restore, from: today)
    case .open:
      let begins = month.spells.intersection(month.days(from: today))
      if habits.mayAskForMore(on: today, of: account, traits) || begins.first(firstOfMonth: month.first) == today
        || (!unitsToSwitchOn.isEmpty && maySwitchOn(on: today, for: account))
      {
        return .stepByStep
      }
      let from = afterTopUp ? today + 1 : today
      if from > month.last {
        asked = .none
      } else if habits.payment.hasRhythm {
        asked = rhythmDays(from: from)
      } else {
        let monthCost = habits.monthCost(of: account, on: today, wholeMonth: wholeMonth)
        asked = month.payments(below: habits.chanceOfPaying(account, traits, monthCost: monthCost), from: from)
      }
      if asked.first(firstOfMonth: month.first) == today { return .topUp }
      asked = asked.union(begins)
    }
    let last = min(days.upperBound, month.last)
    guard let first = asked.first(firstOfMonth: month.first) else { return .routine(through: last) }
    return first == today ? .stepByStep : .routine(through: min(last, first - 1))
  }

  /// The days of the running month from one on, on which a top-up of a rhythm is decided.
  private func rhythmDays(from day: Day) -> DaysOfMonth {
    hasGivenUp ? .none : days(of: traits.rhythmDay, .rhythm, from: day)
  }
}

extension Habits {
  /// Whether something that is decided by the state of the account may be asked on a day.
  @inline(__always)
  fileprivate func mayAskForMore(on day: Day, of account: Account, _ traits: Traits) -> Bool {
    account.stage == .blocked || (traits.startsIdle && day == eve + 1)
      || (segment.requestsDeletion > 0 && account.balance <= .zero)
  }
}
