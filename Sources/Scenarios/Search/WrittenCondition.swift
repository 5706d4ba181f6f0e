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
  }

  /// Another event, before or after which this one happened.
  struct Order {
    let keyword: SearchToken
    let subject: SearchToken
    var qualifiers: [Qualifier] = []
    /// The most days between them.
    var within: SearchToken?
  }

  let subject: SearchToken
  var qualifiers: [Qualifier] = []
  var days = Days.none
  var comparison: Comparison?
  var order: Order?
  /// What is looked at, as written, without the comparison, and a blank between words.
  var words: String
}

extension WrittenCondition {
  /// What is looked at; of an amount of events with what it is compared with, since other amounts are other events.
  func words(of condition: Condition) -> String {
    let amount: Bool
    switch condition {
    case .happening(.amounting, _, _): amount = true
    case .order(let order, _, _): amount = order.comparesAmount
    default: amount = false
    }
    guard amount, let comparison else { return words }
    return "\(words) \(comparison.sign.text) \(comparison.value.text)"
  }
}
