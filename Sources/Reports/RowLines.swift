import BillingCore
import Simulation

// The lines of the reports that have a row for each of something, and their columns, in the order of FORMATS 4.

/// What lines are written with.
struct LineContext: Sendable {
  let policies: PolicyCalendar
  let decimals: Int
  let dates: DateText
  /// The words of the base and the services.
  let services: [String]
  let segments: [String]
  /// More bytes than the cells of any line have, beside its account's name and segment.
  let width: Int

  init(_ scenario: Scenario) {
    policies = scenario.policies
    decimals = scenario.policies.currency.decimals
    dates = DateText(scenario.firstLivedDay...scenario.lastDay)
    services = ["base"] + scenario.policies.services.map(\.name)
    segments = scenario.segmentNames
    width = 512 + (services.map(\.utf8.count).max() ?? 0)
  }

  func service(_ service: ServiceIndex?) -> String { services[service.map { $0 + 1 } ?? 0] }
}

/// An account's name and segment, as its lines begin or go on.
struct LineAccount: Sendable {
  /// The name's bytes.
  let name: [UInt8]
  let segment: String

  /// How much longer a line may be than its other cells are.
  var length: Int { name.count + segment.utf8.count }

  func append(to out: inout OutputSpan<UInt8>) {
    out.bytes(name)
    out.comma()
    out.word(segment)
  }
}

/// A line of `blocks.csv`.
struct BlockLine {
  static let columns: [(String, Table.Kind)] = [
    ("account", .text), ("segment", .text), ("debt_since", .day), ("reminded_on", .day), ("payment_page_on", .day),
    ("blocked_on", .day), ("ended_on", .day), ("days_in_debt", .count), ("days_blocked", .count),
    ("peak_debt", .money), ("outcome", .text),
  ]

  let spell: DebtSpell

  func append(of account: LineAccount, _ context: LineContext, to out: inout OutputSpan<UInt8>) {
    account.append(to: &out)
    out.comma()
    context.dates.append(spell.debtSince, to: &out)
    for day in [spell.remindedOn, spell.paymentPageOn, spell.blockedOn, spell.endedOn] {
      out.comma()
      context.dates.append(day, to: &out)
    }
    out.comma()
    out.count(spell.daysInDebt)
    out.comma()
    out.count(spell.daysBlocked)
    out.comma()
    out.money(spell.peakDebt, decimals: context.decimals)
    out.comma()
    out.word(spell.outcome.rawValue)
    out.endLine()
  }
}

/// A line of `deletions.csv`.
struct DeletionLine {
  static let columns: [(String, Table.Kind)] = [
    ("account", .text), ("segment", .text), ("created_on", .day), ("last_activity_on", .day), ("kind", .text),
    ("noticed_on", .day), ("due_on", .day), ("balance_at_notice", .money), ("reminders", .count), ("outcome", .text),
    ("cancelled_by", .text), ("cancelled_on", .day), ("deleted_on", .day), ("restored_on", .day), ("purged_on", .day),
    ("bad_debt", .money),
  ]

  let process: DeletionProcess

  func append(of account: LineAccount, _ context: LineContext, to out: inout OutputSpan<UInt8>) {
    let dates = context.dates
    account.append(to: &out)
    out.comma()
    dates.append(process.created, to: &out)
    out.comma()
    dates.append(process.lastActivity, to: &out)
    out.comma()
    out.word(process.notice.kind.word)
    out.comma()
    dates.append(process.notice.noticedOn, to: &out)
    out.comma()
    dates.append(process.notice.due, to: &out)
    out.comma()
    out.money(process.balance, decimals: context.decimals)
    out.comma()
    out.count(process.reminders)
    out.comma()
    out.word(process.outcome)
    out.comma()
    if let canceller = process.cancelledBy { out.word(canceller.word) }
    for day in [process.cancelledOn, process.deletedOn, process.restoredOn, process.purgedOn] {
      out.comma()
      dates.append(day, to: &out)
    }
    out.comma()
    if let badDebt = process.badDebt { out.money(badDebt, decimals: context.decimals) }
    out.endLine()
  }
}

/// A line of `topups.csv`.
struct TopUpLine {
  static let columns: [(String, Table.Kind)] = [
    ("date", .day), ("account", .text), ("segment", .text), ("role", .text), ("method", .text), ("amount", .money),
    ("bonus", .money), ("to_debt", .money),
  ]

  let day: Day
  let topUp: TopUp

  func append(of account: LineAccount, _ context: LineContext, to out: inout OutputSpan<UInt8>) {
    context.dates.append(day, to: &out)
    out.comma()
    account.append(to: &out)
    out.comma()
    out.word(topUp.role.word)
    out.comma()
    out.word(topUp.method.word)
    out.comma()
    out.money(topUp.amount, decimals: context.decimals)
    out.comma()
    out.money(topUp.bonus, decimals: context.decimals)
    out.comma()
    out.money(topUp.cashToDebt, decimals: context.decimals)
    out.endLine()
  }
}

/// A line of `invoices.csv`.
struct InvoiceRow {
  static let columns: [(String, Table.Kind)] = [
    ("month", .month), ("account", .text), ("segment", .text), ("service", .text), ("quantity", .count),
    ("amount", .money), ("from_cash", .money), ("from_bonus", .money), ("as_debt", .money), ("final", .flag),
  ]

  let day: Day
  let line: InvoiceLine

  func append(of account: LineAccount, _ context: LineContext, to out: inout OutputSpan<UInt8>) {
    context.dates.appendMonth(of: day, to: &out)
    out.comma()
    account.append(to: &out)
    out.comma()
    out.word(context.service(line.service))
    out.comma()
    out.count(line.quantity)
    for amount in [line.amount, line.fromCash, line.fromBonus, line.asDebt] {
      out.comma()
      out.money(amount, decimals: context.decimals)
    }
    out.comma()
    out.flag(line.isFinal)
    out.endLine()
  }
}

/// A line of `accounts.csv`: an account on the last day, and what it came to.
struct AccountLine {
  static let columns: [(String, Table.Kind)] = [
    ("account", .text), ("segment", .text), ("created_on", .day), ("status", .text), ("stage", .text),
    ("prepaid_cash", .money), ("prepaid_bonus", .money), ("debt", .money), ("deferred", .money),
    ("last_activity_on", .day), ("top_ups", .count), ("cash_in", .money), ("bonus_granted", .money),
    ("billed", .money), ("days_blocked", .count),
  ]

  /// What an account's reported days come to.
  struct Sums: Sendable {
    var topUps = 0
    var cashIn: Int128 = 0
    var bonusGranted: Int128 = 0
    var billed: Int128 = 0

    mutating func observe(_ event: Event) {
      if case .topUp(let topUp) = event {
        topUps += 1
        cashIn += Int128(topUp.amount.minorUnits)
        bonusGranted += Int128(topUp.bonus.minorUnits)
      } else if case .invoiced(let line) = event {
        billed += Int128(line.amount.minorUnits)
      }
    }
  }

  let state: Account
  let sums: Sums
  let daysBlocked: Int

  func append(of account: LineAccount, _ context: LineContext, to out: inout OutputSpan<UInt8>) {
    let (decimals, wallet) = (context.decimals, state.wallet)
    account.append(to: &out)
    out.comma()
    context.dates.append(state.created, to: &out)
    out.comma()
    out.word(state.status.word)
    out.comma()
    out.word(state.stage.word)
    for amount in [wallet.prepaidCash, wallet.prepaidBonus, wallet.debt, wallet.deferred] {
      out.comma()
      out.money(amount, decimals: decimals)
    }
    out.comma()
    context.dates.append(state.lastActivity, to: &out)
    out.comma()
    out.count(sums.topUps)
    for amount in [sums.cashIn, sums.bonusGranted, sums.billed] {
      out.comma()
      out.money(amount, decimals: decimals)
    }
    out.comma()
    out.count(daysBlocked)
    out.endLine()
  }
}
