// Days on which neither the calendar nor the account does anything of itself. Knowing them saves time, and changes
// nothing: every morning that may do something is lived by the one order of a day.

extension Account {
  /// The last day, today or later, before the next morning that may do something.
  ///
  /// Mornings beyond today up to it do nothing, whoever signs in or uses the account until then, and its evenings accrue
  /// alike: no day of a policy change, no end of a trial and no 1st of a month lies between. It may be too early,
  /// never too late.
  public func lastQuietDay(under policies: PolicyCalendar) -> Day {
    switch status {
    case .notCreated: return created - 1
    case .deletionPending: return today
    case .deleted(let purgeDay): return purgeDay - 1
    case .purged: return .latest
    case .open: break
    }
    var next = min(nextMonth, policies.nextChange(after: today))
    if let lapse = wallet.nextLapse { next = min(next, lapse) }
    let rules = policies.rules(on: today)
    let trialEnd = created + rules.trialDays
    if trialEnd > today { next = min(next, trialEnd) }
    if balance <= .zero {
      if rules.deletesAutomatically { next = min(next, nextJudgement(under: rules)) }
      next = min(next, nextStage(under: rules.restrictions))
    }
    return max(next, today + 1) - 1
  }

  /// The first morning after today that may find the conditions of a deletion fulfilled, without another activity.
  private func nextJudgement(under rules: EverydayRules) -> Day {
    max(lastActivity + rules.inactivityDays, created + rules.minimumAgeDays, today) + 1
  }

  /// The first morning after today on which the stage of the present debt may be another one.
  private func nextStage(under rules: RestrictionRules) -> Day {
    guard dueStage(under: rules) == stage else { return today + 1 }
    guard let debtSince = wallet.debtSince, stage != .blocked else { return .latest }
    let number = rules.dayNumber(of: today, debtSince: debtSince)
    return rules.nextThreshold(after: number).map { today + ($0 - number) } ?? .latest
  }

  /// Lives days on which the account is only signed in to, from today on through the routine's last day.
  ///
  /// Nothing follows from such days but that they were days of activity, so there is nothing to tell. The account is
  /// open, not blocked, without a pending deletion, and the days are quiet; else every sign-in is a command of its own.
  public mutating func live(_ routine: Routine, under policies: PolicyCalendar) {
    precondition(status == .open && stage != .blocked, "only what restricts nobody and warns nobody is routine")
    precondition(
      routine.days.lowerBound == today && routine.days.upperBound < nextMonth,
      "a routine begins today, and no invoice falls in it")
    assert(routine.days.upperBound <= lastQuietDay(under: policies), "a routine ends with the quiet days")
    if let last = routine.lastSignIn { lastActivity = last }
    if routine.days.upperBound > today { endDays(before: routine.days.upperBound, under: policies) }
  }

  /// Counts the use of some days at once, without telling of it (RULES 3).
  ///
  /// All of them lie in the running month, in or out of the trial alike, and on none of them was the account blocked.
  ///
  /// - Parameter day: the last of them.
  public mutating func meter(
    _ quantity: Int, of service: ServiceIndex, through day: Day, under policies: PolicyCalendar
  ) {
    if !isInTrial(on: day, under: policies) { month.add(quantity, of: service) }
  }
}
