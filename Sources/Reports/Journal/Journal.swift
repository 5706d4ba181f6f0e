public import BillingCore
public import Simulation

/// Listens to a run and keeps its books as a journal for hledger: for each day and segment the totals of what was
/// posted, and of scripted accounts each event (FORMATS 4, RULES 9).
///
/// It adds up the core's own postings, in whole minor units, so it takes as much memory for few accounts as for many;
/// only what is posted of scripted ones is kept event by event. What there is on the eve, an opening state or what the
/// warm-up made of it, is booked on the eve against `equity:opening`. An account that was purged before is not in it.
public struct Journal: RunWatcher {
  /// What an event of a scripted account posted.
  struct Entry: Sendable {
    let day: Day
    let position: Int
    let code: String
    let postings: [Posting]
  }

  let scenario: Scenario
  let population: Population
  let chart: ChartOfBooks
  let segments: [String]
  /// By day from the eve on, segment, book and side, debit before credit.
  private var sums: [Int128]
  /// Of one account in the order in which they happened.
  private(set) var entries: [Entry] = []
  private var identity = AccountIdentity(position: 0, segment: 0)
  private var isReporting = false

  /// A side of a book.
  enum Side: Int, CaseIterable { case debit, credit }

  /// The books of a run, empty.
  public init(_ simulator: Simulator) {
    scenario = simulator.scenario
    population = simulator.population
    chart = ChartOfBooks(scenario.policies)
    segments = scenario.segmentNames
    sums = Array(repeating: 0, count: (scenario.days + 1) * segments.count * chart.count * Side.allCases.count)
  }

  /// All that is posted, which routine never is.
  public func attention(to identity: AccountIdentity) -> Attention { .events }

  /// An account's life begins.
  public mutating func begin(_ account: Account, as identity: AccountIdentity) {
    self.identity = identity
    isReporting = false
  }

  /// The warm-up is over: the books open with what there is.
  public mutating func startReporting(_ account: Account) {
    isReporting = true
    post(account.openingPostings, on: scenario.eve, code: "opening")
  }

  /// Hears one event.
  public mutating func observe(_ event: Event, of account: Account, on day: Day) {
    guard isReporting else { return }
    post(event.postings, on: day, code: event.word)
  }

  /// Does nothing.
  public mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) {}

  /// Adds the books of other accounts.
  public mutating func merge(_ other: Journal) {
    for index in sums.indices { sums[index] += other.sums[index] }
    entries += other.entries
  }

  private mutating func post(_ postings: [Posting], on day: Day, code: String) {
    guard !postings.isEmpty else { return }
    guard identity.segment < scenario.segments.count else {
      return entries.append(Entry(day: day, position: identity.position, code: code, postings: postings))
    }
    for posting in postings {
      sums[index(day, identity.segment, chart.place(of: posting.debit), .debit)] += Int128(posting.amount.minorUnits)
      sums[index(day, identity.segment, chart.place(of: posting.credit), .credit)] += Int128(posting.amount.minorUnits)
    }
  }

  private func index(_ day: Day, _ segment: Int, _ book: Int, _ side: Side) -> Int {
    (((day - scenario.eve) * segments.count + segment) * chart.count + book) * Side.allCases.count + side.rawValue
  }

  /// What was posted to one side of a book on a day.
  func sum(on day: Day, segment: Int, book: Int, side: Side) -> Int128 { sums[index(day, segment, book, side)] }
}
