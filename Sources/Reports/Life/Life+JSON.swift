import BillingCore
import Simulation

extension Life {
  /// The life for programs: one JSON object, each day and each event on a line of its own.
  ///
  /// Amounts are as in ``JSONValue/amount(_:decimals:)``; what an event does not have is left out.
  public var json: String {
    func text(_ value: String) -> String { JSONText.quoted(value) }
    let head: [(String, String)] = [
      ("account", text(name)), ("scenario", text(scenario.name)), ("seed", "\(scenario.seed)"),
      ("currency", text(policies.currency.code)), ("from", text("\(range.lowerBound)")),
      ("to", text("\(range.upperBound)")),
    ]
    let lines = head.map { "  \(text($0)): \($1),\n" }.joined()
    return "{\n\(lines)  \"days\": [\(days.isEmpty ? "" : "\n")\(days.map(json).joined(separator: ",\n"))"
      + "\(days.isEmpty ? "" : "\n  ")]\n}\n"
  }

  private func json(of day: EventfulDay) -> String {
    let state = JSONText.object(
      [("date", JSONText.quoted("\(day.day)"))] + day.evening.jsonMembers(under: policies))
    let events = day.records.map { "      \(json(of: $0))" }.joined(separator: ",\n")
    return "    \(state.dropLast(2)), \"events\": [\n\(events)\n    ] }"
  }

  private func json(of record: EventRecord) -> String {
    let facts = EventFacts(record.event)
    func money(_ amount: Money?) -> String? { amount.map { $0.json(in: policies.currency) } }
    let service: String? =
      switch facts.service {
      case nil: nil
      case .base: policies.word(of: nil)
      case .service(let index): policies.word(of: index)
      }
    return JSONText.object([
      ("seq", "\(record.sequence)"), ("event", JSONText.quoted(record.event.word)),
      ("role", facts.role.map { JSONText.quoted($0.word) }), ("service", service.map(JSONText.quoted)),
      ("quantity", facts.quantity.map { "\($0)" }), ("amount", money(facts.amount)), ("bonus", money(facts.bonus)),
      ("balance", money(record.account.balance)), ("stage", JSONText.quoted(record.account.stage.word)),
      ("detail", record.event.detail.map(JSONText.quoted)),
      ("text", JSONText.quoted(EventSentence(record.event, policies: policies).text)),
      ("why", JSONText.quoted(EventReason(record: record, policies: policies).text)),
    ])
  }
}

extension Money {
  /// The amount as JSON.
  func json(in currency: Currency) -> String {
    JSONValue.amount(Int128(minorUnits), decimals: currency.decimals).line
  }
}

extension Account {
  /// What everybody sees of it, as members of a JSON object.
  func jsonMembers(under policies: PolicyCalendar) -> [(name: String, value: String?)] {
    [
      ("balance", balance.json(in: policies.currency)), ("status", JSONText.quoted(status.word)),
      ("stage", JSONText.quoted(stage.word)),
      ("employees", JSONText.quoted(viewWords(of: .employee, under: policies))),
      ("administrators", JSONText.quoted(viewWords(of: .administrator, under: policies))),
    ]
  }
}
