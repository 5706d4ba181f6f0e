import BillingCore

/// Measures each account's life in whole numbers, and adds the measures up.
///
/// Sums of whole numbers below 2^53 are exact, so they do not depend on the order of accounts.
struct LifeMeasures: RunWatcher {
  /// What a life that nothing happens in measures.
  let blank: [Double]
  let measure: @Sendable (Event, Day, inout [Double]) -> Void
  private var life: [Double] = []
  private(set) var count = 0
  private var sums: [Double]
  private var squares: [Double]

  init(blank: [Double], _ measure: @escaping @Sendable (Event, Day, inout [Double]) -> Void) {
    self.blank = blank
    self.measure = measure
    sums = blank.map { _ in 0 }
    squares = sums
  }

  mutating func begin(_ account: Account, as identity: AccountIdentity) { life = blank }

  mutating func startReporting(_ account: Account) {}

  mutating func observe(_ event: Event, of account: Account, on day: Day) { measure(event, day, &life) }

  mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) {
    count += 1
    for index in life.indices {
      sums[index] += life[index]
      squares[index] += life[index] * life[index]
    }
  }

  mutating func merge(_ other: LifeMeasures) {
    count += other.count
    for index in sums.indices {
      sums[index] += other.sums[index]
      squares[index] += other.squares[index]
    }
  }

  func sum(_ index: Int) -> Double { sums[index] }

  func mean(_ index: Int) -> Double { sums[index] / Double(count) }

  /// The standard error of a mean.
  func standardError(_ index: Int) -> Double {
    let n = Double(count)
    let variance = (squares[index] - sums[index] * sums[index] / n) / (n - 1)
    return (variance / n).squareRoot()
  }
}

extension SelfTest {
  /// Lives the accounts of one segment, and measures their lives.
  func measures(_ scenario: Scenario, _ measures: LifeMeasures) async throws -> LifeMeasures {
    try await Simulator(scenario).run(threads: threads, watcher: measures).watcher
  }

  /// Accounts that do nothing at all of their own, under rules that charge nothing and delete nobody.
  func quietScenario(accounts: Int, days: Int, _ change: (inout Segment, inout Policy) -> Void) -> Scenario {
    var segment = Segment(name: "people", accounts: accounts)
    segment.ageDays = .constant(100)
    segment.opening.prepaidCash = .constant(0)
    segment.opening.debtShare = 0
    segment.signIns.employee = .constant(0)
    segment.signIns.administrator = .constant(0)
    segment.signIns.weekdays = Array(repeating: 1, count: 7)
    segment.idleness.startsPerDay = .constant(0)
    segment.topUps.inDebt = Stage.allCases.map { _ in .constant(0) }
    segment.topUps.noticed = .constant(0)
    segment.topUps.inAdvance = .constant(0)
    segment.topUps.declined = 0
    segment.cancelsDeletion = 0
    segment.restores = 0
    var policy = Policy()
    policy.tariff.base.monthly = .zero
    policy.deletion.automatic = false
    change(&segment, &policy)
    var scenario = Scenario(
      name: "selftest", start: SelfTest.start, days: days, seed: seed, policies: PolicyCalendar(policy))
    scenario.segments = [segment]
    return scenario
  }

  /// 2027-01-01, the first of a month.
  static let start = Day(ordinal: 20_819)
}
