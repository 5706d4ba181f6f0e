import BillingCore

/// Events, commands' details and state in the words of story tables.
struct Wording {
  let currency: Currency
  let services: [Service]

  init(_ policies: PolicyCalendar) {
    currency = policies.currency
    services = policies.services
  }

  func name(of service: ServiceIndex?) -> String { service.map { services[$0].name } ?? "base" }

  func text(_ money: Money) -> String { money.text(in: currency) }

  /// What must be said of an event, and the details that a story may leave out.
  func parts(of event: Event) -> (head: String, details: String) {
    switch event {
    case .created: return ("created", "")
    case .invoiced(let line):
      return (
        "\(line.isFinal ? "final" : "invoiced") \(name(of: line.service)) \(line.quantity) \(text(line.amount))",
        "with cash \(text(line.fromCash)) bonus \(text(line.fromBonus)) earned \(text(line.earned))"
      )
    case .bonusLapsed(let lapse): return ("lapsed \(text(lapse.amount))", "with breakage \(text(lapse.breakage))")
    case .topUp(let topUp):
      return (
        "topUp \(text(topUp.amount)) bonus \(text(topUp.bonus))",
        "with cashToDebt \(text(topUp.cashToDebt)) bonusToDebt \(text(topUp.bonusToDebt)) "
          + "by \(topUp.role) \(topUp.method)"
      )
    case .topUpDeclined(let amount, let role, let method): return ("declined \(text(amount))", "by \(role) \(method)")
    case .stageChanged(let from, let to): return ("\(from)>\(to)", "")
    case .signIn(let signIn):
      return (
        "signIn \(signIn.role) \(signIn.access)" + (signIn.showsPopUp ? " popUp" : "")
          + (signIn.banner.map { " banner \($0)" } ?? "") + (signIn.isActivity ? "" : " noActivity"), ""
      )
    case .used(let service, let quantity): return ("used \(name(of: service)) \(quantity)", "")
    case .serviceChanged(let service, let units): return ("set \(name(of: service)) \(units)", "")
    case .deletionNoticed(let notice):
      return ("noticed \(notice.due) \(notice.kind)", "on \(notice.noticedOn)")
    case .deletionReminder(let daysLeft): return ("reminder \(daysLeft)", "")
    case .deletionCancelled(let canceller): return ("cancelled \(canceller)", "")
    case .deleted: return ("deleted", "")
    case .restored: return ("restored", "")
    case .purged(let writtenOff): return ("purged \(text(writtenOff))", "")
    case .refused(let refusal):
      let banner = refusal.banner.map { " banner \($0)" } ?? ""
      return ("refused \(refusal.reason)" + banner + (refusal.isActivity ? " activity" : ""), "")
    }
  }

  /// The event with all its details.
  func text(_ event: Event) -> String {
    let (head, details) = parts(of: event)
    return details.isEmpty ? head : head + " " + details
  }

  /// Whether a story's words tell this event: all of it, without its details, or its first word alone.
  func tells(_ words: String, _ event: Event) -> Bool {
    let head = parts(of: event).head
    return words == head || words == text(event) || words == head.prefix { $0 != " " }
  }

  /// What a story may ask of the state, by its name; `nil` for other words.
  func state(_ name: some StringProtocol, of account: Account, under policies: PolicyCalendar) throws -> String? {
    switch name {
    case "balance": text(account.balance)
    case "debt": text(account.wallet.debt)
    case "cash": text(account.wallet.prepaidCash)
    case "bonus": text(account.wallet.prepaidBonus)
    case "deferred": text(account.wallet.deferred)
    case "stage": "\(account.stage)"
    case "active": "\(account.lastActivity)"
    case "pending": account.pendingDeletion.map { "\($0.due)" } ?? "none"
    case "usage":
      try account.usageToDate(under: policies).map { "\(self.name(of: $0.service)) \($0.quantity) \(text($0.amount))" }
        .joined(separator: ", ")
    default: nil
    }
  }
}
