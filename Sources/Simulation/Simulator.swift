public import BillingCore

/// Lives the accounts of a scenario, one through all its days after another.
public struct Simulator: Sendable {
  /// What is run.
  public let scenario: Scenario
  /// Who lives in it.
  public let population: Population

  private let habits: [Habits]

  /// How many accounts a task takes at a time.
  private static let chunk = 256

  /// Prepares a run.
  public init(_ scenario: Scenario) {
    self.scenario = scenario
    population = Population(of: scenario)
    habits = scenario.segments.map { Habits($0, in: scenario) }
  }

  /// Lives all accounts, with a watcher for each thread, and gives what they saw together.
  ///
  /// Accounts never touch each other and totals are integers, so the result does not depend on `threads`.
  ///
  /// - Parameter lived: counts the accounts while the run goes on.
  /// - Throws: the first fault in population order, as a ``RunFault``.
  public func run<Listener: RunWatcher>(threads: Int, watcher: Listener, counting lived: LivedAccounts? = nil)
    async throws(RunFault) -> Run<Listener>
  {
    let chunks = ChunkCounter()
    let parts = await withTaskGroup(of: Part.self) { group in
      for _ in 0..<max(1, threads) {
        group.addTask { liveChunks(from: chunks, Audience(watcher, of: scenario), counting: lived) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    if let fault = parts.compactMap(\.fault).min(by: { $0.position < $1.position }) { throw fault.what }
    var run = Run(watcher: watcher, outcome: Outcome(scenario))
    for part in parts { run.merge(part.audience) }
    run.outcome.finish()
    return run
  }

  /// Lives one account alone, exactly as it would live among all.
  ///
  /// - Parameter day: the day with whose evening to stop; the scenario's last where there is none.
  public func replay<Listener: RunWatcher>(_ position: Int, through day: Day? = nil, watcher: Listener)
    throws(RunFault) -> Listener
  {
    var audience = Audience(watcher, of: scenario)
    try live(position, through: day ?? scenario.lastDay, before: &audience)
    return audience.heard()
  }

  /// How an account begins, and the evening before its first day to live.
  public func beginning(of position: Int) -> (state: ScriptedAccount.Beginning, eve: Day) {
    switch population.member(at: position) {
    case .scripted(let index): return (scenario.scripted[index].beginning, scenario.eve)
    case .initial(let segment, let number):
      let habits = habits[segment]
      let person = SyntheticAccount(number: number, comingOn: habits.eve, habits: habits)
      return (.opening(habits.opening(of: number, traits: person.traits)), habits.eve)
    case .booked(let segment, let row):
      let habits = habits[segment]
      let traits = habits.bookedPerson(row).traits
      return (.opening(habits.bookedOpening(row, traits: traits)), habits.eve)
    case .arrival(let segment, let number, let created):
      return (.created(created, units: habits[segment].firstUnits(of: number, createdOn: created)), created - 1)
    }
  }

  /// What one thread saw, and the fault that ended it.
  private struct Part: Sendable {
    var audience: Audience
    var fault: (position: Int, what: RunFault)?
  }

  /// Lives one chunk of accounts after another, as they are free, up to the first fault.
  ///
  /// Chunks are taken in population order, so those before a fault are all lived by somebody.
  private func liveChunks(from chunks: ChunkCounter, _ audience: Audience, counting lived: LivedAccounts?) -> Part {
    var part = Part(audience: audience)
    while let first = chunks.next(of: Simulator.chunk, upTo: population.count) {
      let end = min(first + Simulator.chunk, population.count)
      for position in first..<end {
        do throws(RunFault) {
          try live(position, through: scenario.lastDay, before: &part.audience)
        } catch {
          chunks.stop()
          part.fault = (position, error)
          return part
        }
      }
      lived?.add(end - first)
      if part.audience.listener.hasFailed { chunks.stop() }
    }
    return part
  }
}

/// What came of a run.
public struct Run<Listener: RunWatcher>: Sendable {
  /// The watcher, having heard all that it asked for.
  public fileprivate(set) var watcher: Listener
  /// What the run comes to.
  public fileprivate(set) var outcome: Outcome
  /// The number that stands for all that happened.
  public fileprivate(set) var fingerprint = Fingerprint()

  fileprivate mutating func merge(_ audience: Audience) {
    watcher.merge(audience.heard())
    outcome.merge(audience.outcome)
    fingerprint.merge(audience.fingerprint)
  }
}

// MARK: One account's life

extension Simulator {
  private func live(_ position: Int, through lastDay: Day, before audience: inout Audience) throws(RunFault) {
    let policies = scenario.policies
    let identity = population.identity(at: position)
    var day = scenario.eve
    var broken: Law?
    do throws(AmountOverflow) {
      switch population.member(at: position) {
      case .scripted(let index):
        let script = scenario.scripted[index]
        let account = try Account(script.beginning, eve: scenario.eve, under: policies)
        audience.begin(account, as: identity, digest: Fingerprint.hash(of: script.name))
        broken = try live(
          Script(script, under: policies), as: account, through: lastDay, reaching: &day, before: &audience)
      case .initial(let segment, let number):
        let habits = habits[segment]
        let person = SyntheticAccount(number: number, comingOn: habits.eve, habits: habits)
        let account = try Account(habits.opening(of: number, traits: person.traits), eve: habits.eve, under: policies)
        audience.begin(account, as: identity, digest: habits.digest(of: number))
        broken = try live(
          Inhabitant(person, habits: habits), as: account, through: lastDay, reaching: &day, before: &audience)
      case .booked(let segment, let row):
        let habits = habits[segment]
        let person = habits.bookedPerson(row)
        let opening = habits.bookedOpening(row, traits: person.traits)
        let account = try Account(opening, eve: habits.eve, under: policies)
        audience.begin(account, as: identity, digest: habits.digest(of: person.number))
        broken = try live(
          Inhabitant(person, habits: habits), as: account, through: lastDay, reaching: &day, before: &audience)
      case .arrival(let segment, let number, let created):
        let habits = habits[segment]
        let person = SyntheticAccount(number: number, comingOn: created, habits: habits)
        let units = habits.firstUnits(of: number, createdOn: created)
        let account = Account(created: created, units: units, eve: created - 1, under: policies)
        audience.begin(account, as: identity, digest: habits.digest(of: number))
        broken = try live(
          Inhabitant(person, habits: habits), as: account, through: lastDay, reaching: &day, before: &audience)
      }
    } catch {
      throw .amountOverflow(account: population.name(at: position), day: day)
    }
    if let broken {
      throw .brokenLaw(broken, account: population.name(at: position), day: day, seed: scenario.seed)
    }
  }

  /// All days of one account, or those until nothing more can come of it; gives the law that it broke, if it did.
  private func live(
    _ behavior: consuming some Behavior & ~Copyable, as account: consuming Account, through lastDay: Day,
    reaching day: inout Day,
    before audience: inout Audience
  ) throws(AmountOverflow) -> Law? {
    let eve = account.today
    day = eve
    if day >= scenario.eve { audience.startReporting(account) }
    while day < lastDay {
      day = day + 1
      try account.advance(to: day, under: scenario.policies, telling: &audience)
      if case .purged = account.status, behavior.isOver { break }
      let limit = day <= scenario.eve ? min(scenario.eve, lastDay) : lastDay
      day = try behavior.act(from: day, through: limit, for: &account, telling: &audience)
      if let law = account.brokenLaw { return law }
      if day == scenario.eve { audience.startReporting(account) }
    }
    try account.advance(to: day, under: scenario.policies, telling: &audience)
    if let law = account.brokenLaw { return law }
    behavior.finish(on: day, for: &account, telling: &audience)
    let unbilled = try account.unbilled(under: scenario.policies)
    audience.end(
      account, unbilled: unbilled, on: lastDay, livedDays: max(0, day - max(account.created - 1, eve)))
    return nil
  }
}

extension Account {
  /// The account as it stands on the eve.
  init(_ beginning: ScriptedAccount.Beginning, eve: Day, under policies: PolicyCalendar) throws(AmountOverflow) {
    switch beginning {
    case .created(let day, let units): self.init(created: day, units: units, eve: eve, under: policies)
    case .opening(let state): try self.init(state, eve: eve, under: policies)
    }
  }
}
