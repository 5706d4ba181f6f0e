extension Account {
  /// The first reason that refuses a command today, in the order of RULES 7; `nil` when it may be carried out.
  func refusal(of command: Command, under policies: PolicyCalendar) -> RefusalReason? {
    switch status {
    case .notCreated: return .notCreated
    case .purged: return .purged
    case .deleted: return command == .restore ? nil : .deleted
    case .open, .deletionPending: break
    }
    switch command {
    case .topUp(let amount, let role, _), .topUpDeclined(let amount, let role, _):
      if !role.isAdministrator { return .notPermitted }
      return policies[today].topUp.admits(amount) ? nil : .amountOutOfRange
    case .signIn(let role):
      return stage == .blocked && !role.isAdministrator ? .blocked : nil
    case .use:
      return stage == .blocked ? .blocked : nil
    case .set:
      return stage >= .paymentPage ? .restricted : nil
    case .requestDeletion:
      if pendingDeletion != nil { return .alreadyPending }
      return meetsDeletionConditions(under: policies) ? nil : .conditionsNotMet
    case .cancelDeletion:
      return pendingDeletion == nil ? .nothingPending : nil
    case .restore:
      return .notDeleted
    }
  }

  /// Tells a refusal, and whether the attempt is activity: only a sign-in that the block stops, where the policy says so.
  mutating func refuse(
    _ command: Command, because reason: RefusalReason, under policies: PolicyCalendar,
    telling watcher: inout some Watcher
  ) -> Bool {
    var isActivity = false
    if case .signIn = command, reason == .blocked { isActivity = policies[today].deletion.blockedSignInIsActivity }
    if isActivity { lastActivity = today }
    watcher.observe(
      .refused(Refusal(command: command, reason: reason, isActivity: isActivity)), of: self, on: today)
    return isActivity
  }

  /// Carries out a command that nothing refuses, and tells whether it is activity that calls a deletion off.
  mutating func carryOut(_ command: Command, under policies: PolicyCalendar, telling watcher: inout some Watcher)
    throws(AmountOverflow) -> Bool
  {
    switch command {
    case .topUp(let amount, let role, let method):
      try credit(amount, by: role, with: method, under: policies[today].bonus, telling: &watcher)
      return true
    case .topUpDeclined(let amount, let role, let method):
      watcher.observe(.topUpDeclined(amount, by: role, with: method), of: self, on: today)
      return false
    case .signIn(let role):
      return admit(role, under: policies, telling: &watcher)
    case .use(let quantity, let service):
      meter(quantity, of: service, under: policies, telling: &watcher)
      return false
    case .set(let service, let units):
      precondition(
        units >= 0 && !policies[today].tariff.services[service].isMetered, "units of a recurring service are set")
      month.meters[service].enabled = units
      watcher.observe(.serviceChanged(service, units: units), of: self, on: today)
      return false
    case .requestDeletion:
      scheduleDeletion(.manual, under: policies, telling: &watcher)
      return false
    case .cancelDeletion:
      lastActivity = today
      cancelDeletion(by: .owner, telling: &watcher)
      return false
    case .restore:
      status = .open
      lastActivity = today
      watcher.observe(.restored, of: self, on: today)
      return false
    }
  }

  private mutating func credit(
    _ amount: Money, by role: Role, with method: PaymentMethod, under schedule: BonusSchedule,
    telling watcher: inout some Watcher
  ) throws(AmountOverflow) {
    let bonus = try schedule.bonus(for: amount, settling: wallet.debt, on: today)
    var topUp = TopUp(
      amount: amount, bonus: bonus, cashToDebt: .zero, bonusToDebt: .zero, role: role, method: method)
    try wallet.credit(&topUp, bonusLapsingOn: schedule.expiresAfterDays.map { today + $0 })
    lastActivity = today
    watcher.observe(.topUp(topUp), of: self, on: today)
  }

  /// Lets somebody in as far as the stage does, and tells whether that is activity (RULES 4, 5).
  private mutating func admit(_ role: Role, under policies: PolicyCalendar, telling watcher: inout some Watcher) -> Bool
  {
    let isActivity = stage != .blocked || policies[today].deletion.blockedSignInIsActivity
    if isActivity { lastActivity = today }
    let signIn = SignIn(
      role: role,
      access: role.isAdministrator && stage >= .paymentPage ? .paymentPage : .full,
      showsPopUp: role.isAdministrator && stage == .reminder,
      banner: pendingDeletion?.due,
      isActivity: isActivity)
    watcher.observe(.signIn(signIn), of: self, on: today)
    return isActivity
  }

  /// Counts use; in the trial it is recorded but free (RULES 3).
  private mutating func meter(
    _ quantity: Int, of service: ServiceIndex, under policies: PolicyCalendar, telling watcher: inout some Watcher
  ) {
    precondition(
      quantity > 0 && policies[today].tariff.services[service].isMetered, "a metered service is used, at least one unit"
    )
    if !isInTrial(on: today, under: policies) { month.meters[service].quantity += quantity }
    watcher.observe(.used(service, quantity: quantity), of: self, on: today)
  }
}
