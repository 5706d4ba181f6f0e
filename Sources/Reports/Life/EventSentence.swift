public import BillingCore
import Simulation

/// An event in a sentence.
public struct EventSentence {
  /// The sentence, without day and balance.
  public let text: String

  /// Tells an event; amounts in the policies' currency.
  public init(_ event: Event, policies: PolicyCalendar) {
    func money(_ amount: Money) -> String { amount.text(in: policies.currency) }
    switch event {
    case .created: text = "created"
    case .invoiced(let line): text = EventSentence.invoiced(line, policies)
    case .bonusLapsed(let lapse): text = "bonus of \(money(lapse.amount)) lapsed"
    case .topUp(let topUp):
      text =
        "\(topUp.role.word) topped up \(money(topUp.amount)) by \(topUp.method.word)"
        + (topUp.bonus > .zero ? ", bonus \(money(topUp.bonus))" : "")
        + EventSentence.toDebt(topUp, policies)
    case .topUpDeclined(let amount, let role, let method):
      text = "the provider declined \(money(amount)) by \(method.word) from an \(role.word)"
    case .stageChanged(let from, let to): text = "stage \(from.word)>\(to.word)"
    case .signIn(let signIn): text = EventSentence.signIn(signIn)
    case .used(let service, let quantity): text = "used \(quantity) of \(policies.word(of: service))"
    case .serviceChanged(let service, let units): text = "\(policies.word(of: service)) set to \(units)"
    case .deletionNoticed(let notice): text = "\(notice.kind.word) deletion noticed, due \(notice.due)"
    case .deletionReminder(let days): text = "reminded of the deletion in \(days) \(days == 1 ? "day" : "days")"
    case .deletionCancelled(let canceller): text = "deletion cancelled by \(canceller.word)"
    case .deleted: text = "deleted"
    case .restored: text = "restored"
    case .purged(let writtenOff): text = "purged, \(money(writtenOff)) written off"
    case .refused(let refusal):
      let banner = refusal.banner.map { ", with the deletion banner of \($0)" } ?? ""
      text = "\(EventSentence.asked(refusal.command, policies)) refused: \(refusal.reason.word)\(banner)"
    }
  }

  /// What of a top-up settles debt: of its cash, and of its bonus where that does too.
  private static func toDebt(_ topUp: TopUp, _ policies: PolicyCalendar) -> String {
    guard topUp.cashToDebt > .zero else { return "" }
    let cash = topUp.cashToDebt.text(in: policies.currency)
    guard topUp.bonusToDebt > .zero else { return ", \(cash) of it to the debt" }
    return ", \(cash) of cash and \(topUp.bonusToDebt.text(in: policies.currency)) of bonus to the debt"
  }

  private static func invoiced(_ line: InvoiceLine, _ policies: PolicyCalendar) -> String {
    func money(_ amount: Money) -> String { amount.text(in: policies.currency) }
    var parts: [String] = []
    if line.fromBonus > .zero { parts.append("\(money(line.fromBonus)) from bonus") }
    if line.fromCash > .zero { parts.append("\(money(line.fromCash)) from cash") }
    if line.asDebt > .zero { parts.append("\(money(line.asDebt)) as debt") }
    let unit = line.service == nil ? (line.quantity == 1 ? " open day" : " open days") : ""
    let paid = parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")
    let final = line.isFinal ? " in the final invoice" : ""
    return "invoiced \(policies.word(of: line.service)) \(line.quantity)\(unit) \(money(line.amount))\(final)\(paid)"
  }

  /// What was asked for and refused.
  private static func asked(_ command: Command, _ policies: PolicyCalendar) -> String {
    switch command {
    case .topUp(let amount, let role, let method):
      "top-up of \(amount.text(in: policies.currency)) by \(method.word) from an \(role.word)"
    case .topUpDeclined(let amount, let role, let method):
      "declined top-up of \(amount.text(in: policies.currency)) by \(method.word) from an \(role.word)"
    case .signIn(let role): "sign-in of an \(role.word)"
    case .use(let quantity, let service): "use of \(quantity) \(policies.word(of: service))"
    case .set(let service, let units): "setting \(policies.word(of: service)) to \(units)"
    case .requestDeletion: "request of a deletion"
    case .cancelDeletion: "cancellation of a deletion"
    case .restore: "restore"
    }
  }

  private static func signIn(_ signIn: SignIn) -> String {
    let access = signIn.access == .full ? "" : ", payment page only"
    let popUp = signIn.showsPopUp ? ", with a pop-up" : ""
    let banner = signIn.banner.map { ", with the deletion banner of \($0)" } ?? ""
    return "\(signIn.role.word) signed in\(access)\(popUp)\(banner)"
  }
}
