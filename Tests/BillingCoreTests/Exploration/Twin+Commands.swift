@testable import BillingCore

extension Twin {
  /// Does what is asked; what must be told of it: its own event, the stage that follows, the deletion called off.
  mutating func perform(_ command: Command, under policies: PolicyCalendar) -> [Event] {
    let policy = policies[today]
    let (event, isActivity) = answer(command, policy, policies)
    if isActivity { lastActivity = today }
    let told = [event] + followDebt(under: policy)
    guard isActivity, pendingDue != nil else { return told }
    phase = .open
    return told + [.deletionCancelled(by: .activity)]
  }

  private mutating func answer(_ command: Command, _ policy: Policy, _ policies: PolicyCalendar) -> (Event, Bool) {
    if let reason = reason(against: command, under: policy) {
      let counts =
        reason == .blocked && command == .signIn(.employee)
        && policy.deletion.blockedSignInIsActivity == .everyone
      let banner = reason == .blocked && command == .signIn(.employee) ? pendingDue : nil
      return (.refused(Refusal(command: command, reason: reason, isActivity: counts, banner: banner)), counts)
    }
    switch command {
    case .topUp(let amount, let role, let method):
      return (.topUp(credit(amount.minorUnits, role, method, policy, policies)), true)
    case .topUpDeclined(let amount, let role, let method):
      return (.topUpDeclined(amount, by: role, with: method), false)
    case .signIn(let role):
      let pays = role == .owner || role == .administrator
      let counts =
        switch policy.deletion.blockedSignInIsActivity {
        case _ where stage != .blocked: true
        case .everyone: true
        case .administrators: pays
        case .nobody: false
        }
      let seen = SignIn(
        role: role, access: pays && [.paymentPage, .blocked].contains(stage) ? .paymentPage : .full,
        showsPopUp: pays && stage == .reminder, banner: pendingDue, isActivity: counts)
      return (.signIn(seen), counts)
    case .use(let quantity, let service):
      if !isTrial(today, policy) { meters[service].used += quantity }
      return (.used(service, quantity: quantity), false)
    case .set(let service, let units):
      meters[service].enabled = units
      return (.serviceChanged(service, units: units), false)
    case .requestDeletion: return (giveNotice(.manual, under: policy.deletion), false)
    case .cancelDeletion:
      (phase, lastActivity) = (.open, today)
      return (.deletionCancelled(by: .owner), false)
    case .restore:
      (phase, lastActivity) = (.open, today)
      return (.restored, false)
    }
  }

  /// The first reason of the table of RULES 7.
  private func reason(against command: Command, under policy: Policy) -> RefusalReason? {
    switch phase {
    case .absent: return .notCreated
    case .purged: return .purged
    case .deleted: return command == .restore ? nil : .deleted
    case .open, .pending: break
    }
    switch command {
    case .topUp(let amount, let role, _), .topUpDeclined(let amount, let role, _):
      if role == .employee { return .notPermitted }
      let most = policy.topUp.maximum?.minorUnits ?? .max
      let range = policy.topUp.minimum.minorUnits...max(most, policy.topUp.minimum.minorUnits)
      return amount.minorUnits > 0 && range.contains(amount.minorUnits) ? nil : .amountOutOfRange
    case .signIn(.employee), .use: return stage == .blocked ? .blocked : nil
    case .signIn: return nil
    case .set: return stage == .paymentPage || stage == .blocked ? .restricted : nil
    case .requestDeletion:
      return pendingDue != nil ? .alreadyPending : mayBeDeleted(under: policy.deletion) ? nil : .conditionsNotMet
    case .cancelDeletion: return pendingDue == nil ? .nothingPending : nil
    case .restore: return .notDeleted
    }
  }

  /// RULES 2: cash settles debt, then the bonus does; what is left is prepaid.
  private mutating func credit(
    _ amount: Int64, _ role: Role, _ method: PaymentMethod, _ policy: Policy, _ policies: PolicyCalendar
  ) -> TopUp {
    let schedule = policy.bonus
    let earning = schedule.basis == .total ? amount : amount > debt ? amount - debt : 0
    var tiers = schedule.tiers
    for campaign in schedule.campaigns where campaign.days.lowerBound <= today && today <= campaign.days.upperBound {
      tiers = campaign.tiers
    }
    var bonus: Int64 = 0
    for tier in tiers where tier.from.minorUnits <= earning {
      bonus = nearest(earning * Int64(tier.percent.hundredths), 10_000)
    }
    if let cap = schedule.cap?.minorUnits, cap < bonus { bonus = cap }
    let owed = debt
    let cashToDebt = amount < owed ? amount : owed
    let bonusToDebt = bonus < owed - cashToDebt ? bonus : owed - cashToDebt
    debt = owed - cashToDebt - bonusToDebt
    if debt == 0 { debtSince = nil }
    cash += amount - cashToDebt
    deferred += amount - cashToDebt
    grant(bonus - bonusToDebt, on: today, under: policies)
    return TopUp(
      amount: Money(minorUnits: amount), bonus: Money(minorUnits: bonus), cashToDebt: Money(minorUnits: cashToDebt),
      bonusToDebt: Money(minorUnits: bonusToDebt), role: role, method: method)
  }
}
