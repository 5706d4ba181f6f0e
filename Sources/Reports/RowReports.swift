public import BillingCore
public import Simulation

/// Listens to a run and makes the lines of its row reports, each at once when what it tells of is known.
///
/// Spells and processes that began in the warm-up keep their true dates, and events their numbers; all else begins with
/// the first day. An account that was purged before is in no report.
public struct RowReports: RunWatcher {
  private let context: LineContext
  private let population: Population
  private let firstLived: Day
  private let eventDays: ClosedRange<Day>
  private let listsEvents: Bool
  private let wanted: Attention
  /// By report; those that were not asked for, and those of sums, have none.
  private var spools: [RowSpool?]
  private var identity = AccountIdentity.nobody
  private var account = LineAccount(name: [], segment: "")
  private var sums = AccountLine.Sums()
  private var sequence = 0
  private var isReporting = false

  /// Makes the reports of a run, empty.
  ///
  /// - Parameters:
  ///   - spill: where lines go that memory has no room for.
  ///   - eventDays: the days whose events are listed, in place of the scenario's.
  public init(
    _ simulator: Simulator, reports: [ReportKind], spill: Spill? = nil, eventDays: ClosedRange<Day>? = nil
  ) {
    let scenario = simulator.scenario
    context = LineContext(scenario)
    population = simulator.population
    firstLived = scenario.firstLivedDay
    self.eventDays = eventDays ?? scenario.start...scenario.lastDay
    listsEvents = reports.contains(.events)
    wanted = reports.reduce(into: []) { wanted, kind in
      switch kind {
      case .events: wanted.formUnion(.days)
      case .topups: wanted.formUnion(.topUps)
      case .invoices: wanted.formUnion(.lines)
      case .accounts: wanted.formUnion([.topUps, .lines])
      case .revenue, .services, .daily, .blocks, .deletions, .journal: break
      }
    }
    spools = ReportKind.allCases.map { reports.contains($0) && $0.rowColumns != nil ? RowSpool(spill) : nil }
  }

  /// Whether lines could not be kept for want of room.
  public var hasFailed: Bool { spools.contains { $0?.hasFailed ?? false } }

  /// What the reports tell of; each event of each day only where all are listed.
  public func attention(to identity: AccountIdentity) -> Attention { wanted }

  /// An account's life begins.
  public mutating func begin(_ account: Account, as identity: AccountIdentity) {
    self.identity = identity
    self.account = LineAccount(name: [], segment: "")
    sums = AccountLine.Sums()
    sequence = 0
    isReporting = false
  }

  /// The warm-up is over.
  public mutating func startReporting(_ account: Account) { isReporting = true }

  /// Hears one event.
  public mutating func observe(_ event: Event, of account: Account, on day: Day) {
    sequence += 1
    if listsEvents, eventDays.contains(day) {
      let row = EventRow(day: day, sequence: sequence, event: event, state: account)
      add(.events, key: key(day)) { row.append(of: $0, $1, to: &$2) }
    }
    guard isReporting else { return }
    sums.observe(event)
    if case .topUp(let topUp) = event {
      add(.topups, key: key(day)) { TopUpLine(day: day, topUp: topUp).append(of: $0, $1, to: &$2) }
    } else if case .invoiced(let line) = event {
      add(.invoices, key: day.month.index) { InvoiceRow(day: day, line: line).append(of: $0, $1, to: &$2) }
    }
  }

  /// Hears of a spell of debt.
  public mutating func observe(_ spell: DebtSpell) {
    add(.blocks, key: key(spell.debtSince)) { BlockLine(spell: spell).append(of: $0, $1, to: &$2) }
  }

  /// Hears of a deletion process.
  public mutating func observe(_ process: DeletionProcess) {
    add(.deletions, key: key(process.notice.noticedOn)) {
      DeletionLine(process: process).append(of: $0, $1, to: &$2)
    }
  }

  /// The last day is over.
  public mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) {
    guard isReporting else { return }
    let (sums, state) = (sums, account)
    add(.accounts, key: 0) {
      AccountLine(state: state, sums: sums, daysBlocked: daysBlocked).append(of: $0, $1, to: &$2)
    }
  }

  /// Adds the lines of other accounts.
  public mutating func merge(_ other: RowReports) {
    for index in spools.indices {
      if let spool = other.spools[index] { spools[index]?.merge(spool) }
    }
  }

  /// Gives a report's file in pieces, the header first.
  ///
  /// - Throws: what `body` throws, or ``SpillFailure``.
  public func forEachPiece(of kind: ReportKind, style: CSVStyle = .standard, _ body: ([UInt8]) throws -> Void) throws {
    guard let columns = kind.rowColumns, let spool = spools[kind.index] else { return }
    try body(CSV.header(columns, style: style))
    let restyled = Restyling(columns, to: style)
    guard try spool.forEachPiece({ try body(restyled($0)) }) else { throw SpillFailure() }
  }

  private func key(_ day: Day) -> Int32 { Int32(day - firstLived) }

  /// Adds a line to a report, if it was asked for.
  @inline(__always)
  private mutating func add(
    _ kind: ReportKind, key: Int32, _ line: (LineAccount, LineContext, inout OutputSpan<UInt8>) -> Void
  ) {
    guard spools[kind.index] != nil else { return }
    if account.name.isEmpty {
      account = LineAccount(
        name: Array(population.name(at: identity.position).utf8), segment: context.segments[identity.segment])
    }
    let (account, context) = (account, context)
    spools[kind.index]?.add(key: key, position: identity.position, capacity: context.width + account.length) {
      line(account, context, &$0)
    }
  }
}

extension ReportKind {
  /// Its place among all.
  fileprivate var index: Int { ReportKind.allCases.firstIndex(of: self) ?? 0 }
}

extension AccountIdentity {
  fileprivate static let nobody = AccountIdentity(position: 0, segment: 0)
}
