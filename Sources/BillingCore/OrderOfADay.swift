// The order of a day (RULES 6) stands here and nowhere else. Morning: 1. the past month's invoice; 2. lapses;
// 3. purge, deletion, reminders, conditions; 4. the stage. Day: 5. commands. Evening: 6. accrual.
// Each rule changes the account and says what happened; here it is told, in this order.

extension Account {
  /// Lets time pass: ends today, then lives every day up to and with the morning of `day`.
  ///
  /// Does nothing when that day has come already. Days whose morning has nothing to do are passed at once. Of the
  /// automatic steps a deleted account has only the purge, a purged one none; on the creation day the morning does
  /// nothing (RULES 6).
  ///
  /// - Throws: ``AmountOverflow`` when a line, credit or debt no longer fits an amount.
  @inlinable
  public mutating func advance(to day: Day, under policies: PolicyCalendar, telling watcher: inout some Watcher)
    throws(AmountOverflow)
  {
    while today < day {
      let tomorrow = today + 1
      let next = day == tomorrow ? day : min(day, lastQuietDay(under: policies) + 1)
      endDays(before: next, under: policies)
      try beginDay(under: policies, telling: &watcher)
    }
  }

  /// The morning: steps 1 to 4.
  @inlinable
  mutating func beginDay(under policies: PolicyCalendar, telling watcher: inout some Watcher) throws(AmountOverflow) {
    switch status {
    case .notCreated:
      watcher.hear(create(), of: self)
    case .open, .deletionPending:
      if isFirstOfMonth { try invoice(.pastMonth(today), under: policies, telling: &watcher) }
      watcher.hear(lapseBonus(), of: self)
      if pendingDeletion?.due == today { try invoice(.final(today), under: policies, telling: &watcher) }
      watcher.hear(followDeletion(under: policies), of: self)
      watcher.hear(updateStage(under: policies), of: self)
    case .deleted:
      watcher.hear(purge(), of: self)
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
  @inlinable
  public mutating func perform(
    _ command: Command, on day: Day, under policies: PolicyCalendar, telling watcher: inout some Watcher
  ) throws(AmountOverflow) {
    precondition(day >= today, "time does not go back")
    try advance(to: day, under: policies, telling: &watcher)
    let answer = try answer(to: command, under: policies)
    watcher.hear(answer.event, of: self)
    watcher.hear(updateStage(under: policies), of: self)
    if answer.isActivity { watcher.hear(cancelDeletion(by: .activity), of: self) }
  }

  /// Charges the lines of an invoice, one after another, and closes the month.
  @inlinable
  mutating func invoice(_ invoice: Invoice, under policies: PolicyCalendar, telling watcher: inout some Watcher)
    throws(AmountOverflow)
  {
    for position in 0..<lineCount(of: invoice, under: policies) {
      if let line = try charge(position, of: invoice, under: policies) {
        watcher.observe(line, of: self, on: today)
      }
    }
    closeMonth()
  }
}
