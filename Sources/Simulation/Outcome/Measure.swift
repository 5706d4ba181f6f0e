import BillingCore

/// What is counted by day and segment; the months of `revenue.csv` are made from the same numbers.
public enum Measure: Int, CaseIterable, Sendable {
  // Flows: what happened on the day.
  case opened, signedIn, newlyBlocked, unblocked, noticed, cancelled, deleted, restored, purged, refused
  case topUps, cashIn, bonusGranted, bonusLapsed, billed, billedFromCash, billedFromBonus, billedAsDebt
  case debtSettled, recognized, breakage, discount, badDebt
  // Spells of debt that reached a restriction, on the day that ended them.
  case spellsPaid, spellsDeleted
  // What the day's invoice would be, kept on the last day of a month and of the run alone.
  case unbilled
  // Stocks: what there is at the day's end.
  case open, stageNone, stageReminder, stagePaymentPage, stageBlocked, deletionPending
  case credit, debt, deferred, bonusOutstanding

  /// How many there are.
  static let count = bonusOutstanding.rawValue + 1

  /// Whether a period has what there is at its end, rather than the sum of its days.
  var isTakenAtTheEnd: Bool { rawValue >= Measure.unbilled.rawValue }

  static func open(in stage: Stage) -> Measure {
    switch stage {
    case .none: .stageNone
    case .reminder: .stageReminder
    case .paymentPage: .stagePaymentPage
    case .blocked: .stageBlocked
    }
  }
}
