import BillingCore
import Simulation

/// A line of `events.csv`; what an event does not have is empty.
struct EventRow {
  static let columns: [(String, Table.Kind)] = [
    ("date", .day), ("account", .text), ("seq", .count), ("event", .text), ("role", .text), ("service", .text),
    ("quantity", .count), ("amount", .money), ("bonus", .money), ("balance", .money), ("stage", .text),
    ("detail", .text),
  ]

  let day: Day
  /// The event's number in the account's whole life, from 1.
  let sequence: Int
  let event: Event
  let state: Account

  func append(of account: LineAccount, _ context: LineContext, to out: inout OutputSpan<UInt8>) {
    context.dates.append(day, to: &out)
    out.comma()
    out.bytes(account.name)
    out.comma()
    out.count(sequence)
    out.comma()
    out.word(event.word)
    out.comma()
    appendFacts(context, to: &out)
    out.comma()
    out.money(state.balance, decimals: context.decimals)
    out.comma()
    out.word(state.stage.word)
    out.comma()
    if let detail = event.detail { out.word(detail) }
    out.endLine()
  }

  /// Role, service, quantity, amount and bonus.
  private func appendFacts(_ context: LineContext, to out: inout OutputSpan<UInt8>) {
    switch event {
    case .signIn(let signIn): append(role: signIn.role, context, to: &out)
    case .used(let service, let quantity), .serviceChanged(let service, let quantity):
      append(service: context.service(service), quantity: quantity, context, to: &out)
    case .invoiced(let line):
      append(
        service: context.service(line.service), quantity: line.quantity, amount: line.amount, context, to: &out)
    case .topUp(let topUp):
      append(role: topUp.role, amount: topUp.amount, bonus: topUp.bonus, context, to: &out)
    case .topUpDeclined(let tried, let role, _): append(role: role, amount: tried, context, to: &out)
    case .bonusLapsed(let lapse): append(bonus: lapse.amount, context, to: &out)
    case .deletionReminder(let daysLeft): append(quantity: daysLeft, context, to: &out)
    case .purged(let writtenOff): append(amount: writtenOff, context, to: &out)
    case .refused(let refusal): append(role: refusal.command.role, context, to: &out)
    case .created, .stageChanged, .deletionNoticed, .deletionCancelled, .deleted, .restored: append(context, to: &out)
    }
  }

  @inline(__always)
  private func append(
    role: Role? = nil, service: String = "", quantity: Int? = nil, amount: Money? = nil, bonus: Money? = nil,
    _ context: LineContext, to out: inout OutputSpan<UInt8>
  ) {
    if let role { out.word(role.word) }
    out.comma()
    out.word(service)
    out.comma()
    if let quantity { out.count(quantity) }
    out.comma()
    if let amount { out.money(amount, decimals: context.decimals) }
    out.comma()
    if let bonus { out.money(bonus, decimals: context.decimals) }
  }
}

extension Command {
  /// Who asks, where the command says so.
  fileprivate var role: Role? {
    switch self {
    case .topUp(_, let role, _), .topUpDeclined(_, let role, _), .signIn(let role): role
    case .use, .set, .requestDeletion, .cancelDeletion, .restore: nil
    }
  }
}
