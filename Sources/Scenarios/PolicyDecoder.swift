import BillingCore
import Simulation

/// Reads a policy, section by section, with the defaults of RULES.md (FORMATS 1).
enum PolicyDecoder {
  /// Reads the members of `policy`, but for its changes.
  static func policy(_ object: inout ObjectReader) -> Policy {
    let currency = object.read(
      "currency", .currency, default: .usd, about: "ISO 4217's three letters; all amounts have its decimals")
    var policy = Policy(currency: currency)
    policy.tariff.base = object.section("base", about: "the base tariff, due also by those who use nothing") { base in
      BaseTariff(
        monthly: base.read(
          "monthly", .money(currency), default: currency.units(19),
          about: "what a whole month costs; 19 whole units of the currency where it is left out"),
        proration: base.read(
          "proration", .word(of: BaseTariff.Proration.allCases, \.word), default: .daily,
          about: "daily: by the share of the month's days that were open; none: the whole price for any of them"))
    }
    policy.tariff.trialDays = object.read(
      "trialDays", .int(in: 0...Limits.days), default: 0, about: "days from an account's creation that are free")
    policy.tariff.accrueWhileBlocked = object.read(
      "accrueWhileBlocked", .bool, default: true, about: "whether recurring services cost on days that end blocked")
    policy.tariff.services = services(&object, currency)
    policy.topUp = object.section("topUp", about: "which amounts may be topped up") { topUp(&$0, currency) }
    policy.bonus = object.section("bonus", about: "what paying in advance earns") { bonus(&$0, currency) }
    policy.restrictions = object.section("restrictions", about: "what a balance below 0 brings, and when") {
      restrictions(&$0)
    }
    policy.deletion = object.section("deletion", about: "when accounts that nobody uses are deleted") { deletion(&$0) }
    return policy
  }

  private static func services(_ object: inout ObjectReader, _ currency: Currency) -> [Service] {
    let shape = Shape<Service.Read>.object { service(&$0, currency) }.named("service")
    let names = NameRule.name.except(
      "base", message: "no service may be called \"base\"", hint: "the base tariff has its own section")
    let read = object.read(
      "services", .members(named: names, of: shape), default: [],
      about: "what is paid for beside the base tariff, by name, in the order of invoice lines")
    return read.map { Service(name: $0.name, title: $0.value.title, price: $0.value.price) }
  }

  private static func service(_ object: inout ObjectReader, _ currency: Currency) -> Service.Read? {
    let title = object.read("title", .string, about: "its name for people; by default the one it has here")
    let problem = ("a service is either recurring or metered", #"give "monthly" or "tiers", and not both"#)
    let price = object.readOne(of: ["monthly", "tiers"], orReport: { _ in problem }) { key, object in
      key == "monthly" ? recurring(&object, currency) : metered(&object)
    }
    return price.map { Service.Read(title: title, price: $0) }
  }

  private static func recurring(_ object: inout ObjectReader, _ currency: Currency) -> Service.Price {
    let monthly = object.read(
      "monthly", .money(currency), default: .zero, about: "what a unit costs that is enabled all month")
    let counting = object.read(
      "counting", .word(of: Service.Counting.allCases, \.word), default: .daily,
      about: "daily: by the days that each unit was enabled; peak: by the most units on any day")
    passOver("mode", of: "metered", &object)
    return .recurring(monthly: monthly, counting: counting)
  }

  private static func metered(_ object: inout ObjectReader) -> Service.Price {
    let tiers = object.read(
      "tiers", .array(of: .object { meteredTier(&$0) }), about: "prices by the quantity that a month uses")
    let mode = object.read(
      "mode", .word(of: MeteredPrice.Mode.allCases, \.word), default: .graduated,
      about: "graduated: each part of the quantity at its tier's price; volume: all of it at the last tier's reached")
    passOver("counting", of: "recurring", &object)
    if let tiers { checkMetered(tiers, &object) }
    return .metered(MeteredPrice(tiers: tiers ?? [], mode: mode))
  }

  /// Reports a key of the other kind of services; one that is of both kinds is reported already.
  private static func passOver(_ key: String, of kind: String, _ object: inout ObjectReader) {
    guard object.node(key) != nil, !(object.has("monthly") && object.has("tiers")) else { return }
    object.report("\"\(key)\" is for \(kind) services", at: key)
  }

  private static func meteredTier(_ object: inout ObjectReader) -> MeteredPrice.Tier? {
    let upTo = object.read(
      "upTo", .int(in: 1...Limits.quantity), about: "the last unit at this price; left out of the last tier alone")
    let price = object.require(
      "price", .decimal(6, in: 0...Limits.amount, called: "a price"), about: "of one unit; up to 6 decimals")
    guard let price, upTo != nil || !object.has("upTo") else { return nil }
    return MeteredPrice.Tier(upTo: upTo, pricePerUnit: price)
  }

  /// Reports tiers that do not fit together; where one of them is at fault itself, that is reported already.
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
    limits.minimum = object.read(
      "minimum", .money(currency), default: limits.minimum,
      about: "the least amount; one minor unit of the currency where it is left out")
    limits.maximum = object.read(
      "maximum", .either(.money(currency), orNone: "none"), default: nil, about: "the largest amount")
    if let maximum = limits.maximum, limits.minimum > maximum {
      object.report("the minimum is above the maximum", at: object.has("minimum") ? "minimum" : "maximum")
    }
    return limits
  }

  private static func restrictions(_ object: inout ObjectReader) -> RestrictionRules {
    var rules = RestrictionRules()
    rules.grace = object.read(
      "grace", .word(of: RestrictionRules.Grace.allCases, \.word), default: .calendar,
      about: "what day numbers count: days of the month, or days of the present debt")
    let last = rules.grace == .calendar ? 31 : Limits.days
    let day = Shape<Int?>.either(.int(in: 1...last), orNone: "never")
      .described(as: .any([.int(in: 1...Int64(Limits.days)), .just(.text("never"))]))
    rules.remindFrom = object.read(
      "remindFrom", day, default: rules.remindFrom, about: "the day from which administrators see a pop-up")
    rules.paymentPageFrom = object.read(
      "paymentPageFrom", day, default: rules.paymentPageFrom,
      about: "the day from which administrators see the payment page alone")
    rules.blockFrom = object.read(
      "blockFrom", day, default: rules.blockFrom, about: "the day from which nobody has access until the debt is paid")
    object.describe(
      .atMost(
        31, ["remindFrom", "paymentPageFrom", "blockFrom"], unless: "grace", is: RestrictionRules.Grace.sinceDebt.word))
    let thresholds = [
      ("remindFrom", rules.remindFrom), ("paymentPageFrom", rules.paymentPageFrom), ("blockFrom", rules.blockFrom),
    ].compactMap { name, day in object.isAtFault(name) ? nil : day.map { (name: name, day: $0) } }
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
    rules.automatic = object.read(
      "automatic", .bool, default: rules.automatic, about: "whether it happens without being asked for")
    rules.minimumAgeDays = object.read(
      "minimumAgeDays", .int(in: 0...Limits.days), default: rules.minimumAgeDays,
      about: "only accounts that are more days old")
    rules.inactivityDays = object.read(
      "inactivityDays", days, default: rules.inactivityDays, about: "only after this many whole days without activity")
    rules.noticeDays = object.read(
      "noticeDays", days, default: rules.noticeDays, about: "days from the notice to the deletion")
    rules.remindDaysBefore = object.read(
      "remindDaysBefore", .array(of: days), default: rules.remindDaysBefore,
      about: "how many days before the deletion the owner is reminded; each less than noticeDays")
    rules.retentionDays = object.read(
      "retentionDays", days, default: rules.retentionDays,
      about: "days from the deletion in which support can restore the account")
    rules.blockedSignInIsActivity = object.read(
      "blockedSignInIsActivity", .blockedSignIns, default: rules.blockedSignInIsActivity,
      about: "whose sign-in to a blocked account counts as activity")
    if let early = rules.remindDaysBefore.first(where: { $0 >= rules.noticeDays }) {
      object.report(
        "a reminder \(counted(early, "day")) before is not within a notice of \(counted(rules.noticeDays, "day"))",
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

extension Shape where Value == DeletionRules.BlockedSignIns {
  /// A word; `true` and `false` were values of this key before, and the hint says which word is meant.
  static var blockedSignIns: Shape {
    let words = Shape.word(of: Value.allCases, \.word)
    return Shape(expected: words.expected, schema: words.schema()) { node, path, faults in
      guard case .bool(let flag) = node.value else { return words.decode(node, path, &faults) }
      return .mismatch(hint: "write \"\((flag ? Value.everyone : .nobody).word)\" in place of \(flag)")
    }
  }
}

/// Whether each number is above the one before it.
func isAscending<Number: Comparable>(_ numbers: [Number]) -> Bool {
  zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
}
