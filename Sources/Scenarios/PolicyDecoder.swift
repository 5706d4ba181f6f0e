import BillingCore
import Simulation

/// Reads a policy, section by section, with the defaults of RULES.md (FORMATS 1).
enum PolicyDecoder {
  /// Reads the members of `policy`, but for its changes.
  static func policy(_ object: inout ObjectReader) -> Policy {
    let currency = object.read("currency", .currency, default: .usd)
    var policy = Policy(currency: currency)
    policy.tariff.base = object.section("base") { base in
      BaseTariff(
        monthly: base.read("monthly", .money(currency), default: currency.units(19)),
        proration: base.read("proration", .word(of: BaseTariff.Proration.allCases, \.word), default: .daily))
    }
    policy.tariff.trialDays = object.read("trialDays", .int(in: 0...Limits.days), default: 0)
    policy.tariff.accrueWhileBlocked = object.read("accrueWhileBlocked", .bool, default: true)
    policy.tariff.services = services(&object, currency)
    policy.topUp = object.section("topUp") { topUp(&$0, currency) }
    policy.bonus = object.section("bonus") { bonus(&$0, currency) }
    policy.restrictions = object.section("restrictions") { restrictions(&$0) }
    policy.deletion = object.section("deletion") { deletion(&$0) }
    return policy
  }

  private static func services(_ object: inout ObjectReader, _ currency: Currency) -> [Service] {
    let shape = Shape<Service.Read>.object { service(&$0, currency) }
    let read = object.read("services", .members(named: nameRule, where: isName, of: shape), default: [])
    if let base = read.first(where: { $0.name == "base" }) {
      object.report("no service may be called \"base\"", from: base.place, hint: "the base tariff has its own section")
    }
    return read.map { Service(name: $0.name, title: $0.value.title, price: $0.value.price) }
  }

  private static func service(_ object: inout ObjectReader, _ currency: Currency) -> Service.Read? {
    let title = object.read("title", .string)
    let monthly = object.read("monthly", .money(currency))
    let counting = object.read("counting", .word(of: Service.Counting.allCases, \.word))
    let tiers = object.read("tiers", .array(of: .object { meteredTier(&$0) }))
    let mode = object.read("mode", .word(of: MeteredPrice.Mode.allCases, \.word))
    switch (object.has("monthly"), object.has("tiers")) {
    case (true, true), (false, false):
      object.report(
        "a service is either recurring or metered", hint: #"give "monthly" or "tiers", and not both"#)
      return nil
    case (true, false):
      if object.has("mode") { object.report(#""mode" is for metered services"#, at: "mode") }
      return Service.Read(title: title, price: .recurring(monthly: monthly ?? .zero, counting: counting ?? .daily))
    case (false, true):
      if object.has("counting") { object.report(#""counting" is for recurring services"#, at: "counting") }
      if let tiers { checkMetered(tiers, &object) }
      return Service.Read(title: title, price: .metered(MeteredPrice(tiers: tiers ?? [], mode: mode ?? .graduated)))
    }
  }

  private static func meteredTier(_ object: inout ObjectReader) -> MeteredPrice.Tier? {
    let upTo = object.read("upTo", .int(in: 1...Limits.quantity))
    let price = object.require("price", .decimal(6, in: 0...Limits.amount, called: "a price"))
    guard let price, upTo != nil || !object.has("upTo") else { return nil }
    return MeteredPrice.Tier(upTo: upTo, pricePerUnit: price)
  }

  /// Tells tiers that do not fit together; where one of them is at fault itself, that is told already.
  private static func checkMetered(_ tiers: [MeteredPrice.Tier], _ object: inout ObjectReader) {
    guard case .array(let nodes)? = object.node("tiers")?.value, nodes.count == tiers.count else { return }
    let bounds = tiers.dropLast().map(\.upTo)
    if tiers.isEmpty || tiers.last?.upTo != nil || bounds.contains(nil) {
      object.report("every tier but the last has an \"upTo\", and the last has none", at: "tiers")
    } else if !isAscending(bounds.compactMap { $0 }) {
      object.report("\"upTo\" ascends from tier to tier", at: "tiers")
    }
  }

  private static func topUp(_ object: inout ObjectReader, _ currency: Currency) -> TopUpLimits {
    var limits = TopUpLimits()
    limits.minimum = object.read("minimum", .money(currency), default: limits.minimum)
    limits.maximum = object.read("maximum", .either(.money(currency), orNone: "none"), default: nil)
    if let maximum = limits.maximum, limits.minimum > maximum {
      object.report("the minimum is above the maximum", at: object.has("minimum") ? "minimum" : "maximum")
    }
    return limits
  }

  private static func restrictions(_ object: inout ObjectReader) -> RestrictionRules {
    var rules = RestrictionRules()
    rules.grace = object.read("grace", .word(of: RestrictionRules.Grace.allCases, \.word), default: .calendar)
    let last = rules.grace == .calendar ? 31 : Limits.days
    let day = Shape<Int?>.either(.int(in: 1...last), orNone: "never")
    rules.remindFrom = object.read("remindFrom", day, default: rules.remindFrom)
    rules.paymentPageFrom = object.read("paymentPageFrom", day, default: rules.paymentPageFrom)
    rules.blockFrom = object.read("blockFrom", day, default: rules.blockFrom)
    let thresholds = [
      ("remindFrom", rules.remindFrom), ("paymentPageFrom", rules.paymentPageFrom), ("blockFrom", rules.blockFrom),
    ].compactMap { name, day in day.map { (name: name, day: $0) } }
    for (earlier, later) in zip(thresholds, thresholds.dropFirst()) where later.day <= earlier.day {
      object.report(
        "\(later.name) \(later.day) has to be later than \(earlier.name) \(earlier.day)",
        at: object.has(later.name) ? later.name : earlier.name, hint: "the thresholds ascend; one may be \"never\"")
    }
    return rules
  }

  private static func deletion(_ object: inout ObjectReader) -> DeletionRules {
    var rules = DeletionRules()
    let days = Shape<Int>.int(in: 1...Limits.days)
    rules.automatic = object.read("automatic", .bool, default: rules.automatic)
    rules.minimumAgeDays = object.read("minimumAgeDays", .int(in: 0...Limits.days), default: rules.minimumAgeDays)
    rules.inactivityDays = object.read("inactivityDays", days, default: rules.inactivityDays)
    rules.noticeDays = object.read("noticeDays", days, default: rules.noticeDays)
    rules.remindDaysBefore = object.read("remindDaysBefore", .array(of: days), default: rules.remindDaysBefore)
    rules.retentionDays = object.read("retentionDays", days, default: rules.retentionDays)
    rules.blockedSignInIsActivity = object.read(
      "blockedSignInIsActivity", .bool, default: rules.blockedSignInIsActivity)
    if let early = rules.remindDaysBefore.first(where: { $0 >= rules.noticeDays }) {
      object.report(
        "a reminder \(early) days before is not within a notice of \(rules.noticeDays) days",
        at: object.has("remindDaysBefore") ? "remindDaysBefore" : "noticeDays",
        hint: "each of remindDaysBefore is less than noticeDays")
    }
    return rules
  }
}

extension Service {
  /// What a file says of a service; its name stands outside.
  fileprivate struct Read {
    var title: String?
    var price: Price
  }
}

extension Shape where Value == Currency {
  static var currency: Shape {
    let name = #"a currency's three letters, such as "USD""#
    return Shape<String>.word(among: Currency.codes, called: name).parsed(as: name) { Currency(code: $0) }
  }
}

/// Whether each number is above the one before it.
func isAscending<Number: Comparable>(_ numbers: [Number]) -> Bool {
  zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
}
