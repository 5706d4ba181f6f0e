extension Account {
  /// The evenings from today's on, step 6, and then the next day.
  ///
  /// The mornings between are quiet, so all these days are alike.
  @usableFromInline
  mutating func endDays(before day: Day, under policies: PolicyCalendar) {
    precondition(day > today, "days end in order: \(day) is not after \(today)")
    accrue(before: day, under: policies)
    today = day
    isDayOver = false
    isFirstOfMonth = false
    if day >= nextMonth {
      let month = day.monthBounds
      isFirstOfMonth = day == month.first
      nextMonth = month.next
    }
  }

  /// What the evenings from today's on, to that before a day, bring into the running month.
  ///
  /// Base and recurring services accrue; the latter on blocked days only where the policy says so.
  @inline(__always)
  mutating func accrue(before day: Day, under policies: PolicyCalendar) {
    let evenings = day - today - (isDayOver ? 1 : 0)
    guard evenings > 0, isOpen, !isInTrial(on: today, under: policies) else { return }
    let recurring = stage != .blocked || policies.rules(on: today).accrueWhileBlocked
    month.accrue(days: evenings, recurring: recurring)
  }
}
