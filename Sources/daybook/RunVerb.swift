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
    let kinds = try arguments.reports()
    let threads = try arguments.threads
    let loaded = try ScenarioFiles.load(arguments.operands[0], arguments.overrides())
    let folder = ReportFolder(
      path: arguments.text(.out) ?? "reports/\(loaded.scenario.name)", replaces: arguments.has(.force))
    try folder.checkFree()

    let simulator = Simulator(loaded.scenario)
    let run = try await simulator.outcome(
      threads: threads,
      watcher: Both(ReportCollector(loaded.scenario, reports: kinds), Judge(loaded.scenario)))
    let reports = ReportSet(simulator, collected: run.watcher.first)
    let currency = loaded.scenario.policies.currency
    var files = kinds.map { kind in
      ReportFolder.File(name: "\(kind.rawValue).csv", bytes: CSV.bytes(of: reports.table(kind), currency: currency))
    }
    let record = RunRecord(
      scenario: loaded.scenario, accounts: simulator.population.count, fingerprint: run.fingerprint)
    files.append(ReportFolder.File(name: "run.txt", bytes: Array(record.text.utf8)))
    try folder.write(files)
    if !arguments.has(.quiet) {
      try Console.print(Summary(reports, record: record, folder: folder.path).text)
    }
    return judged(run.watcher.second, reports, simulator)
  }

  /// Tells expectations and thresholds that were not met; what was met is not worth a word here.
  private func judged(_ judge: Judge, _ reports: ReportSet, _ simulator: Simulator) -> ExitCode {
    let currency = simulator.scenario.policies.currency
    var failures = judge.verdicts.filter { $0.found != nil }.map {
      FailedCheck($0, name: simulator.population.name(at: $0.account.position), policies: simulator.scenario.policies)
    }
    failures += reports.failedThresholds().map { FailedCheck($0, in: currency) }
    for failure in failures { Console.tell(failure.text) }
    return failures.isEmpty ? .ok : .expectationFailed
  }
}

/// What a run was, in a few lines that are kept beside its reports.
struct RunRecord {
  let scenario: Scenario
  let accounts: Int
  let fingerprint: Fingerprint

  var text: String {
    """
    daybook \(Daybook.version)
    scenario \(scenario.name)
    days \(scenario.start) to \(scenario.lastDay)
    seed \(scenario.seed)
    accounts \(accounts)
    fingerprint \(fingerprint)

    """
  }
}

extension Simulator {
  /// Runs, and turns a fault into the failure of the program.
  func outcome<Listener: RunWatcher>(threads: Int, watcher: Listener) async throws(Failure) -> (
    watcher: Listener, fingerprint: Fingerprint
  ) {
    do throws(RunFault) {
      return try await run(threads: threads, watcher: watcher)
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
          nothing was written

          """)
    case .brokenLaw(let law, let account, let day, let seed):
      Failure(
        code: .brokenInvariant,
        message: """
          error: a promise of the billing core is broken: \(law.rawValue)
          account \(account), \(day), seed \(seed); nothing was written
          this is a defect of daybook; please report it with the scenario

          """)
    }
  }
}
