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
    let loaded = try sides()
    let scenarios = loaded.map(\.scenario)
    let folder = ReportFolder(
      path: arguments.text(.out) ?? "reports/\(scenarios[0].name)-compared", replaces: arguments.has(.force))
    try folder.checkFree()
    let comparison = try await folder.write { temporary in
      var paired = PairedRuns(scenarios, threads: threads)
      try await paired.run(until: goal)
      let tables = [paired.comparison.table, paired.bonuses.table(of: paired.comparison)]
      try Self.write(
        tables, named: "\(scenarios[0].name)-compared", of: loaded, paired.comparison, into: temporary)
      return paired.comparison
    }
    if let note = goal.note(on: comparison) { Console.tell(note) }
    if !arguments.has(.quiet) {
      try Console.print(ComparisonSummary(comparison, scenarios, goal.metrics, folder: folder.path).text)
    }
    return .ok
  }

  /// Fills a folder with tables and the scenarios that they tell of, the base first.
  static func write(
    _ tables: [Table], named name: String, of loaded: [LoadedScenario], _ comparison: Comparison, into folder: String
  ) throws {
    let base = loaded[0].scenario
    var files: [DataPackage.File] = []
    for table in tables {
      let file = try ReportFile.write("\(folder)/\(table.name).csv") {
        try $0.append(CSV.bytes(of: table, currency: base.policies.currency))
      }
      files.append(DataPackage.File(name: table.name, columns: table.columns, bytes: file.size, digest: file.digest))
    }
    let text = DataPackage.text(
      ofComparison: name, version: Daybook.version, seed: base.seed, replications: comparison.replications,
      scenarios: loaded.map { ($0.scenario.name, $0.resolved) }, files: files)
    _ = try ReportFile.write("\(folder)/datapackage.json") { try $0.append(Array(text.utf8)) }
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

// MARK: How many replications

/// When there are enough replications, and which metrics are of interest.
struct Goal {
  /// What is printed; the first decides on precision.
  let metrics: [Metric]
  /// The half width asked for, as a share of the base's mean; `nil` for a fixed number of replications.
  let precision: Double?
  /// The number of replications, or the most.
  let limit: Int

  private static let usualMetrics: [Metric] = [
    .cashIn, .billed, .revenueRecognized, .bonusGranted, .bonusCost, .deferredEnd, .debtOutstandingEnd, .newlyBlocked,
    .daysBlocked, .deleted, .deletionRate,
  ]

  init(_ arguments: Arguments) throws(Failure) {
    let words = arguments.text(.metric).map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    var metrics: [Metric] = []
    for word in (words ?? []).map(String.init) { metrics.append(try Goal.metric(word)) }
    self.metrics = metrics.isEmpty ? Goal.usualMetrics : metrics
    precision = try arguments.text(.precision).map { text throws(Failure) in try Goal.share(text) }
    let fixed = try arguments.whole(.replications, in: 1...100_000)
    let most = try arguments.whole(.maxReplications, in: 2...100_000)
    guard fixed == nil || (precision == nil && most == nil) else {
      throw .usage("--replications is a fixed number; --precision and --max-replications go without it")
    }
    guard most == nil || precision != nil else { throw .usage("--max-replications goes with --precision") }
    limit = precision == nil ? fixed ?? 30 : most ?? 1000
  }

  static func metric(_ word: String) throws(Failure) -> Metric {
    if let metric = Metric(rawValue: word) { return metric }
    let words = Metric.allCases.map(\.rawValue)
    let hint = nearest(to: word, among: words).map { "did you mean \"\($0)\"?" }
    throw .usage("there is no metric \"\(word)\"; " + (hint ?? "there are \(words.joined(separator: ", "))"))
  }

  private static func share(_ text: String) throws(Failure) -> Double {
    let number = text.hasSuffix("%") ? text.dropLast() : text[...]
    let isDecimal = number.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    guard isDecimal, let share = Double(number), share > 0, share <= 100 else {
      throw .usage("--precision takes a percentage above 0, like 1%, not \"\(text)\"")
    }
    return share / 100
  }

  /// The half width of the deciding metric's widest interval, and that which is asked for.
  func widths(in comparison: Comparison) -> (half: Double?, wish: Double) {
    let differences = comparison.variants.indices.map { comparison.difference(of: metrics[0], variant: $0) }
    let halves = differences.map { $0.interval.map { ($0.upperBound - $0.lowerBound) / 2 } }
    let known = halves.compactMap { $0 }
    let wish = abs(differences.first?.baseMean ?? 0) * (precision ?? 0)
    return (known.count == halves.count ? known.max() : nil, wish)
  }

  /// What has to be said when replications ended before the precision was reached.
  func note(on comparison: Comparison) -> String? {
    guard let precision, comparison.replications == limit else { return nil }
    let (half, wish) = widths(in: comparison)
    guard let half, half > wish else { return nil }
    let reached = wish > 0 ? " (reached: \(JSONShare.percent(half / wish * precision)))" : ""
    return
      "note: \(limit) replications did not reach the precision of \(JSONShare.percent(precision)) in \(metrics[0].rawValue)\(reached); give --max-replications for more\n"
  }
}

/// Shares as people read them.
enum JSONShare {
  /// A percentage with up to two decimals.
  static func percent(_ share: Double) -> String {
    decimalText(Int64((share * 10_000).rounded()), decimals: 2) + " %"
  }
}

// MARK: The runs

/// Runs the sides of a comparison, replication by replication.
struct PairedRuns {
  private let scenarios: [Scenario]
  private let threads: Int
  private let followsBonuses: Bool
  private(set) var comparison: Comparison
  private(set) var bonuses: BonusReport

  init(_ scenarios: [Scenario], threads: Int, followsBonuses: Bool = true) {
    self.scenarios = scenarios
    self.followsBonuses = followsBonuses
    self.threads = threads
    comparison = Comparison(scenarios[0], Array(scenarios.dropFirst()))
    bonuses = BonusReport(scenarios)
  }

  /// Makes replications until there are enough.
  mutating func run(until goal: Goal) async throws(Failure) {
    var progress = Progress(of: "replication")
    defer { progress.end() }
    var precision = Precision()
    for replication in 0..<goal.limit {
      do throws(RunFault) { try await runOne(replication) } catch { throw error.failure }
      progress.tell(replication + 1, of: goal.limit)
      if goal.precision != nil {
        let (half, wish) = goal.widths(in: comparison)
        if precision.isReached(halfWidth: half, wish: wish) { return }
      }
    }
  }

  /// One replication of every side, the base first.
  private mutating func runOne(_ replication: Int) async throws(RunFault) {
    var paidInBase: [Int64] = []
    for side in scenarios.indices {
      let outcome: Outcome
      if followsBonuses {
        outcome = try await runFollowingBonuses(replication, side: side, &paidInBase)
      } else {
        outcome = try await Simulator.outcome(of: scenarios[side], replication: replication, threads: threads)
      }
      if side == 0 {
        comparison.base.forecast.add(outcome)
      } else {
        comparison.variants[side - 1].forecast.add(outcome)
      }
    }
  }

  /// - Parameter paidInBase: what each account paid in the base, which the first side tells and the others are held to;
  ///   only where they have the same accounts.
  private mutating func runFollowingBonuses(_ replication: Int, side: Int, _ paidInBase: inout [Int64])
    async throws(RunFault) -> Outcome
  {
    var scenario = scenarios[side]
    scenario.replication = replication
    let simulator = Simulator(scenario)
    let accounts = simulator.population.count
    let watcher = Both(
      BonusTotals(scenario, paidInBase: paidInBase.count == accounts ? paidInBase : []),
      PaidByAccount(accounts: accounts))
    let run = try await simulator.run(threads: threads, watcher: watcher)
    bonuses.add(run.watcher.first, side: side)
    if side == 0 { paidInBase = run.watcher.second.amounts }
    return run.outcome
  }
}

// MARK: What is printed

/// A comparison as a table for a terminal.
struct ComparisonSummary {
  let text: String

  init(_ comparison: Comparison, _ scenarios: [Scenario], _ metrics: [Metric], folder: String) {
    let base = scenarios[0]
    let many = scenarios.count > 2
    let level = JSONShare.percent(comparison.confidence)
    var text =
      "\(base.name) and \(many ? "\(scenarios.count - 1) variants" : "a variant"), \(base.start) to \(base.lastDay), seed \(base.seed), "
    text +=
      "\(comparison.replications) replications on common random numbers, amounts in \(base.policies.currency.code)\n"
    text +=
      many
      ? "\(level) intervals of each difference, so that those of a metric together hold with 95 % (Bonferroni)\n"
      : "95 % intervals of the difference\n"
    for (index, variant) in comparison.variants.enumerated() {
      let head = ["metric", base.name, variant.name, "difference", "from", "to", "relative", "", "variance ratio"]
      let rows = metrics.map { metric in
        let found = comparison.difference(of: metric, variant: index)
        func cell(_ value: Double?) -> String {
          guard let value, found.count > 0 else { return "" }
          return Forecast.text(value, of: metric, in: base.policies.currency)
        }
        return [
          metric.rawValue, cell(found.baseMean), cell(found.variantMean), cell(found.mean),
          cell(found.interval?.lowerBound), cell(found.interval?.upperBound),
          found.relative.map { ($0 > 0 ? "+" : "") + JSONShare.percent($0) } ?? "", found.verdict?.rawValue ?? "",
          found.varianceRatio.map { decimalText(Int64(min($0, 1e12).rounded()), decimals: 0) } ?? "",
        ]
      }
      text += "\n" + TextTable([head] + rows).text
    }
    self.text = text + "\nreports in \(folder)\n"
  }
}
