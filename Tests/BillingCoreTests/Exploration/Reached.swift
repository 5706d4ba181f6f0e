import BillingCore

/// What an event shows to be reached: its kind, and what the rules tell apart within it.
enum Reached: Hashable {
  case created, invoiced(isFinal: Bool), lapsed(withBreakage: Bool), topUp(withBonus: Bool), bonusToDebt, declined
  case stage(from: Stage, to: Stage), signIn(access: SignIn.Access, popUp: Bool, banner: Bool, activity: Bool)
  case used, serviceChanged, noticed(DeletionNotice.Kind), reminder, cancelled(Canceller), deleted, restored
  case purged(withDebt: Bool), refused(RefusalReason), refusedActivity, refusedWithBanner(activity: Bool)

  init(_ event: Event) {
    switch event {
    case .created: self = .created
    case .invoiced(let line): self = .invoiced(isFinal: line.isFinal)
    case .bonusLapsed(let lapse): self = .lapsed(withBreakage: lapse.breakage > .zero)
    case .topUp(let topUp): self = topUp.bonusToDebt > .zero ? .bonusToDebt : .topUp(withBonus: topUp.bonus > .zero)
    case .topUpDeclined: self = .declined
    case .stageChanged(let from, let to): self = .stage(from: from, to: to)
    case .signIn(let signIn):
      self = .signIn(
        access: signIn.access, popUp: signIn.showsPopUp, banner: signIn.banner != nil, activity: signIn.isActivity)
    case .used: self = .used
    case .serviceChanged: self = .serviceChanged
    case .deletionNoticed(let notice): self = .noticed(notice.kind)
    case .deletionReminder: self = .reminder
    case .deletionCancelled(let canceller): self = .cancelled(canceller)
    case .deleted: self = .deleted
    case .restored: self = .restored
    case .purged(let writtenOff): self = .purged(withDebt: writtenOff > .zero)
    case .refused(let refusal) where refusal.banner != nil: self = .refusedWithBanner(activity: refusal.isActivity)
    case .refused(let refusal): self = refusal.isActivity ? .refusedActivity : .refused(refusal.reason)
    }
  }

  /// All that an exploration of every world must reach.
  static var everything: [Reached] {
    let events: [Reached] = [
      .created, .invoiced(isFinal: false), .invoiced(isFinal: true), .lapsed(withBreakage: false),
      .lapsed(withBreakage: true),
      .topUp(withBonus: false), .topUp(withBonus: true), .bonusToDebt, .declined, .used, .serviceChanged,
      .noticed(.automatic),
      .noticed(.manual), .reminder, .cancelled(.activity), .cancelled(.owner), .deleted, .restored,
      .purged(withDebt: true),
      .purged(withDebt: false), .refusedActivity, .refusedWithBanner(activity: false),
      .refusedWithBanner(activity: true),
    ]
    let stages: [Reached] = Stage.allCases.filter { $0 != .none }.flatMap { stage -> [Reached] in
      [.stage(from: .none, to: stage), .stage(from: stage, to: .none)]
    }
    let steps: [Reached] = [
      .stage(from: .reminder, to: .paymentPage), .stage(from: .paymentPage, to: .blocked),
      .signIn(access: .full, popUp: false, banner: false, activity: true),
      .signIn(access: .full, popUp: true, banner: false, activity: true),
      .signIn(access: .full, popUp: true, banner: true, activity: true),
      .signIn(access: .full, popUp: false, banner: true, activity: true),
      .signIn(access: .paymentPage, popUp: false, banner: false, activity: true),
      .signIn(access: .paymentPage, popUp: false, banner: true, activity: true),
      .signIn(access: .paymentPage, popUp: false, banner: true, activity: false),
    ]
    return events + stages + steps + RefusalReason.allCases.map { .refused($0) }
  }
}
