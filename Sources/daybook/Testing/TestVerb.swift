import Foundation
import Reports
import Scenarios
import Simulation

/// `daybook test`: plays timelines and compares them with what they expect.
struct TestVerb {
  let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  /// Plays each file; one that cannot be played is reported, and the others go on.
  func execute() async throws -> ExitCode {
    guard !arguments.operands.isEmpty else { throw Failure.usage("test needs files: daybook test FILE…") }
    if arguments.has(.update) { return try await update() }
    if arguments.has(.tap), arguments.has(.json) { throw Failure.usage("--tap and --json exclude one another") }
    let replications = try arguments.replications
    if let path = arguments.text(.junit) { try WholeFile.check(path, appends: true, mayReplace: JUnit.isOwn) }
    var told = TestReporter(arguments)
    try told.begin()
    var files: [PlayedFile] = []
    for file in ScenarioFiles.expanded(arguments.operands) {
      let played = await play(file, replications)
      files.append(played)
      try told.tell(played)
    }
    try told.end(files)
    if let path = arguments.text(.junit) {
      try WholeFile.write(Array(JUnit(files: files).text.utf8), to: path, appends: true, mayReplace: JUnit.isOwn)
    }
    try checkFilter(files)
    return files.map(\.code).reduce(.ok) { $0.orWorse($1) }
  }

  /// A filter that chooses nothing tests nothing, which is no success.
  private func checkFilter(_ files: [PlayedFile]) throws(Failure) {
    if let filter = arguments.text(.filter), files.allSatisfy({ $0.checks.isEmpty && $0.fault == nil }) {
      throw .usage("--filter \(filter): no expectation has this in its file's path or its name")
    }
  }

  /// Plays each file and lets what failed take what came out; prints what is left failing.
  private func update() async throws -> ExitCode {
    try Update.checkAllowed()
    for other in [Option.tap, .junit, .json] where arguments.has(other) {
      throw Failure.usage("--update and --\(other.word) exclude one another")
    }
    let replications = try arguments.replications
    var files: [PlayedFile] = []
    var (code, updated, changed) = (ExitCode.ok, 0, 0)
    let named = ScenarioFiles.expanded(arguments.operands)
    for file in named where file.fault == nil { try WholeFile.check(file.path) { _ in true } }
    for named in named {
      let file = await play(named, replications)
      files.append(file)
      if let fault = file.fault {
        Console.tell(fault.message)
        code = code.orWorse(fault.code)
        continue
      }
      let outcome = try Update(file: file).carryOut()
      updated += outcome.updated
      changed += outcome.updated > 0 ? 1 : 0
      for check in outcome.left { try Console.print(verdicts: check.text) }
      if !outcome.left.isEmpty { code = code.orWorse(.expectationFailed) }
    }
    try checkFilter(files)
    try Console.print(
      "\(updated) \(updated == 1 ? "expectation" : "expectations") updated in \(changed) \(changed == 1 ? "file" : "files")\n"
    )
    return code
  }

  private func play(_ file: ScenarioFiles.Named, _ replications: Int) async -> PlayedFile {
    var played = PlayedFile(path: file.path)
    let clock = ContinuousClock()
    let began = clock.now
    do {
      let checks = try await checks(of: file.file, replications)
      played.expectsSomething = !checks.isEmpty
      played.checks = checks.filter { check in
        arguments.text(.filter).map { "\(file.path): \(check.name)".contains($0) } ?? true
      }
    } catch {
      played.fault = error as? Failure ?? .io("\(error)")
    }
    played.seconds = (clock.now - began) / .seconds(1)
    return played
  }

  /// What a file expects: timelines by its first replication, thresholds by all of them.
  private func checks(of path: String, _ replications: Int) async throws -> [Check] {
    let scenario = try ScenarioFiles.load(path).scenario
    let simulator = Simulator(scenario)
    if !scenario.thresholds.isEmpty { Emptiness.warn(of: [scenario], in: path) }
    let run = try await simulator.outcome(threads: 1, watcher: Judge(scenario))
    // One replication is judged by its exact sums, as `run` does.
    guard replications > 1, !scenario.thresholds.isEmpty else {
      let reports = ReportSet(scenario, outcome: run.outcome)
      return Check.all(of: run.watcher.verdicts, reports.judgedThresholds, in: simulator)
    }
    var forecast = Forecast(of: scenario)
    forecast.add(run.outcome)
    for replication in 1..<replications {
      do throws(RunFault) {
        forecast.add(try await Simulator.outcome(of: scenario, replication: replication, threads: 1))
      } catch {
        throw error.failure
      }
    }
    return Check.all(of: run.watcher.verdicts, forecast.judgedThresholds, in: simulator)
  }
}

/// Tells how a test goes, file by file, in the form that was asked for.
struct TestReporter {
  private let arguments: Arguments
  private var tap = TAP()
  private var isTAP: Bool { arguments.has(.tap) }
  private var isJSON: Bool { arguments.has(.json) }

  init(_ arguments: Arguments) { self.arguments = arguments }

  func begin() throws(Failure) {
    if isTAP { try Console.print(TAP.head) }
  }

  mutating func tell(_ file: PlayedFile) throws(Failure) {
    if isTAP { try Console.print(tap.text(of: file)) }
    if let fault = file.fault { return Console.tell(fault.message) }
    if !file.expectsSomething { return Console.tell("warning: \(file.path) expects nothing\n") }
    guard !isTAP, !isJSON else { return }
    for check in file.checks where !check.isMet || arguments.has(.verbose) { try Console.print(verdicts: check.text) }
    guard !arguments.has(.quiet), !file.checks.isEmpty else { return }
    try Console.print(
      verdicts: "\(file.failed == 0 ? "ok" : "FAILED") \(file.path): \(file.passed) passed, \(file.failed) failed\n")
  }

  func end(_ files: [PlayedFile]) throws(Failure) {
    if isTAP { return try Console.print(tap.plan) }
    if isJSON { return try Console.print(Answer(files).text) }
    let passed = files.reduce(0) { $0 + $1.passed }
    let failed = files.reduce(0) { $0 + $1.failed }
    let unplayed = files.count { $0.fault != nil }
    let rest = unplayed == 0 ? "" : "; \(unplayed) could not be played"
    try Console.print(
      "\(passed) passed, \(failed) failed in \(counted(files.count, "file"))\(rest)\n")
  }
}
