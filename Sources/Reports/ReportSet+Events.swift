public import BillingCore
import Simulation

extension ReportSet {
  var events: Table {
    let records = collected.events.inOrder
    return Table("events", EventRow.columns, rowCount: records.count) { row in
      let record = records[row]
      return [.day(record.day), accountName(record.account), .count(record.sequence)]
        + EventRow(record.event, services: scenario.policies).cells
        + [
          .amount(record.balance), .text(record.stage.word), EventRow(record.event, services: scenario.policies).detail,
        ]
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
  private(set) var detail: Table.Cell = .empty

  /// The event's word, role, service, quantity, amount and bonus.
  var cells: [Table.Cell] {
    [.text(word), role.map { .text($0.word) } ?? .empty, service, quantity, amount, bonus]
  }

  init(_ event: Event, services: PolicyCalendar) {
    word = event.word
    switch event {
    case .created, .deleted, .restored: break
    case .invoiced(let line):
      service = .text(services.word(of: line.service))
      quantity = .count(line.quantity)
      amount = .amount(line.amount)
      if line.isFinal { detail = .text("final") }
    case .bonusLapsed(let lapse): bonus = .amount(lapse.amount)
    case .topUp(let topUp):
      role = topUp.role
      amount = .amount(topUp.amount)
      bonus = .amount(topUp.bonus)
      detail = .text(topUp.method.word)
    case .topUpDeclined(let tried, let role, let method):
      self.role = role
      amount = .amount(tried)
      detail = .text(method.word)
    case .stageChanged(let from, let to): detail = .text("\(from.word)>\(to.word)")
    case .signIn(let signIn):
      role = signIn.role
      detail = .text(signIn.detail)
    case .used(let index, let units), .serviceChanged(let index, let units):
      service = .text(services.word(of: index))
      quantity = .count(units)
    case .deletionNoticed(let notice): detail = .text("\(notice.kind.word) due=\(notice.due)")
    case .deletionReminder(let daysLeft): quantity = .count(daysLeft)
    case .deletionCancelled(let canceller): detail = .text(canceller.word)
    case .purged(let writtenOff): amount = .amount(writtenOff)
    case .refused(let refusal):
      role = refusal.command.role
      detail = .text("\(refusal.command.word) \(refusal.reason.word)")
    }
  }
}

extension SignIn {
  /// `full` or `paymentPage`, then the pop-up and the banner.
  fileprivate var detail: String {
    access.word + (showsPopUp ? " popup" : "") + (banner.map { " banner=\($0)" } ?? "")
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
