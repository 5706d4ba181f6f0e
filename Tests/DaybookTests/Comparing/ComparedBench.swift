@testable import daybook

extension Workbench {
  /// A bench with a scenario, `town.jsonc`, and a variant with more bonus, `generous.jsonc`.
  static func towns(_ scenario: String = Sample.small) throws -> Workbench {
    let bench = try Workbench()
    try bench.write(scenario, to: "town.jsonc")
    try bench.write(
      #"{ "extends": "town.jsonc", "policy": { "bonus": { "tiers": [ { "from": "20.00", "percent": 25 } ] } } }"#,
      to: "generous.jsonc")
    return bench
  }

  /// The rows of a CSV file as columns by name.
  func rows(_ path: String) throws -> [[String: String]] {
    let lines = try text(path).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }
}
