import BillingCore

/// Cases that belong together: one file.
struct Theme: Sendable {
  /// The name of its scenario, and of its file after a number.
  let name: String
  let title: String
  let ground: Ground
  /// The first day of its file.
  let start: Day
  /// The kinds of facts that are recorded of each day told.
  var recorded: [Expectation.Fact] = [.events([]), .stage(.none), .balance(.zero)]
  private(set) var stories: [Story] = []

  init(_ name: String, _ title: String, on ground: Ground, from start: Day) {
    self.name = name
    self.title = title
    self.ground = ground
    self.start = start
  }

  /// The evening before the first day.
  var eve: Day { start - 1 }

  /// Adds a case, unless it needs more days than a scenario may have, or one of its name is there.
  mutating func add(_ story: Story) {
    let story = story.ended
    guard let last = story.moments.last?.day, last - start < Limits.days, !story.isBeyondLimits else { return }
    guard !stories.contains(where: { $0.name == story.name }) else { return }
    stories.append(story)
  }

  /// Begins the story of an account that is kept from being deleted.
  ///
  /// - Parameters:
  ///   - created: by default long before the first day.
  ///   - lastActivity: by default the eve.
  ///   - units: how many are switched on, and of which service.
  func story(
    _ name: String, created: Day? = nil, lastActivity: Day? = nil, cash: Money = .zero, bonus: Money = .zero,
    debt: Money = .zero, isBlocked: Bool = false, units: (ServiceIndex, Int)? = nil
  ) -> Story {
    let created = created ?? ground.longBefore(start)
    var enabled = ground.tariff.services.map { _ in 0 }
    if let (service, count) = units { enabled[service] = count }
    var beginning = ScriptedAccount.Beginning.created(created, units: enabled)
    if created < start {
      var state = OpeningState(created: created, lastActivity: max(created, lastActivity ?? eve))
      (state.prepaidCash, state.prepaidBonus, state.debt, state.isBlocked) = (cash, bonus, debt, isBlocked)
      (state.units, state.used) = (enabled, ground.tariff.services.map { _ in 0 })
      beginning = .opening(state)
    }
    return Story(name, beginning, from: start, recording: recorded, awakeEvery: ground.mostIdleDays)
  }
}
