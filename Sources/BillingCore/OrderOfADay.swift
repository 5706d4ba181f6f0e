// The order of a day (RULES 6) stands here and nowhere else. Morning: 1. the past month's invoice; 2. lapses;
// 3. purge, deletion, reminders, conditions; 4. the stage. Day: 5. commands. Evening: 6. accrual.

extension Account {
  /// Lets time pass: ends today, then lives every day up to and with the morning of `day`.
  ///
  /// Does nothing when that day has come already. Days whose morning has nothing to do are passed at once. Of the
  /// automatic steps a deleted account has only the purge, a purged one none; on the creation day the morning does
  /// nothing (RULES 6).
  ///
  /// - Throws: ``AmountOverflow`` when a line, credit or debt no longer fits an amount.
  public mutating func advance(to day: Day, under policies: PolicyCalendar, telling watcher: inout some Watcher)
    throws(AmountOverflow)
  {
    while today < day {
      let next = min(day, lastQuietDay(under: policies) + 1)
      endDays(before: next, under: policies)
      today = next
      try beginDay(under: policies, telling: &watcher)
    }
  }

  /// The morning: steps 1 to 4.
  private mutating func beginDay(under policies: PolicyCalendar, telling watcher: inout some Watcher)
    throws(AmountOverflow)
  {
    switch status {
    case .notCreated:
      if today == created { create(telling: &watcher) }
    case .open, .deletionPending:
      if today.isFirstOfMonth { try invoicePastMonth(under: policies, telling: &watcher) }
      lapseBonus(telling: &watcher)
      try followDeletion(under: policies, telling: &watcher)
      updateStage(under: policies[today].restrictions, telling: &watcher)
    case .deleted(let purgeDay):
      if today == purgeDay { purge(telling: &watcher) }
    case .purged:
      break
    }
  }

  /// The day: step 5, one command; then the stage and the end of a deletion that follow from it.
  ///
  /// Time passes up to `day` first. A refusal is told as an event and changes nothing, but that a blocked sign-in may
  /// count as activity.
  ///
  /// - Throws: ``AmountOverflow`` when credit no longer fits an amount.
  public mutating func perform(
    _ command: Command, on day: Day, under policies: PolicyCalendar, telling watcher: inout some Watcher
  ) throws(AmountOverflow) {
    precondition(day >= today, "time does not go back")
    try advance(to: day, under: policies, telling: &watcher)
    let isActivity: Bool
    if let reason = refusal(of: command, under: policies) {
      isActivity = refuse(command, because: reason, under: policies, telling: &watcher)
    } else {
      isActivity = try carryOut(command, under: policies, telling: &watcher)
    }
    updateStage(under: policies[day].restrictions, telling: &watcher)
    if isActivity { cancelDeletion(by: .activity, telling: &watcher) }
  }

  /// The evenings from today's on, step 6: base and recurring services accrue; the latter on blocked days only where the
  /// policy says so. The mornings between are quiet, so all these days are alike.
  mutating func endDays(before day: Day, under policies: PolicyCalendar) {
    guard today < day else { return }
    let evenings = day - today - (isDayOver ? 1 : 0)
    isDayOver = false
    guard isOpen, !isInTrial(on: today, under: policies) else { return }
    let recurring = stage != .blocked || policies[today].tariff.accrueWhileBlocked
    month.accrue(days: evenings, recurring: recurring)
  }
}
