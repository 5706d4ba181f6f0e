public import Simulation

/// An expression was refused: it has faults, each with its place.
public struct RejectedSearch: Error, Sendable {
  /// What is wrong.
  public let faults: Faults
  /// The expression.
  public let source: SourceFile

  /// All faults as people read them.
  public var description: String { faults.rendered(in: [source]) }
}

extension Search {
  /// Reads an expression, such as `blocked and daysBlocked > 60` (FORMATS 3).
  ///
  /// - Parameter name: what messages call the place where it is written.
  /// - Throws: ``RejectedSearch`` with all faults: words that are unknown, days outside of the reported ones, services
  ///   and segments that the scenario has not.
  public init(_ text: String, called name: String, in scenario: Scenario) throws(RejectedSearch) {
    let source = SourceFile(path: name, bytes: Array(text.utf8))
    var faults = Faults()
    var parser = SearchParser(SearchToken.all(of: source, into: &faults))
    var expression: Search.Expression?
    do throws(Fault) { expression = try parser.whole() } catch { faults.add(error) }
    let clauses = parser.conditions.compactMap { written in
      ConditionReader.condition(written, in: scenario, into: &faults).map {
        Clause(words: written.words(of: $0), condition: $0)
      }
    }
    guard faults.isEmpty, let expression else { throw RejectedSearch(faults: faults, source: source) }
    self.init(clauses: clauses, expression: expression)
  }
}
