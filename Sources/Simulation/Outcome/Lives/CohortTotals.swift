import BillingCore

/// How many of the accounts created in each month are open at the end of each later one.
///
/// Accounts from before the first day are one cohort, of those open on its eve or opened again later.
public struct CohortTotals: Sendable {
  private let start: Day
  private let lastDay: Day
  private let months: Int
  /// By cohort, the one from before first, and month: changes of the number of open accounts.
  private var changes: [Int]

  init(_ scenario: Scenario) {
    start = scenario.start
    lastDay = scenario.lastDay
    months = Int(scenario.lastDay.month.index - scenario.start.month.index) + 1
    changes = Array(repeating: 0, count: (months + 1) * months)
  }

  /// How many of a cohort are open at the end of a month; months are counted from the first.
  ///
  /// - Parameter cohort: the month of creation; `nil` for the accounts from before the first day.
  public func open(of cohort: Int?, atEndOf month: Int) -> Int {
    let row = cohort.map { $0 + 1 } ?? 0
    return changes[(row * months)...(row * months + month)].reduce(0, +)
  }

  /// An account that is open on the eve, or is created later.
  mutating func enter(_ account: Account) {
    if account.created >= start {
      add(1, created: account.created, on: account.created)
    } else if account.isOpen {
      add(1, created: account.created, on: start)
    }
  }

  mutating func follow(_ process: DeletionProcess) {
    if let day = process.deletedOn, day >= start { add(-1, created: process.created, on: day) }
    if let day = process.restoredOn, day >= start { add(1, created: process.created, on: day) }
  }

  mutating func merge(_ other: CohortTotals) {
    for index in changes.indices { changes[index] += other.changes[index] }
  }

  private mutating func add(_ change: Int, created: Day, on day: Day) {
    guard day <= lastDay else { return }
    let row = created < start ? 0 : Int(created.month.index - start.month.index) + 1
    changes[row * months + Int(day.month.index - start.month.index)] += change
  }
}
