import Reports
import Simulation

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

  /// Makes replications until there are enough; a terminal shows the progress.
  mutating func run(until goal: Goal, isQuiet: Bool) async throws(Failure) {
    let progress = RunProgress(
      of: .init(
        replications: goal.limit, sides: scenarios.count, accounts: Simulator(scenarios[0]).population.count,
        mayEndSooner: goal.precision != nil), isQuiet: isQuiet)
    defer { progress.end() }
    var precision = Precision()
    for replication in 0..<goal.limit {
      do throws(RunFault) { try await runOne(replication, progress) } catch { throw error.failure }
      if goal.precision != nil {
        let (half, wish) = goal.widths(in: comparison)
        if precision.isReached(halfWidth: half, wish: wish) { return }
      }
    }
  }

  /// One replication of every side, the base first.
  private mutating func runOne(_ replication: Int, _ progress: RunProgress) async throws(RunFault) {
    var base: (population: Population, paid: [Int64])?
    for side in scenarios.indices {
      let outcome: Outcome
      if followsBonuses {
        outcome = try await runFollowingBonuses(replication, side: side, &base, progress)
      } else {
        outcome = try await Simulator.outcome(
          of: scenarios[side], replication: replication, threads: threads, counting: progress.lived)
      }
      progress.finishRun()
      if side == 0 {
        comparison.base.forecast.add(outcome)
      } else {
        comparison.variants[side - 1].forecast.add(outcome)
      }
    }
  }

  /// - Parameter base: the accounts of the first side and what each paid; it is set by that side, and the others are
  ///   compared with it where they have the same accounts.
  private mutating func runFollowingBonuses(
    _ replication: Int, side: Int, _ base: inout (population: Population, paid: [Int64])?, _ progress: RunProgress
  ) async throws(RunFault) -> Outcome {
    var scenario = scenarios[side]
    scenario.replication = replication
    let simulator = Simulator(scenario)
    let population = simulator.population
    let paidInBase = base.flatMap { $0.population.hasSameAccounts(as: population) ? $0.paid : nil }
    let watcher = Both(
      BonusTotals(scenario, paidInBase: paidInBase), PaidByAccount(accounts: population.count))
    let run = try await simulator.run(threads: threads, watcher: watcher, counting: progress.lived)
    bonuses.add(run.watcher.first, side: side)
    if side == 0 { base = (population, run.watcher.second.amounts) }
    return run.outcome
  }
}
