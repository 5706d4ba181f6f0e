public import BillingCore

/// Timelines for the day before, on and after each threshold of a policy, with what is to be expected on each.
///
/// Cases are built from the policy's numbers. What they expect is of two kinds: demands follow from a number alone, such
/// as that nobody is blocked on the day before `blockFrom`; records are what the core does, written down so that a
/// change shows. A demand that is not met is a defect of the core.
public struct Boundaries: Sendable {
  /// Cases of one subject, as a scenario of scripted accounts.
  public struct Theme: Sendable {
    /// The file's name, without an ending.
    public let name: String
    /// The cases, with their demands and, once they are played, their records.
    public var scenario: Scenario
  }

  /// A demand that the core does not meet.
  public struct Violation: Error, Sendable {
    /// The theme.
    public let theme: String
    /// The case.
    public let account: String
    /// The day.
    public let day: Day
    /// What has to be.
    public let expected: Expectation.Fact
    /// What is, of the same kind; `nil` for an amount beyond 64 bits.
    public let actual: Expectation.Fact?
  }

  /// What marks a demand among the claims of a case.
  static let demand = "demand"
  /// What marks a record.
  static let record = "record"

  /// The subjects, in the order of their names.
  public internal(set) var themes: [Theme]

  /// The cases of a policy that stands alone, without changes.
  ///
  /// - Parameter start: months are counted from the first whole month of 31 days after it, so that dates of two policies
  ///   are the same.
  public init(of policy: Policy, from start: Day) {
    let builder = BoundaryBuilder(policy: policy, start: start)
    themes = builder.themes.filter { !$0.scenario.scripted.isEmpty }
  }

  /// Plays the cases, and writes down what the core does where a record is wanted.
  ///
  /// - Throws: the first demand that is not met.
  public mutating func play() throws {
    for index in themes.indices {
      let theme = themes[index]
      for position in theme.scenario.scripted.indices {
        let judge = try Simulator(theme.scenario).replay(position, watcher: Judge(theme.scenario))
        try record(judge.verdicts, theme: index, account: position)
      }
    }
  }

  private mutating func record(_ verdicts: [Verdict], theme: Int, account: Int) throws {
    var next = 0
    let (name, script) = (themes[theme].name, themes[theme].scenario.scripted[account])
    for (place, entry) in script.entries.enumerated() {
      guard case .expectAtEnd(var expectation) = entry.deed else { continue }
      for index in expectation.claims.indices {
        let verdict = verdicts[next]
        next += 1
        let isDemand = expectation.claims[index].origin == Boundaries.demand
        guard let actual = verdict.actual, verdict.isMet || !isDemand else {
          throw Violation(
            theme: name, account: script.name, day: verdict.day, expected: verdict.claim.fact, actual: verdict.actual)
        }
        if !isDemand { expectation.claims[index].fact = actual }
      }
      themes[theme].scenario.scripted[account].entries[place].deed = .expectAtEnd(expectation)
    }
  }
}

/// A case while it is written: an account, what is asked of it, and what is to be expected.
struct BoundaryCase {
  var script: ScriptedAccount

  init(_ name: String, _ beginning: ScriptedAccount.Beginning) {
    script = ScriptedAccount(name: name, beginning: beginning)
  }

  /// Somebody asks for something.
  mutating func ask(_ command: Command, on day: Day) { script.entries.append(.init(on: day, .command(command))) }

  /// In the evening of a day facts are demanded, and others written down.
  mutating func expect(_ demands: Expectation.Fact..., on day: Day, recording records: [Expectation.Fact] = usual) {
    let claims =
      demands.map { Expectation.Claim($0, origin: Boundaries.demand) }
      + records.filter { record in !demands.contains { $0.key == record.key } }
      .map { Expectation.Claim($0, origin: Boundaries.record) }
    script.entries.append(.init(on: day, .expectAtEnd(Expectation(claims: claims))))
  }

  /// What is written down when nothing is said.
  static let usual: [Expectation.Fact] = [.events([]), .stage(.none), .balance(.zero)]
}

/// Builds the cases of a policy, subject by subject.
struct BoundaryBuilder {
  let policy: Policy
  /// The 1st of the first whole month of 31 days after the scenario's start.
  let first: Day

  init(policy: Policy, start: Day) {
    self.policy = policy
    var month = start.dayOfMonth == 1 ? start : start.firstOfNextMonth
    while month.daysInMonth < 31 { month = month.firstOfNextMonth }
    first = month
  }

  var themes: [Boundaries.Theme] {
    [
      theme("01-restrictions", "Restrictions: the day before, on and after each", kept(restrictions)),
      theme("02-debt-to-the-cent", "Debt, a unit short and a unit beyond", kept(debts)),
    ] + months + [
      theme("04-top-ups", "Top-ups at the bounds of what is taken", kept(topUps)),
      theme("05-bonus", "Bonus at the edges of each tier, of the cap and of its life", kept(edgesOfBonus) + lives),
      theme("06-services", "Services at the edges of their tiers, switched on and off", kept(services)),
      theme("07-trial", "The last day of the trial and the first after it", trials),
      theme("08-deletion-conditions", "A deletion is noticed, and on the day before it is not", conditions),
      theme("09-deletion", "From the notice to the purge, around each of its days", deletions),
    ]
  }

  /// A subject from the first month on, as long as its cases need.
  func theme(_ name: String, _ title: String, from start: Day? = nil, _ cases: [BoundaryCase]) -> Boundaries.Theme {
    let start = start ?? first
    let last = cases.compactMap { $0.script.entries.last?.day }.max() ?? start
    var scenario = Scenario(
      name: String(name.drop { !$0.isLetter }), title: title, start: start, days: last - start + 1,
      policies: PolicyCalendar(policy))
    scenario.scripted = cases.map(\.script)
    return Boundaries.Theme(name: name, scenario: scenario)
  }

  /// Cases whose accounts are not idle: somebody signs in on the second day.
  ///
  /// One that would be noticed for deletion all the same is left out; deletions have subjects of their own.
  func kept(_ cases: [BoundaryCase], from start: Day? = nil) -> [BoundaryCase] {
    let second = (start ?? first) + 1
    let isActivity = stage(onDay: 2) != .blocked
    let lastSafeDay = (isActivity ? second : second - 2) + policy.deletion.inactivityDays
    return cases.filter { !policy.deletion.automatic || $0.script.entries.allSatisfy { $0.day <= lastSafeDay } }
      .map { story in
        var story = story
        guard case .opening = story.script.beginning else { return story }
        let place = story.script.entries.firstIndex { $0.day >= second } ?? story.script.entries.count
        story.script.entries.insert(.init(on: second, .command(.signIn(.employee))), at: place)
        return story
      }
  }

  // MARK: Words of the cases

  /// The least amount there is.
  var unit: Money { Money(minorUnits: 1) }

  /// An account that has been there for long, without money, last active on the eve.
  func old(before start: Day? = nil, _ change: (inout OpeningState) -> Void = { _ in }) -> ScriptedAccount.Beginning {
    let eve = (start ?? first) - 1
    var state = OpeningState(created: eve - 400 - policy.tariff.trialDays, lastActivity: eve)
    change(&state)
    return .opening(state)
  }

  /// What a whole month costs an account that nobody uses: the base.
  var base: Money { policy.tariff.base.monthly }

  /// The stage that a debt has on the day of a number, by the thresholds that are set.
  func stage(onDay number: Int) -> Stage {
    let rules = policy.restrictions
    let reached: [(Int?, Stage)] = [
      (rules.remindFrom, .reminder), (rules.paymentPageFrom, .paymentPage), (rules.blockFrom, .blocked),
    ]
    return reached.last { from, _ in from.map { number >= $0 } ?? false }?.1 ?? .none
  }
}
