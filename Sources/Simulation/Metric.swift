/// A number that a run comes to: a column of `revenue.csv` or `daily.csv` (FORMATS 4).
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

  /// Whether it is an amount, rather than a count.
  public var isMoney: Bool {
    switch self {
    case .cashIn, .bonusGranted, .bonusLapsed, .billed, .billedFromCash, .billedFromBonus, .billedAsDebt,
      .debtSettled, .revenueRecognized, .breakage, .discount, .badDebt, .deferredEnd, .bonusOutstandingEnd,
      .debtOutstandingEnd, .unbilledEnd, .credit, .debt:
      true
    case .accountsOpened, .accountsOpenEnd, .topUps, .open, .signedIn, .stageNone, .stageReminder, .stagePaymentPage,
      .stageBlocked, .deletionPending, .opened, .newlyBlocked, .unblocked, .noticed, .cancelled, .deleted, .restored,
      .purged, .refused:
      false
    }
  }
}
