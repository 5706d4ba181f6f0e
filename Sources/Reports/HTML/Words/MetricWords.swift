import Simulation

// What pages call the metrics and statistics that CSV files name in one word.

extension Metric {
  /// What pages call it; in Ukrainian a noun with what belongs to it, so that a sentence may begin with it.
  var phrase: Phrase {
    switch self {
    case .accountsOpened: Phrase("Accounts opened", uk: "Відкриті за період кабінети")
    case .accountsOpenEnd: Phrase("Open at the end", uk: "Відкриті на кінець кабінети")
    case .topUps: Phrase("Top-ups", uk: "Поповнення")
    case .cashIn: Phrase("Cash in", uk: "Надходження")
    case .bonusGranted: Phrase("Bonus granted", uk: "Надані бонуси")
    case .bonusLapsed: Phrase("Bonus lapsed", uk: "Згорілі бонуси")
    case .billed: Phrase("Billed", uk: "Нарахування")
    case .billedFromCash: Phrase("Billed from cash", uk: "Нарахування, сплачені коштами")
    case .billedFromBonus: Phrase("Billed from bonus", uk: "Нарахування, сплачені бонусами")
    case .billedAsDebt: Phrase("Billed as debt", uk: "Нарахування в борг")
    case .debtSettled: Phrase("Debt settled by cash", uk: "Борг, погашений коштами")
    case .revenueRecognized: Phrase("Revenue recognised", uk: "Визнаний дохід")
    case .breakage: Phrase("Breakage", uk: "Дохід від невикористаних залишків")
    case .discount: Phrase("Debt settled by bonus", uk: "Борг, погашений бонусами")
    case .badDebt: Phrase("Bad debt", uk: "Списаний безнадійний борг")
    case .deferredEnd: Phrase("Deferred at the end", uk: "Аванси одержані на кінець")
    case .bonusOutstandingEnd: Phrase("Bonus outstanding at the end", uk: "Залишок бонусів на кінець")
    case .debtOutstandingEnd: Phrase("Debt at the end", uk: "Борг клієнтів на кінець")
    case .unbilledEnd:
      Phrase("Used and not yet billed at the end", uk: "Спожиті, ще не нараховані послуги на кінець")
    case .open: Phrase("Open accounts", uk: "Відкриті кабінети")
    case .signedIn: Phrase("Accounts signed in to", uk: "Кабінети, до яких входили")
    case .stageNone: Phrase("No restriction", uk: "Кабінети без обмежень")
    case .stageReminder: Phrase("Reminder", uk: "Кабінети з нагадуванням")
    case .stagePaymentPage: Phrase("Payment page only", uk: "Кабінети лише зі сторінкою оплати")
    case .stageBlocked: Phrase("Blocked", uk: "Заблоковані кабінети")
    case .deletionPending: Phrase("Deletion pending", uk: "Кабінети, що очікують видалення")
    case .opened: Phrase("Opened", uk: "Нові кабінети")
    case .newlyBlocked: Phrase("Newly blocked", uk: "Нові блокування")
    case .unblocked: Phrase("Unblocked", uk: "Розблокування")
    case .noticed: Phrase("Notices of deletion", uk: "Попередження про видалення")
    case .cancelled: Phrase("Deletions cancelled", uk: "Скасовані видалення")
    case .deleted: Phrase("Deleted", uk: "Видалені кабінети")
    case .restored: Phrase("Restored", uk: "Відновлені кабінети")
    case .purged: Phrase("Purged", uk: "Остаточно стерті кабінети")
    case .refused: Phrase("Refused", uk: "Відмови")
    case .credit: Phrase("Credit", uk: "Передоплата на балансах")
    case .debt: Phrase("Debt", uk: "Борг клієнтів")
    case .bonusCost: Phrase("Bonus used", uk: "Використані бонуси")
    case .daysBlocked: Phrase("Days blocked", uk: "Дні блокування")
    case .blockedShare: Phrase("Share of days blocked", uk: "Частка днів блокування")
    case .recoveryRate: Phrase("Share of debts recovered", uk: "Частка погашених боргів")
    case .deletionRate: Phrase("Deletions a month, of open accounts", uk: "Частка видалених за місяць")
    }
  }
}

extension Notation {
  /// A name within a sentence: `cash in`, `надходження`.
  func lowercased(_ phrase: Phrase) -> String {
    let text = text(phrase)
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  /// A number of a metric in its unit, with its currency.
  ///
  /// - Parameter extraDecimals: how many more decimals than the metric it has.
  func text(_ value: Int128, of metric: Metric, extraDecimals: Int = 0) -> String {
    let number = decimal(value, decimals: metric.decimals(in: currency) + extraDecimals)
    return metric.kind == .money ? withCurrency(number) : number
  }

  /// A statistic of a metric: money with its decimals, counts with one, rates as a percentage with two.
  func text(_ value: Double, of metric: Metric) -> String {
    switch metric.kind {
    case .money: money(Int128(value.rounded()))
    case .count: decimal(Int128((value * 10).rounded()), decimals: 1)
    case .rate: percentage(Int128((value / 100).rounded()), decimals: 2)
    }
  }

  /// A share, in millionths, as a percentage with two decimals and without its sign.
  func hundredths(_ share: Double) -> String { decimal(Int128((share / 100).rounded()), decimals: 2) }

  /// How far two shares, in millionths, lie apart: `0.15 percentage points`, `0,15 в. п.`.
  func points(_ difference: Double) -> String {
    hundredths(difference) + text(Phrase(" percentage points", uk: "\u{A0}в.\u{A0}п."))
  }
}
