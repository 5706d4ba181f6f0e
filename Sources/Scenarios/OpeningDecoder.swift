import BillingCore
import Simulation

/// Reads the state of an account in the evening before the start (FORMATS 2).
extension AccountsDecoder {
  static let stateKeys = [
    "prepaidCash", "prepaidBonus", "grants", "deferred", "debt", "debtSince", "lastActivity", "blocked", "used",
    "deletion",
  ]

  func opening(created: Day, units: [Int], _ object: inout ObjectReader) -> ScriptedAccount.Beginning {
    var state = OpeningState(created: created, lastActivity: eve)
    state.units = units
    state.used = quantities(
      "used", metered: true, upTo: Limits.monthlyQuantity, on: eve,
      about: "use of metered services in the month that runs on start's eve", &object)
    readCredit(of: &state, &object)
    readDebt(of: &state, &object)
    state.lastActivity = object.read(
      "lastActivity", .day, default: eve, about: "the last day with activity; by default start's eve")
    if state.lastActivity < created || state.lastActivity > eve {
      object.report(
        "the last activity lies between the creation, \(created), and the eve of the start, \(eve)", at: "lastActivity")
    }
    let known = state
    state.deletion = object.read(
      "deletion", .object { deletion(of: known, &$0) }.named("pendingDeletion"),
      about: "a deletion that was noticed by start's eve and is pending")
    if state.deletion != nil, state.hasCredit {
      object.report(
        "an account with prepaid money is not deleted", at: "deletion", hint: "a top-up has called the deletion off")
    }
    return .opening(state)
  }

  // MARK: Money

  private func readCredit(of state: inout OpeningState, _ object: inout ObjectReader) {
    state.prepaidCash = object.read(
      "prepaidCash", .money(currency), default: .zero, about: "cash on start's eve")
    state.prepaidBonus = object.read(
      "prepaidBonus", .money(currency), default: .zero, about: "bonus on start's eve, given that day")
    let created = state.created
    let dated = Noted<(on: Day, place: Place)>()
    let grant = Shape<OpeningState.Grant>.object { object in
      self.grant(&object, created: created, noting: dated)
    }.named("openingGrant")
    object.exclude(
      "grants", beside: "prepaidBonus", message: "\"grants\" and \"prepaidBonus\" exclude one another",
      hint: "the grants add up to the bonus")
    state.grants = object.read(
      "grants", .array(of: grant), default: [],
      about: "what is left of bonus grants, oldest first; in place of prepaidBonus")
    for (earlier, later) in dated.pairs where later.on < earlier.on {
      object.report(
        "the grant of \(later.on) stands after one of \(earlier.on)", from: later.place, hint: "the oldest comes first")
    }
    state.deferred = object.read(
      "deferred", .money(currency), about: "cash received and not yet earned; by default prepaidCash")
    if let deferred = state.deferred, deferred > .zero, !state.hasCredit {
      object.report("nothing is deferred without prepaid money", at: "deferred")
    }
  }

  /// What is left of a grant, and the day on which it was given, where the file says so.
  private func grant(
    _ object: inout ObjectReader, created: Day, noting dated: Noted<(on: Day, place: Place)>
  ) -> OpeningState.Grant? {
    let amount = object.require("amount", .money(currency, in: 1...Limits.amount), about: "what is left of it")
    let age = object.readOne(
      of: ["grantedOn", "lapsesOn"],
      orReport: { given in
        (
          given.isEmpty ? "the grant has no day" : "\"grantedOn\" and \"lapsesOn\" exclude one another",
          "say when it was granted, so that bonus.expiresAfterDays decides when it lapses, or write that day"
        )
      }
    ) { key, object -> (on: Day?, lapsesOn: Day?)? in
      guard key == "grantedOn" else {
        let shape = Shape<Day?>.either(.day, orNone: "never")
        return object.read(key, shape, about: "the morning on which it lapses").map { (nil, $0) }
      }
      return object.read(key, .day, about: "the day on which it was given").map { ($0, lapse(ofGrantOn: $0)) }
    }
    guard let age else { return nil }
    if let on = age.on, on < created || on > eve {
      object.report(
        "a grant lies between the creation, \(created), and the eve of the start, \(eve)", at: "grantedOn")
      return nil
    }
    if let on = age.on { dated.note((on, object.place)) }
    if let day = age.lapsesOn, day <= eve {
      object.report(
        "the grant lapsed on \(day), before the start, \(start)", at: age.on == nil ? "lapsesOn" : "grantedOn",
        hint: age.on == nil ? nil : "bonus.expiresAfterDays is \(day - (age.on ?? day))")
      return nil
    }
    return amount.map { OpeningState.Grant($0, lapsingOn: age.lapsesOn) }
  }

  private func lapse(ofGrantOn day: Day) -> Day? { policies[day].bonus.expiresAfterDays.map { day + $0 } }

  private func readDebt(of state: inout OpeningState, _ object: inout ObjectReader) {
    let debt = object.read("debt", .money(currency), about: "debt on start's eve; excludes prepaid money")
    state.debt = debt ?? .zero
    let isKnown = debt != nil || !object.has("debt")
    if state.debt > .zero, state.hasCredit {
      object.report("an account in debt has no prepaid money", at: "debt")
    }
    let since = object.read("debtSince", .day, about: "the first day of the debt; by default start")
    if let since {
      if state.debt == .zero {
        if isKnown { object.report("only a debt has a first day", at: "debtSince", hint: "give a \"debt\"") }
      } else if since < state.created || since > start {
        object.report(
          "the first day of the debt lies between the creation, \(state.created), and the start, \(start)",
          at: "debtSince")
      } else {
        state.debtSince = since
      }
    }
    state.isBlocked = object.read(
      "blocked", .bool, default: false, about: "whether it is blocked on start's eve, in debt")
    if state.isBlocked, state.debt == .zero, isKnown {
      object.report(
        "an account is blocked only in debt", at: "blocked", hint: "give its \"debt\", or leave \"blocked\" out")
    }
  }

  // MARK: Deletion

  private func deletion(of state: OpeningState, _ object: inout ObjectReader) -> DeletionNotice? {
    let noticed = object.require("noticedOn", .day, about: "the day of the notice")
    let due = object.read(
      "due", .day, about: "the day of the deletion; by default deletion.noticeDays after the notice")
    let kind = object.read(
      "kind", .word(of: [DeletionNotice.Kind.automatic, .manual], \.word), default: .automatic,
      about: "who scheduled it")
    guard let noticed else { return nil }
    guard noticed >= state.created, noticed <= eve else {
      object.report(
        "the notice lies between the creation, \(state.created), and the eve of the start, \(eve)", at: "noticedOn")
      return nil
    }
    let rules = policies[noticed].deletion
    let notice = DeletionNotice(noticedOn: noticed, due: noticed + rules.noticeDays, kind: kind)
    let hint = "deletion.noticeDays is \(rules.noticeDays)"
    if let due, due != notice.due {
      object.report("a notice of \(noticed) is due on \(notice.due), not on \(due)", at: "due", hint: hint)
      return nil
    }
    guard notice.due > eve else {
      object.report(
        "the deletion was due on \(notice.due), before the start, \(start)", at: "noticedOn", hint: hint)
      return nil
    }
    checkConditions(of: notice, for: state, rules, &object)
    return notice
  }

  /// The conditions held on the day of the notice, or there would have been none (RULES 5).
  private func checkConditions(
    of notice: DeletionNotice, for state: OpeningState, _ rules: DeletionRules, _ object: inout ObjectReader
  ) {
    let (age, idle) = (notice.noticedOn - state.created, notice.noticedOn - state.lastActivity)
    if age <= rules.minimumAgeDays {
      object.report(
        "on \(notice.noticedOn) the account was \(age) days old, too young for a notice", at: "noticedOn",
        hint: "deletion.minimumAgeDays is \(rules.minimumAgeDays)")
    } else if idle <= rules.inactivityDays {
      object.report(
        "the last activity, \(state.lastActivity), is too late for a notice on \(notice.noticedOn)", at: "noticedOn",
        hint: "deletion.inactivityDays is \(rules.inactivityDays): give a \"lastActivity\" before "
          + "\(notice.noticedOn - rules.inactivityDays)")
    } else if notice.kind == .automatic, !rules.automatic {
      object.report(
        "no notice is automatic on \(notice.noticedOn)", at: "noticedOn",
        hint: "deletion.automatic is false; a notice by hand is of the kind \"manual\"")
    }
  }
}

extension OpeningState {
  /// Whether there is prepaid cash or bonus.
  fileprivate var hasCredit: Bool { prepaidCash + prepaidBonus > .zero || !grants.isEmpty }
}
