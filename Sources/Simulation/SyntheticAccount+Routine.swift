import BillingCore

// Days on which a person asks for nothing but what changes nothing: they are found without living them one by one.

extension SyntheticAccount {
  /// The last day, from the first of some quiet ones on, through which nothing is asked of the account but sign-ins and
  /// use; `nil` when something else is asked on the first day, or may be.
  ///
  /// - Parameters:
  ///   - days: the first of them is today.
  ///   - wholeMonth: as of `decide`.
  mutating func lastRoutineDay(in days: ClosedRange<Day>, for account: Account, wholeMonth: Money?) -> Day? {
    let today = days.lowerBound
    switch spell {
    case .endless: return days.upperBound
    case .lasting(let last):
      guard today <= last, account.pendingDeletion == nil else { return nil }
      return min(last, days.upperBound)
    case .none: break
    }
    isIdle = false
    turn(to: today)
    let asked: DaysOfMonth
    switch account.status {
    case .notCreated, .purged: return days.upperBound
    case .deletionPending: return nil
    case .deleted: asked = self.days(of: Chance(habits.segment.restores), .restore, from: today)
    case .open:
      guard !mayAskForMore(on: today, of: account) else { return nil }
      asked = month.spells.union(topUpDays(from: today, for: account, wholeMonth: wholeMonth))
        .intersection(month.days(from: today))
    }
    let last = min(days.upperBound, month.last)
    guard let first = asked.first(firstOfMonth: month.first) else { return last }
    return first == today ? nil : min(last, first - 1)
  }

  /// Whether something that is decided by the state of the account may be asked on a day.
  private func mayAskForMore(on day: Day, of account: Account) -> Bool {
    account.stage == .blocked || (traits.startsIdle && day == habits.eve + 1)
      || (habits.segment.requestsDeletion > 0 && account.balance <= .zero) || maySwitchOn(on: day, for: account)
  }

  /// The days of the running month from one on, on which a top-up is decided as long as the account stands as it does.
  private func topUpDays(from day: Day, for account: Account, wholeMonth: Money?) -> DaysOfMonth {
    guard !habits.payment.hasRhythm else {
      return hasGivenUp ? .none : days(of: traits.rhythmDay, .rhythm, from: day)
    }
    let chance = chanceOfPaying(account, monthCost: monthCost(of: account, on: day, wholeMonth: wholeMonth))
    return chance.threshold == 0 ? .none : month.payments.days(below: chance, among: month.days(from: day))
  }
}
