import BillingCore

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
  /// - Throws: the first fault in population order, as a ``RunFault``.
  public func run<Listener: RunWatcher>(threads: Int, watcher: Listener) async throws(RunFault) -> (
    watcher: Listener, fingerprint: Fingerprint
  ) {
    let threads = max(1, threads)
    let parts = await withTaskGroup(of: Part<Listener>.self) { group in
      for thread in 0..<threads {
        group.addTask { liveChunks(from: thread, of: threads, watcher: watcher) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    if let fault = parts.compactMap(\.fault).min(by: { $0.position < $1.position }) { throw fault.what }
    var together = Audience(watcher)
    for part in parts {
      together.listener.merge(part.audience.listener)
      together.fingerprint.merge(part.audience.fingerprint)
    }
    return (together.listener, together.fingerprint)
  }

  /// Lives one account alone, exactly as it would live among all.
  public func replay<Listener: RunWatcher>(_ position: Int, watcher: Listener) throws(RunFault) -> Listener {
    var audience = Audience(watcher)
    try live(position, before: &audience)
    return audience.listener
  }

  /// What one thread saw, and the fault that ended it.
  private struct Part<Listener: RunWatcher>: Sendable {
    var audience: Audience<Listener>
    var fault: (position: Int, what: RunFault)?
  }

  /// Lives every `threads`-th chunk of accounts, up to the first fault.
  private func liveChunks<Listener: RunWatcher>(
    from thread: Int, of threads: Int, watcher: Listener
  ) -> Part<Listener> {
    var part = Part(audience: Audience(watcher))
    for first in stride(from: thread * Simulator.chunk, to: population.count, by: threads * Simulator.chunk) {
      for position in first..<min(first + Simulator.chunk, population.count) {
        do throws(RunFault) {
          try live(position, before: &part.audience)
        } catch {
          part.fault = (position, error)
          return part
        }
      }
    }
    return part
  }
}

// MARK: One account's life

extension Simulator {
  private func live(_ position: Int, before audience: inout Audience<some RunWatcher>) throws(RunFault) {
    var day = scenario.eve
    var broken: Law?
    do throws(AmountOverflow) {
      switch population.member(at: position) {
      case .scripted(let index):
        let script = scenario.scripted[index]
        let account = try script.account(in: scenario)
        audience.begin(account, as: population.identity(at: position), digest: Fingerprint.hash(of: script.name))
        broken = try live(Script(script, under: scenario.policies), as: account, reaching: &day, before: &audience)
      case .initial(let segment, let number):
        let habits = habits[segment]
        let person = SyntheticAccount(number: number, comingOn: habits.eve, habits: habits)
        let account = try habits.openingAccount(number, traits: person.traits)
        audience.begin(account, as: population.identity(at: position), digest: habits.digest(of: number))
        broken = try live(Inhabitant(person, habits: habits), as: account, reaching: &day, before: &audience)
      case .booked(let segment, let row):
        let habits = habits[segment]
        let (account, person) = try habits.bookedAccount(row)
        audience.begin(account, as: population.identity(at: position), digest: habits.digest(of: person.number))
        broken = try live(Inhabitant(person, habits: habits), as: account, reaching: &day, before: &audience)
      case .arrival(let segment, let number, let created):
        let habits = habits[segment]
        let person = SyntheticAccount(number: number, comingOn: created, habits: habits)
        let account = habits.arrivingAccount(number, on: created)
        audience.begin(account, as: population.identity(at: position), digest: habits.digest(of: number))
        broken = try live(Inhabitant(person, habits: habits), as: account, reaching: &day, before: &audience)
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
    _ behavior: some Behavior, as account: Account, reaching day: inout Day,
    before audience: inout Audience<some RunWatcher>
  ) throws(AmountOverflow) -> Law? {
    var (behavior, account) = (behavior, account)
    day = account.today
    if day >= scenario.eve { audience.listener.startReporting(account) }
    while day < scenario.lastDay {
      day = day + 1
      try account.advance(to: day, under: scenario.policies, telling: &audience)
      let end = min(account.lastQuietDay(under: scenario.policies), day <= scenario.eve ? scenario.eve : scenario.lastDay)
      if let last = behavior.passRoutine(in: day...end, for: &account, telling: &audience) {
        day = last
      } else {
        try behavior.act(on: day, for: &account, telling: &audience)
      }
      if let law = account.brokenLaw { return law }
      if account.status == .purged, behavior.isOver { break }
      if day == scenario.eve { audience.listener.startReporting(account) }
    }
    try account.advance(to: day, under: scenario.policies, telling: &audience)
    behavior.finish(on: day, for: &account, telling: &audience)
    var unbilled = Money.zero
    for line in try account.usageToDate(under: scenario.policies) { unbilled = try unbilled.adding(line.amount) }
    audience.end(account, unbilled: unbilled)
    return nil
  }
}

extension ScriptedAccount {
  /// The account as it stands on the eve.
  fileprivate func account(in scenario: Scenario) throws(AmountOverflow) -> Account {
    switch beginning {
    case .created(let day, let units):
      Account(created: day, units: units, eve: scenario.eve, under: scenario.policies)
    case .opening(let state):
      try Account(state, eve: scenario.eve, under: scenario.policies)
    }
  }
}
