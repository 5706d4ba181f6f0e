public import BillingCore

/// What a timeline expects of an account at one moment (FORMATS 2); what is `nil` may be anything.
public struct Expectation: Sendable {
  /// One thing expected, with its place in the file for messages.
  public struct Claim: Sendable {
    /// What is claimed.
    public var fact: Fact
    /// Where it is written: `FILE:LINE:COLUMN`.
    public var origin: String

    /// Makes a claim.
    public init(_ fact: Fact, origin: String) {
      self.fact = fact
      self.origin = origin
    }
  }

  /// What can be claimed.
  public enum Fact: Hashable, Sendable {
    /// Where the account is in its life.
    case status(String)
    /// The restriction in force.
    case stage(Stage)
    /// Credit less debt.
    case balance(Money)
    /// Cash paid ahead.
    case prepaidCash(Money)
    /// Bonus left.
    case prepaidBonus(Money)
    /// What is owed.
    case debt(Money)
    /// Cash not yet earned.
    case deferred(Money)
    /// The day of a pending deletion, or none.
    case deletionDue(Day?)
    /// The total of what the month's invoice would be.
    case usageToDate(Money)
    /// The lines of the day's invoice, each once; none of them when there is no invoice.
    case invoice([LineClaim])
    /// The day's top-ups so far, in their order.
    case topUp([TopUpClaim])
    /// The use of the running month so far, of some services.
    case usage([UseClaim])
    /// The last day of activity.
    case lastActivity(Day)
    /// The day's events so far, in order, exactly: each by its kind, or by its kind and its detail.
    case events([String])
    /// Kinds that must be among the day's events so far.
    case includes([String])
    /// Kinds that must not be among them.
    case excludes([String])

    /// The key that files and messages use.
    public var key: String {
      switch self {
      case .status: "status"
      case .stage: "stage"
      case .balance: "balance"
      case .prepaidCash: "prepaidCash"
      case .prepaidBonus: "prepaidBonus"
      case .debt: "debt"
      case .deferred: "deferred"
      case .deletionDue: "deletionDue"
      case .usageToDate: "usageToDate"
      case .invoice: "invoice"
      case .topUp: "topUp"
      case .usage: "usage"
      case .lastActivity: "lastActivity"
      case .events: "events"
      case .includes: "includes"
      case .excludes: "excludes"
      }
    }
  }

  /// The claims, in the order written.
  public var claims: [Claim]
  /// What the file notes beside them, for messages, such as the number of a ticket.
  public var note: String?

  /// Makes an expectation.
  public init(claims: [Claim], note: String? = nil) {
    self.claims = claims
    self.note = note
  }
}
