public import BillingCore

/// What has to hold at a moment of a case, by a setting of the policy alone and whatever the core says.
///
/// Values of the core that are merely recorded prove nothing about it; these do.
public enum Invariant: Hashable, Sendable {
  /// The account shows exactly this.
  case holds(Expectation.Fact)
  /// The account shows something else of this kind.
  case fails(Expectation.Fact)
  /// The stage is a milder one.
  case milder(than: Stage)
  /// The stage is this one or a severer one.
  case atLeast(Stage)
  /// The amount of this kind is the quotient, to the nearest minor unit (RULES 1).
  case nearest(Expectation.Fact, dividend: Int128, divisor: Int128)

  /// Of the kind of fact that is asked for; its value counts only where the invariant is about equality.
  var fact: Expectation.Fact {
    switch self {
    case .holds(let fact), .fails(let fact), .nearest(let fact, _, _): fact
    case .milder(let stage), .atLeast(let stage): .stage(stage)
    }
  }

  /// Whether what an account shows agrees with it.
  func agrees(with verdict: Verdict) -> Bool {
    switch self {
    case .holds: return verdict.isMet
    case .fails: return !verdict.isMet
    case .milder(let stage):
      if case .stage(let actual)? = verdict.actual { return actual < stage }
    case .atLeast(let stage):
      if case .stage(let actual)? = verdict.actual { return actual >= stage }
    case .nearest(_, let dividend, let divisor):
      guard let amount = verdict.actual?.amount else { return false }
      let rest = Int128(amount.minorUnits) * divisor - dividend
      return 2 * rest.magnitude <= divisor.magnitude
    }
    return false
  }

  /// What is expected, in words.
  public func text(in currency: Currency) -> String {
    switch self {
    case .holds(let fact): fact.text(in: currency)
    case .fails(.includes(let words)): "none of [\(words.joined(separator: ", "))]"
    case .fails(let fact): "anything but \(fact.text(in: currency))"
    case .milder(let stage): "milder than \(stage.word)"
    case .atLeast(let stage): "\(stage.word) or severer"
    case .nearest(_, let dividend, let divisor): "the minor units nearest to \(dividend) / \(divisor)"
    }
  }
}
