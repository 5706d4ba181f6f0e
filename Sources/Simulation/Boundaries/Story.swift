import BillingCore

/// The life of one account around a threshold, day by day.
///
/// Each day that is named ends with what the core shows, and with what has to hold. A day before the account's first is
/// passed over with all that is told of it.
struct Story: Sendable {
  /// What stands in the timeline at one place.
  enum Moment: Sendable {
    /// Somebody asks.
    case command(Command)
    /// The day ends: with invariants, and with facts of some kinds whose values are yet to be recorded.
    case evening(invariants: [Invariant], recorded: [Expectation.Fact])
  }

  let name: String
  let beginning: ScriptedAccount.Beginning
  private(set) var moments: [(day: Day, moment: Moment)] = []
  /// Whether the account cannot be told within the limits of a file.
  private(set) var isBeyondLimits = false

  private let firstDay: Day
  /// The longest time without a sign-in; `nil` where idleness is part of the story.
  private var mostIdleDays: Int?
  /// The last day with a payment or a sign-in, as far as the story says.
  private(set) var lastActivity: Day
  private var recorded: [Expectation.Fact]
  private var today: Day?
  private var invariants: [Invariant] = []

  /// Sign-ins that only keep an account from being deleted; more would make a file that nobody reads.
  private static let mostKeepingSignIns = 400

  init(
    _ name: String, _ beginning: ScriptedAccount.Beginning, from start: Day, recording facts: [Expectation.Fact],
    awakeEvery mostIdleDays: Int?
  ) {
    self.name = name
    self.beginning = beginning
    recorded = facts
    self.mostIdleDays = mostIdleDays
    switch beginning {
    case .created(let day, _): (firstDay, lastActivity) = (day, day)
    case .opening(let state): (firstDay, lastActivity) = (start, state.lastActivity)
    }
  }

  /// The day that is told next; before it, somebody signs in as often as keeps the account from being deleted.
  func on(_ day: Day) -> Story {
    var story = ended
    guard day >= firstDay else { return story }
    story.keepAwake(until: day)
    story.today = day
    return story
  }

  /// Somebody asks for something.
  func does(_ command: Command) -> Story {
    guard let today else { return self }
    var story = self
    story.moments.append((today, .command(command)))
    switch command {
    case .topUp, .signIn: story.lastActivity = today
    case .topUpDeclined, .use, .set, .requestDeletion, .cancelDeletion, .restore: break
    }
    return story
  }

  /// Employee, administrator and owner try to sign in.
  var everybodySignsIn: Story {
    does(.signIn(.employee)).does(.signIn(.administrator)).does(.signIn(.owner))
  }

  /// What has to hold in the evening.
  func must(_ invariants: Invariant...) -> Story { must(all: invariants) }

  /// What has to hold in the evening.
  func must(all invariants: [Invariant]) -> Story {
    guard today != nil else { return self }
    var story = self
    story.invariants += invariants
    return story
  }

  /// Also these facts are recorded, on this and the following days.
  func showing(_ facts: Expectation.Fact...) -> Story {
    var story = self
    story.recorded += facts
    return story
  }

  /// From here on nobody keeps the account from being deleted.
  var leftAlone: Story {
    var story = self
    story.mostIdleDays = nil
    return story
  }

  /// The story with its last day closed.
  var ended: Story {
    guard let today else { return self }
    var story = self
    story.moments.append((today, .evening(invariants: invariants, recorded: recorded)))
    (story.today, story.invariants) = (nil, [])
    return story
  }

  private mutating func keepAwake(until day: Day) {
    guard let mostIdleDays else { return }
    guard (day - lastActivity) / mostIdleDays <= Story.mostKeepingSignIns else { return isBeyondLimits = true }
    while day - lastActivity > mostIdleDays {
      lastActivity = max(lastActivity + mostIdleDays, firstDay)
      moments.append((lastActivity, .command(.signIn(.employee))))
    }
  }
}

extension Invariant {
  /// Among the day's events are these.
  static func happens(_ words: String...) -> Invariant { .holds(.includes(words)) }

  /// None of these is among the day's events.
  static func never(_ words: String...) -> Invariant { .holds(.excludes(words)) }

  /// The stage is this one.
  static func stage(_ stage: Stage) -> Invariant { .holds(.stage(stage)) }

  /// The balance is this one.
  static func balance(_ amount: Money) -> Invariant { .holds(.balance(amount)) }

  /// The account is in this state.
  static func status(_ word: String) -> Invariant { .holds(.status(word)) }
}
