public import BillingCore

/// One thing that may hold of an account, judged over the reported days.
///
/// A state is that of a day's end. An account that does not exist yet on the day has no state but its status
/// `notCreated`: nothing that is asked of it holds, neither `=` nor `!=`.
public enum Condition: Sendable {
  /// Something happened so often on some days.
  case happening(Happening, days: ClosedRange<Day>, times: Bound<Int>)
  /// One thing happened after or before another, so often; the days are those of the first.
  case order(Order, days: ClosedRange<Day>, times: Bound<Int>)
  /// So many days were of a kind.
  case days(DayCount, Bound<Int>)
  /// An amount over all days came to so much, in minor units.
  case sum(Sum, Bound<Int128>)
  /// The restriction in force, from the mildest to the severest.
  case stage(Bound<Stage>, on: Day)
  /// Where the account was in its life, by its word.
  case status(Choice<String>, on: Day)
  /// What money there was, in minor units.
  case amount(Amount, Bound<Int128>, on: Day)
  /// Whether a deletion was pending.
  case deletionIsPending(Bool, on: Day)
  /// The day of the pending deletion; without one, nothing holds.
  case deletionDue(Bound<Day>, on: Day)
  /// The last day of activity.
  case lastActivity(Bound<Day>, on: Day)
  /// The day of the creation.
  case created(Bound<Day>)
  /// The segment, by its place among ``Scenario/segmentNames``.
  case segment(Choice<Int>)
  /// The account's name.
  case account(NamePattern, isIn: Bool)

  /// What days are counted.
  public enum DayCount: String, CaseIterable, Sendable {
    /// Days that ended open and blocked, as `days_blocked` of `accounts.csv`.
    case blocked = "daysBlocked"
    /// Days that ended with a debt, those of a deleted account until its purge too.
    case inDebt = "daysInDebt"
  }

  /// What is summed up, or is the largest, over the days.
  public enum Sum: String, CaseIterable, Sendable {
    /// Top-ups, as `cash_in`.
    case cashIn
    /// Bonus given, as `bonus_granted`.
    case bonusGranted
    /// Invoice lines, as `billed`.
    case billed
    /// Debt written off, as `bad_debt`.
    case badDebt
    /// The largest debt at any moment, also one that the first day began with.
    case peakDebt
  }

  /// Money that there is.
  public enum Amount: String, CaseIterable, Sendable {
    /// Credit less debt.
    case balance
    /// Cash paid ahead.
    case prepaidCash
    /// Bonus left.
    case prepaidBonus
    /// What is owed.
    case debt
    /// Cash not yet earned.
    case deferred

    func of(_ account: Account) -> Money {
      switch self {
      case .balance: account.balance
      case .prepaidCash: account.wallet.prepaidCash
      case .prepaidBonus: account.wallet.prepaidBonus
      case .debt: account.wallet.debt
      case .deferred: account.wallet.deferred
      }
    }
  }

  /// Whether it holds of an account of which this was found.
  func isMet(by finding: Finding) -> Bool {
    switch (self, finding) {
    case (.order(_, _, let bound), .never): bound.admits(0)
    case (.order(_, _, let bound), .happened(let times, _)): bound.admits(times)
    case (.account(let pattern, let isIn), .account(let name)): pattern.matches(name) == isIn
    case (.happening(_, _, let bound), .never): bound.admits(0)
    case (.happening(_, _, let bound), .happened(let times, _)): bound.admits(times)
    case (.days(_, let bound), .days(let found)): bound.admits(found)
    case (.sum(_, let bound), .money(let found)), (.amount(_, let bound, _), .money(let found)): bound.admits(found)
    case (.stage(let bound, _), .stage(let found)): bound.admits(found)
    case (.status(let choice, _), .status(let found)): choice.admits(found)
    case (.deletionIsPending(let wanted, _), .noDay): !wanted
    case (.deletionIsPending(let wanted, _), .day): wanted
    case (.deletionDue(let bound, _), .day(let found)), (.lastActivity(let bound, _), .day(let found)),
      (.created(let bound), .day(let found)):
      bound.admits(found)
    case (.segment(let choice), .segment(let found)): choice.admits(found)
    case (_, .notCreated), (.deletionDue, .noDay): false
    case (.happening, _), (.days, _), (.sum, _), (.stage, _), (.status, _), (.amount, _), (.deletionIsPending, _),
      (.deletionDue, _), (.lastActivity, _), (.created, _), (.segment, _), (.order, _), (.account, _):
      preconditionFailure("what is found answers the condition")
    }
  }
}

/// What was found of an account for one condition.
public enum Finding: Hashable, Sendable {
  /// It did not happen.
  case never
  /// It happened, and first on a day.
  case happened(times: Int, first: Day)
  /// A number of days.
  case days(Int)
  /// Minor units; 128 bits, since a sum over a life may pass 64.
  case money(Int128)
  /// A stage.
  case stage(Stage)
  /// A status, by its word.
  case status(String)
  /// A day.
  case day(Day)
  /// No deletion is pending.
  case noDay
  /// The account's name.
  case account(String)
  /// A segment, by its place.
  case segment(Int)
  /// The account does not exist yet on the day.
  case notCreated
}
