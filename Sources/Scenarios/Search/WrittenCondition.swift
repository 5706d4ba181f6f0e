import BillingCore
import Simulation

/// A condition as it is written, before anything of it is known to make sense.
struct WrittenCondition {
  /// A word that narrows the subject, after `by`, `with` or `of`, or alone.
  struct Qualifier {
    let preposition: SearchToken?
    let word: SearchToken

    /// The first of its tokens.
    var first: SearchToken { preposition ?? word }
  }

  /// A day that is named.
  struct NamedDay {
    let day: Day
    let token: SearchToken
  }

  /// The days that are named, with the keyword that they begin with.
  enum Days {
    case none
    case on(NamedDay, SearchToken)
    case from(NamedDay, SearchToken)
    case to(NamedDay, SearchToken)
    case fromTo(NamedDay, NamedDay, SearchToken)

    /// The keyword that they begin with.
    var keyword: SearchToken? {
      switch self {
      case .none: nil
      case .on(_, let token), .from(_, let token), .to(_, let token), .fromTo(_, _, let token): token
      }
    }
  }

  /// What it is compared with.
  struct Comparison {
    let sign: SearchToken
    let relation: Relation
    let value: SearchToken
    /// What the value counts: `times`, or a currency's code.
    var unit: SearchToken?
    /// Whether it stands behind the other event of an order.
    let isBehindOrder: Bool

    /// Whether it is written as an amount: with decimals, or with another unit than `times`.
    var isAmount: Bool {
      unit.map { !$0.meansTimes } ?? value.text.utf8.contains { $0 == .dot || $0 == UInt8(ascii: ",") }
    }
  }

  /// Another event, before or after which this one happened.
  struct Order {
    /// `before` or `after`.
    let keyword: SearchToken
    let subject: SearchToken
    var qualifiers: [Qualifier] = []
    /// The most days between them.
    var within: SearchToken?
  }

  let subject: SearchToken
  var qualifiers: [Qualifier] = []
  var days = Days.none
  var order: Order?
  /// All parts in their order: words as they are, and comparisons.
  private(set) var parts: [Part]

  enum Part {
    case word(String)
    case comparison(Comparison)
  }

  /// A condition of its first word.
  init(_ subject: SearchToken) {
    self.subject = subject
    parts = [.word(subject.text)]
  }

  /// What it is compared with, as written from left to right.
  var comparisons: [Comparison] {
    parts.compactMap { if case .comparison(let comparison) = $0 { comparison } else { nil } }
  }

  mutating func add(_ comparison: Comparison) { parts.append(.comparison(comparison)) }

  mutating func add(words tokens: some Sequence<SearchToken>) { parts += tokens.map { .word($0.text) } }
}

extension WrittenCondition {
  /// What is looked at, as written, with a blank between words, and without what it is compared with; but amounts of
  /// events stay, since other amounts are other events.
  func words(of condition: Condition) -> String {
    let isOfEvents =
      switch condition {
      case .happening, .order: true
      case .days, .sum, .stage, .status, .amount, .deletionIsPending, .deletionDue, .lastActivity, .created, .segment,
        .account:
        false
      }
    return parts.compactMap { part in
      switch part {
      case .word(let text): text
      case .comparison(let comparison): isOfEvents && comparison.isAmount ? comparison.text : nil
      }
    }
    .joined(separator: " ")
  }
}

extension WrittenCondition.Comparison {
  /// As it is written.
  var text: String { "\(sign.text) \(value.text)" + (unit.map { " \($0.text)" } ?? "") }
}
