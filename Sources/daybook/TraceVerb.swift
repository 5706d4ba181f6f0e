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
    let name = arguments.operands[1]
    if arguments.has(.csv) {
      let rows = RowReports(simulator, reports: [.events], eventDays: first...last)
      try print(try replay(name, in: simulator, watcher: rows))
    } else {
      try Console.print(try replay(name, in: simulator, watcher: LifeRecords(scenario, days: first...last)).text)
    }
    return .ok
  }

  /// Prints the events as `events.csv` has them.
  private func print(_ rows: RowReports) throws(Failure) {
    do {
      try rows.forEachPiece(of: .events) { try Console.print($0) }
    } catch {
      throw error as? Failure ?? .io("\(error)")
    }
  }

  private func replay<Listener: RunWatcher>(_ name: String, in simulator: Simulator, watcher: Listener)
    throws(Failure) -> Listener
  {
    let population = simulator.population
    guard let position = population.position(of: name) else {
      let known = (0..<min(population.count, 1000)).map { population.name(at: $0) }
      let hint = nearest(to: name, among: known).map { "; did you mean \"\($0)\"?" }
      let examples = known.prefix(3).joined(separator: ", ")
      throw .usage("there is no account \"\(name)\"\(hint ?? (known.isEmpty ? "" : "; there are \(examples)…"))")
    }
    do throws(RunFault) {
      return try simulator.replay(position, watcher: watcher)
    } catch {
      throw error.failure
    }
  }
}
