public import BillingCore
import Simulation

extension ReportSet {
  var events: Table {
    let records = collected.events.inOrder
    return Table("events", EventRow.columns, rowCount: records.count) { row in
      let record = records[row]
      let event = EventRow(record.event, services: scenario.policies)
      return [.day(record.day), accountName(record.account), .count(record.sequence)] + event.cells
        + [.amount(record.balance), .text(record.stage.word), event.detail]
    }
  }

  /// The events of the one account that was replayed, as `trace --csv` prints them.
  public func eventTable(from first: Day, through last: Day) -> Table {
    var chosen = self
    chosen.collected.events.keep { (first...last).contains($0.day) }
    return chosen.events
  }
}

/// What an event puts into the columns of `events.csv`; what it does not have is empty.
struct EventRow {
  static let columns: [(String, Table.Kind)] = [
    ("date", .day), ("account", .text), ("seq", .count), ("event", .text), ("role", .text), ("service", .text),
    ("quantity", .count), ("amount", .money), ("bonus", .money), ("balance", .money), ("stage", .text),
    ("detail", .text),
  ]

  private let word: String
  private var role: Role?
  private var service: Table.Cell = .empty
  private var quantity: Table.Cell = .empty
  private var amount: Table.Cell = .empty
  private var bonus: Table.Cell = .empty
  let detail: Table.Cell

  /// The event's word, role, service, quantity, amount and bonus.
  var cells: [Table.Cell] {
    [.text(word), role.map { .text($0.word) } ?? .empty, service, quantity, amount, bonus]
  }

  init(_ event: Event, services: PolicyCalendar) {
    word = event.word
    detail = event.detail.map(Table.Cell.text) ?? .empty
    switch event {
    case .created, .stageChanged, .deletionNoticed, .deletionCancelled, .deleted, .restored: break
    case .invoiced(let line):
      service = .text(services.word(of: line.service))
      quantity = .count(line.quantity)
      amount = .amount(line.amount)
    case .bonusLapsed(let lapse): bonus = .amount(lapse.amount)
    case .topUp(let topUp):
      role = topUp.role
      amount = .amount(topUp.amount)
      bonus = .amount(topUp.bonus)
    case .topUpDeclined(let tried, let role, _):
      self.role = role
      amount = .amount(tried)
    case .signIn(let signIn): role = signIn.role
    case .used(let index, let units), .serviceChanged(let index, let units):
      service = .text(services.word(of: index))
      quantity = .count(units)
    case .deletionReminder(let daysLeft): quantity = .count(daysLeft)
    case .purged(let writtenOff): amount = .amount(writtenOff)
    case .refused(let refusal): role = refusal.command.role
    }
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
