import BillingCore
import Simulation

// Reports that are sums over accounts.

extension Metric {
  /// The columns of `revenue.csv` beside month and segment.
  static let revenueColumns: [Metric] = [
    .accountsOpened, .accountsOpenEnd, .topUps, .cashIn, .bonusGranted, .bonusLapsed, .billed, .billedFromCash,
    .billedFromBonus, .billedAsDebt, .debtSettled, .revenueRecognized, .breakage, .discount, .badDebt, .deferredEnd,
    .bonusOutstandingEnd, .debtOutstandingEnd, .unbilledEnd,
  ]

  /// The columns of `daily.csv` beside date and segment.
  static let dailyColumns: [Metric] = [
    .open, .signedIn, .stageNone, .stageReminder, .stagePaymentPage, .stageBlocked, .deletionPending, .opened,
    .newlyBlocked, .unblocked, .noticed, .cancelled, .deleted, .restored, .purged, .refused, .topUps, .cashIn,
    .bonusGranted, .billed, .revenueRecognized, .credit, .debt,
  ]

  /// How it is made of what is counted.
  var formula: Formula {
    switch self {
    case .accountsOpened, .opened: .measure(.opened)
    case .accountsOpenEnd, .open: .measure(.open)
    case .topUps: .measure(.topUps)
    case .cashIn: .measure(.cashIn)
    case .bonusGranted: .measure(.bonusGranted)
    case .bonusLapsed: .measure(.bonusLapsed)
    case .billed: .measure(.billed)
    case .billedFromCash: .measure(.billedFromCash)
    case .billedFromBonus: .measure(.billedFromBonus)
    case .billedAsDebt: .measure(.billedAsDebt)
    case .debtSettled: .measure(.debtSettled)
    case .revenueRecognized: .measure(.recognized)
    case .breakage: .measure(.breakage)
    case .discount: .measure(.discount)
    case .badDebt: .measure(.badDebt)
    case .deferredEnd: .measure(.deferred)
    case .bonusOutstandingEnd: .measure(.bonusOutstanding)
    case .debtOutstandingEnd, .debt: .measure(.debt)
    case .unbilledEnd: .measure(.unbilled)
    case .signedIn: .measure(.signedIn)
    case .stageNone: .measure(.stageNone)
    case .stageReminder: .measure(.stageReminder)
    case .stagePaymentPage: .measure(.stagePaymentPage)
    case .stageBlocked: .measure(.stageBlocked)
    case .deletionPending: .measure(.deletionPending)
    case .newlyBlocked: .measure(.newlyBlocked)
    case .unblocked: .measure(.unblocked)
    case .noticed: .measure(.noticed)
    case .cancelled: .measure(.cancelled)
    case .deleted: .measure(.deleted)
    case .restored: .measure(.restored)
    case .purged: .measure(.purged)
    case .refused: .measure(.refused)
    case .credit: .measure(.credit)
    case .bonusCost: .sum(.billedFromBonus, .discount)
    case .daysBlocked: .everyDay(.stageBlocked)
    case .blockedShare: .share(of: .everyDay(.stageBlocked), among: .everyDay(.open))
    case .recoveryRate: .share(of: .measure(.spellsPaid), among: .sum(.spellsPaid, .spellsDeleted))
    case .deletionRate: .share(of: .measure(.deleted), among: .everyMonth(.open))
    }
  }

  fileprivate var column: (String, Table.Kind) {
    switch kind {
    case .money: (rawValue, .money)
    case .count: (rawValue, .count)
    case .rate: preconditionFailure("no report of sums has rates")
    }
  }
}

/// How a number is made of what is counted by day and segment.
enum Formula {
  /// A flow of a period, or a stock at its end.
  case measure(Measure)
  /// Two of them, added up.
  case sum(Measure, Measure)
  /// A stock, added up over the days.
  case everyDay(Measure)
  /// A stock, added up over the months, each of whose days counts for its part of the month.
  case everyMonth(Measure)
  /// One number in relation to another.
  indirect case share(of: Formula, among: Formula)
}

extension ReportSet {
  /// A metric over a range of days, given as offsets from the first day; `nil` for a share of nothing.
  ///
  /// Minor units, a count, or millionths, rounded half away from zero.
  func value(of metric: Metric, segments: Range<Int>, days: Range<Int>) -> Int128? {
    let formula = metric.formula
    switch formula {
    case .measure(let measure): return outcome.totals.value(measure, segments: segments, days: days)
    case .share(let part, let whole):
      let (part, whole) = (fraction(part, segments, days), fraction(whole, segments, days))
      guard whole.numerator > 0 else { return nil }
      let (numerator, denominator) = (part.numerator * whole.denominator, whole.numerator * part.denominator)
      return (numerator * 2_000_000 + denominator) / (denominator * 2)
    case .sum, .everyDay, .everyMonth:
      let value = fraction(formula, segments, days)
      return value.numerator / value.denominator
    }
  }

  /// The least number that the lengths of all months divide.
  private static let monthParts: Int128 = 28 * 29 * 15 * 31

  private func fraction(_ formula: Formula, _ segments: Range<Int>, _ days: Range<Int>) -> (
    numerator: Int128, denominator: Int128
  ) {
    func onDay(_ measure: Measure, _ day: Int) -> Int128 {
      outcome.totals.value(measure, segments: segments, days: day..<(day + 1))
    }
    switch formula {
    case .measure(let measure): return (outcome.totals.value(measure, segments: segments, days: days), 1)
    case .sum(let one, let other):
      let sum =
        outcome.totals.value(one, segments: segments, days: days)
        + outcome.totals.value(other, segments: segments, days: days)
      return (sum, 1)
    case .everyDay(let measure): return (days.reduce(0) { $0 + onDay(measure, $1) }, 1)
    case .everyMonth(let measure):
      let parts = days.reduce(0) { sum, day in
        sum + onDay(measure, day) * (ReportSet.monthParts / Int128((scenario.start + day).month.dayCount))
      }
      return (parts, ReportSet.monthParts)
    case .share: preconditionFailure("a share of a share is no formula")
    }
  }

  /// The cells of a row of sums.
  func cells(_ metrics: [Metric], segments: Range<Int>, days: Range<Int>) -> [Table.Cell] {
    metrics.map { metric in
      switch (metric.kind, value(of: metric, segments: segments, days: days)) {
      case (.money, let value?): .money(value)
      case (.count, let value?): .count(Int(value))
      case (.rate, _), (_, nil): preconditionFailure("no report of sums has rates")
      }
    }
  }

  var revenue: Table {
    let (months, splits) = (months, splits)
    return Table(
      "revenue", [("month", .month), ("segment", .text)] + Metric.revenueColumns.map(\.column),
      rowCount: months.count * splits.count
    ) { row in
      let (month, split) = (months[row / splits.count], splits[row % splits.count])
      return [.month(month.month), .text(split.name)]
        + cells(Metric.revenueColumns, segments: split.segments, days: month.days)
    }
  }

  var daily: Table {
    let splits = splits
    return Table(
      "daily", [("date", .day), ("segment", .text)] + Metric.dailyColumns.map(\.column),
      rowCount: scenario.days * splits.count
    ) { row in
      let (day, split) = (row / splits.count, splits[row % splits.count])
      return [.day(scenario.start + day), .text(split.name)]
        + cells(Metric.dailyColumns, segments: split.segments, days: day..<(day + 1))
    }
  }

  /// A row for each service that there is in the month, also when nothing was billed.
  var services: Table {
    let totals = outcome.services
    var keys: [(month: Int, segment: Int, line: Int)] = []
    for (month, days) in months.map(\.days).enumerated() {
      let known = scenario.policies[scenario.start + (days.upperBound - 1)].tariff.services.count
      for segment in scenario.segmentNames.indices {
        for line in 0...known { keys.append((month, segment, line)) }
      }
    }
    let (months, names, rows) = (months, scenario.segmentNames, keys)
    return Table(
      "services",
      [
        ("month", .month), ("segment", .text), ("service", .text), ("accounts", .count), ("quantity", .count),
        ("billed", .money),
      ], rowCount: rows.count
    ) { row in
      let (month, segment, line) = rows[row]
      let cell = totals.cell(month: month, segment: segment, line: line)
      return [
        .month(months[month].month), .text(names[segment]),
        .text(scenario.policies.word(of: line == 0 ? nil : line - 1)), .count(cell.accounts),
        .count(Int(cell.quantity)), .money(cell.billed),
      ]
    }
  }
}
