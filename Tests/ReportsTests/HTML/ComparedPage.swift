import BillingCore
import Simulation

@testable import Reports

/// A scenario with more bonus than another, and nothing else.
func generous(_ base: Scenario) -> Scenario {
  var scenario = base
  var policy = base.policies.eras[0].policy
  policy.bonus.tiers = [.init(from: cents(2000), percent: .init(hundredths: 2000))]
  scenario.policies = PolicyCalendar(policy)
  scenario.name = "generous"
  return scenario
}

extension PageReader {
  /// The page of a comparison.
  init(_ comparison: Comparison, _ bonuses: BonusReport, _ language: Language) {
    let imprint = Imprint(
      command: "daybook compare a.jsonc b.jsonc", version: "9.9.9", seed: 4,
      scenarios: [("town", "a"), ("generous", "b")], fingerprint: nil)
    self.init(
      source: ComparisonPage(
        comparison, bonuses: bonuses.table(of: comparison), imprint: imprint, language: language
      ).source)
  }
}
