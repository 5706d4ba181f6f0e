import Scenarios
import Simulation

/// What is said of scenarios without accounts, by every verb that simulates.
enum Emptiness {
  /// How many scenarios a warning names.
  private static let named = 5

  /// Warns if a scenario of several has no accounts; a warning is a message even with `--quiet`.
  ///
  /// - Parameter file: the file that is named, where there are several.
  static func warn(of scenarios: [Scenario], in file: String? = nil) {
    if let text = text(of: scenarios) { Console.tell("warning: \(file.map { "\(harmless($0)): " } ?? "")\(text)\n") }
  }

  /// The warning in words; `nil` where all have accounts.
  static func text(of scenarios: [Scenario]) -> String? {
    let empty = scenarios.filter { Simulator($0).population.count == 0 }
    guard !empty.isEmpty else { return nil }
    guard scenarios.count > 1 else { return "the scenario has no accounts" }
    guard empty.count < scenarios.count else { return "the scenarios have no accounts" }
    let names = empty.prefix(named).map { harmless($0.name) }.joined(separator: ", ")
    let rest = empty.count > named ? " and \(empty.count - named) more" : ""
    return empty.count == 1 ? "\(names) has no accounts" : "\(names)\(rest) have no accounts"
  }
}
