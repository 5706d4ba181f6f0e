import BillingCore
import Simulation

/// An event as it stood: with the money and the stage just after it.
struct EventRecord: Sendable {
  let account: AccountIdentity
  let day: Day
  /// Its number in the account's whole life, from 1.
  let sequence: Int
  let event: Event
  let balance: Money
  let stage: Stage
  let created: Day
  let lastActivity: Day
  let debtSince: Day?
}

/// Keeps events that a row report lists; only those that one was asked for.
struct EventRecords: Sendable {
  /// Which events are kept.
  enum Scope: Sendable {
    case nothing, topUps, invoices, topUpsAndInvoices, everything

    init(_ reports: Set<ReportKind>) {
      switch (reports.contains(.events), reports.contains(.topups), reports.contains(.invoices)) {
      case (true, _, _): self = .everything
      case (false, true, true): self = .topUpsAndInvoices
      case (false, true, false): self = .topUps
      case (false, false, true): self = .invoices
      case (false, false, false): self = .nothing
      }
    }
  }

  private let scope: Scope
  var hearsEachDay: Bool { scope == .everything }
  private let firstDay: Day
  private(set) var records: [EventRecord] = []
  private var account = AccountIdentity.none
  private var sequence = 0

  init(_ scope: Scope, from firstDay: Day) {
    self.scope = scope
    self.firstDay = firstDay
  }

  mutating func begin(_ identity: AccountIdentity) {
    account = identity
    sequence = 0
  }

  mutating func observe(_ event: Event, of account: Account, on day: Day) {
    sequence += 1
    guard day >= firstDay, wants(event) else { return }
    records.append(
      EventRecord(
        account: self.account, day: day, sequence: sequence, event: event, balance: account.balance,
        stage: account.stage, created: account.created, lastActivity: account.lastActivity,
        debtSince: account.wallet.debtSince))
  }

  mutating func keep(where isWanted: (EventRecord) -> Bool) { records.removeAll { !isWanted($0) } }

  mutating func merge(_ other: EventRecords) { records += other.records }

  private func wants(_ event: Event) -> Bool {
    switch (scope, event) {
    case (.everything, _), (.topUps, .topUp), (.invoices, .invoiced), (.topUpsAndInvoices, .topUp),
      (.topUpsAndInvoices, .invoiced):
      true
    case (.nothing, _), (.topUps, _), (.invoices, _), (.topUpsAndInvoices, _): false
    }
  }
}

/// An account on the last day.
struct FinalState: Sendable {
  let identity: AccountIdentity
  let account: Account
  let topUps: Int
  let cashIn: Int128
  let bonusGranted: Int128
  let billed: Int128
  let daysBlocked: Int
}

/// Keeps how each account stood in the end, if asked for.
struct FinalStates: Sendable {
  private let isWanted: Bool
  private(set) var states: [FinalState] = []
  private var identity = AccountIdentity.none
  private var topUps = 0
  private var cashIn: Int128 = 0
  private var bonusGranted: Int128 = 0
  private var billed: Int128 = 0

  init(isWanted: Bool) { self.isWanted = isWanted }

  mutating func begin(_ identity: AccountIdentity) {
    self.identity = identity
    (topUps, cashIn, bonusGranted, billed) = (0, 0, 0, 0)
  }

  mutating func observe(_ event: Event) {
    guard isWanted else { return }
    if case .topUp(let topUp) = event {
      topUps += 1
      cashIn += Int128(topUp.amount.minorUnits)
      bonusGranted += Int128(topUp.bonus.minorUnits)
    } else if case .invoiced(let line) = event {
      billed += Int128(line.amount.minorUnits)
    }
  }

  mutating func end(_ account: Account, daysBlocked: Int) {
    guard isWanted else { return }
    states.append(
      FinalState(
        identity: identity, account: account, topUps: topUps, cashIn: cashIn, bonusGranted: bonusGranted,
        billed: billed, daysBlocked: daysBlocked))
  }

  mutating func merge(_ other: FinalStates) { states += other.states }
}
