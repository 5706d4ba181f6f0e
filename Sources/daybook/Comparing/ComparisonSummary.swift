import BillingCore
import Reports
import Simulation

/// A comparison as a table for a terminal.
struct ComparisonSummary {
  let text: String

  init(_ comparison: Comparison, _ scenarios: [Scenario], _ metrics: [Metric], folder: String) {
    let base = scenarios[0]
    let many = scenarios.count > 2
    let level = percentage(comparison.confidence)
    var text =
      "\(base.name) and \(many ? "\(scenarios.count - 1) variants" : "a variant"), \(base.start) to \(base.lastDay), seed \(base.seed), "
    text +=
      "\(comparison.replications) replications on common random numbers, amounts in \(base.policies.currency.code)\n"
    text +=
      many
      ? "\(level) intervals of each difference, so that those of a metric together hold with 95 % (Bonferroni)\n"
      : "95 % intervals of the difference\n"
    for (index, variant) in comparison.variants.enumerated() {
      let head = ["metric", base.name, variant.name, "difference", "from", "to", "relative", "", "variance ratio"]
      let rows = metrics.map { metric in
        let found = comparison.difference(of: metric, variant: index)
        func cell(_ value: Double?) -> String {
          guard let value, found.count > 0 else { return "" }
          return Forecast.text(value, of: metric, in: base.policies.currency)
        }
        return [
          metric.rawValue, cell(found.baseMean), cell(found.variantMean), cell(found.mean),
          cell(found.interval?.lowerBound), cell(found.interval?.upperBound),
          found.relative.map { ($0 > 0 ? "+" : "") + percentage($0) } ?? "", found.verdict?.rawValue ?? "",
          found.varianceRatio.map { decimalText(Int64(min($0, 1e12).rounded()), decimals: 0) } ?? "",
        ]
      }
      text += "\n" + TextTable([head] + rows).text
    }
    self.text = text + "\nreports in \(folder)\n"
  }
}
