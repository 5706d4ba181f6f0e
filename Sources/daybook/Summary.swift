import BillingCore
import Reports
import Simulation

/// What a run prints: the months in a table, the totals, and last the fingerprint and where the reports are.
struct Summary {
  let text: String

  init(_ reports: ReportSet, of scenario: Scenario, record: DataPackage.Run, folder: String, forecast: Forecast?) {
    var text = scenario.title.isEmpty ? "" : scenario.title + "\n"
    text +=
      "\(scenario.name): \(record.accounts) accounts, \(scenario.start) to \(scenario.lastDay), seed \(scenario.seed)"
    text += ", amounts in \(scenario.policies.currency.code)\n\n"
    text += TextTable(reports.summary()).text
    if let forecast { text += "\n\(Summary.text(of: forecast, in: scenario.policies.currency))" }
    text += "\nfingerprint \(record.fingerprint)\nreports in \(folder)\n"
    self.text = text
  }
}

extension Summary {
  /// What the whole run comes to over all replications: means with their intervals, and where the middle half lies.
  static func text(of forecast: Forecast, in currency: Currency) -> String {
    let metrics: [Metric] = [
      .cashIn, .billed, .revenueRecognized, .bonusGranted, .bonusCost, .debtOutstandingEnd, .newlyBlocked, .daysBlocked,
      .deleted, .deletionRate,
    ]
    let rows = metrics.map { metric in
      let sample = Sample(forecast.totals(of: metric))
      func text(_ value: Double) -> String { Forecast.text(value, of: metric, in: currency) }
      let interval = sample.interval(confidence: Forecast.confidence)
      let quartiles: [Quantile] = [.p25, .p75]
      return [metric.rawValue, text(sample.mean), text(interval.lowerBound), text(interval.upperBound)]
        + quartiles.map { sample.count >= $0.replicationsNeeded ? text(sample.quantile($0)) : "" }
    }
    return "\(forecast.replications) replications, the whole run, 95 % intervals of the mean\n\n"
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
