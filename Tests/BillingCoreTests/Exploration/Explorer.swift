@testable import BillingCore

/// What is done next to an account.
enum Move: Hashable {
  /// Today ends, and tomorrow's morning is lived.
  case day
  /// Somebody asks.
  case ask(Command)
}

/// One step of an exploration: an account before and after a move, all that was heard, and what its twin foretold.
struct Step {
  let policies: PolicyCalendar
  let before: Account
  let twinBefore: Twin
  let move: Move
  let heard: [(event: Event, account: Account)]
  let after: Account
  let told: [Event]
  let twin: Twin
}

/// Explores every sequence of moves, breadth first, up to a number of moves, and checks the laws after each.
///
/// Sequences that come to the same state go on as one: the state is the account, seen and unseen, and its twin. So the
/// first broken law is found by one of the shortest sequences that breaks any.
struct Explorer {
  /// What one depth has brought.
  struct Level: Equatable {
    var states = 0
    var transitions = 0
  }

  /// A law broken, and how it came to that.
  struct Failure {
    let law: String
    let detail: String
    let root: World.Root
    let moves: [Move]
    /// How many days at the end are to be passed at once.
    let daysAtOnce: Int
  }

  let world: World
  var laws = ExploredLaw.all
  private(set) var levels: [Level] = []
  private(set) var failure: Failure?
  /// What has happened in any sequence.
  private(set) var reached: Set<Reached> = []
  private var visited: Set<Key> = []
  /// How each state was first reached.
  private var trail: [(parent: Int, move: Move)] = []

  init(_ world: World) { self.world = world }

  /// How many states and transitions there were, in all and by depth.
  var summary: String {
    let (states, transitions) = levels.reduce((0, 0)) { ($0.0 + $1.states, $0.1 + $1.transitions) }
    let depths = levels.enumerated().map { "\($0.offset): \($0.element.states)/\($0.element.transitions)" }
    return "\(world.name): \(states) states, \(transitions) transitions; by depth \(depths.joined(separator: " "))"
  }

  /// Explores sequences of so many moves, or fewer, until there is nothing new or a law is broken.
  mutating func explore(depth: Int) throws {
    var frontier: [State] = []
    levels = [Level()]
    for (number, root) in world.roots.enumerated() {
      let state = try State(root, place: trail.count, in: world)
      trail.append((-1 - number, .day))
      if visited.insert(Key(state)).inserted { frontier.append(state) }
    }
    levels[0].states = frontier.count
    while levels.count <= depth, failure == nil, !frontier.isEmpty {
      var next: [State] = []
      var level = Level()
      for state in frontier where failure == nil {
        for move in world.moves(from: state.twin) {
          level.transitions += 1
          guard let reached = try make(move, from: state) else { break }
          if visited.insert(Key(reached)).inserted {
            next.append(State(reached, place: trail.count))
            trail.append((state.place, move))
          }
        }
      }
      level.states = next.count
      levels.append(level)
      frontier = next
    }
  }

  /// Makes a move and checks every law; `nil` when one is broken.
  private mutating func make(_ move: Move, from state: State) throws -> State? {
    var next = state
    var ear = Ear()
    let told: [Event]
    switch move {
    case .day:
      told = next.twin.turnDay(under: world.policies)
      try next.account.advance(to: state.account.today + 1, under: world.policies, telling: &ear)
    case .ask(let command):
      told = next.twin.perform(command, under: world.policies)
      try next.account.perform(command, on: state.account.today, under: world.policies, telling: &ear)
    }
    let step = Step(
      policies: world.policies, before: state.account, twinBefore: state.twin, move: move, heard: ear.heard,
      after: next.account, told: told, twin: next.twin)
    for (event, _) in ear.heard { reached.insert(Reached(event)) }
    for law in laws {
      guard let detail = try law.fault(step) else { continue }
      let (root, moves) = path(to: state.place)
      let ahead = Array(repeating: Move.day, count: law.daysAhead)
      failure = Failure(
        law: law.name, detail: detail, root: root, moves: moves + [move] + ahead,
        daysAtOnce: ahead.isEmpty ? 0 : ahead.count + 1)
      return nil
    }
    return next
  }

  private func path(to place: Int) -> (World.Root, [Move]) {
    var (place, moves): (Int, [Move]) = (place, [])
    while trail[place].parent >= 0 {
      moves.append(trail[place].move)
      place = trail[place].parent
    }
    return (world.roots[-1 - trail[place].parent], moves.reversed())
  }

  /// An account and its twin, where an exploration stands.
  struct State {
    var account: Account
    var twin: Twin
    let place: Int

    init(_ root: World.Root, place: Int, in world: World) throws {
      switch root {
      case .created(let day, let units):
        account = Account(created: day, units: units, eve: world.eve, under: world.policies)
        twin = Twin(created: day, units: units, eve: world.eve, under: world.policies)
      case .opening(let opening):
        account = try Account(opening, eve: world.eve, under: world.policies)
        twin = Twin(opening, eve: world.eve, under: world.policies)
      }
      self.place = place
    }

    init(_ other: State, place: Int) { (account, twin, self.place) = (other.account, other.twin, place) }
  }

  /// What tells states apart: all of the twin, and of the account what no reader sees.
  ///
  /// Whatever else there is of an account is the twin's too, as the laws have it. Activity longer ago than any policy
  /// asks for is alike, and so is every day after a purge.
  private struct Key: Hashable {
    let twin: Twin
    let grants: [Wallet.Grant]
    let openDays: Int
    let meters: [Int]

    init(_ state: State) {
      var twin = state.twin
      if twin.phase == .purged { (twin.today, twin.lastActivity) = (twin.created, twin.created) }
      self.twin = twin
      let month = state.account.month
      grants = state.account.wallet.grants
      openDays = month.openDays
      meters = month.meters.indices.flatMap { [month.quantity(of: $0), month.peak(of: $0)] }
    }
  }

  /// Keeps every event with the account just after it.
  private struct Ear: Watcher {
    var heard: [(event: Event, account: Account)] = []

    mutating func observe(_ event: Event, of account: Account, on day: Day) { heard.append((event, account)) }
  }
}
