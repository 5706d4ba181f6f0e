/// What accounts are looked for: conditions, joined by `and`, `or` and `not`.
public struct Search: Sendable {
  /// A condition, and how it is written.
  public struct Clause: Sendable {
    /// What is looked at, in the words of the expression, without the comparison: `topUp with card`.
    public let words: String
    /// What has to hold.
    public let condition: Condition

    /// Joins a condition and its words.
    public init(words: String, condition: Condition) {
      self.words = words
      self.condition = condition
    }
  }

  /// How clauses are joined; a clause is its index among ``Search/clauses``.
  public indirect enum Expression: Hashable, Sendable {
    /// A clause holds.
    case clause(Int)
    /// It does not hold.
    case not(Expression)
    /// All of them hold.
    case all([Expression])
    /// One of them holds, or more.
    case any([Expression])
  }

  /// The clauses, as written from left to right.
  public let clauses: [Clause]
  /// How they are joined.
  public let expression: Expression

  /// Makes a search.
  public init(clauses: [Clause], expression: Expression) {
    self.clauses = clauses
    self.expression = expression
  }

  /// Whether an account is one of those that are looked for, by what was found of it for each clause.
  func isMet(by findings: [Finding]) -> Bool { isMet(expression, by: findings) }

  private func isMet(_ expression: Expression, by findings: [Finding]) -> Bool {
    switch expression {
    case .clause(let index): clauses[index].condition.isMet(by: findings[index])
    case .not(let other): !isMet(other, by: findings)
    case .all(let parts): parts.allSatisfy { isMet($0, by: findings) }
    case .any(let parts): parts.contains { isMet($0, by: findings) }
    }
  }

  /// Whether no account of a segment can be one of those, whatever happens to it.
  func excludes(segment: Int) -> Bool { excludes(segment, by: expression) }

  private func excludes(_ segment: Int, by expression: Expression) -> Bool {
    switch expression {
    case .clause(let index):
      if case .segment(let choice) = clauses[index].condition { !choice.admits(segment) } else { false }
    case .not: false
    case .all(let parts): parts.contains { excludes(segment, by: $0) }
    case .any(let parts): parts.allSatisfy { excludes(segment, by: $0) }
    }
  }
}
