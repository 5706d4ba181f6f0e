import BillingCore

/// What an event tells beside its kind and its detail, as the columns of `events.csv` do; what it does not have is `nil`.
struct EventFacts {
  var role: Role?
  /// The service of an event about one; the base is `.base`.
  var service: Named?
  var quantity: Int?
  var amount: Money?
  var bonus: Money?

  /// A service, or the base.
  enum Named {
    case base
    case service(ServiceIndex)
  }

  @inline(__always)
  init(_ event: Event) {
    switch event {
    case .signIn(let signIn): role = signIn.role
    case .used(let index, let count), .serviceChanged(let index, let count):
      service = .service(index)
      quantity = count
    case .invoiced(let line):
      service = line.service.map { .service($0) } ?? .base
      quantity = line.quantity
      amount = line.amount
    case .topUp(let topUp):
      role = topUp.role
      amount = topUp.amount
      bonus = topUp.bonus
    case .topUpDeclined(let tried, let payer, _):
      role = payer
      amount = tried
    case .bonusLapsed(let lapse): bonus = lapse.amount
    case .deletionReminder(let daysLeft): quantity = daysLeft
    case .purged(let writtenOff): amount = writtenOff
    case .refused(let refusal): role = refusal.command.role
    case .created, .stageChanged, .deletionNoticed, .deletionCancelled, .deleted, .restored: break
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
