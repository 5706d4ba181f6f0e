import BillingCore
import Reports
import Scenarios
import Simulation

/// `daybook trace`: one account's life, replayed alone.
struct TraceVerb {
  let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  func execute() throws(Failure) -> ExitCode {
    guard arguments.operands.count == 2 else {
      throw .usage("trace takes a scenario and an account: daybook trace SCENARIO ACCOUNT")
    }
    let scenario = try ScenarioFiles.load(arguments.operands[0], arguments.overrides()).scenario
    let from = try arguments.day(.from)
    let to = try arguments.day(.to)
    if let from, let to, from > to { throw .usage("--from \(from) lies after --to \(to)") }
    let last = to ?? scenario.lastDay
    let first = from ?? (last < scenario.start ? scenario.firstLivedDay : scenario.start)
    guard first <= scenario.lastDay, last >= scenario.firstLivedDay else {
      let warmUp = scenario.warmUpDays == 0 ? "" : ", after a warm-up from \(scenario.firstLivedDay) on"
      throw .usage("the scenario's days are \(scenario.start) to \(scenario.lastDay)\(warmUp)")
    }
    let simulator = Simulator(scenario)
    let reports = try replay(arguments.operands[1], in: simulator, eventsFrom: first)
    if arguments.has(.csv) {
      try Console.print(
        CSV.bytes(of: reports.eventTable(from: first, through: last), currency: scenario.policies.currency))
    } else {
      try Console.print(reports.life(from: first, through: last))
    }
    return .ok
  }

  private func replay(
    _ name: String, in simulator: Simulator, eventsFrom first: Day
  ) throws(Failure) -> ReportSet {
    let population = simulator.population
    guard let position = population.position(of: name) else {
      let known = (0..<min(population.count, 1000)).map { population.name(at: $0) }
      let hint = nearest(to: name, among: known).map { "; did you mean \"\($0)\"?" }
      let examples = known.prefix(3).joined(separator: ", ")
      throw .usage("there is no account \"\(name)\"\(hint ?? (known.isEmpty ? "" : "; there are \(examples)…"))")
    }
    do throws(RunFault) {
      let collector = ReportCollector(simulator.scenario, reports: [.events], eventsFrom: first)
      return ReportSet(simulator, collected: try simulator.replay(position, watcher: collector))
    } catch {
      throw error.failure
    }
  }
}
