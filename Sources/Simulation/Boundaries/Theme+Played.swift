import BillingCore

extension Theme {
  /// Plays the cases, and puts what the core does in the place of what is to be recorded.
  ///
  /// - Parameter broken: takes what does not hold.
  func played(as path: String, _ broken: inout [BrokenInvariant]) throws(BoundaryFault) -> BoundaryFile {
    var scenario = asked
    let simulator = Simulator(scenario)
    var (recorded, invariants) = (0, 0)
    for (position, story) in stories.enumerated() {
      var verdicts: ArraySlice<Verdict>
      do throws(RunFault) {
        verdicts = try simulator.replay(position, watcher: Judge(scenario)).verdicts[...]
      } catch {
        throw .run(error, in: path)
      }
      var entries: [ScriptedAccount.Entry] = []
      for (day, moment) in story.moments {
        switch moment {
        case .command(let command): entries.append(.init(on: day, .command(command)))
        case .evening(let wanted, let kinds):
          for invariant in wanted {
            guard let verdict = verdicts.popFirst() else { preconditionFailure("\(story.name): an evening is judged") }
            if !invariant.agrees(with: verdict) {
              broken.append(
                .init(path: path, name: story.name, day: day, invariant: invariant, actual: verdict.actual))
            }
          }
          invariants += wanted.count
          let facts = verdicts.prefix(kinds.count).compactMap(\.actual)
          verdicts = verdicts.dropFirst(kinds.count)
          let expectation = Theme.expectation(facts, wanted)
          recorded += expectation.claims.count
          entries.append(.init(on: day, .expect(expectation)))
        }
      }
      scenario.scripted[position].entries = entries
    }
    return BoundaryFile(path: path, scenario: scenario, recorded: recorded, invariants: invariants)
  }

  /// The scenario that asks for every fact, whatever its value.
  private var asked: Scenario {
    let last = stories.compactMap(\.moments.last?.day).max() ?? start
    var scenario = Scenario(
      name: name, title: title, start: start, days: last - start + 1, policies: PolicyCalendar(ground.policy))
    scenario.scripted = stories.map { story in
      var account = ScriptedAccount(name: story.name, beginning: story.beginning)
      account.entries = story.moments.map { day, moment in
        switch moment {
        case .command(let command): return .init(on: day, .command(command))
        case .evening(let invariants, let recorded):
          let claims = (invariants.map(\.fact) + recorded).map { Expectation.Claim($0, origin: "") }
          return .init(on: day, .expect(Expectation(claims: claims)))
        }
      }
      return account
    }
    return scenario
  }

  /// What was recorded, and beside it what had to hold of another kind.
  ///
  /// A list of the events says which are among them.
  private static func expectation(_ recorded: [Expectation.Fact], _ invariants: [Invariant]) -> Expectation {
    var facts = recorded
    for case .holds(let fact) in invariants where !facts.contains(where: { $0.key == fact.key }) {
      switch fact {
      case .includes, .excludes: continue
      case .status, .stage, .balance, .prepaidCash, .prepaidBonus, .debt, .deferred, .deletionDue, .usageToDate,
        .invoice, .topUp, .usage, .lastActivity, .events:
        facts.append(fact)
      }
    }
    return Expectation(claims: facts.map { .init($0, origin: "") })
  }
}
