import BillingCore
import Simulation

/// Reads scripted accounts: their beginning, their timeline, what is expected of them (FORMATS 2).
///
/// Where the scenario's own days are at fault, accounts are still read for all that does not hang on them.
struct AccountsDecoder {
  let start: Day
  let lastDay: Day
  /// Whether the scenario's days could be read.
  let knowsDays: Bool
  let policies: PolicyCalendar
  let sources: [SourceFile]

  private var eve: Day { start - 1 }
  var currency: Currency { policies.currency }

  func account(_ name: String, _ object: inout ObjectReader) -> ScriptedAccount? {
    let created = object.require("created", .day)
    // Without a creation day the rest is read as of an account that existed long before.
    var account = ScriptedAccount(name: name, beginning: beginning(created: created ?? .earliest, &object))
    let entry = Shape<(entry: ScriptedAccount.Entry, place: Place)>.object { object in
      self.entry(&object, created: created ?? .earliest).map { ($0, object.node("on")?.place ?? object.place) }
    }
    let placed = object.read("timeline", .array(of: entry), default: [])
    for (earlier, later) in zip(placed, placed.dropFirst()) where later.entry.day < earlier.entry.day {
      object.report(
        "the entry of \(later.entry.day) stands after one of \(earlier.entry.day)", from: later.place,
        hint: "entries stand in order of day")
    }
    account.entries = placed.map(\.entry)
    return created == nil ? nil : account
  }

  private static let stateKeys = ["prepaidCash", "prepaidBonus", "debt", "lastActivity", "blocked", "used"]

  private func beginning(created: Day, _ object: inout ObjectReader) -> ScriptedAccount.Beginning {
    let units = quantities("units", metered: false, on: max(created, eve), &object)
    guard created >= start else { return opening(created: created, units: units, &object) }
    if created > lastDay {
      object.report("the account is created after the last day, \(lastDay)", at: "created")
    }
    for key in AccountsDecoder.stateKeys where object.has(key) {
      _ = object.node(key)
      object.report(
        "\"\(key)\" is for accounts that exist before the start, \(start)", at: key,
        hint: "this one is created on \(created)")
    }
    return .created(created, units: units)
  }

  private func opening(created: Day, units: [Int], _ object: inout ObjectReader) -> ScriptedAccount.Beginning {
    var state = OpeningState(created: created, lastActivity: eve)
    state.units = units
    state.used = quantities("used", metered: true, on: eve, &object)
    state.prepaidCash = object.read("prepaidCash", .money(currency), default: .zero)
    state.prepaidBonus = object.read("prepaidBonus", .money(currency), default: .zero)
    let debt = object.read("debt", .money(currency))
    state.debt = debt ?? .zero
    state.lastActivity = object.read("lastActivity", .day, default: eve)
    state.isBlocked = object.read("blocked", .bool, default: false)
    if state.debt > .zero, state.prepaidCash + state.prepaidBonus > .zero {
      object.report("an account in debt has no prepaid money", at: "debt")
    }
    if state.isBlocked, state.debt == .zero, debt != nil || !object.has("debt") {
      object.report("an account is blocked only in debt", at: "blocked", hint: "give a \"debt\"")
    }
    if state.lastActivity < created || state.lastActivity > eve {
      object.report(
        "the last activity lies between the creation, \(created), and the eve of the start, \(eve)", at: "lastActivity")
    }
    return .opening(state)
  }

  /// Numbers by service, as a list by the service's index; services that a change brings later are not known yet.
  private func quantities(_ key: String, metered: Bool, on day: Day, _ object: inout ObjectReader) -> [Int] {
    let known = policies[day].tariff.services
    let context = PopulationDecoder.Context(services: known)
    let kind = metered ? "metered" : "recurring"
    let values = object.read(key, context.shape(of: kind, metered: metered, .int(in: 0...Limits.quantity)))
    return known.indices.map { values?[$0] ?? 0 }
  }

  // MARK: Timeline

  private static let actionKeys = [
    "signIn", "topUp", "topUpDeclined", "use", "set", "requestDeletion", "cancelDeletion", "restore", "expect",
    "expectAtEnd",
  ]

  private func entry(_ object: inout ObjectReader, created: Day) -> ScriptedAccount.Entry? {
    let day = object.require("on", .day)
    let given = AccountsDecoder.actionKeys.filter { object.has($0) }
    for key in AccountsDecoder.actionKeys { _ = object.node(key) }
    let deed = given.first.flatMap { self.deed($0, on: day ?? start, &object) }
    if given.count != 1 {
      object.report(
        given.isEmpty ? "the entry does nothing" : "the entry does more than one thing",
        hint: "an entry has one of " + AccountsDecoder.actionKeys.joined(separator: ", "))
    }
    guard let day, let deed, let key = given.first, given.count == 1 else { return nil }
    if knowsDays, day < start || day > lastDay {
      object.report("\(day) is not among the scenario's days, \(start) to \(lastDay)", at: "on")
      return nil
    }
    if day < created, key.hasPrefix("expect") {
      object.report("nothing can be expected before the account is created on \(created)", at: key)
    }
    return ScriptedAccount.Entry(on: day, deed)
  }

  private func deed(_ key: String, on day: Day, _ object: inout ObjectReader) -> ScriptedAccount.Entry.Deed? {
    switch key {
    case "signIn": return object.read(key, .role).map { .command(.signIn($0)) }
    case "topUp": return payment(key, &object).map { .command(.topUp($0.amount, by: $0.role, with: $0.method)) }
    case "topUpDeclined":
      return payment(key, &object).map { .command(.topUpDeclined($0.amount, by: $0.role, with: $0.method)) }
    case "use":
      return quantity(key, metered: true, in: 1...Limits.quantity, on: day, &object)
        .map { .command(.use($0.value, of: $0.key)) }
    case "set":
      return quantity(key, metered: false, in: 0...Limits.quantity, on: day, &object)
        .map { .command(.set($0.key, to: $0.value)) }
    case "requestDeletion": return object.read(key, .yes).map { _ in .command(.requestDeletion) }
    case "cancelDeletion": return object.read(key, .yes).map { _ in .command(.cancelDeletion) }
    case "restore": return object.read(key, .yes).map { _ in .command(.restore) }
    case "expectAtEnd": return object.read(key, .object { self.expectation(&$0) }).map { .expectAtEnd($0) }
    default: return object.read(key, .object { self.expectation(&$0) }).map { .expect($0) }
    }
  }

  /// Any amount may be tried; the core refuses those out of range.
  private func payment(
    _ key: String, _ object: inout ObjectReader
  ) -> (amount: Money, role: Role, method: PaymentMethod)? {
    let amount = object.read(key, .money(currency, in: -Limits.amount...Limits.amount))
    let role = object.read("by", .role, default: .administrator)
    let method = object.read("method", .method, default: .card)
    return amount.map { ($0, role, method) }
  }

  private func quantity(
    _ key: String, metered: Bool, in range: ClosedRange<Int>, on day: Day, _ object: inout ObjectReader
  ) -> (key: ServiceIndex, value: Int)? {
    let known = policies[min(max(day, start), lastDay)].tariff.services
    let context = PopulationDecoder.Context(services: known)
    let shape = context.shape(of: metered ? "metered" : "recurring", metered: metered, .int(in: range))
    guard case .object(let members)? = object.node(key)?.value, members.count == 1 else {
      object.report("one service an entry", at: key, hint: "write it like { \"\(key)\": { \"SERVICE\": 1 } }")
      return nil
    }
    for service in policies.services.dropFirst(known.count) where service.name == members[0].key {
      object.report("\"\(service.name)\" is not offered yet on \(day)", at: key, hint: "a later change brings it")
      return nil
    }
    return object.read(key, shape)?.first
  }
}

extension Shape where Value == Role {
  static var role: Shape { .word(of: Role.allCases, \.word) }
}

extension Shape where Value == PaymentMethod {
  static var method: Shape { .word(of: PaymentMethod.allCases, \.word) }
}

extension Shape where Value == Bool {
  /// The value of a key that only says that something is done.
  static var yes: Shape { Shape<Bool>.bool.parsed(as: "true") { $0 ? true : nil } }
}
