import BillingCore

/// A person behind an account: what they ask of it each day (MODEL 1).
///
/// The core decides what becomes of it; this only asks. Each decision is a pure function of the account's number, the
/// day and the question, whatever was decided before. A person is one, so it is never copied.
struct SyntheticAccount: ~Copyable {
  /// The steps of a day, in their order; each sees what the ones before it have done.
  enum Step {
    case idleness, topUp, services, signIns, use, deletion

    static let inOrder: [Step] = [.idleness, .topUp, .services, .signIns, .use, .deletion]
    static let afterTopUp = inOrder[2...]
  }

  /// Whether nobody does anything.
  enum Spell {
    case none
    case lasting(through: Day)
    case endless
  }

  let number: UInt32
  let traits: Traits
  let habits: Habits
  var spell = Spell.none
  var isIdle = false
  /// The decisions of the running month.
  private(set) var month = MonthOfDecisions()
  /// Use by day of each metered service in the running month, once it was asked for.
  private var useByDay: [DailyUse] = []
  /// Whether the last top-up of a rhythm was made.
  var hasGivenUp = false
  /// Units that were switched off for a spell, or that wait for a change to bring their service.
  private(set) var unitsToSwitchOn: [(service: ServiceIndex, units: Int)]

  /// Who stands behind an account that arrives on a day; one that was there on the eve is given the eve.
  init(number: UInt32, comingOn day: Day, habits: Habits) {
    self.number = number
    self.habits = habits
    traits = Traits(of: number, row: nil, habits: habits)
    unitsToSwitchOn = habits.laterUnits(of: number, createdOn: day)
  }

  /// Who stands behind an account of a book.
  ///
  /// - Parameter laterUnits: units that the book tells of services which a change brings.
  init(_ row: OpeningBook.Row, laterUnits: [(service: ServiceIndex, units: Int)], habits: Habits) {
    number = row.number
    self.habits = habits
    traits = Traits(of: row.number, row: row, habits: habits)
    unitsToSwitchOn = laterUnits
  }

  /// Whether nobody does anything: in a spell of idleness, or for good.
  var isAway: Bool {
    if case .endless = spell { true } else { isIdle }
  }

  /// Adds what a step of the day asks of the account.
  ///
  /// An idle account does nothing but what a noticed owner does, who reads mail: pay, or cancel the deletion. One that has
  /// left does nothing at all. While the account is deleted only a restore is asked for: there is nothing to sign in to,
  /// use or pay for.
  ///
  /// - Parameter wholeMonth: the account's last invoice, not final, of a month in which it was open every day.
  mutating func decide(
    _ step: Step, on day: Day, for account: Account, wholeMonth: Money?, asking commands: inout [Command]
  ) {
    if case .endless = spell { return }
    turn(to: day)
    if case .idleness = step { return followIdleness(on: day, for: account, asking: &commands) }
    if case .deletion = step { return decideDeletion(on: day, for: account, asking: &commands) }
    guard account.isOpen else { return }
    if case .topUp = step, !habits.payment.hasRhythm, !isIdle || account.pendingDeletion != nil {
      return pay(on: day, for: account, wholeMonth: wholeMonth, asking: &commands)
    }
    guard !isIdle else { return }
    switch step {
    case .services: switchOn(on: day, for: account, asking: &commands)
    case .signIns: signIn(on: day, asking: &commands)
    case .use: use(on: day, asking: &commands)
    case .topUp: payInRhythm(on: day, asking: &commands)
    case .idleness, .deletion: break
    }
  }

  /// Draws the decisions of a day's month, unless that is done.
  @inline(__always)
  mutating func turn(to day: Day) {
    if day > month.last || day < month.first { draw(day) }
  }

  private mutating func draw(_ day: Day) {
    let next = month.index + 1
    let isNext =
      month.index >= 0 && next < habits.months.count && day <= habits.months[next].last
      && day >= habits.months[next].first
    month = MonthOfDecisions(isNext ? next : habits.monthIndex(of: day), of: number, traits, habits)
    if !useByDay.isEmpty { useByDay = [] }
  }

  func happens(_ chance: Chance, _ question: Question, on day: Day) -> Bool {
    guard chance.threshold > 0 else { return false }
    var stream = habits.key.stream(question, account: number, on: day)
    return stream.happens(chance)
  }

  /// The days of the running month from one on, on which something of a chance is decided.
  func days(of chance: Chance, _ question: Question, from day: Day) -> DaysOfMonth {
    guard chance.threshold > 0 else { return .none }
    return MonthOfUniforms(habits.key.source(question, account: number, on: month.first))
      .days(below: chance, among: month.days(from: day))
  }

  func isDecided(_ chance: Chance, _ question: Question, on day: Day) -> Bool {
    days(of: chance, question, from: day).contains(day, firstOfMonth: month.first)
  }
}

// MARK: 1. Idleness

extension SyntheticAccount {
  /// Starts or ends a spell.
  private mutating func followIdleness(on day: Day, for account: Account, asking commands: inout [Command]) {
    switch spell {
    case .endless: break
    case .lasting(let last):
      isIdle = day <= last
      if !isIdle { spell = .none }
    case .none:
      let startsIdle = traits.startsIdle && day == habits.eve + 1
      isIdle = account.isOpen && (startsIdle || month.spells.contains(day, firstOfMonth: month.first))
      if isIdle { startSpell(on: day, for: account, asking: &commands) }
    }
  }

  private mutating func startSpell(on day: Day, for account: Account, asking commands: inout [Command]) {
    let idleness = habits.segment.idleness
    if happens(Chance(idleness.leaves), .idlenessLeaves, on: day) {
      spell = .endless
    } else {
      var stream = habits.key.stream(.idlenessDays, account: number, on: day)
      spell = .lasting(through: day + (max(1, min(idleness.days.sampleCount(&stream), 1_000_000)) - 1))
    }
    guard account.stage < .paymentPage, happens(Chance(idleness.switchesOff), .idlenessSwitchesOff, on: day)
    else { return }
    for (service, offered) in habits.policies[day].tariff.services.enumerated() where !offered.isMetered {
      let units = account.enabledUnits(of: service)
      guard units > 0 else { continue }
      unitsToSwitchOn.append((service, units))
      commands.append(.set(service, to: 0))
    }
  }
}

// MARK: 3 to 6

extension SyntheticAccount {
  /// Whether there is something to switch on, and an administrator may.
  func maySwitchOn(on day: Day, for account: Account) -> Bool {
    guard !unitsToSwitchOn.isEmpty, account.stage < .paymentPage else { return false }
    let offered = habits.policies.rules(on: day).serviceCount
    return unitsToSwitchOn.contains { $0.service < offered }
  }

  /// Switches units on, back or for the first time, on the first day on which administrators may and the service is there.
  private mutating func switchOn(on day: Day, for account: Account, asking commands: inout [Command]) {
    guard maySwitchOn(on: day, for: account) else { return }
    let offered = habits.policies.rules(on: day).serviceCount
    for (service, units) in unitsToSwitchOn where service < offered { commands.append(.set(service, to: units)) }
    unitsToSwitchOn.removeAll { $0.service < offered }
  }

  /// Administrator, then employee; also tried while blocked.
  private func signIn(on day: Day, asking commands: inout [Command]) {
    if month.administrators.contains(day, firstOfMonth: month.first) { commands.append(.signIn(.administrator)) }
    if month.employees.contains(day, firstOfMonth: month.first) { commands.append(.signIn(.employee)) }
  }

  /// Whether or not anybody signed in; what is refused is lost.
  private mutating func use(on day: Day, asking commands: inout [Command]) {
    let known = habits.policies.rules(on: day).serviceCount
    if useByDay.isEmpty {
      useByDay = habits.uses.indices.map {
        DailyUse(MonthlyUse(of: $0, perDay: traits.usePerDay[$0], account: number, in: month.index, habits))
      }
    }
    for index in habits.uses.indices where habits.uses[index].service < known {
      let quantity = useByDay[index].units(on: day - month.first)
      if quantity > 0 { commands.append(.use(quantity, of: habits.uses[index].service)) }
    }
  }

  /// Asks for a deletion, cancels one, or asks support to restore.
  private func decideDeletion(on day: Day, for account: Account, asking commands: inout [Command]) {
    let segment = habits.segment
    switch account.status {
    case .notCreated, .purged: break
    case .deletionPending:
      if isDecided(Chance(segment.cancelsDeletion), .cancelDeletion, on: day) { commands.append(.cancelDeletion) }
    case .deleted:
      if !isIdle, isDecided(Chance(segment.restores), .restore, on: day) { commands.append(.restore) }
    case .open:
      if !isIdle, account.meetsDeletionConditions(under: habits.policies),
        isDecided(Chance(segment.requestsDeletion), .requestDeletion, on: day)
      {
        commands.append(.requestDeletion)
      }
    }
  }
}
