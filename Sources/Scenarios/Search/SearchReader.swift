import BillingCore
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
    var parser = SearchParser(
      SearchToken.all(of: source, into: &faults), currency: scenario.policies.currency.code)
    var expression: Search.Expression?
    do throws(Fault) { expression = try parser.whole() } catch {
      let service = parser.lastKeywords.first { word in scenario.policies.services.contains { $0.name == word } }
      let hint = service.map { "for the service write of \($0), or \"\($0)\"" }
      faults.add(Fault(place: error.place, message: error.message, hint: error.hint ?? hint))
    }
    let clauses = parser.conditions.compactMap { written in
      ConditionReader.condition(written, in: scenario, into: &faults).map {
        Clause(words: written.words(of: $0), condition: $0)
      }
    }
    guard faults.isEmpty, let expression else { throw RejectedSearch(faults: faults, source: source) }
    self.init(clauses: clauses, expression: expression)
  }
}
