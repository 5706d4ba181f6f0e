public import BillingCore

/// A part of the population: how its accounts come and behave (MODEL 1).
///
/// Numbers typed ``Distribution`` are drawn once for each account, so that people differ; a spell's length and the
/// months bought are drawn each time. The defaults make a plausible small business; every one is an assumption.
public struct Segment: Sendable {
  /// The name that files and reports use.
  public var name: String
  /// How many accounts are there on the evening before life begins.
  public var accounts: Int
  /// The real accounts to start from, in place of `accounts`, `ageDays`, `opening` and `units`.
  public var book: OpeningBook?
  /// How new accounts come.
  public var arrivals = Arrivals()
  /// The age of the first accounts on that evening, in days.
  public var ageDays = Distribution.uniform(0, 720)
  /// What the first accounts have on that evening.
  public var opening = Opening()
  /// Units switched on, by recurring service.
  public var units: [ServiceIndex: Distribution] = [:]
  /// Chances of sign-ins.
  public var signIns = SignIns()
  /// Use, by metered service.
  public var usage: [ServiceIndex: Usage] = [:]
  /// Spells in which nobody does anything.
  public var idleness = Idleness()
  /// Top-ups as a renewal process: Poisson each day, several a day allowed, given up for good at some time.
  public struct Rhythm: Sendable {
    /// The mean number of top-ups on a day.
    public var perDay: Distribution
    /// What one pays, in whole units of currency; drawn each time.
    public var amount: Distribution
    /// The chance, after each top-up, that it was the last.
    public var giveUp: Distribution

    /// Makes a rhythm.
    public init(perDay: Distribution, amount: Distribution, giveUp: Distribution) {
      self.perDay = perDay
      self.amount = amount
      self.giveUp = giveUp
    }
  }

  /// When, how much and how accounts pay.
  public var topUps = TopUps()
  /// The chance, each day that a deletion is pending, that the owner cancels it.
  public var cancelsDeletion = 0.02
  /// The chance, each day from the deletion to the day before the purge, that support is asked to restore.
  public var restores = 0.05
  /// The chance, each day that the conditions hold, that the owner asks for the deletion.
  public var requestsDeletion = 0.0

  /// Makes a segment of the default behaviour.
  public init(name: String, accounts: Int = 0) {
    self.name = name
    self.accounts = accounts
  }

  /// New accounts: Poisson each day.
  public struct Arrivals: Hashable, Sendable {
    /// The mean on a day.
    public var perDay = 0.0
    /// Growth: (1 + this) to the power of (days since the start / 365).
    public var growthPerYear = 0.0
    /// Factors by month, January first.
    public var months = Array(repeating: 1.0, count: 12)

    /// Makes the default.
    public init() {}
  }

  /// The money and state of the first accounts.
  public struct Opening: Sendable {
    /// Prepaid cash, in whole units of currency.
    public var prepaidCash = Distribution.lognormal(median: 20, sigma: 0.8)
    /// The share that starts in debt of one month's base and recurring services.
    public var debtShare = 0.05
    /// The share that starts idle.
    public var idleShare = 0.0

    /// Makes the default.
    public init() {}
  }

  /// Chances a day that a person of a role signs in.
  public struct SignIns: Sendable {
    /// Of employees.
    public var employee = Distribution.beta(a: 2.4, b: 1.6)
    /// Of administrators.
    public var administrator = Distribution.constant(0.3)
    /// Factors by weekday, Monday first.
    public var weekdays = [1, 1, 1, 1, 1, 0.3, 0.2]

    /// Makes the default.
    public init() {}
  }

  /// Use of a metered service: Poisson each day.
  public struct Usage: Sendable {
    /// The mean on a day.
    public var perDay: Distribution
    /// Factors by weekday, Monday first.
    public var weekdays = Array(repeating: 1.0, count: 7)
    /// Factors by month, January first.
    public var months = Array(repeating: 1.0, count: 12)
    /// Growth, as for arrivals.
    public var growthPerYear = 0.0

    /// Makes use that is alike on all days.
    public init(perDay: Distribution) { self.perDay = perDay }
  }

  /// Spells without sign-in, use or top-up.
  public struct Idleness: Sendable {
    /// The chance a day that one starts.
    public var startsPerDay = Distribution.constant(0.002)
    /// How many days it lasts.
    public var days = Distribution.geometric(mean: 45)
    /// The chance that it never ends.
    public var leaves = 0.1
    /// The chance that recurring services are switched off for it.
    public var switchesOff = 0.5

    /// Makes the default.
    public init() {}
  }

  /// When, how much and how accounts pay.
  public struct TopUps: Sendable {
    /// The chance a day of paying a debt, by stage in the order of ``Stage``.
    public var inDebt: [Distribution] = [0.10, 0.25, 0.5, 0.15].map { .constant($0) }
    /// The chance a day of paying while a deletion is pending.
    public var noticed = Distribution.constant(0.3)
    /// The chance a day of paying without a debt, when little is left.
    public var inAdvance = Distribution.constant(0.05)
    /// How little: months that the balance still pays for, in millionths.
    public var whenMonthsLeftBelow: Int64 = 1_000_000
    /// How many months ahead are bought; 0 is the debt alone.
    public var months = [0, 1, 3, 6, 12]
    /// Their weights.
    public var monthWeights = [20.0, 55, 15, 7, 3]
    /// Each percentage point of the tier that a choice reaches multiplies its weight by the exponential of this.
    public var bonusResponse = Distribution.constant(0.08)
    /// Top-ups as a renewal process, in place of the decisions above.
    public var rhythm: Rhythm?
    /// The chance that the provider declines.
    public var declined = 0.03
    /// The chance that a declined payment is tried again at once.
    public var retries = 0.7
    /// Weights of the methods, in the order of ``PaymentMethod``.
    public var methodWeights = [70.0, 15, 15]

    /// Makes the default.
    public init() {}
  }
}
