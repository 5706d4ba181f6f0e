import Reports
import Simulation

/// The rows, checks, totals and outcome of a run.
struct FinishedRun {
  let rows: RowReports
  let judge: Judge
  let totals: LifeTotals
  /// The books, only where they are asked for.
  let journal: Journal?
  let outcome: Outcome
  let fingerprint: Fingerprint

  private typealias Usual = Both<RowReports, Both<Judge, LifeTotals>>

  /// Runs a simulator with all watchers.
  init(_ simulator: Simulator, _ rows: RowReports, _ request: RunRequest, _ progress: RunProgress)
    async throws(Failure)
  {
    let usual = Both(rows, Both(Judge(simulator.scenario), LifeTotals(simulator.scenario)))
    if request.kinds.contains(.journal) {
      let run = try await simulator.outcome(
        threads: request.threads, watcher: Both(usual, Journal(simulator)), progress)
      self.init(run.watcher.first, run.watcher.second, run.outcome, run.fingerprint)
    } else {
      let run = try await simulator.outcome(threads: request.threads, watcher: usual, progress)
      self.init(run.watcher, nil, run.outcome, run.fingerprint)
    }
  }

  private init(_ usual: Usual, _ journal: Journal?, _ outcome: Outcome, _ fingerprint: Fingerprint) {
    (rows, judge, totals) = (usual.first, usual.second.first, usual.second.second)
    self.journal = journal
    self.outcome = outcome
    self.fingerprint = fingerprint
  }
}
