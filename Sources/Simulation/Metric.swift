public import BillingCore

/// A result of a run: a column of `revenue.csv` or `daily.csv` (FORMATS 4), or one made of them (MODEL 3).
///
/// Flows are summed over a period; a stock is what there is at its end.
public enum Metric: String, CaseIterable, Sendable {
  case accountsOpened = "accounts_opened"
  case accountsOpenEnd = "accounts_open_end"
  case topUps = "top_ups"
  case cashIn = "cash_in"
  case bonusGranted = "bonus_granted"
  case bonusLapsed = "bonus_lapsed"
  case billed
  case billedFromCash = "billed_from_cash"
  case billedFromBonus = "billed_from_bonus"
  case billedAsDebt = "billed_as_debt"
  case debtSettled = "debt_settled"
  case revenueRecognized = "revenue_recognized"
  case breakage
  case discount
  case badDebt = "bad_debt"
  case deferredEnd = "deferred_end"
  case bonusOutstandingEnd = "bonus_outstanding_end"
  case debtOutstandingEnd = "debt_outstanding_end"
  case unbilledEnd = "unbilled_end"
  case open
  case signedIn = "signed_in"
  case stageNone = "stage_none"
  case stageReminder = "stage_reminder"
  case stagePaymentPage = "stage_payment_page"
  case stageBlocked = "stage_blocked"
  case deletionPending = "deletion_pending"
  case opened
  case newlyBlocked = "newly_blocked"
  case unblocked
  case noticed
  case cancelled
  case deleted
  case restored
  case purged
  case refused
  case credit
  case debt

  /// Bonus used: what lines were billed from bonus, and debt that it settled.
  case bonusCost = "bonus_cost"
  /// Days that accounts ended blocked.
  case daysBlocked = "days_blocked"
  /// The share of blocked account-days among open ones.
  case blockedShare = "blocked_share"
  /// The share of spells that reached a restriction and ended, which ended paid.
  case recoveryRate = "recovery_rate"
  /// Deletions for each open account and month.
  case deletionRate = "deletion_rate"

  /// What it is counted in.
  public enum Kind: Sendable {
    /// Minor units of the currency.
    case money
    /// Whole things.
    case count
    /// Millionths.
    case rate
  }

  /// What it is counted in.
  public var kind: Kind {
    switch self {
    case .cashIn, .bonusGranted, .bonusLapsed, .billed, .billedFromCash, .billedFromBonus, .billedAsDebt,
      .debtSettled, .revenueRecognized, .breakage, .discount, .badDebt, .deferredEnd, .bonusOutstandingEnd,
      .debtOutstandingEnd, .unbilledEnd, .credit, .debt, .bonusCost:
      .money
    case .accountsOpened, .accountsOpenEnd, .topUps, .open, .signedIn, .stageNone, .stageReminder, .stagePaymentPage,
      .stageBlocked, .deletionPending, .opened, .newlyBlocked, .unblocked, .noticed, .cancelled, .deleted, .restored,
      .purged, .refused, .daysBlocked:
      .count
    case .blockedShare, .recoveryRate, .deletionRate: .rate
    }
  }

  /// How many decimals a bound of it may have: those of its statistics in reports.
  public func boundDecimals(in currency: Currency) -> Int { kind == .count ? 4 : decimals(in: currency) }

  /// How many of a value's digits stand after the point: a count has none, a rate six.
  public func decimals(in currency: Currency) -> Int {
    switch kind {
    case .money: currency.decimals
    case .count: 0
    case .rate: 6
    }
  }
}
