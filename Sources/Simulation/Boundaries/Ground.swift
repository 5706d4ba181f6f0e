import BillingCore

/// What all cases of one policy stand on: its numbers, and months of known length.
///
/// The months follow the day on which the policy begins, so two policies of one scenario have the same ones.
struct Ground: Sendable {
  let policy: Policy
  /// The 1st of January of a year of 365 days: 31, then 28 days.
  let january: Day
  /// The 1st of January of a leap year: 31, then 29 days.
  let leapJanuary: Day

  /// The years that leave room for the longest periods of a policy on both sides.
  private static let years = 400...9600

  init(_ policy: Policy, from start: Day) {
    self.policy = policy
    let year = start == Ground.newYear(start.month.year) ? start.month.year : start.month.year + 1
    let first = min(max(year, Ground.years.lowerBound), Ground.years.upperBound)
    let years = (first...(first + 8)).map(Ground.newYear)
    january = years.first { Ground.february(after: $0) == 28 } ?? years[0]
    leapJanuary = years.first { Ground.february(after: $0) == 29 } ?? years[0]
  }

  private static func newYear(_ year: Int) -> Day { Month(year: year, month: 1).firstDay }

  private static func february(after january: Day) -> Int { january.firstOfNextMonth.daysInMonth }

  // MARK: Numbers of the policy

  var tariff: Tariff { policy.tariff }
  var monthly: Money { tariff.base.monthly }
  var rules: RestrictionRules { policy.restrictions }
  var deletion: DeletionRules { policy.deletion }
  var unit: Money { Money(minorUnits: 1) }

  /// A base tariff so small that a day of it may come to nothing tells nothing about days.
  var tellsDaysApart: Bool { monthly.minorUnits >= 62 }

  /// How long nobody needs to sign in; `nil` where nothing is deleted by itself.
  var mostIdleDays: Int? { deletion.automatic ? deletion.inactivityDays : nil }

  /// The thresholds that are set, from the mildest stage to the severest.
  var thresholds: [(stage: Stage, from: Int)] {
    [(Stage.reminder, rules.remindFrom), (.paymentPage, rules.paymentPageFrom), (.blocked, rules.blockFrom)]
      .compactMap { stage, from in from.map { (stage, $0) } }
  }

  /// Whether a top-up of an amount is within the bounds, and within what a file may say.
  func admits(_ amount: Money) -> Bool {
    amount > .zero && amount >= policy.topUp.minimum && policy.topUp.maximum.map { amount <= $0 } ?? true
      && amount.minorUnits <= Limits.amount
  }

  /// Whether a file may say an amount of prepaid money.
  func canOpen(with amount: Money) -> Bool { amount >= .zero && amount.minorUnits <= Limits.amount }

  /// A day of creation that is long past by a day: beyond the trial and the minimum age, with a whole month in between.
  func longBefore(_ day: Day) -> Day { day - (max(tariff.trialDays, deletion.minimumAgeDays) + 45) }
}
