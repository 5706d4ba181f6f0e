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
  @inline(__always)
  private func appendFacts(_ context: LineContext, to out: inout OutputSpan<UInt8>) {
    let facts = EventFacts(event)
    if let role = facts.role { out.word(role.word) }
    out.comma()
    switch facts.service {
    case nil: break
    case .base: out.word(context.service(nil))
    case .service(let index): out.word(context.service(index))
    }
    out.comma()
    if let quantity = facts.quantity { out.count(quantity) }
    out.comma()
    if let amount = facts.amount { out.money(amount, decimals: context.decimals) }
    out.comma()
    if let bonus = facts.bonus { out.money(bonus, decimals: context.decimals) }
  }
}
