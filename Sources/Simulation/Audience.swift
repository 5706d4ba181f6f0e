import BillingCore

/// All who listen to a run: the fingerprint, what the synthetic accounts remember of their invoices, and a watcher.
struct Audience<Listener: RunWatcher>: Watcher, Sendable {
  var listener: Listener
  var fingerprint = Fingerprint()
  private var life = LifeDigest(of: 0)
  /// The running sum of the last invoice, by its day; the base line tells whether the month was whole.
  private(set) var lastInvoice = InvoiceMemory()

  init(_ listener: Listener) { self.listener = listener }

  mutating func begin(_ account: Account, as identity: AccountIdentity, digest: UInt64) {
    life = LifeDigest(of: digest)
    lastInvoice = InvoiceMemory()
    listener.begin(account, as: identity)
  }

  mutating func observe(_ event: Event, of account: Account, on day: Day) {
    life.add(event, of: account, on: day)
    if case .invoiced(let line) = event { lastInvoice.note(line, on: day) }
    listener.observe(event, of: account, on: day)
  }

  mutating func observe(_ routine: Routine, of account: Account) {
    life.add(routine)
    listener.observe(routine, of: account)
  }

  /// Hears of the use of some days, which reports learn from the invoice.
  mutating func observe(_ units: Int, of service: ServiceIndex) { life.add(units, of: service) }

  mutating func end(_ account: Account, unbilled: Money) {
    fingerprint.add(life.value(unbilled: unbilled))
    listener.end(account, unbilled: unbilled)
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
