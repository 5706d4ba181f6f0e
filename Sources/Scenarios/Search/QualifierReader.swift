import BillingCore
import Simulation

/// Makes a happening of its word and the words that narrow it.
struct QualifierReader {
  private let subject: SearchToken
  private let services: [Service]
  private var rest: [WrittenCondition.Qualifier]
  private var found = Faults()
  /// What might have stood here, for messages.
  private var offered: [String] = []

  /// The event of an order.
  init(_ order: WrittenCondition.Order, services: [Service]) {
    subject = order.subject
    rest = order.qualifiers
    self.services = services
  }

  init(_ written: WrittenCondition, services: [Service]) {
    subject = written.subject
    rest = written.qualifiers
    self.services = services
  }

  /// What is wrong with the words, those too that nothing was made of.
  func faults() -> Faults {
    var faults = found
    if let twice = rest.first(where: { word in offered.contains { $0.hasPrefix("\(word.preposition?.text ?? "?") ") } })
    {
      faults.add(Fault(place: twice.first.place, message: "\(quoted(twice.first.text)) is given twice", hint: nil))
    } else if let unused = rest.first {
      faults.add(unused.unexpected(after: subject, expected: offered + ["on", "from", "to"]))
    }
    return faults
  }

  mutating func happening() -> Happening? {
    switch subject.text {
    case "created": .created
    case "invoiced":
      .invoiced(of: charged(), finalOnly: take(nil, ["final"]) { $0 } != nil)
    case "bonusLapsed": .bonusLapsed
    case "topUp": .topUp(by: role(), with: method())
    case "topUpDeclined": .topUpDeclined(by: role(), with: method())
    case "stageChanged": .stageChanged
    case "signIn": .signIn(by: role())
    case "used": .used(of: service { $0.isMetered })
    case "serviceChanged": .serviceChanged(of: service { !$0.isMetered })
    case "deletionNoticed": .deletionNoticed(take(nil, [.automatic, .manual], \.word))
    case "deletionReminder": .deletionReminder
    case "deletionCancelled": .deletionCancelled(by: take("by", [.activity, .owner], \.word))
    case "deleted": .deleted
    case "restored": .restored
    case "purged": .purged
    case "refused":
      .refused(command: take(nil, Command.allWords) { $0 }, take(nil, RefusalReason.allCases, \.word))
    case "unblocked": .unblocked
    default: Stage.allCases.first { $0 != .none && $0.word == subject.text }.map { .entered($0) }
    }
  }

  private mutating func role() -> Role? { take("by", Role.allCases, \.word) }

  private mutating func method() -> PaymentMethod? { take("with", PaymentMethod.allCases, \.word) }

  /// A service of one kind.
  private mutating func service(where isRight: (Service) -> Bool) -> ServiceIndex? {
    let services = services
    if let bare = takeBare(among: services.indices.filter { isRight(services[$0]) }, { services[$0].name }) {
      return bare
    }
    return take("of", services.indices.filter { isRight(services[$0]) }, { services[$0].name }, called: "SERVICE")
  }

  private mutating func charged() -> Happening.ChargedService? {
    let services = services
    let all = [.base] + services.indices.map(Happening.ChargedService.service)
    if let bare = takeBare(among: all, { $0.word(among: services) }) { return bare }
    return take("of", all, { $0.word(among: services) }, called: "SERVICE")
  }

  /// Takes the name of a service that stands without `of`; `final` is a word of its own.
  private mutating func takeBare<Value>(among values: [Value], _ word: (Value) -> String) -> Value? {
    guard !rest.contains(where: { $0.preposition?.text == "of" }) else { return nil }
    for (index, qualifier) in rest.enumerated() where qualifier.preposition == nil && qualifier.word.text != "final" {
      guard let value = values.first(where: { word($0) == qualifier.word.text }) else { continue }
      rest.remove(at: index)
      return value
    }
    return nil
  }

  /// Takes the value that stands after a preposition, or alone, if it does.
  ///
  /// After a preposition a word that is none of the values is a fault; alone it is left for others.
  private mutating func take<Value>(
    _ preposition: String?, _ values: [Value], _ word: (Value) -> String, called name: String? = nil
  ) -> Value? {
    let words = values.map(word)
    offered += preposition.map { preposition in (name.map { [$0] } ?? words).map { "\(preposition) \($0)" } } ?? words
    let index = rest.firstIndex {
      $0.preposition?.text == preposition && (preposition != nil || words.contains($0.word.text))
    }
    guard let index else { return nil }
    let token = rest.remove(at: index).word
    if let value = values.first(where: { word($0) == token.text }) { return value }
    found.add(
      Fault(
        place: token.place,
        message: "\(quoted(token.text)) cannot stand after \"\(subject.text) \(preposition ?? "")\"",
        hint: didYouMean(token.text, among: words)
          ?? (words.isEmpty ? "the scenario has none" : "expected \(words.listed)")))
    return nil
  }
}

extension Happening.ChargedService {
  fileprivate func word(among services: [Service]) -> String {
    switch self {
    case .base: "base"
    case .service(let index): services[index].name
    }
  }
}

extension WrittenCondition.Qualifier {
  /// The fault of a word that says nothing here: what is expected in its place.
  func unexpected(after subject: SearchToken, expected: [String]) -> Fault {
    let joining = ["and", "or"]
    let leading = expected.filter { $0.hasSuffix(" \(word.text)") && preposition == nil }
    let prepositions = expected.compactMap { $0.contains(" ") ? String($0.prefix { $0 != " " }) : nil }
    let near = didYouMean(first.text, among: expected.filter { !$0.contains(" ") } + joining + prepositions)
    return Fault(
      place: first.place, message: "\(quoted(first.text)) cannot stand after \(quoted(subject.text))",
      hint: leading.first.map { "did you mean \"\($0)\"?" } ?? near ?? SearchToken.otherLanguage(first.text)
        ?? "expected \((expected + joining).map { "\"\($0)\"" }.listed)")
  }
}

extension [String] {
  /// Some words for a message; of many the first.
  fileprivate var listed: String { prefix(20).joined(separator: ", ") + (count > 20 ? ", …" : "") }
}
