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
      path: try arguments.folder(named: "\(loaded.scenario.name)-swept"), replaces: arguments.has(.force))
    try folder.checkFree()
    try RunNeeds(of: sides.map(\.scenario), replications: goal.atLeast, threads: threads).check()
    try form.check([Comparison(loaded.scenario, sides.dropFirst().map(\.scenario)).table])
    Emptiness.warn(of: sides.map(\.scenario))
    let sweep = try await folder.write { temporary in
      var paired = PairedRuns(sides.map(\.scenario), threads: threads, followsBonuses: false)
      try await paired.run(until: goal, isQuiet: arguments.has(.quiet))
      let sweep = Sweep(
        paths: variations.map(\.path),
        points: points.map { $0.map { Sweep.Setting(path: $0.variation.path, value: $0.value) } },
        comparison: paired.comparison, metrics: question.metrics(besides: goal.metrics))
      try write(sweep, question, of: sides, language, form, into: temporary)
      return sweep
    }
    try tell(sweep, question, of: loaded.scenario, in: folder)
    guard let maximized = question.maximized, sweep.best(by: maximized, subjectTo: question.constraints) == nil else {
      return .ok
    }
    Console.tell("failed: no point is the best in \(maximized.rawValue)\(question.bounds)\n")
    return .expectationFailed
  }

  private var isTornado: Bool { arguments.has(.oneAtATime) }

  /// Fills a folder with the tables of a sweep and its page; the base comes first.
  private func write(
    _ sweep: Sweep, _ question: Question, of sides: [LoadedScenario], _ language: Language, _ form: TableForm,
    into folder: String
  ) throws {
    let page = SweepPage(
      sweep, isTornado: isTornado, maximized: question.maximized, constraints: question.constraints,
      imprint: arguments.imprint(of: [sides[0]], fingerprint: nil), language: language)
    try CompareVerb.write(
      [sweep.table, sweep.comparison.table] + (isTornado ? [sweep.tornado] : []), page: page.source,
      named: "\(sides[0].scenario.name)-swept", of: sides, sweep.comparison, form, into: folder)
  }

  private func tell(_ sweep: Sweep, _ question: Question, of scenario: Scenario, in folder: ReportFolder)
    throws(Failure)
  {
    if arguments.has(.json) {
      try Console.print(Answer(sweep, scenario, question, isTornado: isTornado, folder: folder).text)
    } else if !arguments.has(.quiet) {
      try Console.print(SweepSummary(sweep, scenario, question, isTornado: isTornado, folder: folder.path).text)
    }
  }

  // MARK: Points

  private func variations() throws(Failure) -> [Variation] {
    var variations: [Variation] = []
    for text in arguments.texts(.vary) {
      do throws(Variation.Fault) { variations.append(try Variation(text)) } catch {
        throw .usage("--vary: \(error.message)")
      }
      let path = variations[variations.count - 1].path
      if path == "name" { throw .usage("--vary: a name changes no number, and each point has its own") }
      for other in variations.dropLast() where other.overlaps(variations[variations.count - 1]) {
        guard other.path != path else { throw .usage("--vary: \(path) is varied twice; give all its values at once") }
        guard arguments.has(.oneAtATime) else {
          throw .usage("--vary: \(other.path) and \(path) are parts of one another; vary one, or --one-at-a-time")
        }
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
    let places = settings.map { (path: $0.variation.path, value: $0.value) }
    do {
      let point = try varied(loaded, settings, named: name)
      if let unlike = Likeness.fault(of: point.scenario, against: loaded.scenario) { throw unlike.failure(of: places) }
      return point
    } catch let fault as Variation.Fault {
      throw settings.contains { $0.variation.path == "end" }
        ? Likeness.failure(varying: "end") : Failure.usage("--vary: \(fault.message)")
    } catch let failure as ScenarioLoader.Failure {
      switch failure {
      case .unreadable(let file): throw ScenarioFiles.failure(of: file)
      case .rejected(let rejected):
        // A value that is the base's own, as `days=90` of 90 days, is not to blame.
        let unlike = settings.first { Likeness.places.contains($0.variation.path) && !isLike(loaded, with: $0) }
        if let unlike { throw Likeness.failure(varying: "\(unlike.variation.path)=\(unlike.value)") }
        let faults = rejected.faults.sorted.map { fault in
          "  \(fault.path): \(fault.message)\(fault.hint.map { "; \($0)" } ?? "")\n"
        }
        throw Failure(
          code: .invalidScenario, message: "error: with \(words) the scenario is invalid:\n\(faults.joined())")
      }
    }
  }

  private func varied(
    _ loaded: LoadedScenario, _ settings: [(variation: Variation, value: String)], named name: String
  ) throws -> LoadedScenario {
    try loaded.varied(
      settings, named: name, path: arguments.operands[0], read: ScenarioFiles.reader(for: arguments.operands[0]))
  }

  /// Whether a scenario with a value in one place alone is valid, and may be compared with the scenario itself.
  private func isLike(_ loaded: LoadedScenario, with setting: (variation: Variation, value: String)) -> Bool {
    guard let point = try? varied(loaded, [setting], named: "p") else { return false }
    return Likeness.fault(of: point.scenario, against: loaded.scenario) == nil
  }
}
