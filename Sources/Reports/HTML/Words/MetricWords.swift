import Simulation

// What pages call the metrics and statistics that CSV files name in one word.

extension Metric {
  /// What pages call it.
  var phrase: Phrase {
    switch self {
    case .accountsOpened: Phrase("Accounts opened", uk: "Відкрито кабінетів")
    case .accountsOpenEnd: Phrase("Open at the end", uk: "Відкриті на кінець")
    case .topUps: Phrase("Top-ups", uk: "Поповнень")
    case .cashIn: Phrase("Cash in", uk: "Надходження")
    case .bonusGranted: Phrase("Bonus granted", uk: "Надано бонусів")
    case .bonusLapsed: Phrase("Bonus lapsed", uk: "Згоріло бонусів")
    case .billed: Phrase("Billed", uk: "Нараховано")
    case .billedFromCash: Phrase("Billed from cash", uk: "Нараховано з коштів")
    case .billedFromBonus: Phrase("Billed from bonus", uk: "Нараховано з бонусів")
    case .billedAsDebt: Phrase("Billed as debt", uk: "Нараховано в борг")
    case .debtSettled: Phrase("Debt settled by cash", uk: "Погашено боргу коштами")
    case .revenueRecognized: Phrase("Revenue recognised", uk: "Визнаний дохід")
    case .breakage: Phrase("Breakage", uk: "Дохід від згорілих залишків")
    case .discount: Phrase("Debt settled by bonus", uk: "Погашено боргу бонусами")
    case .badDebt: Phrase("Bad debt", uk: "Списано безнадійного боргу")
    case .deferredEnd: Phrase("Deferred at the end", uk: "Аванси клієнтів на кінець")
    case .bonusOutstandingEnd: Phrase("Bonus outstanding at the end", uk: "Залишок бонусів на кінець")
    case .debtOutstandingEnd: Phrase("Debt at the end", uk: "Борг на кінець")
    case .unbilledEnd: Phrase("Used and not yet billed at the end", uk: "Використано, ще не нараховано на кінець")
    case .open: Phrase("Open accounts", uk: "Відкриті кабінети")
    case .signedIn: Phrase("Accounts signed in to", uk: "Кабінети, у які заходили")
    case .stageNone: Phrase("No restriction", uk: "Без обмежень")
    case .stageReminder: Phrase("Reminder", uk: "Нагадування")
    case .stagePaymentPage: Phrase("Payment page only", uk: "Лише сторінка оплати")
    case .stageBlocked: Phrase("Blocked", uk: "Заблоковані")
    case .deletionPending: Phrase("Deletion pending", uk: "Очікують видалення")
    case .opened: Phrase("Opened", uk: "Відкрито")
    case .newlyBlocked: Phrase("Newly blocked", uk: "Заблоковано")
    case .unblocked: Phrase("Unblocked", uk: "Розблоковано")
    case .noticed: Phrase("Notices of deletion", uk: "Попереджень про видалення")
    case .cancelled: Phrase("Deletions cancelled", uk: "Видалень скасовано")
    case .deleted: Phrase("Deleted", uk: "Видалено")
    case .restored: Phrase("Restored", uk: "Відновлено")
    case .purged: Phrase("Purged", uk: "Стерто остаточно")
    case .refused: Phrase("Refused", uk: "Відмов")
    case .credit: Phrase("Credit", uk: "Передоплата на балансах")
    case .debt: Phrase("Debt", uk: "Борг")
    case .bonusCost: Phrase("Bonus used", uk: "Використано бонусів")
    case .daysBlocked: Phrase("Days blocked", uk: "Днів блокування")
    case .blockedShare: Phrase("Share of days blocked", uk: "Частка днів блокування")
    case .recoveryRate: Phrase("Share of debts recovered", uk: "Частка погашених боргів")
    case .deletionRate: Phrase("Deletions a month, of open accounts", uk: "Видалень за місяць, від відкритих")
    }
  }
}

extension Notation {
  /// A number of a metric in its unit, with its currency.
  func text(_ value: Int128, of metric: Metric) -> String {
    switch metric.kind {
    case .money: money(value)
    case .count: count(value)
    case .rate: decimal(value, decimals: 6)
    }
  }

  /// A statistic of a metric: money with its decimals, counts with one, rates as a percentage with two.
  func text(_ value: Double, of metric: Metric) -> String {
    switch metric.kind {
    case .money: money(Int128(value.rounded()))
    case .count: decimal(Int128((value * 10).rounded()), decimals: 1)
    case .rate: decimal(Int128((value / 100).rounded()), decimals: 2) + (language == .english ? "%" : "\u{A0}%")
    }
  }
}
