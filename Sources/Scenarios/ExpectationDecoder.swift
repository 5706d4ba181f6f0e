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
    let money = Shape<Money>.money(currency, in: -Limits.amount...Limits.amount)
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

  private func origin(of place: Place) -> String { sources.origin(of: place) }
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
          "\"\(kind)\" has no detail \"\(words[1])\"", hint: "events.csv and trace --csv show the details")
      })
  }
}
