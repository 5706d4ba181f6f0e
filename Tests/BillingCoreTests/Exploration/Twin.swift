@testable import BillingCore

/// An account once more, by code of its own: the rules read as a table of what must come next.
///
/// Other than an ``Auditor``, which judges the events it hears, a twin foretells them. It lives every day, knows
/// nothing of quiet ones, and keeps its state in plain numbers, so that two lives that no rule can tell apart are equal.
struct Twin: Hashable {
  /// Where the account is in its life.
  enum Phase: Hashable {
    case absent, open, pending(since: Day, due: Day, DeletionNotice.Kind), deleted(purgeOn: Day), purged
  }

  /// What is left of the grants that lapse on one day.
  struct Grant: Hashable {
    var left: Int64
    let lapsesOn: Day?
  }

  /// What a service has counted since the last invoice.
  struct Meter: Hashable {
    var enabled = 0
    var unitDays = 0
    var peak = 0
    var used = 0
  }

  let created: Day
  var today: Day
  /// Whether today's evening has passed, as it has on the eve.
  var isDayOver = true
  var phase = Phase.absent
  var stage = Stage.none
  var lastActivity: Day
  var cash: Int64 = 0
  var grants: [Grant] = []
  var debt: Int64 = 0
  var debtSince: Day?
  var deferred: Int64 = 0
  var openDays = 0
  var meters: [Meter]

  var bonus: Int64 { grants.reduce(0) { $0 + $1.left } }
  var credit: Int64 { cash + bonus }
  var balance: Int64 { credit - debt }
  var isOpen: Bool { pendingDue != nil || phase == .open }
  var pendingDue: Day? { if case .pending(_, let due, _) = phase { due } else { nil } }

  /// An account yet to begin.
  init(created: Day, units: [Int], eve: Day, under policies: PolicyCalendar) {
    (self.created, today, lastActivity) = (created, eve, created)
    meters = policies.services.indices.map { Meter(enabled: $0 < units.count ? units[$0] : 0) }
  }

  /// An account that exists on the eve.
  init(_ opening: OpeningState, eve: Day, under policies: PolicyCalendar) {
    self.init(created: opening.created, units: opening.units, eve: eve, under: policies)
    phase = opening.deletion.map { .pending(since: $0.noticedOn, due: $0.due, $0.kind) } ?? .open
    stage = opening.isBlocked ? .blocked : .none
    lastActivity = opening.lastActivity
    (cash, debt) = (opening.prepaidCash.minorUnits, opening.debt.minorUnits)
    deferred = (opening.deferred ?? opening.prepaidCash).minorUnits
    debtSince = debt == 0 ? nil : opening.debtSince ?? eve + 1
    for grant in opening.grants { add(grant.amount.minorUnits, lapsingOn: grant.lapsesOn) }
    grant(opening.prepaidBonus.minorUnits, on: eve, under: policies)
    for day in max(created, eve - (eve.dayOfMonth - 1))...eve where !isTrial(day, policies[day]) {
      openDays += 1
      countUnits()
    }
    for (service, quantity) in opening.used.enumerated() { meters[service].used += quantity }
  }

  /// Ends today and lives tomorrow's morning; what must be told of it.
  mutating func turnDay(under policies: PolicyCalendar) -> [Event] {
    if !isDayOver { accrue(under: policies[today]) }
    (today, isDayOver) = (today + 1, false)
    var told: [Event] = []
    switch phase {
    case .absent:
      guard today == created else { break }
      phase = .open
      told = [.created]
    case .open, .pending:
      if today.dayOfMonth == 1 { told += invoice(pricedOn: today - 1, isFinal: false, under: policies) }
      if let lapse = lapse() { told.append(.bonusLapsed(lapse)) }
      told += followDeletion(under: policies)
      told += followDebt(under: policies[today])
    case .deleted(let purgeOn):
      guard today == purgeOn else { break }
      told = [.purged(writtenOff: Money(minorUnits: debt))]
      (phase, stage, debt, debtSince) = (.purged, .none, 0, nil)
    case .purged: break
    }
    return told
  }

  private mutating func followDeletion(under policies: PolicyCalendar) -> [Event] {
    let rules = policies[today].deletion
    if let due = pendingDue {
      if due == today {
        defer { phase = .deleted(purgeOn: today + rules.retentionDays) }
        return invoice(pricedOn: today, isFinal: true, under: policies) + [.deleted]
      }
      let left = due - today
      return rules.remindDaysBefore.contains(left) ? [.deletionReminder(daysLeft: left)] : []
    }
    return rules.automatic && mayBeDeleted(under: rules) ? [giveNotice(.automatic, under: rules)] : []
  }

  /// The three conditions of RULES 5.
  func mayBeDeleted(under rules: DeletionRules) -> Bool {
    today - created > rules.minimumAgeDays && today - lastActivity > rules.inactivityDays && balance <= 0
  }

  mutating func giveNotice(_ kind: DeletionNotice.Kind, under rules: DeletionRules) -> Event {
    let due = today + rules.noticeDays
    phase = .pending(since: today, due: due, kind)
    return .deletionNoticed(DeletionNotice(noticedOn: today, due: due, kind: kind))
  }

  /// The stage that the table of RULES 4 asks for; at most one change.
  mutating func followDebt(under policy: Policy) -> [Event] {
    guard isOpen else { return [] }
    var asked = Stage.none
    if let debtSince {
      let rules = policy.restrictions
      let number = rules.grace == .calendar ? today.dayOfMonth : today - debtSince + 1
      for (from, step) in [
        (rules.remindFrom, Stage.reminder), (rules.paymentPageFrom, .paymentPage), (rules.blockFrom, .blocked),
      ] {
        if let from, from <= number { asked = step }
      }
      if stage == .blocked { asked = .blocked }
    }
    defer { stage = asked }
    return asked == stage ? [] : [.stageChanged(from: stage, to: asked)]
  }
}
