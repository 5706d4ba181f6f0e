import BillingCore
import Reports
import Simulation

/// A comparison as a table for a terminal; the last lines have the answer in a sentence.
struct ComparisonSummary {
  let text: String

  init(_ comparison: Comparison, _ scenarios: [Scenario], _ goal: Goal, folder: String) {
    let base = scenarios[0]
    let many = scenarios.count > 2
    let level = percentage(comparison.confidence)
    var text =
      "\(base.name) and \(many ? "\(scenarios.count - 1) variants" : "a variant"), \(base.start) to \(base.lastDay), seed \(base.seed), "
    text +=
      "\(counted(comparison.replications, "replication")) on common random numbers, amounts in \(base.policies.currency.code)\n"
    text +=
      comparison.replications < 2
      ? "one replication, so there are no intervals\n"
      : many
        ? "\(level) intervals of each difference, so that those of a metric together hold with 95 % (Bonferroni)\n"
        : "95 % intervals of the difference\n"
    for (index, variant) in comparison.variants.enumerated() {
      let head = ["metric", base.name, variant.name, "difference", "from", "to", "relative", "", "variance ratio"]
      let rows = goal.metrics.map { metric in
        let found = comparison.difference(of: metric, variant: index)
        func cell(_ value: Double?) -> String {
          value.map { Forecast.text($0, of: metric, in: base.policies.currency) } ?? ""
        }
        return [
          metric.rawValue, cell(found.base.mean), cell(found.variant.mean), cell(found.mean),
          cell(found.interval?.lowerBound), cell(found.interval?.upperBound),
          found.relative.map { ($0 > 0 ? "+" : "") + percentage($0) } ?? "", found.verdict?.rawValue ?? "",
          found.varianceRatio.map { decimalText(Int64(min($0, 1e12).rounded()), decimals: 0) } ?? "",
        ]
      }
      text += "\n" + TextTable([head] + rows).text
    }
    self.text = text + "\nreports in \(folder)\n" + ComparisonSummary.answer(comparison, goal, base)
  }

  /// How many of the largest differences the answer adds to the metrics that decide.
  private static let largest = 2

  /// A line for each variant: how the metrics that decide differ, and the largest differences of the others.
  private static func answer(_ comparison: Comparison, _ goal: Goal, _ base: Scenario) -> String {
    comparison.variants.enumerated().map { index, variant in
      let others = goal.metrics.filter { !goal.deciding.contains($0) }
      let effects = comparison.effects(variant: index, among: others).prefix(largest).map(\.metric)
      let parts = (goal.deciding + effects).map { metric in
        sentence(
          comparison.difference(of: metric, variant: index), metric, of: comparison.replications,
          in: base.policies.currency)
      }
      return "\(variant.name) against \(base.name): \(parts.joined(separator: "; "))\n"
    }.joined()
  }

  private static func sentence(
    _ found: Difference, _ metric: Metric, of replications: Int, in currency: Currency
  ) -> String {
    let amount = Forecast.text(found.count > 0 ? abs(found.mean) : 0, of: metric, in: currency)
    let relative = found.relative.map { " (\($0 > 0 ? "+" : "")\(percentage($0)))" } ?? ""
    switch found.verdict {
    case .higher?: return "\(metric.rawValue) is higher by \(amount)\(relative)"
    case .lower?: return "\(metric.rawValue) is lower by \(amount)\(relative)"
    case Difference.Verdict.none?: return "no significant difference in \(metric.rawValue)"
    case nil where found.count < replications:
      return
        "\(metric.rawValue) exists on both sides in \(found.count) of \(replications) replications, too few to compare"
    case nil: return "\(metric.rawValue) needs more replications"
    }
  }
}
