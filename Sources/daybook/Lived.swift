import Reports
import Simulation

/// What was heard of a run, and what it comes to.
struct Lived {
  let rows: RowReports
  let judge: Judge
  let totals: LifeTotals
  /// The books, where they are asked for: nobody else has to wait for them.
  let journal: Journal?
  let outcome: Outcome
  let fingerprint: Fingerprint

  private typealias Usual = Both<RowReports, Both<Judge, LifeTotals>>

  /// Runs a simulator before all who listen.
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
