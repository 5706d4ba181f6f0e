public import BillingCore

/// Writes an account's life down as a timeline: all that was asked of it, and what is to be expected of it.
///
/// Each command has an event of its own, so the events show what was asked, and in which order. A day on which more
/// happened than sign-ins and use ends with an expectation of its events, status, stage and balance, of its invoice line
/// by line and of its top-ups. The last day expects all that a timeline can expect. And so that another policy shows:
///
/// - A day with a sign-in after two days or more without activity ends with the same expectation: the sign-in may call a
///   deletion off.
/// - A sign-in while blocked is followed by an expectation of the last activity, unless there was activity that day
///   before: it may count or not.
/// - A day on which nothing happens while a deletion is pending expects no event: there may be a reminder.
public struct Transcript: RunWatcher {
  /// The timeline, in order.
  public private(set) var entries: [ScriptedAccount.Entry] = []
  private let lastDay: Day
  private var today: Day?
  private var eventsOfToday: [Event] = []
  private var stateOfToday: Account?
  /// The last activity before today.
  private var activity: Day?
  /// Of whom a sign-in while blocked was written down today: of administrators, of employees.
  private var blockedSignIns: Set<Bool> = []
  /// What was noted beside the command that comes next.
  private var note: String?
  private let policies: PolicyCalendar

  /// Makes an empty transcript of a life up to a day.
  public init(through lastDay: Day, under policies: PolicyCalendar) {
    self.lastDay = lastDay
    self.policies = policies
  }

  /// How the account begins is written elsewhere.
  public mutating func begin(_ account: Account, as identity: AccountIdentity) {
    (today, stateOfToday, activity) = (account.today, account, account.lastActivity)
  }

  /// A warm-up is written down like other days.
  public mutating func startReporting(_ account: Account) {}

  /// Writes down what was asked, if something was.
  public mutating func observe(_ event: Event, of account: Account, on day: Day) {
    if today != day { closeDay(before: day) }
    let activityBefore = stateOfToday?.lastActivity
    today = day
    eventsOfToday.append(event)
    stateOfToday = account
    guard let command = event.command else { return }
    var entry = ScriptedAccount.Entry(on: day, .command(command))
    (entry.note, note) = (note, nil)
    entries.append(entry)
    if case .signIn(let role) = command, account.stage == .blocked, activityBefore != day,
      blockedSignIns.insert(role.isAdministrator).inserted
    {
      entries.append(.init(on: day, .expect(Expectation([.lastActivity(account.lastActivity)]))))
    }
  }

  /// Keeps the note for the command that comes next.
  public mutating func hear(note: String) { self.note = note }

  /// Expects all there is to expect in the evening of the last day.
  public mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) {
    if today != lastDay { closeDay(before: lastDay) }
    guard account.created <= lastDay else { return }
    let services = ["base"] + policies[lastDay].tariff.services.map(\.name)
    let usage = Expectation.Fact.usage(
      of: account, like: services.map { UseClaim(service: $0, quantity: 0) }, under: policies)
    let facts: [Expectation.Fact?] = [
      .events(eventsOfToday.map(\.words)), .status(account.status.word), .stage(account.stage),
      .balance(account.balance), .prepaidCash(account.wallet.prepaidCash),
      .prepaidBonus(account.wallet.prepaidBonus), .debt(account.wallet.debt), .deferred(account.wallet.deferred),
      .deletionDue(account.pendingDeletion?.due), invoice, topUps, .usageToDate(unbilled), usage,
      .lastActivity(account.lastActivity),
    ]
    entries.append(.init(on: lastDay, .expectAtEnd(Expectation(facts.compactMap { $0 }))))
  }

  /// There is one account alone.
  public mutating func merge(_ other: Transcript) { entries += other.entries }

  /// Ends the day that was told last, and the quiet ones before another.
  private mutating func closeDay(before next: Day) {
    if let today, let account = stateOfToday {
      let isReturn = activity.map { today - $0 > 1 } ?? false && eventsOfToday.contains(where: \.isSignIn)
      if isReturn || eventsOfToday.contains(where: \.isNotable) {
        var facts: [Expectation.Fact] = [
          .events(eventsOfToday.map(\.words)), .status(account.status.word), .stage(account.stage),
          .balance(account.balance),
        ]
        if eventsOfToday.contains(where: \.isInvoiced) { facts.append(invoice) }
        if eventsOfToday.contains(where: \.isTopUp) { facts.append(topUps) }
        entries.append(.init(on: today, .expectAtEnd(Expectation(facts))))
      }
      activity = account.lastActivity
      if account.pendingDeletion != nil { expectNothing(after: today, before: next) }
    }
    eventsOfToday = []
    blockedSignIns = []
  }

  private mutating func expectNothing(after last: Day, before next: Day) {
    var day = last + 1
    while day < next {
      entries.append(.init(on: day, .expectAtEnd(Expectation([.events([])]))))
      day = day + 1
    }
  }

  /// Today's invoice, with all parts of each line; that a line is not final goes without saying.
  private var invoice: Expectation.Fact {
    .invoice(
      eventsOfToday.compactMap { event in
        guard case .invoiced(let line) = event else { return nil }
        var claim = LineClaim(line, under: policies)
        if !line.isFinal { claim.isFinal = nil }
        return claim
      })
  }

  /// Today's top-ups; bonus that settles debt is said where there is any.
  private var topUps: Expectation.Fact {
    .topUp(
      eventsOfToday.compactMap { event in
        guard case .topUp(let topUp) = event else { return nil }
        var claim = TopUpClaim(topUp)
        if topUp.bonusToDebt == .zero { claim.bonusToDebt = nil }
        return claim
      })
  }
}

extension Expectation {
  /// Expects facts that no file has.
  public init(_ facts: [Fact]) { self.init(claims: facts.map { Claim($0, origin: "") }) }
}

extension Event {
  fileprivate var isSignIn: Bool { if case .signIn = self { true } else { false } }

  fileprivate var isInvoiced: Bool { if case .invoiced = self { true } else { false } }

  fileprivate var isTopUp: Bool { if case .topUp = self { true } else { false } }

  /// What was asked, of an event that answers to a command.
  ///
  /// The notice of a manual deletion and the cancellation by the owner are answers, those by the rules are not.
  var command: Command? {
    switch self {
    case .topUp(let topUp): .topUp(topUp.amount, by: topUp.role, with: topUp.method)
    case .topUpDeclined(let amount, let role, let method): .topUpDeclined(amount, by: role, with: method)
    case .signIn(let signIn): .signIn(signIn.role)
    case .used(let service, let quantity): .use(quantity, of: service)
    case .serviceChanged(let service, let units): .set(service, to: units)
    case .deletionNoticed(let notice): notice.kind == .manual ? .requestDeletion : nil
    case .deletionCancelled(let canceller): canceller == .owner ? .cancelDeletion : nil
    case .restored: .restore
    case .refused(let refusal): refusal.command
    case .created, .invoiced, .bonusLapsed, .stageChanged, .deletionReminder, .deleted, .purged: nil
    }
  }

  /// Whether a day with it is worth an expectation: more than somebody who signs in or uses the account.
  var isNotable: Bool {
    switch self {
    case .signIn, .used: false
    case .created, .invoiced, .bonusLapsed, .topUp, .topUpDeclined, .stageChanged, .serviceChanged, .deletionNoticed,
      .deletionReminder, .deletionCancelled, .deleted, .restored, .purged, .refused:
      true
    }
  }
}

extension Simulator {
  /// An account as a scripted one, in a scenario that needs nothing else.
  ///
  /// It begins with the account's first day to live, in a warm-up too, under the same policy. Played as a timeline it
  /// meets all its expectations, and its events are the same.
  public func scripted(_ position: Int, through day: Day) throws(RunFault) -> Scenario {
    let name = population.name(at: position)
    let (beginning, eve) = beginning(of: position)
    var account = ScriptedAccount(name: name, beginning: beginning)
    account.entries = try replay(position, through: day, watcher: Transcript(through: day, under: scenario.policies))
      .entries
    // A scenario's name begins with a letter, an account's perhaps with a digit.
    let isNumbered = name.utf8.first.map { (0x30...0x39).contains($0) } ?? false
    var alone = Scenario(
      name: (isNumbered ? "account-" : "") + name.replacing(".", with: "-"),
      title: "\(name) of \(scenario.name), seed \(scenario.seed)",
      start: eve + 1, days: day - eve, seed: scenario.seed, policies: scenario.policies)
    alone.scripted = [account]
    return alone
  }
}
