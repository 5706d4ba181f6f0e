import BillingCore
import Foundation
import Reports
import Scenarios
import Simulation

/// `daybook sweep`: a scenario with other values in some places, each combination or each place alone.
struct SweepVerb {
  let arguments: Arguments

  /// The most points of a sweep.
  private static let limit = 10_000

  init(_ arguments: Arguments) { self.arguments = arguments }

  func execute() async throws -> ExitCode {
    guard arguments.operands.count == 1 else { throw Failure.usage("sweep takes one scenario: daybook sweep SCENARIO") }
    let variations = try variations()
    let question = try Question(arguments)
    let goal = try Goal(arguments)
    let threads = try arguments.threads
    let language = try arguments.language()
    let form = try arguments.tableForm()
    let loaded = try ScenarioFiles.load(arguments.operands[0], arguments.overrides())
    let points = try points(of: variations)
    let sides = try [loaded] + points.enumerated().map { try point($1, named: "p\($0 + 1)", of: loaded) }
    let folder = ReportFolder(
      path: arguments.text(.out) ?? "reports/\(loaded.scenario.name)-swept", replaces: arguments.has(.force))
    try folder.checkFree()
    try RunNeeds(of: sides.map(\.scenario), replications: goal.atLeast, threads: threads).check()
    try form.check([Comparison(loaded.scenario, sides.dropFirst().map(\.scenario)).table])
    let sweep = try await folder.write { temporary in
      var paired = PairedRuns(sides.map(\.scenario), threads: threads, followsBonuses: false)
      try await paired.run(until: goal, isQuiet: arguments.has(.quiet))
      let sweep = Sweep(
        paths: variations.map(\.path),
        points: points.map { $0.map { Sweep.Setting(path: $0.variation.path, value: $0.value) } },
        comparison: paired.comparison, metrics: question.metrics(besides: goal.metrics))
      let tables = [sweep.table, sweep.comparison.table] + (arguments.has(.oneAtATime) ? [sweep.tornado] : [])
      let page = SweepPage(
        sweep, isTornado: arguments.has(.oneAtATime), maximized: question.maximized, constraints: question.constraints,
        imprint: arguments.imprint(of: [loaded], fingerprint: nil), language: language)
      try CompareVerb.write(
        tables, page: page.source, named: "\(loaded.scenario.name)-swept", of: sides, sweep.comparison, form,
        into: temporary)
      return sweep
    }
    let isTornado = arguments.has(.oneAtATime)
    if arguments.has(.json) {
      try Console.print(Answer(sweep, loaded.scenario, question, isTornado: isTornado, folder: folder).text)
    } else if !arguments.has(.quiet) {
      let summary = SweepSummary(sweep, loaded.scenario, question, isTornado: isTornado, folder: folder.path)
      try Console.print(summary.text)
    }
    return .ok
  }

  // MARK: Points

  private func variations() throws(Failure) -> [Variation] {
    var variations: [Variation] = []
    for text in arguments.texts(.vary) {
      do throws(Variation.Fault) { variations.append(try Variation(text)) } catch {
        throw .usage("--vary: \(error.message)")
      }
      let path = variations[variations.count - 1].path
      guard !variations.dropLast().contains(where: { $0.path == path }) else {
        throw .usage("--vary: \(path) is varied twice; give all its values at once")
      }
    }
    guard !variations.isEmpty else {
      throw .usage("sweep needs something to vary, such as --vary policy.restrictions.blockFrom=8,10,15")
    }
    return variations
  }

  /// All combinations, the last place changing fastest; or each value of each place alone.
  private func points(of variations: [Variation]) throws(Failure) -> [[(variation: Variation, value: String)]] {
    if arguments.has(.oneAtATime) {
      return variations.flatMap { variation in variation.values.map { [(variation, $0)] } }
    }
    var points: [[(variation: Variation, value: String)]] = [[]]
    for variation in variations {
      guard points.count * variation.values.count <= Self.limit else {
        throw .usage("these are more than \(Self.limit) combinations; vary fewer places, or --one-at-a-time")
      }
      points = points.flatMap { point in variation.values.map { point + [(variation, $0)] } }
    }
    return points
  }

  private func point(
    _ settings: [(variation: Variation, value: String)], named name: String, of loaded: LoadedScenario
  ) throws -> LoadedScenario {
    let words = settings.map { "\($0.variation.path)=\($0.value)" }.joined(separator: ", ")
    do {
      return try loaded.varied(
        settings, named: name, path: arguments.operands[0],
        read: ScenarioFiles.reader(for: arguments.operands[0]))
    } catch let fault as Variation.Fault {
      throw Failure.usage("--vary: \(fault.message)")
    } catch let failure as ScenarioLoader.Failure {
      switch failure {
      case .unreadable(let file): throw ScenarioFiles.failure(of: file)
      case .rejected(let rejected):
        let faults = rejected.faults.sorted.map { fault in
          "  \(fault.path): \(fault.message)\(fault.hint.map { "; \($0)" } ?? "")\n"
        }
        throw Failure(
          code: .invalidScenario, message: "error: with \(words) the scenario is invalid:\n\(faults.joined())")
      }
    }
  }
}

// MARK: What is asked of a sweep

/// Which point is wanted.
struct Question {
  let maximized: Metric?
  let constraints: [Sweep.Constraint]

  init(_ arguments: Arguments) throws(Failure) {
    maximized = try arguments.text(.maximize).map { word throws(Failure) in try Goal.metric(word) }
    var constraints: [Sweep.Constraint] = []
    for text in arguments.texts(.subjectTo) { constraints.append(try Question.constraint(text)) }
    self.constraints = constraints
    if maximized == nil, !constraints.isEmpty { throw .usage("--subject-to goes with --maximize") }
  }

  private static func constraint(_ text: String) throws(Failure) -> Sweep.Constraint {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let sign = parts[0].last, "<>".contains(sign) else {
      throw .usage("--subject-to takes a metric and a bound, like deletion_rate<=0.02, not \"\(text)\"")
    }
    let metric = try Goal.metric(parts[0].dropLast().trimmingCharacters(in: .whitespaces))
    guard let bound = Double(parts[1].trimmingCharacters(in: .whitespaces)), bound.isFinite else {
      throw .usage("--subject-to \(text): \"\(parts[1])\" is not a number")
    }
    return Sweep.Constraint(metric: metric, isUpper: sign == "<", bound: bound)
  }

  /// What is told of each point: what is asked for comes first.
  func metrics(besides usual: [Metric]) -> [Metric] {
    var metrics: [Metric] = []
    for metric in [maximized].compactMap({ $0 }) + constraints.map(\.metric) + usual where !metrics.contains(metric) {
      metrics.append(metric)
    }
    return metrics
  }
}
