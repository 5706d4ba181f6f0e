import BillingCore
import Reports
import Simulation

/// What a run prints: the months in a table, the totals, and last the fingerprint and where the reports are.
struct Summary {
  let text: String

  init(_ reports: ReportSet, of scenario: Scenario, record: DataPackage.Run, folder: String) {
    var text = scenario.title.isEmpty ? "" : scenario.title + "\n"
    text +=
      "\(scenario.name): \(record.accounts) accounts, \(scenario.start) to \(scenario.lastDay), seed \(scenario.seed)"
    text += ", amounts in \(scenario.policies.currency.code)\n\n"
    text += TextTable(reports.summary()).text
    text += "\nfingerprint \(record.fingerprint)\nreports in \(folder)\n"
    self.text = text
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
