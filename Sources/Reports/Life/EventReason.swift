import BillingCore
import Simulation

/// Why an event happened: the rule, with the numbers that made it so.
struct EventReason {
  let record: EventRecord
  let policies: PolicyCalendar

  private var policy: Policy { policies[record.day] }

  private var account: Account { record.account }

  private func money(_ amount: Money) -> String { amount.text(in: policies.currency) }

  /// The rule that the event follows, or what was asked, with the numbers that made it so.
  var text: String {
    switch record.event {
    case .invoiced(let line): price(of: line)
    case .bonusLapsed: "its day had come, given when it was granted"
    case .topUp(let topUp): bonus(of: topUp)
    case .stageChanged(_, let to): stage(to)
    case .signIn(let signIn): "stage \(account.stage.word)" + (signIn.isActivity ? "" : ", no activity")
    case .deletionNoticed: conditions
    case .deletionReminder: "remindDaysBefore \(policy.deletion.remindDaysBefore)"
    case .deletionCancelled(let canceller): canceller == .activity ? "activity today" : "the owner's word"
    case .deleted: "its day had come, given when it was noticed"
    case .purged: "its day had come, given when the account was deleted"
    case .refused(let refusal): refusalReason(refusal) + (refusal.isActivity ? ", activity" : "")
    case .created: "its first day"
    case .topUpDeclined: "the provider's answer; nothing is credited"
    case .used: use
    case .serviceChanged: "administrators may in stage \(account.stage.word)"
    case .restored: "support may for retentionDays \(policy.deletion.retentionDays) from the deletion on"
    }
  }

  // MARK: Prices

  /// The price that a line was charged at: a month is priced by the policy of its own days.
  private func price(of line: InvoiceLine) -> String {
    let month = line.isFinal ? record.day : record.day - 1
    let tariff = policies[month].tariff
    let days = month.month.dayCount
    guard let service = line.service else {
      switch tariff.base.proration {
      case .daily: return "\(money(tariff.base.monthly)) x \(line.quantity) / \(days) days"
      case .none: return "\(money(tariff.base.monthly)) for any open day"
      }
    }
    switch tariff.services[service].price {
    case .recurring(let monthly, .daily): return "\(money(monthly)) x \(line.quantity) unit-days / \(days) days"
    case .recurring(let monthly, .peak): return "\(money(monthly)) x \(line.quantity) units at most"
    case .metered(let price): return metered(price, line.quantity)
    }
  }

  private func metered(_ price: MeteredPrice, _ quantity: Int) -> String {
    func unit(_ tier: MeteredPrice.Tier) -> String {
      var text = decimalText(tier.pricePerUnit, decimals: 6)
      while text.hasSuffix("0") { text.removeLast() }
      return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
    switch price.mode {
    case .volume:
      let tier = price.tiers.first { $0.upTo.map { quantity <= $0 } ?? true }
      return tier.map { "\(quantity) x \(unit($0))" } ?? ""
    case .graduated:
      var counted = 0
      var parts: [String] = []
      for tier in price.tiers where counted < quantity {
        let part = min(quantity, tier.upTo ?? quantity) - counted
        parts.append("\(part) x \(unit(tier))")
        counted += part
      }
      return parts.joined(separator: " + ")
    }
  }

  private var use: String {
    guard policies.isTrial(on: record.day, ofAccountCreated: account.created) else {
      return "stage \(account.stage.word); billed on \(record.day.firstOfNextMonth)"
    }
    return "free: day \(record.day - account.created + 1) of trialDays \(policy.tariff.trialDays)"
  }

  private func bonus(of topUp: TopUp) -> String {
    let schedule = policy.bonus
    guard !schedule.tiers(on: record.day).isEmpty else { return "no bonus tiers" }
    let earning = policies.earningPart(of: topUp, leaving: account, on: record.day)
    guard let tier = policies.bonusTier(of: topUp, leaving: account, on: record.day) else {
      return "\(money(earning)) reaches no bonus tier"
    }
    let percent = decimalText(tier.percent.hundredths, decimals: 2)
    let capped = schedule.cap == topUp.bonus ? ", capped" : ""
    return "bonus \(percent) % of \(money(earning)), tier from \(money(tier.from))\(capped)"
  }

  // MARK: Restrictions

  private func stage(_ stage: Stage) -> String {
    guard let since = account.wallet.debtSince else { return "balance \(money(account.balance)) is not below 0" }
    let rules = policy.restrictions
    let number = rules.grace == .calendar ? record.day.dayOfMonth : record.day - since + 1
    let day = rules.grace == .calendar ? "day \(number) of the month" : "day \(number) of the debt"
    let threshold: (String, Int?) =
      switch stage {
      case .none: ("remindFrom", rules.remindFrom)
      case .reminder: ("remindFrom", rules.remindFrom)
      case .paymentPage: ("paymentPageFrom", rules.paymentPageFrom)
      case .blocked: ("blockFrom", rules.blockFrom)
      }
    let bound = threshold.1.map { "\($0)" } ?? "never"
    return
      "\(day) \(stage == .none ? "<" : ">=") \(threshold.0) \(bound), balance \(money(account.balance)) since \(since)"
  }

  // MARK: Deletion and refusals

  private var conditions: String {
    let rules = policy.deletion
    return """
      \(counted(record.day - account.lastActivity, "day")) since activity > \(rules.inactivityDays), \
      \(counted(record.day - account.created, "day")) old > \(rules.minimumAgeDays), balance \(money(account.balance))
      """
  }

  private func refusalReason(_ refusal: Refusal) -> String {
    let limits = policy.topUp
    return switch refusal.reason {
    case .notCreated: "created on \(account.created)"
    case .purged: "its data is gone"
    case .deleted: "only a restore is possible"
    case .notPermitted: "only administrators pay"
    case .amountOutOfRange:
      "above 0, at least \(money(limits.minimum)), at most \(limits.maximum.map(money) ?? "none")"
    case .blocked, .restricted: "stage \(account.stage.word)"
    case .alreadyPending: "a deletion is pending"
    case .conditionsNotMet:
      """
      \(counted(record.day - account.lastActivity, "day")) since activity, more than \(policy.deletion.inactivityDays) needed; \
      \(counted(record.day - account.created, "day")) old, more than \(policy.deletion.minimumAgeDays) needed; \
      balance \(money(account.balance)), at most 0 needed
      """
    case .nothingPending: "no deletion is pending"
    case .notDeleted: "the account is not deleted"
    }
  }
}
