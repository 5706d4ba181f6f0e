public import BillingCore

/// A scenario of cases around the thresholds of one policy, with what came of them.
public struct BoundaryFile: Sendable {
  /// The path in the folder of all such files: `01-stages.jsonc`, of a later policy `from-2027-07-01/01-stages.jsonc`.
  public let path: String
  /// The cases, with all that they expect.
  public let scenario: Scenario
  /// How many expectations hold what the core did.
  public let recorded: Int
  /// How many things had to hold by the policy alone, and did.
  public let invariants: Int
}

/// Why the cases around a policy's thresholds cannot be had.
public enum BoundaryFault: Error, Sendable {
  /// A case could not be lived.
  case run(RunFault, in: String)
  /// The core does not do what the policy says: a defect of the program.
  case broken([BrokenInvariant])
}

/// Something that had to hold and did not.
public struct BrokenInvariant: Sendable {
  /// The file and the case in it.
  public let path: String
  /// The case.
  public let name: String
  /// The day.
  public let day: Day
  /// What had to hold.
  public let invariant: Invariant
  /// What there was in its place.
  public let actual: Expectation.Fact?

  /// Case, day, what was expected and what was found, in words.
  public func text(in currency: Currency) -> String {
    let found = actual?.text(in: currency) ?? "an amount beyond 64 bits"
    return "\(path): \(name) on \(day): \(invariant.fact.key): expected \(invariant.text(in: currency)), found \(found)"
  }
}

extension Scenario {
  /// The cases around every threshold of the policy, and of each that follows it, in files of their own.
  ///
  /// The policy in force on the first day comes first, then each change in its folder; each stands alone. The same
  /// policy gives the same files.
  ///
  /// - Throws: all that does not hold, or the first case that cannot be lived.
  public func boundaries() throws(BoundaryFault) -> [BoundaryFile] {
    var files: [BoundaryFile] = []
    var broken: [BrokenInvariant] = []
    let standing = policies.eras.last { $0.from <= start } ?? policies.eras[0]
    for era in [standing] + policies.eras.filter({ $0.from > start }) {
      let folder = era.from > start ? "from-\(era.from)/" : ""
      let ground = Ground(era.policy, from: max(era.from, start))
      for (number, theme) in ground.themes where !theme.stories.isEmpty {
        let prefix = (number < 10 ? "0" : "") + "\(number)-"
        try files.append(theme.played(as: "\(folder)\(prefix)\(theme.name).jsonc", &broken))
      }
    }
    guard broken.isEmpty else { throw .broken(broken) }
    return files
  }
}

extension Ground {
  /// All themes, each with its number; the cases of one policy.
  var themes: [(number: Int, theme: Theme)] {
    [(1, stages), (2, debts), (3, months), (4, leapDay), (5, topUps), (6, bonus), (7, services), (8, trials)]
      + [(9, deletionConditions), (10, deletionProcess), (11, restores)] + campaigns.enumerated().map { (12 + $0, $1) }
  }
}
