import BillingCore
import Reports
import Scenarios
import Simulation

/// `daybook compare`: variants compared with a base on common random numbers (MODEL 3).
struct CompareVerb {
  let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  func execute() async throws -> ExitCode {
    guard arguments.operands.count >= 2 else {
      throw Failure.usage("compare takes a base and at least one variant: daybook compare BASE VARIANT…")
    }
    let goal = try Goal(arguments)
    let threads = try arguments.threads
    let language = try arguments.language()
    let form = try arguments.tableForm()
    let loaded = try sides()
    let scenarios = loaded.map(\.scenario)
    let folder = ReportFolder(
      path: try arguments.folder(named: "\(scenarios[0].name)-compared"), replaces: arguments.has(.force))
    try folder.checkFree()
    try RunNeeds(of: scenarios, replications: goal.atLeast, threads: threads, keepsPayments: true).check()
    try form.check([Comparison(scenarios[0], Array(scenarios.dropFirst())).table])
    Emptiness.warn(of: scenarios)
    let comparison = try await folder.write { temporary in
      var paired = PairedRuns(scenarios, threads: threads)
      try await paired.run(until: goal, isQuiet: arguments.has(.quiet))
      let bonuses = paired.bonuses.table(of: paired.comparison)
      let page = ComparisonPage(
        paired.comparison, bonuses: bonuses, imprint: arguments.imprint(of: loaded, fingerprint: nil),
        language: language)
      try Self.write(
        [paired.comparison.table, bonuses], page: page.source, named: "\(scenarios[0].name)-compared", of: loaded,
        paired.comparison, form, into: temporary)
      return paired.comparison
    }
    if let note = goal.note(on: comparison) { Console.tell(note) }
    if arguments.has(.json) {
      let metrics = arguments.has(.metric) ? goal.metrics : Metric.allCases
      try Console.print(Answer(comparison, scenarios, goal, metrics: metrics, folder: folder).text)
    } else if !arguments.has(.quiet) {
      try Console.print(ComparisonSummary(comparison, scenarios, goal, folder: folder.path).text)
    }
    return goal.isReached(in: comparison) == false ? .expectationFailed : .ok
  }

  /// Fills a folder with tables and their scenarios, the base first.
  static func write(
    _ tables: [Table], page: String, named name: String, of loaded: [LoadedScenario], _ comparison: Comparison,
    _ form: TableForm, into folder: String
  ) throws {
    let base = loaded[0].scenario
    var files = ReportFiles(
      in: folder, of: .init(base, isOfOne: false), currency: base.policies.currency, form: form)
    for table in tables { try files.add(table) }
    try files.add(page: page)
    try files.finish {
      DataPackage.text(
        ofComparison: name, version: Daybook.version, seed: base.seed, replications: comparison.replications,
        scenarios: loaded.map { ($0.scenario.name, $0.resolved) }, files: $0)
    }
  }
}

// MARK: Which scenarios

extension CompareVerb {
  /// The base and the variants, all with the base's seed and each with a name that no other has.
  private func sides() throws(Failure) -> [LoadedScenario] {
    let overrides = try arguments.overrides()
    let base = try ScenarioFiles.load(arguments.operands[0], overrides)
    var sides = [base]
    for path in arguments.operands.dropFirst() {
      var variant = try ScenarioFiles.load(path, overrides)
      if variant.scenario.seed != base.scenario.seed {
        note(
          "\(harmless(path)): its seed \(variant.scenario.seed) is not used; all sides have the base's, \(base.scenario.seed)"
        )
        variant.scenario.seed = base.scenario.seed
      }
      if let unlike = Likeness.fault(of: variant.scenario, against: base.scenario) {
        throw unlike.failure(at: harmless(path))
      }
      variant.scenario.name = try name(of: variant.scenario, at: path, besides: sides.map(\.scenario.name))
      sides.append(variant)
    }
    return sides
  }

  /// The scenario's name, or where another side has it that of its file, or where that is the base's, too, one with a
  /// number: it distinguishes the rows of the reports.
  private func name(of variant: Scenario, at path: String, besides taken: [String]) throws(Failure) -> String {
    guard taken.contains(variant.name) else { return variant.name }
    var name = ScenarioLoader.usualName(ofFile: ScenarioFiles.composed(path))
    if taken.contains(name) {
      guard variant.name == taken[0] else {
        throw .usage("two variants are called \"\(variant.name)\"; give one of them another \"name\"")
      }
      let numbered = (2...).lazy.map { "\(variant.name)-\($0)" }
      name = numbered.first { !taken.contains($0) } ?? name
    }
    note("\(harmless(path)): another scenario is called \"\(variant.name)\", so reports call this one \"\(name)\"")
    return name
  }

  private func note(_ text: String) {
    if !arguments.has(.quiet) { Console.tell("note: \(text)\n") }
  }
}
