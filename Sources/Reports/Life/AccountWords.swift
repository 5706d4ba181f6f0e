import BillingCore
import Simulation

extension Account {
  /// The stage of an open account, with a pending deletion; what became of another one.
  var stateWords: String {
    switch status {
    case .notCreated: "not created"
    case .open: stage.word
    case .deletionPending: "\(stage.word), deletion pending"
    case .deleted: "deleted"
    case .purged: "purged"
    }
  }

  /// What a person who signs in now sees: `full`, `full with pop-up`, `payment page` or `nothing`, each with the day of a
  /// pending deletion (RULES 4, 5).
  func viewWords(of role: Role, under policies: PolicyCalendar) -> String {
    guard let view = view(of: role, under: policies) else {
      return "nothing" + (pendingDeletion.map { ", with a notice of deletion on \($0.due)" } ?? "")
    }
    let access =
      switch view.access {
      case .full: "full"
      case .paymentPage: "payment page"
      }
    return access + (view.showsPopUp ? " with pop-up" : "") + (view.banner.map { ", banner \($0)" } ?? "")
  }
}
