import BillingCore

/// A person behind an account: what they do each day (MODEL 1).
///
/// The core decides what becomes of it; this only asks. Each decision is a pure function of the account's number, the
/// day and the question, whatever was decided before.
struct SyntheticAccount {
  /// Whether nobody does anything.
  private enum Spell {
    case none
    case lasting(through: Day)
    case endless
  }

  let number: UInt32
  let traits: Traits
  private var spell = Spell.none
  /// Units that were switched off for a spell and are still to come back.
  private var unitsToRestore: [(service: ServiceIndex, units: Int)] = []

  init(number: UInt32, habits: Habits) {
    self.number = number
    traits = Traits(of: number, habits: habits)
  }

  /// A day's actions, in the order of MODEL 1.
  ///
  /// While the account is deleted only a restore is asked for: there is nothing to sign in to, use or pay for.
  mutating func act(
    on day: Day, for account: inout Account, habits: Habits, telling audience: inout Audience<some RunWatcher>
  )
    throws(AmountOverflow)
  {
    let isIdle = try followIdleness(on: day, for: &account, habits: habits, telling: &audience)  // 1
    if case .endless = spell { return }
    if account.isOpen {
      if !isIdle || account.pendingDeletion != nil {
        try pay(on: day, for: &account, habits: habits, telling: &audience)  // 2
      }
      if !isIdle {
        try switchBackOn(on: day, for: &account, habits: habits, telling: &audience)  // 3
        try signIn(on: day, for: &account, habits: habits, telling: &audience)  // 4
        try use(on: day, for: &account, habits: habits, telling: &audience)  // 5
      }
    }
    try decideDeletion(on: day, isIdle: isIdle, for: &account, habits: habits, telling: &audience)  // 6
  }

  private func happens(_ chance: Chance, _ question: Question, on day: Day, _ habits: Habits) -> Bool {
    guard chance.threshold > 0 else { return false }
    var stream = habits.key.stream(question, account: number, on: day)
    return stream.happens(chance)
  }
}

// MARK: 1. Idleness

extension SyntheticAccount {
  /// Starts or ends a spell; tells whether the account is idle today.
  private mutating func followIdleness(
    on day: Day, for account: inout Account, habits: Habits, telling audience: inout Audience<some RunWatcher>
  ) throws(AmountOverflow) -> Bool {
    switch spell {
    case .endless: return true
    case .lasting(let last):
      if day > last { spell = .none }
      return day <= last
    case .none:
      guard account.isOpen else { return false }
      let startsIdle = traits.startsIdle && day == habits.eve + 1
      guard startsIdle || happens(traits.idlenessStarts, .idlenessStarts, on: day, habits) else { return false }
      try startSpell(on: day, for: &account, habits: habits, telling: &audience)
      return true
    }
  }

  private mutating func startSpell(
    on day: Day, for account: inout Account, habits: Habits, telling audience: inout Audience<some RunWatcher>
  ) throws(AmountOverflow) {
    let idleness = habits.segment.idleness
    if happens(Chance(idleness.leaves), .idlenessLeaves, on: day, habits) {
      spell = .endless
    } else {
      var stream = habits.key.stream(.idlenessDays, account: number, on: day)
      spell = .lasting(through: day + (max(1, min(idleness.days.sampleCount(&stream), 1_000_000)) - 1))
    }
    guard account.stage < .paymentPage, happens(Chance(idleness.switchesOff), .idlenessSwitchesOff, on: day, habits)
    else { return }
    for (service, offered) in habits.policies[day].tariff.services.enumerated() where !offered.isMetered {
      let units = account.enabledUnits(of: service)
      guard units > 0 else { continue }
      unitsToRestore.append((service, units))
      try account.perform(.set(service, to: 0), on: day, under: habits.policies, telling: &audience)
    }
  }
}

// MARK: 2. Top-ups

extension SyntheticAccount {
  /// At most one decision a day to pay; a declined payment may be tried again at once, as often as need be.
  private func pay(
    on day: Day, for account: inout Account, habits: Habits, telling audience: inout Audience<some RunWatcher>
  ) throws(AmountOverflow) {
    let monthCost = monthCost(of: account, on: day, habits, remembering: audience.lastInvoice)
    guard happens(chanceOfPaying(account, monthCost: monthCost, habits), .topUp, on: day, habits) else { return }
    let choice = PaymentChoice(
      debt: account.wallet.debt, monthCost: monthCost, response: traits.bonusResponse, habits.segment.topUps)
    var monthsStream = habits.key.stream(.months, account: number, on: day)
    guard let amount = choice.amount(on: day, under: habits.policies[day], &monthsStream) else { return }
    var methodStream = habits.key.stream(.method, account: number, on: day)
    let method = PaymentMethod.allCases[Distribution.pick(habits.segment.topUps.methodWeights, &methodStream)]
    var attempts = habits.key.stream(.declined, account: number, on: day)
    while attempts.happens(Chance(habits.segment.topUps.declined)) {
      let declined = Command.topUpDeclined(amount, by: .administrator, with: method)
      try account.perform(declined, on: day, under: habits.policies, telling: &audience)
      guard attempts.happens(Chance(habits.segment.topUps.retries)) else { return }
    }
    try account.perform(
      .topUp(amount, by: .administrator, with: method), on: day, under: habits.policies, telling: &audience)
  }

  private func chanceOfPaying(_ account: Account, monthCost: Money, _ habits: Habits) -> Chance {
    if account.pendingDeletion != nil { return traits.paysWhenNoticed }
    if account.balance < .zero { return traits.paysInDebt[Int(account.stage.rawValue)] }
    let scaledBalance = Int128(account.balance.minorUnits) * 1_000_000
    let isLow = scaledBalance < Int128(monthCost.minorUnits) * Int128(habits.segment.topUps.whenMonthsLeftBelow)
    return isLow ? traits.paysInAdvance : .never
  }

  /// What a month costs: the last whole month's invoice, or base and recurring units until there is one.
  private func monthCost(
    of account: Account, on day: Day, _ habits: Habits, remembering memory: InvoiceMemory
  ) -> Money {
    if let wholeMonth = memory.wholeMonth { return wholeMonth }
    return habits.policies[day].tariff.monthCost { account.enabledUnits(of: $0) }
  }
}

// MARK: 3 to 6

extension SyntheticAccount {
  /// Switches units back on, on the first day after the spell on which administrators may.
  private mutating func switchBackOn(
    on day: Day, for account: inout Account, habits: Habits, telling audience: inout Audience<some RunWatcher>
  ) throws(AmountOverflow) {
    guard !unitsToRestore.isEmpty, account.stage < .paymentPage else { return }
    for (service, units) in unitsToRestore {
      try account.perform(.set(service, to: units), on: day, under: habits.policies, telling: &audience)
    }
    unitsToRestore = []
  }

  private func signIn(
    on day: Day, for account: inout Account, habits: Habits, telling audience: inout Audience<some RunWatcher>
  ) throws(AmountOverflow) {
    let weekday = day.weekday
    if happens(traits.administratorSignIn[weekday], .administratorSignIn, on: day, habits) {
      try account.perform(.signIn(.administrator), on: day, under: habits.policies, telling: &audience)
    }
    if happens(traits.employeeSignIn[weekday], .employeeSignIn, on: day, habits) {
      try account.perform(.signIn(.employee), on: day, under: habits.policies, telling: &audience)
    }
  }

  private func use(
    on day: Day, for account: inout Account, habits: Habits, telling audience: inout Audience<some RunWatcher>
  ) throws(AmountOverflow) {
    let known = habits.policies[day].tariff.services.count
    for index in habits.uses.indices where habits.uses[index].service < known {
      let quantity = habits.use(index, perDay: traits.usePerDay[index], account: number, on: day)
      guard quantity > 0 else { continue }
      try account.perform(
        .use(quantity, of: habits.uses[index].service), on: day, under: habits.policies, telling: &audience)
    }
  }

  /// Asks for a deletion, cancels one (also when idle: a noticed owner reads mail), or asks support to restore.
  private func decideDeletion(
    on day: Day, isIdle: Bool, for account: inout Account, habits: Habits,
    telling audience: inout Audience<some RunWatcher>
  ) throws(AmountOverflow) {
    let (command, chance, question): (Command, Double, Question)
    switch account.status {
    case .notCreated, .purged: return
    case .deletionPending:
      (command, chance, question) = (.cancelDeletion, habits.segment.cancelsDeletion, .cancelDeletion)
    case .deleted: (command, chance, question) = (.restore, isIdle ? 0 : habits.segment.restores, .restore)
    case .open:
      guard habits.segment.requestsDeletion > 0, !isIdle,
        account.meetsDeletionConditions(under: habits.policies)
      else { return }
      (command, chance, question) = (.requestDeletion, habits.segment.requestsDeletion, .requestDeletion)
    }
    guard happens(Chance(chance), question, on: day, habits) else { return }
    try account.perform(command, on: day, under: habits.policies, telling: &audience)
  }
}
