public import BillingCore

/// A kind of event, told from others by some of its facts; a fact that is `nil` may be any.
public indirect enum Happening: Sendable {
  /// One of another kind, with an amount that stands so to another one, in minor units.
  case amounting(Happening, Bound<Int128>)
  /// The account began.
  case created
  /// A line was charged.
  case invoiced(of: ChargedService?, finalOnly: Bool)
  /// Bonus lapsed.
  case bonusLapsed
  /// A top-up was credited.
  case topUp(by: Role?, with: PaymentMethod?)
  /// A payment was declined.
  case topUpDeclined(by: Role?, with: PaymentMethod?)
  /// The restriction changed.
  case stageChanged
  /// A stage other than `none` began.
  case entered(Stage)
  /// A block ended by a payment.
  case unblocked
  /// Somebody signed in.
  case signIn(by: Role?)
  /// A metered service was used.
  case used(of: ServiceIndex?)
  /// Units of a recurring service were set.
  case serviceChanged(of: ServiceIndex?)
  /// A deletion was scheduled.
  case deletionNoticed(DeletionNotice.Kind?)
  /// The owner was reminded of the deletion.
  case deletionReminder
  /// The deletion was called off.
  case deletionCancelled(by: Canceller?)
  /// The account was deleted.
  case deleted
  /// The account was restored.
  case restored
  /// The account's data went.
  case purged
  /// A command was refused; the command by its word.
  case refused(command: String?, RefusalReason?)

  /// What an invoice line charges.
  public enum ChargedService: Hashable, Sendable {
    /// The base tariff.
    case base
    /// A service.
    case service(ServiceIndex)
  }

  /// The words of the stages that begin or end, which stand beside the kinds of events.
  public static let stageWords = [
    Stage.reminder.word, Stage.paymentPage.word, Stage.blocked.word, "unblocked",
  ]

  /// All words for happenings.
  public static let allWords = Event.allWords + stageWords

  /// Whether an event is one of these.
  func matches(_ event: Event) -> Bool {
    switch self {
    case .amounting(let happening, let bound):
      return happening.matches(event) && (event.amount.map { bound.admits(Int128($0.minorUnits)) } ?? false)
    case .created: if case .created = event { return true }
    case .invoiced(let charged, let finalOnly):
      guard case .invoiced(let line) = event, line.isFinal || !finalOnly else { return false }
      return isAny(charged, line.service.map(ChargedService.service) ?? .base)
    case .bonusLapsed: if case .bonusLapsed = event { return true }
    case .topUp(let role, let method):
      if case .topUp(let topUp) = event { return isAny(role, topUp.role) && isAny(method, topUp.method) }
    case .topUpDeclined(let role, let method):
      if case .topUpDeclined(_, let by, let with) = event { return isAny(role, by) && isAny(method, with) }
    case .stageChanged: if case .stageChanged = event { return true }
    case .entered(let stage): if case .stageChanged(_, stage) = event { return true }
    case .unblocked: if case .stageChanged(.blocked, _) = event { return true }
    case .signIn(let role): if case .signIn(let signIn) = event { return isAny(role, signIn.role) }
    case .used(let service): if case .used(let used, _) = event { return isAny(service, used) }
    case .serviceChanged(let service): if case .serviceChanged(let set, _) = event { return isAny(service, set) }
    case .deletionNoticed(let kind): if case .deletionNoticed(let notice) = event { return isAny(kind, notice.kind) }
    case .deletionReminder: if case .deletionReminder = event { return true }
    case .deletionCancelled(let canceller):
      if case .deletionCancelled(let by) = event { return isAny(canceller, by) }
    case .deleted: if case .deleted = event { return true }
    case .restored: if case .restored = event { return true }
    case .purged: if case .purged = event { return true }
    case .refused(let command, let reason):
      if case .refused(let refusal) = event {
        return isAny(command, refusal.command.word) && isAny(reason, refusal.reason)
      }
    }
    return false
  }

  /// What has to be wanted to hear of all of them: sign-ins and use of days of routine are told to those alone who want
  /// every day.
  var attention: Attention {
    switch self {
    case .amounting(let happening, _): happening.attention
    case .topUp: .topUps
    case .invoiced: .lines
    case .signIn, .used: .days
    case .created, .bonusLapsed, .topUpDeclined, .stageChanged, .entered, .unblocked, .serviceChanged,
      .deletionNoticed, .deletionReminder, .deletionCancelled, .deleted, .restored, .purged, .refused:
      .otherEvents
    }
  }
}

extension Happening {
  /// Whether events of this kind have an amount.
  public var hasAmount: Bool {
    switch self {
    case .topUp, .topUpDeclined, .invoiced, .bonusLapsed, .purged, .amounting: true
    case .created, .stageChanged, .entered, .unblocked, .signIn, .used, .serviceChanged, .deletionNoticed,
      .deletionReminder, .deletionCancelled, .deleted, .restored, .refused:
      false
    }
  }
}

extension Event {
  /// The amount paid, charged, lapsed or written off.
  fileprivate var amount: Money? {
    switch self {
    case .topUp(let topUp): topUp.amount
    case .topUpDeclined(let amount, _, _): amount
    case .invoiced(let line): line.amount
    case .bonusLapsed(let lapse): lapse.amount
    case .purged(let writtenOff): writtenOff
    case .created, .stageChanged, .signIn, .used, .serviceChanged, .deletionNoticed, .deletionReminder,
      .deletionCancelled, .deleted, .restored, .refused:
      nil
    }
  }
}

/// Whether a fact is the one that is wanted, if one is.
private func isAny<Fact: Equatable>(_ wanted: Fact?, _ fact: Fact) -> Bool { wanted.map { $0 == fact } ?? true }
