import BillingCore
import Foundation
import Reports
import Scenarios
import Simulation

/// `daybook run`: simulates, writes reports, prints a summary.
struct RunVerb {
  let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  func execute() async throws -> ExitCode {
    guard arguments.operands.count == 1 else { throw Failure.usage("run takes one scenario: daybook run SCENARIO") }
    let request = try RunRequest(arguments)
    let loaded = try ScenarioFiles.load(arguments.operands[0], arguments.overrides())
    let folder = ReportFolder(
      path: try arguments.folder(named: loaded.scenario.name), replaces: arguments.has(.force),
      resumes: arguments.has(.resume))
    try folder.checkFree()
    try request.check(loaded.scenario)

    let simulator = Simulator(loaded.scenario)
    try DiskNeeds.check(simulator, request, at: folder.path)
    Emptiness.warn(of: [loaded.scenario])
    let progress = RunProgress(
      of: .init(replications: request.replications, accounts: simulator.population.count),
      isQuiet: arguments.has(.quiet))
    defer { progress.end() }
    let done = try await folder.write { temporary in
      let spill = try SpillFile(in: temporary)
      do {
        return try await self.run(simulator, request, of: loaded, into: temporary, spill, progress)
      } catch is SpillFailure {
        throw spill.failure ?? FileFailure(reason: "rows could not be kept")
      }
    }
    progress.end()
    let reports = ReportSet(loaded.scenario, outcome: done.run.outcome)
    let checks = Check.all(
      of: done.run.judge.verdicts, done.forecast?.judgedThresholds ?? reports.judgedThresholds,
      in: simulator)
    tell(checks, done.forecast)
    if arguments.has(.json) {
      let answer = Answer(
        reports, of: loaded.scenario, record: done.record, folder: folder, forecast: done.forecast, checks: checks)
      try Console.print(answer.text)
    } else if !arguments.has(.quiet) {
      let summary = Summary(
        reports, of: loaded.scenario, record: done.record, folder: folder.path, forecast: done.forecast,
        checks: checks)
      try Console.print(verdicts: summary.text)
    }
    return checks.allSatisfy(\.isMet) ? .ok : .expectationFailed
  }

  /// What a run wrote, and its results; a forecast where there was more than one replication.
  private struct Done {
    let record: DataPackage.Run
    let run: FinishedRun
    let forecast: Forecast?
  }

  /// Runs, and fills the folder: the reports are of the first replication.
  private func run(
    _ simulator: Simulator, _ request: RunRequest, of loaded: LoadedScenario, into folder: String,
    _ spill: SpillFile, _ progress: RunProgress
  ) async throws -> Done {
    let rows = RowReports(simulator, reports: request.kinds, spill: spill.spill)
    let run = try await FinishedRun(simulator, rows, request, progress)
    if let failure = spill.failure { throw failure }
    let reports = ReportSet(loaded.scenario, outcome: run.outcome)
    let record = DataPackage.Run(loaded, outcome: run.outcome, fingerprint: run.fingerprint)
    var files = ReportFiles(
      in: folder, of: .init(loaded.scenario, isOfOne: true), currency: loaded.scenario.policies.currency,
      form: request.form)
    for kind in request.kinds {
      if let table = reports.table(kind) {
        try files.add(table, isOfMonths: kind.isOfMonths)
      } else if let columns = kind.rowColumns {
        try files.add(rows: kind.rawValue, columns) { file in
          try run.rows.forEachPiece(of: kind, style: request.form.style) { try file.append($0) }
        }
      } else if let journal = run.journal {
        try files.add("journal.ledger", mediaType: "text/plain") { file in
          try journal.forEachPiece { try file.append($0) }
        }
      }
    }
    if let failure = spill.failure { throw failure }
    var forecast: Forecast?
    if request.replications > 1 {
      let origin = "daybook-\(Daybook.version)-\(run.fingerprint)-\(SHA256.hex(of: Array(loaded.resolved.utf8)))"
      var kept = try KeptReplications(in: folder, of: origin, resumes: arguments.has(.resume))
      if arguments.has(.resume) { try kept.takeUp(from: Leftovers.all(like: folder)) }
      let made = try await self.forecast(
        of: loaded.scenario, run.outcome, request, &kept, progress)
      try kept.close()
      try files.add(made.table)
      forecast = made
    }
    let page = RunPage(
      reports, lives: run.totals, forecast: forecast,
      imprint: arguments.imprint(of: [loaded], fingerprint: run.fingerprint), language: request.language)
    try files.add(page: page.source)
    try files.finish { DataPackage.text(of: record, files: $0) }
    return Done(record: record, run: run, forecast: forecast)
  }

  /// The first replication, and all others; those that were kept are not run again.
  private func forecast(
    of scenario: Scenario, _ first: Outcome, _ request: RunRequest, _ kept: inout KeptReplications,
    _ progress: RunProgress
  ) async throws -> Forecast {
    var forecast = Forecast(of: scenario)
    forecast.add(first)
    if arguments.has(.resume), !arguments.has(.quiet) {
      Console.tell(
        "resuming: \(min(kept.taken.count, request.replications - 1)) of \(counted(request.replications, "replication")) were kept\n"
      )
    }
    for replication in 1..<request.replications {
      if let line = kept.next(), forecast.add(line: line) {
        progress.passOverRun()
        continue
      }
      do throws(RunFault) {
        forecast.add(
          try await Simulator.outcome(
            of: scenario, replication: replication, threads: request.threads, counting: progress.lived))
        progress.finishRun()
      } catch {
        throw error.failure
      }
      try kept.keep(forecast.line(of: replication))
    }
    return forecast
  }

  /// Tells expectations and thresholds that were not met, and which quantiles are left empty; what was met is not worth
  /// a word here.
  private func tell(_ checks: [Check], _ forecast: Forecast?) {
    for check in checks where !check.isMet { Console.tell(check.text) }
    guard let forecast else { return }
    let missing = Forecast.quantilesMissing(of: forecast.replications)
    guard !missing.isEmpty else { return }
    let list = missing.map { "\($0.quantile.word) needs \($0.needed)" }.joined(separator: ", ")
    Console.tell(
      "note: \(counted(forecast.replications, "replication")) \(forecast.replications == 1 ? "is" : "are") too few for some quantiles, which are empty: \(list)\n"
    )
  }
}

extension DataPackage.Run {
  /// What is kept of a run beside its reports.
  init(_ loaded: LoadedScenario, outcome: Outcome, fingerprint: Fingerprint) {
    self.init(
      version: Daybook.version, resolved: loaded.resolved, name: loaded.scenario.name, title: loaded.scenario.title,
      seed: loaded.scenario.seed, fingerprint: fingerprint.description,
      accounts: outcome.accounts, accountDays: outcome.accountDays, books: loaded.scenario.segments.compactMap(\.book))
  }
}

extension Simulator {
  /// Runs, and turns a fault into the failure of the program.
  func outcome<Listener: RunWatcher>(threads: Int, watcher: Listener, _ progress: RunProgress? = nil)
    async throws(Failure) -> Run<Listener>
  {
    do throws(RunFault) {
      let run = try await run(threads: threads, watcher: watcher, counting: progress?.lived)
      progress?.finishRun()
      return run
    } catch {
      throw error.failure
    }
  }
}

extension RunFault {
  /// The failure that the program ends with.
  var failure: Failure {
    switch self {
    case .amountOverflow(let account, let day):
      Failure(
        code: .invalidScenario,
        message: """
          error: account \(account), \(day): an amount no longer fits 64 bits; \
          lower the prices, quantities or top-ups of the scenario

          """)
    case .brokenLaw(let law, let account, let day, let seed):
      Failure(
        code: .brokenInvariant,
        message: """
          error: a promise of the billing core is broken: \(law.rawValue)
          account \(account), \(day), seed \(seed)
          this is a defect of daybook; please report it with the scenario

          """)
    }
  }
}
