extension Account {
  /// What comes of a command: its event, and whether it is activity that calls a deletion off.
  @usableFromInline
  struct Answer {
    @usableFromInline let event: Event
    @usableFromInline let isActivity: Bool

    init(_ event: Event, isActivity: Bool = false) {
      self.event = event
      self.isActivity = isActivity
    }
  }

  /// Carries a command out, or refuses it.
  @usableFromInline
  mutating func answer(to command: Command, under policies: PolicyCalendar) throws(AmountOverflow) -> Answer {
    if let reason = refusal(of: command, under: policies) { return refuse(command, because: reason, under: policies) }
    return try carryOut(command, under: policies)
  }

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
      return policies.rules(on: today).topUp.admits(amount) ? nil : .amountOutOfRange
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

  /// Refuses; a sign-in that the block stops still shows the day of a pending deletion, and is activity where the policy
  /// counts everyone's.
  private mutating func refuse(_ command: Command, because reason: RefusalReason, under policies: PolicyCalendar)
    -> Answer
  {
    var refusal = Refusal(command: command, reason: reason, isActivity: false)
    if case .signIn(let role) = command, reason == .blocked {
      refusal.isActivity = policies[today].deletion.blockedSignInIsActivity.include(role)
      refusal.banner = pendingDeletion?.due
    }
    if refusal.isActivity { lastActivity = today }
    return Answer(.refused(refusal), isActivity: refusal.isActivity)
  }

  /// Carries out a command that nothing refuses.
  private mutating func carryOut(_ command: Command, under policies: PolicyCalendar) throws(AmountOverflow) -> Answer {
    switch command {
    case .topUp(let amount, let role, let method):
      return try credit(amount, by: role, with: method, under: policies)
    case .topUpDeclined(let amount, let role, let method):
      return Answer(.topUpDeclined(amount, by: role, with: method))
    case .signIn(let role):
      return admit(role, under: policies)
    case .use(let quantity, let service):
      precondition(
        quantity > 0 && policies[today].tariff.services[service].isMetered,
        "a metered service is used, at least one unit")
      meter(quantity, of: service, through: today, under: policies)
      return Answer(.used(service, quantity: quantity))
    case .set(let service, let units):
      precondition(
        units >= 0 && !policies[today].tariff.services[service].isMetered, "units of a recurring service are set")
      month.enable(units, of: service)
      return Answer(.serviceChanged(service, units: units))
    case .requestDeletion:
      return Answer(scheduleDeletion(.manual, under: policies))
    case .cancelDeletion:
      lastActivity = today
      status = .open
      return Answer(.deletionCancelled(by: .owner))
    case .restore:
      status = .open
      lastActivity = today
      return Answer(.restored)
    }
  }

  private mutating func credit(
    _ amount: Money, by role: Role, with method: PaymentMethod, under policies: PolicyCalendar
  ) throws(AmountOverflow) -> Answer {
    let schedule = policies[today].bonus
    let bonus = try schedule.bonus(for: amount, settling: wallet.debt, on: today)
    var topUp = TopUp(
      amount: amount, bonus: bonus, cashToDebt: .zero, bonusToDebt: .zero, role: role, method: method)
    try wallet.credit(&topUp, bonusLapsingOn: schedule.expiresAfterDays.map { today + $0 })
    lastActivity = today
    return Answer(.topUp(topUp), isActivity: true)
  }

  /// Admits a role as far as the stage allows; it is activity, except in a block where the policy does not count the role
  /// (RULES 4, 5).
  private mutating func admit(_ role: Role, under policies: PolicyCalendar) -> Answer {
    let signIn = signIn(of: role, under: policies)
    if signIn.isActivity { lastActivity = today }
    return Answer(.signIn(signIn), isActivity: signIn.isActivity)
  }

  /// What a person who is not refused reaches.
  private func signIn(of role: Role, under policies: PolicyCalendar) -> SignIn {
    SignIn(
      role: role,
      access: role.isAdministrator && stage >= .paymentPage ? .paymentPage : .full,
      showsPopUp: role.isAdministrator && stage == .reminder,
      banner: pendingDeletion?.due,
      isActivity: stage != .blocked || policies[today].deletion.blockedSignInIsActivity.include(role))
  }

  /// What a person who signed in now would reach; nothing changes.
  ///
  /// - Returns: `nil` where the sign-in would be refused: before the creation, in a block to employees, after a deletion
  ///   (RULES 4, 5).
  public func view(of role: Role, under policies: PolicyCalendar) -> SignIn? {
    refusal(of: .signIn(role), under: policies) == nil ? signIn(of: role, under: policies) : nil
  }
}

extension DeletionRules.BlockedSignIns {
  /// Whether the sign-in of a role to a blocked account is activity (RULES 5).
  fileprivate func include(_ role: Role) -> Bool {
    switch self {
    case .administrators: role.isAdministrator
    case .everyone: true
    case .nobody: false
    }
  }
}
