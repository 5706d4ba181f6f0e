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
    case .refused(let refusal):
      "\(refusal.command.word) \(refusal.reason.word)" + (refusal.banner.map { " banner=\($0)" } ?? "")
    case .created, .bonusLapsed, .used, .serviceChanged, .deletionReminder, .deleted, .restored, .purged: nil
    }
  }

  /// The event's kind and its detail, as timelines name it.
  var words: String { detail.map { "\(word) \($0)" } ?? word }

  /// Whether a timeline's words mean this event: its kind, or its kind and its detail, such as `refused use blocked`.
  func answers(to words: String) -> Bool {
    words == word || detail.map { words == "\(word) \($0)" } ?? false
  }

  /// The details that events of a kind can have, but for the day behind some of them; for naming the one that was meant.
  public static func details(ofKind kind: String) -> [String] {
    switch kind {
    case "invoiced": ["final"]
    case "topUp", "topUpDeclined": PaymentMethod.allCases.map(\.word)
    case "stageChanged":
      Stage.allCases.flatMap { from in Stage.allCases.filter { $0 != from }.map { "\(from.word)>\($0.word)" } }
    case "signIn": ["full", "full popup", "paymentPage"]
    case "deletionNoticed": ["automatic", "manual"]
    case "deletionCancelled": ["activity", "owner"]
    case "refused": Command.allWords.flatMap { command in RefusalReason.allCases.map { "\(command) \($0.word)" } }
    default: []
    }
  }

  /// Whether an event of a kind can have a detail; for spotting misspelt expectations.
  public static func mayHave(detail: String, kind: String) -> Bool {
    let parts = detail.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    func isDay(_ text: String, after prefix: String) -> Bool {
      text.hasPrefix(prefix) && Day(text.dropFirst(prefix.count)) != nil
    }
    switch kind {
    case "invoiced": return detail == "final"
    case "topUp", "topUpDeclined": return PaymentMethod.allCases.map(\.word).contains(detail)
    case "stageChanged":
      let stages = detail.split(separator: ">").map(String.init)
      return stages.count == 2 && stages.allSatisfy(Stage.allCases.map(\.word).contains)
    case "signIn":
      let access = ["full", "paymentPage"].contains(parts[0])
      return access && parts.dropFirst().allSatisfy { $0 == "popup" || isDay($0, after: "banner=") }
    case "deletionNoticed":
      return parts.count == 2 && ["automatic", "manual"].contains(parts[0]) && isDay(parts[1], after: "due=")
    case "deletionCancelled": return ["activity", "owner"].contains(detail)
    case "refused":
      if parts.count == 3 { return parts[..<2] == ["signIn", "blocked"] && isDay(parts[2], after: "banner=") }
      return parts.count == 2 && Command.allWords.contains(parts[0])
        && RefusalReason.allCases.map(\.word).contains(parts[1])
    default: return false
    }
  }
}
