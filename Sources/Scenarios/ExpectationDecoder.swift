import BillingCore
import Simulation

extension AccountsDecoder {
  /// Reads what is expected, in the order written.
  func expectation(_ object: inout ObjectReader) -> Expectation? {
    var claims: [(place: Place, claim: Expectation.Claim)] = []
    func add(_ key: String, _ fact: Expectation.Fact?) {
      guard let fact, let node = object.node(key) else { return }
      claims.append((node.place, Expectation.Claim(fact, origin: origin(of: node.place))))
    }
    let money = Shape<Money>.money(currency, in: -Limits.balance...Limits.balance)
    add(
      "status",
      object.read(
        "status", .word(among: Account.Status.expectableWords), about: "where its life stands"
      ).map { .status($0) })
    add("stage", object.read("stage", .stage, about: "the restriction in force").map { .stage($0) })
    add("balance", object.read("balance", money, about: "prepaid money less debt").map { .balance($0) })
    add("prepaidCash", object.read("prepaidCash", money, about: "cash not yet used").map { .prepaidCash($0) })
    add("prepaidBonus", object.read("prepaidBonus", money, about: "bonus not yet used").map { .prepaidBonus($0) })
    add("debt", object.read("debt", money, about: "what is owed").map { .debt($0) })
    add("deferred", object.read("deferred", money, about: "cash received and not yet earned").map { .deferred($0) })
    add(
      "deletionDue",
      object.read(
        "deletionDue", .either(.day, orNone: "none"), about: "the day of a pending deletion"
      ).map { .deletionDue($0) })
    add(
      "usageToDate",
      object.read("usageToDate", money, about: "what the month's invoice would be").map { .usageToDate($0) })
    add(
      "invoice",
      object.read("invoice", invoice(), about: "the lines of the day's invoice, each of them, or none").map {
        .invoice($0)
      })
    add(
      "topUp",
      object.read("topUp", topUps(), about: "the day's top-ups so far, each of them, or none").map { .topUp($0) })
    add(
      "usage",
      object.read(
        "usage", byService(.int(in: 0...Limits.expectedQuantity)), about: "use of the running month so far, by service"
      ).map {
        .usage($0.map { UseClaim(service: $0.service, quantity: $0.value) })
      })
    add(
      "lastActivity", object.read("lastActivity", .day, about: "the last day with activity").map { .lastActivity($0) })
    add(
      "events",
      object.read("events", .eventWords, about: "the day's events so far, in order and complete").map { .events($0) })
    add(
      "includes",
      object.read("includes", .eventWords, about: "events that must be among the day's").map { .includes($0) })
    add(
      "excludes",
      object.read("excludes", .eventWords, about: "events that must not be among the day's").map { .excludes($0) })
    object.demandSome(message: "nothing is expected", hint: "name at least one key, such as \"balance\"")
    return Expectation(claims: claims.sorted { $0.place < $1.place }.map(\.claim))
  }

  // MARK: Records

  /// A day's invoice: an amount, or some parts, for each line.
  private func invoice() -> Shape<[LineClaim]> {
    let money = Shape<Money>.money(currency, in: 0...Limits.balance)
    let line = Shape<LineClaim>.object { object in
      var claim = LineClaim(service: "")
      claim.quantity = object.read(
        "quantity", .int(in: 0...Limits.expectedQuantity), about: "open days, unit-days, peak units or units used")
      claim.amount = object.read("amount", money, about: "what is charged")
      claim.fromCash = object.read("fromCash", money, about: "the part paid by prepaid cash")
      claim.fromBonus = object.read("fromBonus", money, about: "the part paid by bonus")
      claim.asDebt = object.read("asDebt", money, about: "the part that became debt")
      claim.isFinal = object.read("final", .bool, about: "whether a deletion closed the month")
      object.demandSome(message: "nothing is expected of the line", hint: "give its \"amount\", for example")
      return claim
    }.named("invoiceLine").orAmount(money) { amount in
      var claim = LineClaim(service: "")
      claim.amount = amount
      return claim
    }
    return byService(line).map { lines in
      lines.map { service, claim in
        var claim = claim
        claim.service = service
        return claim
      }
    }.or("none", means: [])
  }

  /// A day's top-ups: an amount, or some parts, of the only one; or a list of them in their order.
  private func topUps() -> Shape<[TopUpClaim]> {
    let money = Shape<Money>.money(currency, in: 0...Limits.balance)
    let one = Shape<TopUpClaim>.object { object in
      var claim = TopUpClaim()
      claim.amount = object.read("amount", money, about: "the cash paid")
      claim.bonus = object.read("bonus", money, about: "the bonus given")
      claim.toDebt = object.read("toDebt", money, about: "the part of the cash that settled debt")
      claim.bonusToDebt = object.read("bonusToDebt", money, about: "the part of the bonus that settled debt")
      object.demandSome(message: "nothing is expected of the top-up", hint: "give its \"amount\", for example")
      return claim
    }.named("creditedTopUp").orAmount(money) { amount in
      var claim = TopUpClaim()
      claim.amount = amount
      return claim
    }
    let list = Shape<[TopUpClaim]>.array(of: one)
    return Shape<[TopUpClaim]>(
      expected: "\(one.expected), or a list of them",
      schema: .any([one.schema(), .array(of: one.schema(), count: 1...Limits.expectedQuantity)])
    ) { node, path, faults in
      guard case .array(let nodes) = node.value else { return one.map { [$0] }.decode(node, path, &faults) }
      return nodes.isEmpty
        ? .fault("the list has no top-up", hint: "write \"none\"") : list.decode(node, path, &faults)
    }.or("none", means: [])
  }

  /// Values of one shape by service, in the order written; `base` is the base tariff.
  private func byService<Value>(_ shape: Shape<Value>) -> Shape<[(service: String, value: Value)]> {
    let known = ["base"] + policies.services.map(\.name)
    return Shape<[(service: String, value: Value)]>(
      expected: "an object of services",
      schema: .members(names: NameRule.name.schema, of: shape.schema(), count: 1...Limits.expectedQuantity)
    ) { node, path, faults in
      guard case .object(let members) = node.value else { return .mismatch(hint: nil) }
      guard !members.isEmpty else { return .fault("no service is named", hint: "name each with its value") }
      var object = ObjectReader(node, at: path)
      var values: [(service: String, value: Value)] = []
      for member in members {
        if known.contains(member.key) {
          if let value = object.read(member.key, shape) { values.append((member.key, value)) }
        } else {
          _ = object.node(member.key)
          object.report(
            "there is no service \"\(member.key)\"", from: member.keyPlace,
            hint: didYouMean(member.key, among: known) ?? "there are \(known.joined(separator: ", "))")
        }
      }
      object.finish(into: &faults)
      return .value(values)
    }
  }

  private func origin(of place: Place) -> String { sources.origin(of: place) }
}

extension Shape {
  /// The same values, or an amount alone.
  fileprivate func orAmount(_ money: Shape<Money>, _ value: @escaping (Money) -> Value) -> Shape {
    Shape(
      expected: "\(money.expected) or \(expected) of parts", schema: .any([money.schema(), schema()])
    ) { node, path, faults in
      if case .object = node.value { return decode(node, path, &faults) }
      return money.map(value).decode(node, path, &faults)
    }
  }
}

extension Shape where Value == Stage {
  static var stage: Shape {
    .word(of: Stage.allCases, \.word)
  }
}

extension Shape where Value == [String] {
  /// Kinds of events, each alone or followed by a space and its detail as `events.csv` shows it.
  static var eventWords: Shape {
    let kinds = Event.allWords
    return .array(
      of: Shape<String>(
        expected: "a kind of event (\(kinds.joined(separator: ", ")))",
        schema: .named("event", .pattern("^(\(kinds.joined(separator: "|")))( .+)?$"))
      ) { node, _, _ in
        guard case .string(let text) = node.value else { return .mismatch(hint: nil) }
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        guard let kind = words.first, Event.allWords.contains(kind) else {
          return .mismatch(hint: didYouMean(words.first ?? "", among: Event.allWords))
        }
        guard words.count == 2, !Event.mayHave(detail: words[1], kind: kind) else { return .value(text) }
        return .fault(
          "\"\(kind)\" has no detail \(quoted(words[1]))", hint: detailHint(for: words[1], of: kind))
      })
  }

  /// The event that was probably meant, with the day that was written; else where details are shown.
  private static func detailHint(for detail: String, of kind: String) -> String {
    let details = Event.details(ofKind: kind)
    guard !details.isEmpty else { return "write \"\(kind)\" alone" }
    let words = detail.split(separator: " ").map(String.init)
    let days = words.filter { $0.hasPrefix("banner=") || $0.hasPrefix("due=") }
    let bare = words.filter { !days.contains($0) }.joined(separator: " ")
    let meant = nearest(to: bare, among: details).map { ([$0] + days).joined(separator: " ") }
    guard let meant, meant != detail, Event.mayHave(detail: meant, kind: kind) else {
      return "events.csv and trace --csv show the details"
    }
    return "did you mean \"\(kind) \(meant)\"?"
  }
}
