import BillingCore

/// A sequence of moves as a scenario that `daybook test` plays: its policy, its account, what is asked.
///
/// Each morning has the events that must come, and the end all that must have come of it, as the twin foretells it.
struct TimelineText {
  let world: World
  let failure: Explorer.Failure

  private var policies: PolicyCalendar { world.policies }
  private var wording: Wording { Wording(policies) }

  /// The whole file, the broken law on top.
  func text() throws -> String {
    var twin = try Explorer.State(failure.root, place: 0, in: world).twin
    var (entries, told): ([String], [Event]) = ([], [])
    for (number, move) in failure.moves.enumerated() {
      switch move {
      case .day:
        told = twin.turnDay(under: policies)
        guard twin.phase != .absent, number + failure.daysAtOnce < failure.moves.count - 1 else { continue }
        entries.append("{ \"on\": \"\(twin.today)\", \"expect\": { \"events\": [\(list(of: told))] } }")
      case .ask(let command):
        entries.append("{ \"on\": \"\(twin.today)\", \(words(of: command)) }")
        told += twin.perform(command, under: policies)
      }
    }
    if twin.phase != .absent {
      entries.append("{ \"on\": \"\(twin.today)\", \"expect\": { \(expectation(of: twin, told)) } }")
    }
    let lines =
      ["// \(failure.law)", "// \(failure.detail)", "{"]
      + ["  \"start\": \"\(world.eve + 1)\", \"end\": \"\(twin.today)\",", "  \"policy\": {"]
      + policyLines().map { "    \($0)," }
      + ["  },", "  \"accounts\": { \"explored\": {", "    \(beginning()),", "    \"timeline\": ["]
      + entries.map { "      \($0)," } + ["    ],", "  } },", "}", ""]
    return lines.joined(separator: "\n")
  }

  // MARK: The account

  private func beginning() -> String {
    switch failure.root {
    case .created(let day, let units): return "\"created\": \"\(day)\"" + switchedOn(units)
    case .opening(let opening):
      var words = ["\"created\": \"\(opening.created)\"", "\"lastActivity\": \"\(opening.lastActivity)\""]
      for (key, amount) in [
        ("prepaidCash", opening.prepaidCash), ("prepaidBonus", opening.prepaidBonus), ("debt", opening.debt),
      ] where amount > .zero { words.append("\"\(key)\": \(quoted(amount))") }
      if opening.isBlocked { words.append("\"blocked\": true") }
      words += ages(of: opening)
      return words.joined(separator: ", ") + switchedOn(opening.units)
    }
  }

  private func ages(of opening: OpeningState) -> [String] {
    let grants = opening.grants.map {
      "{ \"amount\": \(quoted($0.amount)), \"lapsesOn\": \"\($0.lapsesOn.map { "\($0)" } ?? "never")\" }"
    }
    return [
      opening.debtSince.map { "\"debtSince\": \"\($0)\"" }, opening.deferred.map { "\"deferred\": \(quoted($0))" },
      grants.isEmpty ? nil : "\"grants\": [\(grants.joined(separator: ", "))]",
      opening.deletion.map { "\"deletion\": { \"noticedOn\": \"\($0.noticedOn)\", \"kind\": \"\($0.kind)\" }" },
    ].compactMap { $0 }
  }

  private func switchedOn(_ units: [Int]) -> String {
    let words = units.enumerated().filter { $0.element > 0 }.map { "\"\(wording.name(of: $0.offset))\": \($0.element)" }
    return words.isEmpty ? "" : ", \"units\": { \(words.joined(separator: ", ")) }"
  }

  private func words(of command: Command) -> String {
    switch command {
    case .topUp(let amount, let role, let method), .topUpDeclined(let amount, let role, let method):
      "\"\(command.word)\": \(quoted(amount)), \"by\": \"\(role)\", \"method\": \"\(method)\""
    case .signIn(let role): "\"signIn\": \"\(role)\""
    case .use(let number, let service), .set(let service, let number):
      "\"\(command.word)\": { \"\(wording.name(of: service))\": \(number) }"
    case .requestDeletion, .cancelDeletion, .restore: "\"\(command.word)\": true"
    }
  }

  private func expectation(of twin: Twin, _ told: [Event]) -> String {
    func money(_ amount: Int64) -> String { quoted(Money(minorUnits: amount)) }
    let usage = twin.usageToDate(under: policies).reduce(0) { $0 + $1.amount.minorUnits }
    let status =
      switch twin.phase {
      case .absent, .open: "open"
      case .pending: "deletionPending"
      case .deleted: "deleted"
      case .purged: "purged"
      }
    return "\"events\": [\(list(of: told))], \"status\": \"\(status)\", \"stage\": \"\(twin.stage)\", "
      + "\"balance\": \(money(twin.balance)), "
      + "\"prepaidCash\": \(money(twin.cash)), \"prepaidBonus\": \(money(twin.bonus)), "
      + "\"debt\": \(money(twin.debt)), \"deferred\": \(money(twin.deferred)), \"usageToDate\": \(money(usage)), "
      + "\"deletionDue\": \"\(twin.pendingDue.map { "\($0)" } ?? "none")\", \"lastActivity\": \"\(twin.lastActivity)\""
  }

  private func list(of events: [Event]) -> String { events.map { "\"\(words(of: $0))\"" }.joined(separator: ", ") }

  /// The kind and the detail that `events.csv` has (FORMATS 2).
  private func words(of event: Event) -> String {
    switch event {
    case .created: "created"
    case .invoiced(let line): line.isFinal ? "invoiced final" : "invoiced"
    case .bonusLapsed: "bonusLapsed"
    case .topUp(let topUp): "topUp \(topUp.method)"
    case .topUpDeclined(_, _, let method): "topUpDeclined \(method)"
    case .stageChanged(let from, let to): "stageChanged \(from)>\(to)"
    case .signIn(let signIn):
      "signIn \(signIn.access)" + (signIn.showsPopUp ? " popup" : "") + (signIn.banner.map { " banner=\($0)" } ?? "")
    case .used: "used"
    case .serviceChanged: "serviceChanged"
    case .deletionNoticed(let notice): "deletionNoticed \(notice.kind) due=\(notice.due)"
    case .deletionReminder: "deletionReminder"
    case .deletionCancelled(let canceller): "deletionCancelled \(canceller)"
    case .deleted: "deleted"
    case .restored: "restored"
    case .purged: "purged"
    case .refused(let refusal):
      "refused \(refusal.command.word) \(refusal.reason)" + (refusal.banner.map { " banner=\($0)" } ?? "")
    }
  }

  // MARK: The policy

  private func policyLines() -> [String] {
    let changes = zip(policies.eras, policies.eras.dropFirst()).map { before, era in
      let isFirst = era.from.dayOfMonth == 1
      let settings = settings(of: era.policy, withPrices: isFirst && before.policy.tariff != era.policy.tariff)
      return "{ \"on\": \"\(era.from)\", \(settings.joined(separator: ", ")) }"
    }
    let standing =
      ["\"currency\": \"\(policies.currency.code)\""] + settings(of: policies.eras[0].policy, withPrices: true)
    return standing + (changes.isEmpty ? [] : ["\"changes\": [\n      \(changes.joined(separator: ",\n      ")) ]"])
  }

  private func settings(of policy: Policy, withPrices: Bool) -> [String] {
    let (tariff, bonus, stages, deletion) = (policy.tariff, policy.bonus, policy.restrictions, policy.deletion)
    func number(_ value: Int?) -> String { value.map { "\($0)" } ?? "\"never\"" }
    func amount(_ value: Money?) -> String { value.map { quoted($0) } ?? "\"none\"" }
    let campaigns = bonus.campaigns.map {
      "{ \"name\": \"\($0.name)\", \"from\": \"\($0.days.lowerBound)\", \"to\": \"\($0.days.upperBound)\", "
        + "\"tiers\": \(list(of: $0.tiers)) }"
    }
    let services = tariff.services.map { "\"\($0.name)\": \(words(of: $0.price))" }.joined(separator: ", ")
    let prices = [
      "\"base\": { \"monthly\": \(quoted(tariff.base.monthly)), \"proration\": \"\(tariff.base.proration)\" }",
      "\"services\": { \(services) }",
    ]
    return (withPrices ? prices : []) + [
      "\"trialDays\": \(tariff.trialDays), \"accrueWhileBlocked\": \(tariff.accrueWhileBlocked)",
      "\"topUp\": { \"minimum\": \(amount(policy.topUp.minimum)), \"maximum\": \(amount(policy.topUp.maximum)) }",
      "\"bonus\": { \"basis\": \"\(bonus.basis)\", \"tiers\": \(list(of: bonus.tiers)), \"cap\": \(amount(bonus.cap)), "
        + "\"spend\": \"\(bonus.spend)\", \"expiresAfterDays\": \(number(bonus.expiresAfterDays)), "
        + "\"campaigns\": [\(campaigns.joined(separator: ", "))] }",
      "\"restrictions\": { \"remindFrom\": \(number(stages.remindFrom)), "
        + "\"paymentPageFrom\": \(number(stages.paymentPageFrom)), "
        + "\"blockFrom\": \(number(stages.blockFrom)), \"grace\": \"\(stages.grace)\" }",
      "\"deletion\": { \"automatic\": \(deletion.automatic), \"minimumAgeDays\": \(deletion.minimumAgeDays), "
        + "\"inactivityDays\": \(deletion.inactivityDays), \"noticeDays\": \(deletion.noticeDays), "
        + "\"remindDaysBefore\": \(deletion.remindDaysBefore), \"retentionDays\": \(deletion.retentionDays), "
        + "\"blockedSignInIsActivity\": \"\(deletion.blockedSignInIsActivity)\" }",
    ]
  }

  private func words(of price: Service.Price) -> String {
    switch price {
    case .recurring(let monthly, let counting):
      return "{ \"monthly\": \(quoted(monthly)), \"counting\": \"\(counting)\" }"
    case .metered(let price):
      let tiers = price.tiers.map { tier in
        let decimals = String(1_000_000 + tier.pricePerUnit % 1_000_000).dropFirst()
        let end = tier.upTo.map { "\"upTo\": \($0), " } ?? ""
        return "{ \(end)\"price\": \"\(tier.pricePerUnit / 1_000_000).\(decimals)\" }"
      }
      return "{ \"tiers\": [\(tiers.joined(separator: ", "))], \"mode\": \"\(price.mode)\" }"
    }
  }

  private func list(of tiers: [BonusSchedule.Tier]) -> String {
    let words = tiers.map { tier in
      let hundredths = String(100 + tier.percent.hundredths % 100).dropFirst()
      return "{ \"from\": \(quoted(tier.from)), \"percent\": \(tier.percent.hundredths / 100).\(hundredths) }"
    }
    return "[\(words.joined(separator: ", "))]"
  }

  private func quoted(_ amount: Money) -> String { "\"\(wording.text(amount))\"" }
}

extension Command {
  /// The word of timelines.
  var word: String {
    switch self {
    case .topUp: "topUp"
    case .topUpDeclined: "topUpDeclined"
    case .signIn: "signIn"
    case .use: "use"
    case .set: "set"
    case .requestDeletion: "requestDeletion"
    case .cancelDeletion: "cancelDeletion"
    case .restore: "restore"
    }
  }
}
