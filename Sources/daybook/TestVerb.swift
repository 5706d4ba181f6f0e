import BillingCore
import Reports
import Scenarios
import Simulation

/// `daybook test`: plays timelines and compares them with what they expect.
struct TestVerb {
  let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  /// Plays each file; one that cannot be played is told, and the others go on.
  func execute() async throws -> ExitCode {
    guard !arguments.operands.isEmpty else { throw Failure.usage("test needs files: daybook test FILE…") }
    var code = ExitCode.ok
    var (passed, failed, files, unplayed) = (0, 0, 0, 0)
    for file in ScenarioFiles.expanded(arguments.operands) {
      files += 1
      let (path, checks): (String, Checks)
      do {
        path = try file.get()
        checks = try await check(path)
      } catch let failure as Failure {
        Console.tell(failure.message)
        code = code.orWorse(failure.code)
        unplayed += 1
        continue
      }
      passed += checks.passed
      failed += checks.failures.count
      if !checks.failures.isEmpty { code = code.orWorse(.expectationFailed) }
      for failure in checks.failures { try Console.print(failure.text) }
      if !arguments.has(.quiet) {
        let verdict = checks.failures.isEmpty ? "ok" : "FAILED"
        try Console.print("\(verdict) \(path): \(checks.passed) passed, \(checks.failures.count) failed\n")
      }
    }
    let rest = unplayed == 0 ? "" : "; \(unplayed) could not be played"
    try Console.print("\(passed) passed, \(failed) failed in \(files) \(files == 1 ? "file" : "files")\(rest)\n")
    return code
  }

  private typealias Checks = (passed: Int, failures: [FailedCheck])

  private func check(_ path: String) async throws -> Checks {
    let scenario = try ScenarioFiles.load(path).scenario
    let simulator = Simulator(scenario)
    let run = try await simulator.outcome(threads: 1, watcher: Judge(scenario))
    let verdicts = run.watcher.verdicts
    let thresholds = ReportSet(scenario, outcome: run.outcome).failedThresholds()
    var failures = verdicts.filter { $0.found != nil }.map {
      FailedCheck($0, name: simulator.population.name(at: $0.account.position), policies: scenario.policies)
    }
    failures += thresholds.map { FailedCheck($0, in: scenario.policies.currency) }
    guard !verdicts.isEmpty || !scenario.thresholds.isEmpty else {
      Console.tell("warning: \(path) expects nothing\n")
      return (0, [])
    }
    return (verdicts.count + scenario.thresholds.count - failures.count, failures)
  }
}
