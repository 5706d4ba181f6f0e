import BillingCore
import Reports
import Scenarios
import Simulation

/// `daybook trace`: one account's life, replayed alone.
struct TraceVerb {
  let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  func execute() throws(Failure) -> ExitCode {
    try arguments.refuseStyle(after: 2)
    guard arguments.operands.count == 2 else {
      throw .usage("trace takes a scenario and an account: daybook trace SCENARIO ACCOUNT")
    }
    try checkForm()
    let loaded = try ScenarioFiles.load(arguments.operands[0], arguments.overrides())
    let days = try days(of: loaded.scenario)
    let simulator = Simulator(loaded.scenario)
    let name = arguments.operands[1]
    let position = try position(of: name, in: simulator.population, of: loaded.scenario)
    if arguments.has(.asTimeline) || arguments.has(.day) {
      try checkBegins(position, by: days.upperBound, in: simulator)
    }
    if arguments.has(.asTimeline) {
      let scripted = try alone { () throws(RunFault) in try simulator.scripted(position, through: days.upperBound) }
      try Console.print(loaded.timeline(of: scripted))
    } else if arguments.has(.day) {
      let listener = Evening(of: name, on: days.upperBound, under: loaded.scenario.policies)
      let evening = try alone { () throws(RunFault) in
        try simulator.replay(position, through: days.upperBound, watcher: listener)
      }
      try Console.print(arguments.has(.json) ? evening.json : evening.text)
    } else if arguments.has(.csv) {
      let rows = RowReports(simulator, reports: [.events], eventDays: days)
      try print(try alone { () throws(RunFault) in try simulator.replay(position, watcher: rows) })
    } else {
      let listener = Life(of: name, in: loaded.scenario, days: days)
      let life = try alone { () throws(RunFault) in try simulator.replay(position, watcher: listener) }
      try Console.print(arguments.has(.json) ? life.json : life.text)
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

  private func alone<Result>(_ live: () throws(RunFault) -> Result) throws(Failure) -> Result {
    do throws(RunFault) { return try live() } catch { throw error.failure }
  }
}

// MARK: What is asked

extension TraceVerb {
  /// One form of output, and days that do not contradict each other.
  private func checkForm() throws(Failure) {
    func exclude(_ option: Option, _ others: [Option]) throws(Failure) {
      guard arguments.has(option) else { return }
      for other in others where arguments.has(other) {
        throw .usage("--\(option.word) and --\(other.word) exclude one another")
      }
    }
    try exclude(.asTimeline, [.csv, .json, .day, .from])
    try exclude(.day, [.from, .to, .csv])
    try exclude(.csv, [.json])
  }

  /// The days to print.
  private func days(of scenario: Scenario) throws(Failure) -> ClosedRange<Day> {
    let from = try arguments.day(arguments.has(.day) ? .day : .from)
    let to = try arguments.day(arguments.has(.day) ? .day : .to)
    if let from, let to, from > to { throw .usage("--from \(from) lies after --to \(to)") }
    let last = to ?? scenario.lastDay
    let first = from ?? (last < scenario.start ? scenario.firstLivedDay : scenario.start)
    let lived = scenario.firstLivedDay...scenario.lastDay
    guard first <= lived.upperBound, last >= lived.lowerBound else {
      let warmUp = scenario.warmUpDays == 0 ? "" : ", after a warm-up from \(scenario.firstLivedDay) on"
      throw .usage("the scenario's days are \(scenario.start) to \(scenario.lastDay)\(warmUp)")
    }
    return first...(arguments.has(.asTimeline) ? min(last, lived.upperBound) : last)
  }

  private func position(of name: String, in population: Population, of scenario: Scenario) throws(Failure) -> Int {
    if let position = population.position(of: name) { return position }
    let hint = TraceVerb.hint(for: name, in: population, segments: scenario.segments.map(\.name))
    throw .usage("there is no account \"\(name)\"\(hint.map { "; \($0)" } ?? "")")
  }

  /// What may have been meant: the number in a segment that is spelled like this one, one of those that the segment has,
  /// or an account that is called almost so.
  static func hint(for name: String, in population: Population, segments: [String]) -> String? {
    if let dot = name.lastIndex(of: ".") {
      let number = name[dot...]
      if let index = segments.firstIndex(of: String(name[..<dot])) {
        let names = population.numberedNames(of: index).map { "\($0.first) to \($0.last)" }
        if !names.isEmpty { return "there are \(names.joined(separator: ", and "))" }
      } else if let near = nearest(to: String(name[..<dot]), among: segments),
        population.position(of: near + number) != nil
      {
        return "did you mean \"\(near)\(number)\"?"
      }
    }
    let known = (0..<min(population.count, 1000)).map { population.name(at: $0) }
    if let near = nearest(to: name, among: known) { return "did you mean \"\(near)\"?" }
    return known.isEmpty
      ? "the scenario has no accounts, neither under \"accounts\" nor in its \"population\""
      : "there are \(known.prefix(3).joined(separator: ", "))\(known.count > 3 ? "…" : "")"
  }

  /// Refuses a day before the account's first.
  private func checkBegins(_ position: Int, by day: Day, in simulator: Simulator) throws(Failure) {
    let first = simulator.beginning(of: position).eve + 1
    if arguments.has(.asTimeline), day - first >= Limits.days {
      throw .usage("a timeline has at most \(Limits.days) days, from \(first) on; end it with --to DAY")
    }
    guard first > day else { return }
    throw .usage("\(simulator.population.name(at: position)) begins on \(first), after \(day)")
  }
}
