public import BillingCore

extension Event {
  /// What the columns of `events.csv` do not show of the event; `nil` when they show it all (FORMATS 4).
  public var detail: String? {
    switch self {
    case .invoiced(let line): line.isFinal ? "final" : nil
    case .topUp(let topUp): topUp.method.word
    case .topUpDeclined(_, _, let method): method.word
    case .stageChanged(let from, let to): "\(from.word)>\(to.word)"
    case .signIn(let signIn):
      signIn.access.word + (signIn.showsPopUp ? " popup" : "") + (signIn.banner.map { " banner=\($0)" } ?? "")
    case .deletionNoticed(let notice): "\(notice.kind.word) due=\(notice.due)"
    case .deletionCancelled(let canceller): canceller.word
    case .refused(let refusal): "\(refusal.command.word) \(refusal.reason.word)"
    case .created, .bonusLapsed, .used, .serviceChanged, .deletionReminder, .deleted, .restored, .purged: nil
    }
  }

  /// Whether a timeline's words mean this event: its kind, or its kind and its detail, such as `refused use blocked`.
  func answers(to words: String) -> Bool {
    words == word || detail.map { words == "\(word) \($0)" } ?? false
  }
}
