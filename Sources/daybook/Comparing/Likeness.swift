import BillingCore
import Simulation

/// What a scenario has to share with a base to be compared with it: days, currency and seed (MODEL 3).
///
/// Rows are paired month by month and replication by replication, and amounts are in the base's currency, so
/// without these a difference has no meaning. Everything else may differ, the population too.
struct Likeness {
  /// The places of a scenario that say it.
  static let places = ["start", "days", "seed", "policy.currency"]

  /// The place that differs.
  private let place: String
  /// What is there, in words, and what should be.
  private let found: String
  private let wanted: String

  /// What keeps a scenario from being compared; `nil` for nothing.
  static func fault(of variant: Scenario, against base: Scenario) -> Likeness? {
    let (here, there) = (variant.policies.currency.code, base.policies.currency.code)
    let days = { (scenario: Scenario) in "\(scenario.start) to \(scenario.lastDay)" }
    guard variant.start == base.start, variant.days == base.days else {
      let place = variant.start == base.start ? "days" : "start"
      return Likeness(place: place, found: "its days are \(days(variant))", wanted: days(base))
    }
    guard here == there else {
      return Likeness(place: "policy.currency", found: "its currency is \(here)", wanted: there)
    }
    guard variant.seed == base.seed else {
      return Likeness(place: "seed", found: "its seed is \(variant.seed)", wanted: "\(base.seed)")
    }
    return nil
  }

  /// The failure, for a scenario that a file or a place holds.
  func failure(at origin: String) -> Failure {
    Failure(
      code: .invalidScenario,
      message: "error: \(origin): \(found), not the base's \(wanted); \(Likeness.advice)\n")
  }

  /// The failure, for a point of a sweep; it names the place that was varied.
  func failure(of settings: [(path: String, value: String)]) -> Failure {
    let guilty = settings.last { place == $0.path || place.hasPrefix("\($0.path).") } ?? settings.last
    return failure(at: guilty.map { "--vary \($0.path)=\($0.value)" } ?? "--vary")
  }

  /// The failure, for a place that cannot have other values.
  static func failure(varying path: String) -> Failure {
    Failure(code: .invalidScenario, message: "error: --vary \(path): this cannot vary from point to point; \(advice)\n")
  }

  private static let advice =
    "only scenarios of the same start, days, currency and seed are compared; use daybook run for one with others"
}
