import BillingCore

/// Sums over accounts, by day, segment and measure.
///
/// Cells have 128 bits: 2^32 accounts, 2^16 days and 64-bit amounts together stay below 2^127, so nothing overflows.
/// Stocks are kept as changes, and summed up when they are read.
public struct DailyTotals: Sendable {
  private let start: Day
  private let segmentCount: Int
  private var cells: [Int128]
  /// Sign-ins, which come every day.
  private var signedIn: DayCounts
  /// The present account's stocks, as already counted.
  private var counted = Stocks()
  /// The stocks after the last event, and its day.
  private var present = Stocks()
  private var presentDay: Day
  /// The lines of that day.
  private var invoice = InvoiceSum()
  private var segment = 0
  private var lastSignedIn: Day?

  init(start: Day, days: Int, segments: Int) {
    self.start = start
    presentDay = start
    segmentCount = segments
    cells = Array(repeating: 0, count: days * segments * Measure.count)
    signedIn = DayCounts(start: start, days: days, segments: segments)
  }

  mutating func begin(segment: Int) {
    self.segment = segment
    (counted, present, presentDay) = (Stocks(), Stocks(), start)
    lastSignedIn = nil
  }

  /// What there is on the eve is counted from the first day on.
  mutating func startReporting(_ account: Account) { present = Stocks(of: account) }

  mutating func observe(_ event: Event, of account: Account, on day: Day) {
    if case .invoiced(let line) = event { return observe(line, of: account, on: day) }
    if day != presentDay { settle() }
    count(event, on: day)
    (present, presentDay) = (Stocks(of: account), day)
  }

  /// Lines of one day are added up before they are counted.
  @inline(__always)
  mutating func observe(_ line: InvoiceLine, of account: Account, on day: Day) {
    if day != presentDay { settle() }
    invoice.add(line)
    (present, presentDay) = (Stocks(of: account), day)
  }

  /// Days of routine: people may sign in, and nothing else changes.
  mutating func observe(_ routine: Routine) {
    signedIn.count(routine.signIns, firstOfMonth: routine.firstOfMonth, of: segment)
  }

  /// A spell of debt is over.
  mutating func observe(_ spell: DebtSpell) {
    guard let day = spell.endedOn else { return }
    switch spell.outcome {
    case .paid: count(.spellsPaid, in: row(of: day))
    case .deleted: count(.spellsDeleted, in: row(of: day))
    case .open: break
    }
  }

  /// What is unbilled at the end of the last day; earlier month ends are told by the invoice of the next morning.
  mutating func end(unbilled: Money, on day: Day) {
    settle()
    add(unbilled, .unbilled, to: row(of: day))
  }

  mutating func merge(_ other: DailyTotals) {
    for index in cells.indices { cells[index] += other.cells[index] }
    signedIn.merge(other.signedIn)
  }

  /// Readies the sums to be read, once, after the run: changes of stocks are summed up, so that each day shows what there
  /// is at its end.
  mutating func sumUp() {
    signedIn.settle()
    let day = segmentCount * Measure.count
    for index in cells.indices.dropFirst(day) where index % Measure.count >= Measure.open.rawValue {
      cells[index] += cells[index - day]
    }
  }

  /// The sum over a range of days for a flow; for a stock what there is at its end.
  public func value(_ measure: Measure, segments: Range<Int>, days: Range<Int>) -> Int128 {
    let counted = measure.isTakenAtTheEnd ? (days.upperBound - 1)..<days.upperBound : days
    var sum: Int128 = 0
    for day in counted {
      for segment in segments {
        let cell = (day * segmentCount + segment) * Measure.count + measure.rawValue
        sum += measure == .signedIn ? Int128(signedIn.count(day: day, segment: segment)) : cells[cell]
      }
    }
    return sum
  }

  /// Where the present segment's cells of a day begin.
  private func row(of day: Day) -> Int { ((day - start) * segmentCount + segment) * Measure.count }

  private mutating func add(_ amount: Money, _ measure: Measure, to row: Int) {
    cells[row + measure.rawValue] += Int128(amount.minorUnits)
  }

  private mutating func count(_ measure: Measure, in row: Int, by number: Int128 = 1) {
    cells[row + measure.rawValue] += number
  }
}

// MARK: Flows

extension DailyTotals {
  private mutating func count(_ event: Event, on day: Day) {
    let row = row(of: day)
    switch event {
    case .created: count(.opened, in: row)
    case .invoiced: break  // counted by the day
    case .bonusLapsed(let lapse):
      add(lapse.amount, .bonusLapsed, to: row)
      add(lapse.breakage, .breakage, to: row)
    case .topUp(let topUp): count(topUp, in: row)
    case .stageChanged(let from, let to):
      if to == .blocked { count(.newlyBlocked, in: row) }
      if from == .blocked { count(.unblocked, in: row) }
    case .signIn(let signIn):
      if signIn.isActivity { countSignedIn(on: day) }
    case .deletionNoticed: count(.noticed, in: row)
    case .deletionCancelled: count(.cancelled, in: row)
    case .deleted: count(.deleted, in: row)
    case .restored: count(.restored, in: row)
    case .purged(let writtenOff):
      count(.purged, in: row)
      add(writtenOff, .badDebt, to: row)
    case .refused(let refusal):
      count(.refused, in: row)
      if refusal.isActivity { countSignedIn(on: day) }
    case .topUpDeclined, .used, .serviceChanged, .deletionReminder: break
    }
  }

  private mutating func count(_ topUp: TopUp, in row: Int) {
    var cells = cells.mutableSpan
    cells[row + Measure.topUps.rawValue] += 1
    cells[row + Measure.cashIn.rawValue] += Int128(topUp.amount.minorUnits)
    cells[row + Measure.bonusGranted.rawValue] += Int128(topUp.bonus.minorUnits)
    cells[row + Measure.debtSettled.rawValue] += Int128(topUp.cashToDebt.minorUnits)
    cells[row + Measure.discount.rawValue] += Int128(topUp.bonusToDebt.minorUnits)
  }

  private mutating func countSignedIn(on day: Day) {
    guard lastSignedIn != day else { return }
    lastSignedIn = day
    signedIn.count(day, of: segment)
  }
}

// MARK: Stocks

extension DailyTotals {
  /// What one account adds to the stocks.
  private struct Stocks: Equatable {
    var stage: Stage?
    var isDeletionPending = false
    var credit = Money.zero
    var debt = Money.zero
    var deferred = Money.zero
    var bonus = Money.zero

    init() {}

    init(of account: Account) {
      stage = account.isOpen ? account.stage : nil
      isDeletionPending = account.pendingDeletion != nil
      credit = account.wallet.credit
      debt = account.wallet.debt
      deferred = account.wallet.deferred
      bonus = account.wallet.prepaidBonus
    }

    /// Counts what has changed.
    @inline(__always)
    func add(to cells: inout MutableSpan<Int128>, _ row: Int, before: Stocks) {
      if stage != before.stage {
        if let left = before.stage { cells[row + Measure.open(in: left).rawValue] -= 1 }
        if let entered = stage { cells[row + Measure.open(in: entered).rawValue] += 1 }
        cells[row + Measure.open.rawValue] += (stage == nil ? 0 : 1) - (before.stage == nil ? 0 : 1)
      }
      if isDeletionPending != before.isDeletionPending {
        cells[row + Measure.deletionPending.rawValue] += isDeletionPending ? 1 : -1
      }
      cells[row + Measure.credit.rawValue] += Int128((credit - before.credit).minorUnits)
      cells[row + Measure.debt.rawValue] += Int128((debt - before.debt).minorUnits)
      cells[row + Measure.deferred.rawValue] += Int128((deferred - before.deferred).minorUnits)
      cells[row + Measure.bonusOutstanding.rawValue] += Int128((bonus - before.bonus).minorUnits)
    }
  }

  /// Counts what the present account's last day with an event has brought and changed.
  private mutating func settle() {
    let row = row(of: presentDay)
    let dayBefore = presentDay > start ? row - segmentCount * Measure.count : nil
    let (present, counted, invoice) = (present, counted, invoice)
    self.counted = present
    if !invoice.isEmpty { self.invoice = InvoiceSum() }
    var cells = cells.mutableSpan
    if let dayBefore, !invoice.isEmpty {
      cells[dayBefore + Measure.unbilled.rawValue] += Int128(invoice.billed)
    }
    precondition(row >= 0 && row <= cells.count - Measure.count, "the day is among those that are reported")
    if !invoice.isEmpty { invoice.add(to: &cells, row) }
    if present != counted { present.add(to: &cells, row, before: counted) }
  }
}

/// The lines of one account on one day; they fit 64 bits, since credit and debt do (``Money/ceiling``).
private struct InvoiceSum: Sendable {
  var isEmpty = true
  var billed: Int64 = 0
  var fromCash: Int64 = 0
  var fromBonus: Int64 = 0
  var earned: Int64 = 0

  var asDebt: Int64 { billed - fromCash - fromBonus }
  var recognized: Int64 { earned + asDebt }

  mutating func add(_ line: InvoiceLine) {
    isEmpty = false
    billed &+= line.amount.minorUnits
    fromCash &+= line.fromCash.minorUnits
    fromBonus &+= line.fromBonus.minorUnits
    earned &+= line.earned.minorUnits
  }

  @inline(__always)
  func add(to cells: inout MutableSpan<Int128>, _ row: Int) {
    cells[row + Measure.billed.rawValue] += Int128(billed)
    cells[row + Measure.billedFromCash.rawValue] += Int128(fromCash)
    cells[row + Measure.billedFromBonus.rawValue] += Int128(fromBonus)
    cells[row + Measure.billedAsDebt.rawValue] += Int128(asDebt)
    cells[row + Measure.recognized.rawValue] += Int128(recognized)
  }
}
