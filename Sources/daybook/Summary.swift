import BillingCore
import Reports
import Simulation

/// What a run prints: the months in a table, the totals, the fingerprint and where the reports are; last, how many
/// expectations and thresholds are met.
struct Summary {
  let text: String

  init(
    _ reports: ReportSet, of scenario: Scenario, record: DataPackage.Run, folder: String, forecast: Forecast?,
    checks: [Check]
  ) {
    var text = scenario.title.isEmpty ? "" : harmless(scenario.title) + "\n"
    text +=
      "\(harmless(scenario.name)): \(counted(record.accounts, "account")), \(scenario.start) to \(scenario.lastDay), seed \(scenario.seed)"
    text += ", amounts in \(scenario.policies.currency.code)\n\n"
    if forecast != nil { text += "replication 1, the run shown in detail\n\n" }
    text += TextTable(reports.summary()).text
    if let forecast { text += "\n\(Summary.text(of: forecast, in: scenario.policies.currency))" }
    text += "\nfingerprint \(record.fingerprint)\nreports in \(folder)\n" + Summary.verdict(on: checks)
    self.text = text
  }
}

extension Summary {
  /// The thresholds that are not met, and in the last line how many of all are; nothing when nothing is expected.
  ///
  /// Failed expectations of timelines are printed in full before, so they are only counted here.
  static func verdict(on checks: [Check]) -> String {
    let thresholds = checks.filter { $0.threshold != nil }
    let failures = thresholds.filter { !$0.isMet }.map {
      "FAILED \($0.name): \($0.actual), expected \($0.expected)\n"
    }
    func met(_ checks: [Check], _ word: String) -> String? {
      guard !checks.isEmpty else { return nil }
      return "\(checks.count(where: \.isMet)) of \(counted(checks.count, word))"
    }
    let counts = [met(checks.filter { $0.threshold == nil }, "expectation"), met(thresholds, "threshold")]
    let told = counts.compactMap { $0 }.joined(separator: " and ")
    return failures.joined() + (told.isEmpty ? "" : "\(told) met\n")
  }

  /// The whole run over all replications: means with their intervals, and where the middle half lies.
  static func text(of forecast: Forecast, in currency: Currency) -> String {
    let metrics: [Metric] = [
      .cashIn, .billed, .revenueRecognized, .bonusGranted, .bonusCost, .debtOutstandingEnd, .newlyBlocked, .daysBlocked,
      .deleted, .deletionRate,
    ]
    let rows = metrics.map { metric in
      let sample = forecast.sample(of: metric)
      func text(_ value: Double?) -> String { value.map { Forecast.text($0, of: metric, in: currency) } ?? "" }
      let interval = sample.interval(confidence: Forecast.confidence)
      let quartiles: [Quantile] = [.p25, .p75]
      return [metric.rawValue, text(sample.mean), text(interval?.lowerBound), text(interval?.upperBound)]
        + quartiles.map { sample.count >= $0.replicationsNeeded ? text(sample.quantile($0)) : "" }
    }
    return "\(counted(forecast.replications, "replication")), the whole run, 95 % intervals of the mean\n\n"
      + TextTable([["metric", "mean", "from", "to", "p25", "p75"]] + rows).text
  }
}

/// A table for a terminal: words to the left, numbers to the right.
struct TextTable {
  let text: String

  init(_ rows: [[String]]) {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    text = rows.map { row in
      let cells = zip(row, widths).enumerated().map { index, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return index == 0 ? cell.0 + space : space + cell.0
      }
      var line = cells.joined(separator: "  ")
      while line.hasSuffix(" ") { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
