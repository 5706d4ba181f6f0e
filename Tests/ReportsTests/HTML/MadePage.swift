import BillingCore
import Simulation

@testable import Reports

/// A scenario that was run, with all its reports and its page.
struct MadePage {
  let reports: AllReports
  let page: PageReader

  private static let imprint = Imprint(
    command: "daybook run town.jsonc", version: "9.9.9", seed: 4, scenarios: [("town", "abc")], fingerprint: "f00d")

  init(
    _ scenario: Scenario, language: Language = .english, threads: Int = 1, replications: Int = 1
  ) async throws {
    let simulator = Simulator(scenario)
    let rows = RowReports(simulator, reports: ReportKind.allCases)
    let run = try await simulator.run(threads: threads, watcher: Both(rows, LifeTotals(scenario)))
    reports = AllReports(simulator, outcome: run.outcome, rows: run.watcher.first)
    var forecast: Forecast?
    if replications > 1 {
      var made = Forecast(of: scenario)
      made.add(run.outcome)
      for replication in 1..<replications {
        made.add(try await Simulator.outcome(of: scenario, replication: replication, threads: 2))
      }
      forecast = made
    }
    let source = RunPage(
      reports.sums, lives: run.watcher.second, forecast: forecast, imprint: MadePage.imprint, language: language
    ).source
    page = PageReader(source: source)
  }
}

/// `forecast.csv` of some replications, all segments together.
func forecastSheet(of scenario: Scenario, replications: Int) async throws -> Sheet {
  var forecast = Forecast(of: scenario)
  for replication in 0..<replications {
    forecast.add(try await Simulator.outcome(of: scenario, replication: replication, threads: 1))
  }
  return Sheet(String(decoding: CSV.bytes(of: forecast.table, currency: .usd), as: UTF8.self)).of("all")
}
