import BillingCore

/// All who listen to a run: the fingerprint, the outcome, what the synthetic accounts remember of their invoices, and
/// a watcher, who hears no more than it asked for.
///
/// What every run needs is no generic, so that the many events go straight to where they are counted.
struct Audience: Watcher, Sendable {
  private(set) var outcome: Outcome
  private(set) var fingerprint = Fingerprint()
  var listener: any RunWatcher
  /// What the listener wants to hear of the present account.
  private(set) var attention: Attention = []
  /// The digest of the present account's life.
  private var life = LifeDigest(of: 0)
  private(set) var lastInvoice = InvoiceMemory()
  private var spells: DebtSpells
  private var deletions: DeletionProcesses

  init(_ listener: any RunWatcher, of scenario: Scenario) {
    outcome = Outcome(scenario)
    self.listener = listener
    spells = DebtSpells(reportingFrom: scenario.start)
    deletions = DeletionProcesses(reportingFrom: scenario.start)
  }

  /// The listener, as it was given.
  func heard<Listener: RunWatcher>() -> Listener {
    guard let listener = listener as? Listener else { preconditionFailure("a listener keeps its type") }
    return listener
  }

  mutating func begin(_ account: Account, as identity: AccountIdentity, digest: UInt64) {
    life = LifeDigest(of: digest)
    lastInvoice = InvoiceMemory()
    outcome.begin(identity)
    spells.begin(account, as: identity)
    deletions.begin(account, as: identity)
    attention = listener.attention(to: identity)
    listener.begin(account, as: identity)
  }

  mutating func startReporting(_ account: Account) {
    outcome.startReporting(account)
    listener.startReporting(account)
  }

  mutating func observe(_ event: Event, of account: Account, on day: Day) {
    life.add(event, of: account, on: day)
    outcome.observe(event, of: account, on: day)
    if let spell = spells.observe(event, of: account, on: day) { hear(spell) }
    if let process = deletions.observe(event, of: account, on: day) { listener.observe(process) }
    if !attention.isDisjoint(with: Attention(to: event)) { listener.observe(event, of: account, on: day) }
  }

  /// Lines are more than half of all events, and of interest to few.
  mutating func observe(_ line: InvoiceLine, of account: Account, on day: Day) {
    life.add(line, of: account, on: day)
    outcome.observe(line, of: account, on: day)
    lastInvoice.note(line, on: day)
    spells.followDebt(of: account)
    if attention.contains(.lines) { listener.observe(.invoiced(line), of: account, on: day) }
  }

  mutating func observe(_ routine: Routine) {
    life.add(routine)
    outcome.observe(routine)
  }

  /// Hears of the use of some days, which reports learn from the invoice.
  mutating func observe(_ units: Int, of service: ServiceIndex, through day: Day) {
    life.add(units, of: service, through: day)
  }

  private mutating func hear(_ spell: DebtSpell) {
    outcome.observe(spell)
    listener.observe(spell)
  }

  mutating func end(_ account: Account, unbilled: Money, on lastDay: Day, livedDays: Int) {
    fingerprint.add(life.value(unbilled: unbilled))
    outcome.end(unbilled: unbilled, livedDays: livedDays)
    if let spell = spells.end(on: lastDay) { hear(spell) }
    if let process = deletions.end() { listener.observe(process) }
    listener.end(account, unbilled: unbilled, daysBlocked: spells.daysBlocked)
  }
}

/// What an account remembers of its invoices.
struct InvoiceMemory: Sendable {
  /// The day of the last invoice.
  private var day: Day?
  /// The running sum of its lines.
  private var total = Money.zero
  /// Whether its base line was of a whole month.
  private var isWhole = false
  /// The last invoice, not final, of a month in which the account was open every day.
  private(set) var wholeMonth: Money?

  @inline(__always)
  mutating func note(_ line: InvoiceLine, on day: Day) {
    guard !line.isFinal else { return }
    if self.day != day {
      self.day = day
      total = .zero
      isWhole = line.service == nil && line.quantity == (day - 1).daysInMonth
    }
    total += line.amount
    if isWhole { wholeMonth = total }
  }
}
