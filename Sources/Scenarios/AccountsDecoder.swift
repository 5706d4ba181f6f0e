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

  var eve: Day { start - 1 }
  var currency: Currency { policies.currency }

  func account(_ name: String, _ object: inout ObjectReader) -> ScriptedAccount? {
    let created = object.require(
      "created", .day, about: "the day of its creation; an account from before start has an opening state")
    // Without a creation day the rest is read as of an account that existed long before.
    var account = ScriptedAccount(name: name, beginning: beginning(created: created ?? .earliest, &object))
    // An entry that is at fault otherwise has its day all the same.
    let dated = Noted<(day: Day, place: Place)>()
    let entry = Shape<ScriptedAccount.Entry>.object { self.entry(&$0, noting: dated) }.named("entry")
    account.entries = object.read(
      "timeline", .array(of: entry), default: [], about: "what is done and what is expected, in order of day")
    for (earlier, later) in dated.pairs where later.day < earlier.day {
      object.report(
        "the entry of \(later.day) stands after one of \(earlier.day)", from: later.place,
        hint: "entries stand in order of day")
    }
    return created == nil ? nil : account
  }

  private func beginning(created: Day, _ object: inout ObjectReader) -> ScriptedAccount.Beginning {
    let units = quantities(
      "units", metered: false, on: max(created, eve), about: "recurring services that are enabled at first", &object)
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

  /// Numbers by service, as a list by the service's index; services that a change brings later are not known yet.
  func quantities(
    _ key: String, metered: Bool, upTo most: Int = Limits.quantity, on day: Day, about: String,
    _ object: inout ObjectReader
  ) -> [Int] {
    let known = policies[day].tariff.services
    let context = PopulationDecoder.Context(services: known)
    let kind = metered ? "metered" : "recurring"
    let shape = context.shape(of: kind, metered: metered, Shape<Int>.int(in: 0...most))
    let values = object.read(key, shape, about: about)
    return known.indices.map { values?[$0] ?? 0 }
  }

  // MARK: Timeline

  private static let actionKeys = [
    "signIn", "topUp", "topUpDeclined", "use", "set", "requestDeletion", "cancelDeletion", "restore", "expect",
    "expectAtEnd",
  ]

  private func entry(
    _ object: inout ObjectReader, noting dated: Noted<(day: Day, place: Place)>
  ) -> ScriptedAccount.Entry? {
    let day = object.require("on", .day, about: "its day; those of one day run in the order given")
    let isInTime = day.map { !knowsDays || $0 >= start && $0 <= lastDay } ?? false
    if let day, isInTime { dated.note((day, object.node("on")?.place ?? object.place)) }
    let keys = AccountsDecoder.actionKeys
    let read = object.readOne(
      of: keys,
      orReport: { given in
        let message = given.isEmpty ? "the entry does nothing" : "the entry does more than one thing"
        return (message, "an entry has one of " + keys.joined(separator: ", "))
      }
    ) { key, object in deed(key, on: day ?? start, &object) }
    let note = object.read("note", .line, about: "for messages, such as the number of a ticket")
    if let day, !isInTime {
      object.report("\(day) is not among the scenario's days, \(start) to \(lastDay)", at: "on")
    }
    guard let day, isInTime, let deed = read else { return nil }
    return ScriptedAccount.Entry(on: day, deed.noting(note), note: note)
  }

  private func deed(_ key: String, on day: Day, _ object: inout ObjectReader) -> ScriptedAccount.Entry.Deed? {
    switch key {
    case "signIn": return object.read(key, .role, about: "a person of this role signs in").map { .command(.signIn($0)) }
    case "topUp":
      return payment(key, about: "an amount is paid", &object).map {
        .command(.topUp($0.amount, by: $0.role, with: $0.method))
      }
    case "topUpDeclined":
      return payment(key, about: "a payment that the provider declines", &object).map {
        .command(.topUpDeclined($0.amount, by: $0.role, with: $0.method))
      }
    case "use":
      return quantity(
        key, metered: true, in: 1...Limits.quantity, on: day, about: "so much of a metered service is used", &object
      )
      .map { .command(.use($0.value, of: $0.key)) }
    case "set":
      return quantity(
        key, metered: false, in: 0...Limits.quantity, on: day,
        about: "an administrator sets a recurring service's units", &object
      )
      .map { .command(.set($0.key, to: $0.value)) }
    case "requestDeletion":
      return object.read(key, .yes, about: "the owner asks for the deletion").map { _ in .command(.requestDeletion) }
    case "cancelDeletion":
      return object.read(key, .yes, about: "the owner cancels the deletion").map { _ in .command(.cancelDeletion) }
    case "restore":
      return object.read(key, .yes, about: "support restores the account").map { _ in .command(.restore) }
    case "expectAtEnd":
      return object.read(key, expected, about: "what holds after the day's last entry").map { .expectAtEnd($0) }
    default: return object.read(key, expected, about: "what holds at this point of the day").map { .expect($0) }
    }
  }

  private var expected: Shape<Expectation> {
    .object { expectation(&$0) }.named("expectation")
  }

  /// Any amount may be tried; the core refuses those out of range.
  private func payment(
    _ key: String, about: String, _ object: inout ObjectReader
  ) -> (amount: Money, role: Role, method: PaymentMethod)? {
    let amount = object.read(key, .money(currency, in: -Limits.amount...Limits.amount), about: about)
    let role = object.read("by", .role, default: .administrator, about: "who pays")
    let method = object.read("method", .method, default: .card, about: "how it is paid")
    return amount.map { ($0, role, method) }
  }

  private func quantity(
    _ key: String, metered: Bool, in range: ClosedRange<Int>, on day: Day, about: String, _ object: inout ObjectReader
  ) -> (key: ServiceIndex, value: Int)? {
    let known = policies[min(max(day, start), lastDay)].tariff.services
    let context = PopulationDecoder.Context(services: known)
    let later = policies.services.dropFirst(known.count).map(\.name)
    let several = context.shape(of: metered ? "metered" : "recurring", metered: metered, Shape<Int>.int(in: range))
    let one = Shape<[ServiceIndex: Int]>(expected: several.expected, schema: several.schema().one) {
      node, path, faults in
      guard case .object(let members) = node.value, members.count == 1 else {
        return .fault("one service an entry", hint: "write it like { \"\(key)\": { \"SERVICE\": 1 } }")
      }
      guard !later.contains(members[0].key) else {
        return .fault("\"\(members[0].key)\" is not offered yet on \(day)", hint: "a later change brings it")
      }
      return several.decode(node, path, &faults)
    }
    return object.read(key, one, about: about)?.first
  }
}

extension ScriptedAccount.Entry.Deed {
  /// The same, where an expectation carries the entry's note.
  fileprivate func noting(_ note: String?) -> Self {
    switch self {
    case .command: self
    case .expect(let expectation): .expect(Expectation(claims: expectation.claims, note: note))
    case .expectAtEnd(let expectation): .expectAtEnd(Expectation(claims: expectation.claims, note: note))
    }
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
  static var yes: Shape {
    Shape<Bool>.bool.parsed(as: "true") { $0 ? true : nil }.described(as: .just(JSONNode(.bool(true))))
  }
}

extension Schema {
  /// The same with a single member.
  fileprivate var one: Schema {
    guard case .members(let names, let values, _) = self else { return self }
    return .members(names: names, of: values, count: 1...1)
  }
}
