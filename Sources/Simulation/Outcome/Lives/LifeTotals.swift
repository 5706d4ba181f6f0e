public import BillingCore

/// What becomes of accounts, summed over all of them: how soon debts are paid, what comes of notices of deletion, and how
/// many of those created in a month are still open in later ones.
///
/// Its size depends on the days of a run, not on the number of accounts. It tells of the same spells and processes as
/// `blocks.csv` and `deletions.csv`.
public struct LifeTotals: RunWatcher {
  /// Debts, by the stage that they reached.
  public private(set) var payments = PaymentTotals()
  /// Deletion processes, by who began them.
  public private(set) var deletions = DeletionTotals()
  /// Open accounts, by the month of their creation.
  public private(set) var cohorts: CohortTotals

  /// Nothing yet of a scenario.
  public init(_ scenario: Scenario) { cohorts = CohortTotals(scenario) }

  /// Nothing beside spells, processes, beginnings and ends.
  public func attention(to identity: AccountIdentity) -> Attention { [] }

  /// Nothing is known yet of an account that begins.
  public mutating func begin(_ account: Account, as identity: AccountIdentity) {}

  /// An account is among those that are reported from here on.
  public mutating func startReporting(_ account: Account) { cohorts.enter(account) }

  /// Events are summed up elsewhere.
  public mutating func observe(_ event: Event, of account: Account, on day: Day) {}

  /// Hears of a spell of debt.
  public mutating func observe(_ spell: DebtSpell) { payments.add(spell) }

  /// Hears of a deletion process.
  public mutating func observe(_ process: DeletionProcess) {
    deletions.add(process)
    cohorts.follow(process)
  }

  /// Nothing more comes of an account after the last day.
  public mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) {}

  /// Adds what was seen of other accounts.
  public mutating func merge(_ other: LifeTotals) {
    payments.merge(other.payments)
    deletions.merge(other.deletions)
    cohorts.merge(other.cohorts)
  }
}
