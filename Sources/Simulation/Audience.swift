import BillingCore

/// All who listen to a run: the fingerprint, what the synthetic accounts remember of their invoices, and a watcher.
struct Audience<Listener: RunWatcher>: Watcher, Sendable {
  var listener: Listener
  var fingerprint = Fingerprint()
  /// The digest of the present account's life.
  private var life: UInt64 = 0
  /// The running sum of the last invoice, by its day; the base line tells whether the month was whole.
  private(set) var lastInvoice = InvoiceMemory()

  init(_ listener: Listener) { self.listener = listener }

  mutating func begin(_ account: Account, as identity: AccountIdentity, digest: UInt64) {
    life = digest
    lastInvoice = InvoiceMemory()
    listener.begin(account, as: identity)
  }

  mutating func observe(_ event: Event, of account: Account, on day: Day) {
    life = Fingerprint.mix(life, UInt64(UInt32(bitPattern: day.ordinal)) << 32 | event.digest)
    life = Fingerprint.mix(life, UInt64(bitPattern: account.balance.minorUnits))
    life = Fingerprint.mix(
      life, UInt64(bitPattern: account.wallet.deferred.minorUnits) << 2 | UInt64(account.stage.rawValue))
    if case .invoiced(let line) = event { lastInvoice.note(line, on: day) }
    listener.observe(event, of: account, on: day)
  }

  mutating func end(_ account: Account, unbilled: Money) {
    fingerprint.add(Fingerprint.mix(life, UInt64(bitPattern: unbilled.minorUnits)))
    listener.end(account, unbilled: unbilled)
  }
}

extension Event {
  /// The kind and the one number that the money after it does not show.
  fileprivate var digest: UInt64 {
    switch self {
    case .created: 1 << 24
    case .invoiced(let line): 2 << 24 | UInt64(truncatingIfNeeded: line.quantity) & 0xFF_FFFF
    case .bonusLapsed: 3 << 24
    case .topUp(let topUp): 4 << 24 | UInt64(topUp.method.rawValue) << 8 | UInt64(topUp.role.rawValue)
    case .topUpDeclined(let amount, _, _): 5 << 24 | UInt64(truncatingIfNeeded: amount.minorUnits) & 0xFF_FFFF
    case .stageChanged(let from, _): 6 << 24 | UInt64(from.rawValue)
    case .signIn(let signIn):
      7 << 24 | UInt64(signIn.role.rawValue) << 8 | UInt64(signIn.access.rawValue) << 4
        | (signIn.showsPopUp ? 2 : 0) | (signIn.banner == nil ? 0 : 1)
    case .used(let service, let quantity):
      8 << 24 | UInt64(truncatingIfNeeded: service &* 65_536 &+ quantity) & 0xFF_FFFF
    case .serviceChanged(let service, let units):
      9 << 24 | UInt64(truncatingIfNeeded: service &* 65_536 &+ units) & 0xFF_FFFF
    case .deletionNoticed(let notice): 10 << 24 | UInt64(notice.kind.rawValue)
    case .deletionReminder(let daysLeft): 11 << 24 | UInt64(truncatingIfNeeded: daysLeft) & 0xFF_FFFF
    case .deletionCancelled(let canceller): 12 << 24 | UInt64(canceller.rawValue)
    case .deleted: 13 << 24
    case .restored: 14 << 24
    case .purged: 15 << 24
    case .refused(let refusal): 16 << 24 | UInt64(refusal.reason.rawValue)
    }
  }
}

/// What an account remembers of its invoices.
struct InvoiceMemory: Sendable {
  private var day: Day?
  private var total = Money.zero
  private var isWhole = false
  /// The last invoice, not final, of a month in which the account was open every day.
  private(set) var wholeMonth: Money?

  mutating func note(_ line: InvoiceLine, on day: Day) {
    guard !line.isFinal else { return }
    if self.day != day {
      self.day = day
      total = .zero
      isWhole = line.service == nil && line.quantity == (day - 1).month.dayCount
    }
    total += line.amount
    if isWhole { wholeMonth = total }
  }
}
