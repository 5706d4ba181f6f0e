import BillingCore
import Simulation

/// What is counted by day and segment; the months of `revenue.csv` are made from the same numbers.
enum Measure: Int, CaseIterable {
  // Flows: what happened on the day.
  case opened, signedIn, newlyBlocked, unblocked, noticed, cancelled, deleted, restored, purged, refused
  case topUps, cashIn, bonusGranted, bonusLapsed, billed, billedFromCash, billedFromBonus, billedAsDebt
  case debtSettled, recognized, breakage, discount, badDebt
  // What the day's invoice would be, kept on the last day of a month and of the run alone.
  case unbilled
  // Stocks: what there is at the day's end.
  case open, stageNone, stageReminder, stagePaymentPage, stageBlocked, deletionPending
  case credit, debt, deferred, bonusOutstanding

  /// Whether a period has what there is at its end, rather than the sum of its days.
  var isTakenAtTheEnd: Bool { rawValue >= Measure.unbilled.rawValue }

  static func open(in stage: Stage) -> Measure {
    switch stage {
    case .none: .stageNone
    case .reminder: .stageReminder
    case .paymentPage: .stagePaymentPage
    case .blocked: .stageBlocked
    }
  }
}

/// Sums over accounts, by day, segment and measure.
///
/// Cells have 128 bits: 2^32 accounts, 2^16 days and 64-bit amounts together stay below 2^127, so nothing overflows.
/// Stocks are kept as changes, and summed up when they are read.
struct DailyTotals: Sendable {
  private static let width = Measure.allCases.count

  private let start: Day
  let dayCount: Int
  let segmentCount: Int
  private var cells: [Int128]
  /// The present account's stocks, as already counted.
  private var stocks = Stocks()
  private var segment = 0
  private var lastSignedIn: Day?

  init(start: Day, days: Int, segments: Int) {
    self.start = start
    dayCount = days
    segmentCount = segments
    cells = Array(repeating: 0, count: days * segments * DailyTotals.width)
  }

  mutating func begin(segment: Int) {
    self.segment = segment
    stocks = Stocks()
    lastSignedIn = nil
  }

  /// What there is on the eve is counted from the first day on.
  mutating func startReporting(_ account: Account) { follow(account, on: start) }

  mutating func observe(_ event: Event, of account: Account, on day: Day) {
    count(event, of: account, on: day)
    follow(account, on: day)
  }

  /// Days of routine: somebody may sign in, and nothing else changes.
  mutating func observe(_ routine: Routine) {
    var days = routine.signIns.bits
    let first = index(.signedIn, day: routine.firstOfMonth - start, segment: segment)
    while days != 0 {
      cells[first + days.trailingZeroBitCount * segmentCount * DailyTotals.width] += 1
      days &= days - 1
    }
  }

  /// What is unbilled at the end of the last day; earlier month ends are told by the invoice of the next morning.
  mutating func end(unbilled: Money, on day: Day) { add(unbilled, .unbilled, on: day) }

  mutating func merge(_ other: DailyTotals) {
    for index in cells.indices { cells[index] += other.cells[index] }
  }

  /// Sums the changes of stocks up, so that each day shows what there is at its end; to be done once, after the run.
  mutating func sumUpStocks() {
    let day = segmentCount * DailyTotals.width
    for index in cells.indices.dropFirst(day) where index % DailyTotals.width >= Measure.open.rawValue {
      cells[index] += cells[index - day]
    }
  }

  /// The sum over a range of days for a flow; for a stock what there is at its end.
  ///
  /// Only after ``sumUpStocks()``.
  func value(_ measure: Measure, segments: Range<Int>, days: Range<Int>) -> Int128 {
    let counted = measure.isTakenAtTheEnd ? (days.upperBound - 1)..<days.upperBound : days
    var sum: Int128 = 0
    for day in counted {
      for segment in segments { sum += cells[index(measure, day: day, segment: segment)] }
    }
    return sum
  }

  private func index(_ measure: Measure, day: Int, segment: Int) -> Int {
    (day * segmentCount + segment) * DailyTotals.width + measure.rawValue
  }

  private mutating func add(_ amount: Money, _ measure: Measure, on day: Day) {
    cells[index(measure, day: day - start, segment: segment)] += Int128(amount.minorUnits)
  }

  private mutating func count(_ measure: Measure, on day: Day, by number: Int128 = 1) {
    cells[index(measure, day: day - start, segment: segment)] += number
  }
}

// MARK: Flows

extension DailyTotals {
  private mutating func count(_ event: Event, of account: Account, on day: Day) {
    switch event {
    case .created: count(.opened, on: day)
    case .invoiced(let line): count(line, on: day)
    case .bonusLapsed(let lapse):
      add(lapse.amount, .bonusLapsed, on: day)
      add(lapse.breakage, .breakage, on: day)
    case .topUp(let topUp): count(topUp, on: day)
    case .stageChanged(let from, let to):
      if to == .blocked { count(.newlyBlocked, on: day) }
      if from == .blocked { count(.unblocked, on: day) }
    case .signIn(let signIn):
      if signIn.isActivity { countSignedIn(on: day) }
    case .deletionNoticed: count(.noticed, on: day)
    case .deletionCancelled: count(.cancelled, on: day)
    case .deleted: count(.deleted, on: day)
    case .restored: count(.restored, on: day)
    case .purged(let writtenOff):
      count(.purged, on: day)
      add(writtenOff, .badDebt, on: day)
    case .refused(let refusal):
      count(.refused, on: day)
      if refusal.isActivity { countSignedIn(on: day) }
    case .topUpDeclined, .used, .serviceChanged, .deletionReminder: break
    }
  }

  private mutating func count(_ line: InvoiceLine, on day: Day) {
    add(line.amount, .billed, on: day)
    add(line.fromCash, .billedFromCash, on: day)
    add(line.fromBonus, .billedFromBonus, on: day)
    add(line.asDebt, .billedAsDebt, on: day)
    add(line.recognized, .recognized, on: day)
    if !line.isFinal, day > start { add(line.amount, .unbilled, on: day - 1) }
  }

  private mutating func count(_ topUp: TopUp, on day: Day) {
    count(.topUps, on: day)
    add(topUp.amount, .cashIn, on: day)
    add(topUp.bonus, .bonusGranted, on: day)
    add(topUp.cashToDebt, .debtSettled, on: day)
    add(topUp.bonusToDebt, .discount, on: day)
  }

  private mutating func countSignedIn(on day: Day) {
    guard lastSignedIn != day else { return }
    lastSignedIn = day
    count(.signedIn, on: day)
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
  }

  private mutating func follow(_ account: Account, on day: Day) {
    let now = Stocks(
      stage: account.isOpen ? account.stage : nil, isDeletionPending: account.pendingDeletion != nil,
      credit: account.wallet.credit, debt: account.wallet.debt, deferred: account.wallet.deferred,
      bonus: account.wallet.prepaidBonus)
    guard now != stocks else { return }
    if now.stage != stocks.stage {
      if let left = stocks.stage { count(.open(in: left), on: day, by: -1) }
      if let entered = now.stage { count(.open(in: entered), on: day) }
      count(.open, on: day, by: (now.stage == nil ? 0 : 1) - (stocks.stage == nil ? 0 : 1))
    }
    if now.isDeletionPending != stocks.isDeletionPending {
      count(.deletionPending, on: day, by: now.isDeletionPending ? 1 : -1)
    }
    add(now.credit - stocks.credit, .credit, on: day)
    add(now.debt - stocks.debt, .debt, on: day)
    add(now.deferred - stocks.deferred, .deferred, on: day)
    add(now.bonus - stocks.bonus, .bonusOutstanding, on: day)
    stocks = now
  }
}
