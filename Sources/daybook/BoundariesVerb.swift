import BillingCore
import Foundation
import Reports
import Scenarios
import Simulation

/// `daybook boundaries`: timelines around each threshold of a scenario's policy, each played before it is written.
struct BoundariesVerb {
  let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  /// A file of timelines, as text.
  private struct File {
    let path: String
    let text: String
    let cases: Int
    let expectations: Int
  }

  func execute() async throws -> ExitCode {
    guard arguments.operands.count == 1, let out = arguments.text(.out) else {
      throw Failure.usage("boundaries takes a scenario and a folder: daybook boundaries SCENARIO --out DIR")
    }
    let loaded = try ScenarioFiles.load(arguments.operands[0])
    let folder = ReportFolder(path: out, replaces: arguments.has(.force), marker: Self.marker)
    try folder.checkFree()
    let files = try files(of: loaded)
    try await folder.write { temporary in
      for file in files {
        let path = "\(temporary)/\(file.path)"
        try FileManager.default.createDirectory(
          atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        _ = try ReportFile.write(path) { try $0.append(Array(file.text.utf8)) }
      }
      let note = "Timelines of the thresholds of \(loaded.scenario.name), written by daybook boundaries.\n"
      _ = try ReportFile.write("\(temporary)/\(Self.marker)") { try $0.append(Array(note.utf8)) }
    }
    guard !arguments.has(.quiet) else { return .ok }
    for file in files {
      try Console.print("\(out)/\(file.path): \(file.cases) cases, \(file.expectations) expectations\n")
    }
    let (cases, expectations) = files.reduce((0, 0)) { ($0.0 + $1.cases, $0.1 + $1.expectations) }
    try Console.print("\(cases) cases with \(expectations) expectations in \(files.count) files, all of them met\n")
    return .ok
  }

  /// By this file a folder of boundaries is known.
  private static let marker = ".boundaries"

  // MARK: Eras

  /// The policy that the scenario begins with, and that of each later change in a folder of its own.
  private func files(of loaded: LoadedScenario) throws -> [File] {
    let scenario = loaded.scenario
    let current = scenario.policies.eras.last { $0.from <= scenario.start } ?? scenario.policies.eras[0]
    let later = scenario.policies.eras.filter { $0.from > scenario.start && $0.from <= scenario.lastDay }
    return try files(of: current.policy, from: scenario.start, in: "")
      + later.flatMap { try files(of: $0.policy, from: $0.from, in: "from-\($0.from)/") }
  }

  private func files(of policy: Policy, from start: Day, in folder: String) throws -> [File] {
    var boundaries = Boundaries(of: policy, from: start)
    do { try boundaries.play() } catch { throw failure(error, in: policy.currency) }
    return try boundaries.themes.map { theme in
      let path = "\(folder)\(theme.name).jsonc"
      let text = LoadedScenario.timeline(of: theme.scenario)
      return File(
        path: path, text: text, cases: theme.scenario.scripted.count, expectations: try played(text, at: path))
    }
  }

  /// Reads a text back and plays it: all that it expects has to come; gives how much that is.
  private func played(_ text: String, at path: String) throws -> Int {
    let scenario: Scenario
    do throws(ScenarioLoader.Failure) {
      scenario = try ScenarioLoader.load(path) { _, _ in Array(text.utf8) }.scenario
    } catch {
      guard case .rejected(let rejected) = error else { throw Self.defect("\(path) cannot be read back") }
      throw Self.defect("\(path) cannot be read back\n\(rejected.description)")
    }
    var expectations = 0
    for position in scenario.scripted.indices {
      let verdicts: [Verdict]
      do throws(RunFault) {
        verdicts = try Simulator(scenario).replay(position, watcher: Judge(scenario)).verdicts
      } catch {
        throw error.failure
      }
      if let unmet = verdicts.first(where: { !$0.isMet }) {
        throw Self.defect("\(path), \(scenario.scripted[position].name), \(unmet.day): it does not replay")
      }
      expectations += verdicts.count
    }
    return expectations
  }

  // MARK: Defects

  private func failure(_ error: any Error, in currency: Currency) -> any Error {
    if let fault = error as? RunFault { return fault.failure }
    guard let violation = error as? Boundaries.Violation else { return error }
    let actual = violation.actual?.text(in: currency) ?? "an amount beyond 64 bits"
    return Self.defect(
      "\(violation.theme), \(violation.account), \(violation.day): \(violation.expected.key) has to be "
        + "\(violation.expected.text(in: currency)), and is \(actual)")
  }

  private static func defect(_ what: String) -> Failure {
    Failure(
      code: .brokenInvariant,
      message: "error: \(what)\nthis is a defect of daybook; please report it with the scenario; nothing was written\n")
  }
}
