import BillingCore
import Reports
import Scenarios
import Simulation

/// `daybook compare`: variants held against a base on common random numbers (MODEL 3).
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
      path: arguments.text(.out) ?? "reports/\(scenarios[0].name)-compared", replaces: arguments.has(.force))
    try folder.checkFree()
    try RunNeeds(of: scenarios, replications: goal.atLeast, threads: threads, keepsPayments: true).check()
    try form.check([Comparison(scenarios[0], Array(scenarios.dropFirst())).table])
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
    return .ok
  }

  /// Fills a folder with tables and the scenarios that they tell of, the base first.
  static func write(
    _ tables: [Table], page: String, named name: String, of loaded: [LoadedScenario], _ comparison: Comparison,
    _ form: TableForm, into folder: String
  ) throws {
    let base = loaded[0].scenario
    var files = ReportFiles(in: folder, currency: base.policies.currency, form: form)
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
  /// The base and the variants: of the same days and currency, and all with the base's seed.
  private func sides() throws(Failure) -> [LoadedScenario] {
    let overrides = try arguments.overrides()
    let base = try ScenarioFiles.load(arguments.operands[0], overrides)
    var sides = [base]
    for path in arguments.operands.dropFirst() {
      var shared = overrides
      shared.seed = base.scenario.seed
      let variant = try ScenarioFiles.load(path, shared)
      try check(variant.scenario, at: path, against: base.scenario)
      if sides.dropFirst().contains(where: { $0.scenario.name == variant.scenario.name }) {
        throw .usage("two variants are called \"\(variant.scenario.name)\"; give one of them another \"name\"")
      }
      sides.append(variant)
    }
    return sides
  }

  private func check(_ variant: Scenario, at path: String, against base: Scenario) throws(Failure) {
    func refuse(_ what: String, _ here: String, _ there: String) -> Failure {
      Failure(
        code: .invalidScenario,
        message: "error: \(path): its \(what) \(here) the base's \(there); only like is compared with like\n")
    }
    guard variant.start == base.start, variant.days == base.days else {
      throw refuse("days are \(variant.start) to \(variant.lastDay),", "not", "\(base.start) to \(base.lastDay)")
    }
    guard variant.policies.currency == base.policies.currency else {
      throw refuse("currency is \(variant.policies.currency.code),", "not", base.policies.currency.code)
    }
  }
}
