import BillingCore

/// Listens to one account and recomputes it from what it hears alone, by code of its own (RULES 8).
///
/// It knows the policies, and how the account began; never the account's state but to compare it. What does not agree
/// becomes a fault. `apply`, the pricing, the books and the reasons of refusals stand in the files beside.
struct Auditor: Watcher {
  /// Where the account is in its life, as its history tells.
  enum Phase: Equatable {
    case absent, open, pending(DeletionNotice), deleted(purgeOn: Day), purged
  }

  struct Grant: Equatable {
    var left: Int64
    let lapsesOn: Day?
  }

  let policies: PolicyCalendar
  let created: Day
  var history: [(day: Day, event: Event)] = []
  var faults: [String] = []

  // What history has made of the account.
  var phase = Phase.absent
  var stage = Stage.none
  var lastActivity: Day
  var cash: Int64 = 0
  var grants: [Grant] = []
  var debt: Int64 = 0
  var debtSince: Day?
  var deferred: Int64 = 0
  var enabled: [Int]

  // What has accrued since the last invoice.
  var openDays = 0
  var unitDays: [Int]
  var peaks: [Int]
  var used: [Int]

  // The books, and what must come next.
  var ownPostings: Int64 = 0
  var books: [Book: Int64] = [:]
  var clock: Day
  var linesToCome: [InvoiceLine] = []
  var isClosing = false
  var lastReminder: Day?

  var bonus: Int64 { grants.reduce(0) { $0 + $1.left } }
  var credit: Int64 { cash + bonus }
  var balance: Int64 { credit - debt }
  var isOpen: Bool {
    switch phase {
    case .open, .pending: true
    case .absent, .deleted, .purged: false
    }
  }
  var pending: DeletionNotice? { if case .pending(let notice) = phase { notice } else { nil } }

  /// An auditor of an account that is yet to begin.
  init(of account: Account, units: [Int] = [], under policies: PolicyCalendar) {
    self.init(created: account.created, units: units, clock: account.today, policies)
  }

  /// An auditor of an account that exists on the eve.
  init(of opening: OpeningState, eve: Day, under policies: PolicyCalendar) {
    self.init(created: opening.created, units: opening.units, clock: eve, policies)
    phase = opening.deletion.map { .pending($0) } ?? .open
    stage = opening.isBlocked ? .blocked : .none
    lastActivity = opening.lastActivity
    cash = opening.prepaidCash.minorUnits
    deferred = opening.deferred?.minorUnits ?? cash
    debt = opening.debt.minorUnits
    if debt > 0 { debtSince = opening.debtSince ?? eve + 1 }
    grants = opening.grants.map { Grant(left: $0.amount.minorUnits, lapsesOn: $0.lapsesOn) }
    addGrant(opening.prepaidBonus.minorUnits, on: eve)
    ownPostings = balance
    book(opening.postings)
    var day = eve - (eve.dayOfMonth - 1)
    while day <= eve {
      if day >= created { accrue(on: day, recurring: true) }
      day = day + 1
    }
    for (service, quantity) in opening.used.enumerated() { used[service] += quantity }
    turnDay()
  }

  private init(created: Day, units: [Int], clock: Day, _ policies: PolicyCalendar) {
    let zeros = Array(repeating: 0, count: policies.services.count)
    self.policies = policies
    self.created = created
    self.clock = clock
    lastActivity = created
    enabled = units + zeros.dropFirst(units.count)
    (unitDays, peaks, used) = (zeros, zeros, zeros)
  }

  mutating func observe(_ event: Event, of account: Account, on day: Day) {
    history.append((day, event))
    live(to: day)
    if phase == .purged, !event.isRefusal { faulty("something happened after the purge") }
    if stage != .none, balance >= 0, event != .stageChanged(from: stage, to: .none) { faulty("the stage did not end") }
    if !linesToCome.isEmpty, !event.isInvoiceLine { faulty("the invoice lacks lines before this") }
    apply(event)
    book(event.postings)
    compare(with: account)
    if account.brokenLaw != nil, !event.isTopUp || account.brokenLaw != .stageNeedsDebt { faulty("a law is broken") }
  }

  /// Checks all that must hold once the morning or an action of a day has passed.
  mutating func check(_ account: Account, at day: Day) {
    live(to: day)
    endsWell()
    compare(with: account)
    expect("the broken law", account.brokenLaw, nil)
    if balance >= 0, stage != .none { faulty("there is a stage without debt") }
  }

  /// The faults so far, which are then forgotten.
  mutating func takeFaults() -> [String] {
    defer { faults = [] }
    return faults
  }

  mutating func faulty(_ words: String) {
    let last = history.last.map { "\($0.day) \(Wording(policies).text($0.event))" } ?? "the start"
    faults.append("\(clock): \(words) (after \(last))")
  }

  mutating func expect<Value: Equatable>(_ name: String, _ found: Value, _ wanted: Value) {
    if found != wanted { faulty("\(name) is \(found), not \(wanted)") }
  }

  /// Lets the days before this one end, with their accrual.
  private mutating func live(to day: Day) {
    if day < clock { faulty("time goes back to \(day)") }
    while clock < day {
      endsWell()
      if isOpen { accrue(on: clock, recurring: stage != .blocked || policies[clock].tariff.accrueWhileBlocked) }
      turnDay()
    }
  }

  private mutating func turnDay() {
    clock = clock + 1
    if clock.dayOfMonth == 1, isOpen { linesToCome = closeMonth(pricedOn: clock - 1) }
  }

  /// Nothing that a morning owes is left undone, and the stage is the one that the rules ask for (RULES 4-6).
  private mutating func endsWell() {
    let rules = policies[clock].deletion
    if !linesToCome.isEmpty { faulty("the invoice lacks lines") }
    linesToCome = []
    switch phase {
    case .absent: if clock >= created { faulty("it was not created") }
    case .open: if rules.automatic, meetsConditions(rules) { faulty("no notice was given") }
    case .pending(let notice):
      if notice.due <= clock { faulty("it was not deleted") }
      if notice.noticedOn < clock, rules.remindDaysBefore.contains(notice.due - clock), lastReminder != clock {
        faulty("no reminder was sent")
      }
    case .deleted(let purgeOn): if purgeOn <= clock { faulty("it was not purged") }
    case .purged: break
    }
    guard isOpen else { return }
    expect("the stage", stage, dueStage())
    if grants.contains(where: { $0.lapsesOn.map { $0 <= clock } ?? false }) { faulty("a grant did not lapse") }
  }

  /// History alone rebuilds all of the account that is public, and every law holds.
  private mutating func compare(with account: Account) {
    expect("the day", account.today, clock)
    expect("prepaid cash", account.wallet.prepaidCash.minorUnits, cash)
    expect("prepaid bonus", account.wallet.prepaidBonus.minorUnits, bonus)
    expect("credit", account.wallet.credit.minorUnits, credit)
    expect("debt", account.wallet.debt.minorUnits, debt)
    expect("the debt's first day", account.wallet.debtSince, debtSince)
    expect("deferred", account.wallet.deferred.minorUnits, deferred)
    expect("the balance", account.balance.minorUnits, balance)
    expect("the sum of its own postings", ownPostings, balance)
    expect("the stage", account.stage, stage)
    expect("the last activity", account.lastActivity, lastActivity)
    expect("whether it is open", account.isOpen, isOpen)
    expect("the pending deletion", account.pendingDeletion, pending)
    expect("the units", enabled.indices.map { account.enabledUnits(of: $0) }, enabled)
    expect("receivable", books[.receivable, default: 0], debt)
    expect("deferred in the books", -books[.deferred, default: 0], deferred)
    if debt > 0, credit > 0 { faulty("debt and credit stand together") }
    switch (account.status, phase) {
    case (.notCreated, .absent), (.open, .open), (.purged, .purged): break
    case (.deletionPending(let one), .pending(let other)) where one == other: break
    case (.deleted(let one), .deleted(let other)) where one == other: break
    default: faulty("the status is \(account.status), not \(phase)")
    }
  }
}

extension Event {
  var isRefusal: Bool { if case .refused = self { true } else { false } }
  var isTopUp: Bool { if case .topUp = self { true } else { false } }
  var isInvoiceLine: Bool { if case .invoiced = self { true } else { false } }
}
