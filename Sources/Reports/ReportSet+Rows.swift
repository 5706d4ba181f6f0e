import BillingCore
import Simulation

// Reports with a row for each of something: ordered by day (invoice lines by month), then segment and account in population order.

extension ReportSet {
  var blocks: Table {
    let spells = collected.spells.spells.sorted {
      ($0.debtSince, $0.account.position) < ($1.debtSince, $1.account.position)
    }
    return Table(
      "blocks",
      [
        ("account", .text), ("segment", .text), ("debt_since", .day), ("reminded_on", .day),
        ("payment_page_on", .day), ("blocked_on", .day), ("ended_on", .day), ("days_in_debt", .count),
        ("days_blocked", .count), ("peak_debt", .money), ("outcome", .text),
      ], rowCount: spells.count
    ) { row in
      let spell = spells[row]
      return [
        accountName(spell.account), segmentName(spell.account), .day(spell.debtSince), .optional(spell.remindedOn),
        .optional(spell.paymentPageOn), .optional(spell.blockedOn), .optional(spell.endedOn),
        .count(spell.daysInDebt), .count(spell.daysBlocked), .amount(spell.peakDebt), .text(spell.outcome.rawValue),
      ]
    }
  }

  var deletions: Table {
    let processes = collected.deletions.processes.sorted {
      ($0.notice.noticedOn, $0.account.position) < ($1.notice.noticedOn, $1.account.position)
    }
    return Table(
      "deletions",
      [
        ("account", .text), ("segment", .text), ("created_on", .day), ("last_activity_on", .day), ("kind", .text),
        ("noticed_on", .day), ("due_on", .day), ("balance_at_notice", .money), ("reminders", .count),
        ("outcome", .text), ("cancelled_by", .text), ("cancelled_on", .day), ("deleted_on", .day),
        ("restored_on", .day), ("purged_on", .day), ("bad_debt", .money),
      ], rowCount: processes.count
    ) { row in
      let process = processes[row]
      return [
        accountName(process.account), segmentName(process.account), .day(process.created), .day(process.lastActivity),
        .text(process.notice.kind.word), .day(process.notice.noticedOn), .day(process.notice.due),
        .amount(process.balance), .count(process.reminders), .text(process.outcome),
        process.cancelledBy.map { .text($0.word) } ?? .empty, .optional(process.cancelledOn),
        .optional(process.deletedOn), .optional(process.restoredOn), .optional(process.purgedOn),
        process.badDebt.map(Table.Cell.amount) ?? .empty,
      ]
    }
  }

  var accounts: Table {
    let states = collected.finals.states.sorted { $0.identity.position < $1.identity.position }
    return Table(
      "accounts",
      [
        ("account", .text), ("segment", .text), ("created_on", .day), ("status", .text), ("stage", .text),
        ("prepaid_cash", .money), ("prepaid_bonus", .money), ("debt", .money), ("deferred", .money),
        ("last_activity_on", .day), ("top_ups", .count), ("cash_in", .money), ("bonus_granted", .money),
        ("billed", .money), ("days_blocked", .count),
      ], rowCount: states.count
    ) { row in
      let (state, account) = (states[row], states[row].account)
      return [
        accountName(state.identity), segmentName(state.identity), .day(account.created), .text(account.status.word),
        .text(account.stage.word), .amount(account.wallet.prepaidCash), .amount(account.wallet.prepaidBonus),
        .amount(account.wallet.debt), .amount(account.wallet.deferred), .day(account.lastActivity),
        .count(state.topUps), .money(state.cashIn), .money(state.bonusGranted), .money(state.billed),
        .count(state.daysBlocked),
      ]
    }
  }

  var topUps: Table {
    let records = collected.events.inOrder.compactMap { record -> (EventRecord, TopUp)? in
      if case .topUp(let topUp) = record.event { (record, topUp) } else { nil }
    }
    return Table(
      "topups",
      [
        ("date", .day), ("account", .text), ("segment", .text), ("role", .text), ("method", .text),
        ("amount", .money), ("bonus", .money), ("to_debt", .money),
      ], rowCount: records.count
    ) { row in
      let (record, topUp) = records[row]
      return [
        .day(record.day), accountName(record.account), segmentName(record.account), .text(topUp.role.word),
        .text(topUp.method.word), .amount(topUp.amount), .amount(topUp.bonus), .amount(topUp.cashToDebt),
      ]
    }
  }

  var invoices: Table {
    let lines = collected.events.records.compactMap { record -> (EventRecord, InvoiceLine)? in
      if case .invoiced(let line) = record.event { (record, line) } else { nil }
    }
    let records = lines.sorted { left, right in
      (left.0.day.month, left.0.account.position, left.0.sequence)
        < (right.0.day.month, right.0.account.position, right.0.sequence)
    }
    return Table(
      "invoices",
      [
        ("month", .month), ("account", .text), ("segment", .text), ("service", .text), ("quantity", .count),
        ("amount", .money), ("from_cash", .money), ("from_bonus", .money), ("as_debt", .money), ("final", .flag),
      ], rowCount: records.count
    ) { row in
      let (record, line) = records[row]
      return [
        .month(record.day.month), accountName(record.account), segmentName(record.account),
        .text(scenario.policies.word(of: line.service)), .count(line.quantity), .amount(line.amount),
        .amount(line.fromCash), .amount(line.fromBonus), .amount(line.asDebt), .flag(line.isFinal),
      ]
    }
  }
}

extension EventRecords {
  /// By day, then account in population order, then the account's own order.
  var inOrder: [EventRecord] {
    records.sorted { ($0.day, $0.account.position, $0.sequence) < ($1.day, $1.account.position, $1.sequence) }
  }
}
