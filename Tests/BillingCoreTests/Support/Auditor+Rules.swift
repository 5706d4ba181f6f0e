import BillingCore

extension Auditor {
  /// Retells an event with the auditor's own numbers.
  mutating func apply(_ event: Event) {
    let policy = policies[clock]
    switch event {
    case .created:
      expect("the creation day", clock, created)
      expect("the status", phase, .absent)
      phase = .open
    case .invoiced(let line): pay(line)
    case .bonusLapsed(let lapse): expire(lapse)
    case .topUp(let topUp): credit(topUp)
    case .topUpDeclined, .used, .serviceChanged: note(event)
    case .stageChanged(let from, let to):
      expect("the stage before", from, stage)
      stage = to
      if isOpen {
        expect("the stage", to, dueStage(leaving: from))
      } else {
        faulty("the stage of a closed account moves")
      }
    case .signIn(let signIn): admit(signIn)
    case .deletionNoticed(let notice):
      if phase != .open || !meetsConditions(policy.deletion) { faulty("the conditions do not hold") }
      expect("the notice", notice.noticedOn, clock)
      expect("the due day", notice.due - clock, policy.deletion.noticeDays)
      phase = .pending(notice)
    case .deletionReminder(let daysLeft):
      expect("the days left", daysLeft, pending.map { $0.due - clock } ?? 0)
      if !policy.deletion.remindDaysBefore.contains(daysLeft) { faulty("no reminder is due") }
      lastReminder = clock
    case .deletionCancelled(let canceller):
      if pending == nil { faulty("nothing was pending") }
      phase = .open
      if canceller == .owner { lastActivity = clock }
      expect("the last activity", lastActivity, clock)
    case .deleted:
      expect("the day of the deletion", clock, pending?.due)
      expect(
        "the days of notice", pending.map { clock - $0.noticedOn },
        pending.map { policies[$0.noticedOn].deletion.noticeDays })
      if !isClosing { linesToCome = closeMonth(pricedOn: clock) }
      if !linesToCome.isEmpty { faulty("the final invoice lacks lines") }
      (isClosing, linesToCome) = (false, [])
      phase = .deleted(purgeOn: clock + policy.deletion.retentionDays)
    case .restored:
      if case .deleted(let purgeOn) = phase, clock < purgeOn {} else { faulty("it cannot be restored") }
      phase = .open
      lastActivity = clock
    case .purged(let writtenOff):
      expect("the purge", phase, .deleted(purgeOn: clock))
      expect("what is written off", writtenOff.minorUnits, debt)
      ownPostings += debt
      (phase, stage, debt, debtSince) = (.purged, .none, 0, nil)
    case .refused(let refusal):
      expect("the reason", refusal.reason, reason(against: refusal.command))
      let meetsTheBlock = refusal.command == .signIn(.employee) && refusal.reason == .blocked
      expect(
        "whether it counts", refusal.isActivity, meetsTheBlock && policy.deletion.blockedSignInIsActivity == .everyone)
      expect("the date that a refused sign-in shows", refusal.banner, meetsTheBlock ? pending?.due : nil)
      if refusal.isActivity { lastActivity = clock }
    }
  }

  /// The first reason of the table of RULES 7 that holds.
  func reason(against command: Command) -> RefusalReason? {
    let table: [(RefusalReason, Bool)] = [
      (.notCreated, phase == .absent), (.purged, phase == .purged),
      (.deleted, !isOpen && command != .restore), (.notPermitted, command.payer == .employee),
      (.amountOutOfRange, command.payment.map { !isInRange($0) } ?? false),
      (.blocked, stage == .blocked && command.isStoppedByABlock),
      (.restricted, stage >= .paymentPage && command.isSet),
      (.alreadyPending, command == .requestDeletion && pending != nil),
      (.conditionsNotMet, command == .requestDeletion && !meetsConditions(policies[clock].deletion)),
      (.nothingPending, command == .cancelDeletion && pending == nil), (.notDeleted, command == .restore && isOpen),
    ]
    return table.first { $0.1 }?.0
  }

  func meetsConditions(_ rules: DeletionRules) -> Bool {
    created + rules.minimumAgeDays < clock && lastActivity + rules.inactivityDays < clock && balance <= 0
  }

  /// The stage of RULES 4, by its table: the severest one reached; a block stays.
  func dueStage(leaving before: Stage? = nil) -> Stage {
    guard balance < 0, let debtSince else { return .none }
    if (before ?? stage) == .blocked { return .blocked }
    let rules = policies[clock].restrictions
    let number = rules.grace == .calendar ? clock.dayOfMonth : clock - debtSince + 1
    let table: [(from: Int?, Stage)] = [
      (rules.remindFrom, .reminder), (rules.paymentPageFrom, .paymentPage), (rules.blockFrom, .blocked),
    ]
    return table.filter { row in row.from.map { $0 <= number } ?? false }.map { $0.1 }.max() ?? .none
  }

  private mutating func admit(_ signIn: SignIn) {
    if !isOpen || stage == .blocked && signIn.role == .employee { faulty("nobody may sign in") }
    let isAdministrator = signIn.role == .owner || signIn.role == .administrator
    let seesPaymentPage = isAdministrator && (stage == .paymentPage || stage == .blocked)
    expect("the access", signIn.access, seesPaymentPage ? .paymentPage : .full)
    expect("the pop-up", signIn.showsPopUp, isAdministrator && stage == .reminder)
    expect("the banner", signIn.banner, pending?.due)
    let isIgnored = stage == .blocked && policies[clock].deletion.blockedSignInIsActivity == .nobody
    expect("the activity", signIn.isActivity, !isIgnored)
    if signIn.isActivity { lastActivity = clock }
  }

  private mutating func note(_ event: Event) {
    switch event {
    case .used(let service, let quantity):
      expect("the stage of use", stage == .blocked, false)
      if !isInTrial(on: clock) { used[service] += quantity }
    case .serviceChanged(let service, let units):
      if stage > .reminder { faulty("services are restricted") }
      enabled[service] = units
    case .topUpDeclined(let amount, let role, _):
      if role == .employee || !isInRange(amount) { faulty("the payment was to be refused") }
    default: break
    }
  }

  private func isInRange(_ amount: Money) -> Bool {
    let limits = policies[clock].topUp
    return amount.minorUnits > 0 && limits.minimum <= amount && (limits.maximum ?? amount) >= amount
  }

  private mutating func credit(_ topUp: TopUp) {
    if topUp.role == .employee || !isInRange(topUp.amount) { faulty("the payment was to be refused") }
    let schedule = policies[clock].bonus
    let amount = topUp.amount.minorUnits
    let basis = schedule.basis == .total ? amount : max(0, amount - debt)
    let campaign = schedule.campaigns.first { $0.days.lowerBound <= clock && clock <= $0.days.upperBound }
    var share = 0
    for tier in campaign?.tiers ?? schedule.tiers where tier.from.minorUnits <= basis {
      share = tier.percent.hundredths
    }
    let bonus = min(rounded(basis * Int64(share), 10_000), schedule.cap?.minorUnits ?? .max)
    let cashToDebt = min(amount, debt)
    let bonusToDebt = min(bonus, debt - cashToDebt)
    expect("the bonus", topUp.bonus.minorUnits, bonus)
    expect("cash to debt", topUp.cashToDebt.minorUnits, cashToDebt)
    expect("bonus to debt", topUp.bonusToDebt.minorUnits, bonusToDebt)
    debt -= cashToDebt + bonusToDebt
    if debt == 0 { debtSince = nil }
    cash += amount - cashToDebt
    deferred += amount - cashToDebt
    addGrant(bonus - bonusToDebt, on: clock)
    ownPostings += amount + bonus
    lastActivity = clock
  }

  private mutating func expire(_ lapse: Lapse) {
    let lapsed = grants.filter { $0.lapsesOn == clock }.reduce(0) { $0 + $1.left }
    if lapsed == 0 { faulty("nothing lapses") }
    grants.removeAll { $0.lapsesOn == clock }
    expect("the lapse", lapse.amount.minorUnits, lapsed)
    expect("the breakage", lapse.breakage.minorUnits, credit == 0 ? deferred : 0)
    if credit == 0 { deferred = 0 }
    ownPostings -= lapsed
  }
}

extension Command {
  fileprivate var payer: Role? {
    switch self {
    case .topUp(_, let role, _), .topUpDeclined(_, let role, _): role
    default: nil
    }
  }

  fileprivate var payment: Money? {
    switch self {
    case .topUp(let amount, _, _), .topUpDeclined(let amount, _, _): amount
    default: nil
    }
  }

  fileprivate var isStoppedByABlock: Bool { if case .use = self { true } else { self == .signIn(.employee) } }

  fileprivate var isSet: Bool { if case .set = self { true } else { false } }
}
