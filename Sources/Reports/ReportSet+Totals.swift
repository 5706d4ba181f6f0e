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

  /// What is counted for it.
  var measure: Measure {
    switch self {
    case .accountsOpened, .opened: .opened
    case .accountsOpenEnd, .open: .open
    case .topUps: .topUps
    case .cashIn: .cashIn
    case .bonusGranted: .bonusGranted
    case .bonusLapsed: .bonusLapsed
    case .billed: .billed
    case .billedFromCash: .billedFromCash
    case .billedFromBonus: .billedFromBonus
    case .billedAsDebt: .billedAsDebt
    case .debtSettled: .debtSettled
    case .revenueRecognized: .recognized
    case .breakage: .breakage
    case .discount: .discount
    case .badDebt: .badDebt
    case .deferredEnd: .deferred
    case .bonusOutstandingEnd: .bonusOutstanding
    case .debtOutstandingEnd, .debt: .debt
    case .unbilledEnd: .unbilled
    case .signedIn: .signedIn
    case .stageNone: .stageNone
    case .stageReminder: .stageReminder
    case .stagePaymentPage: .stagePaymentPage
    case .stageBlocked: .stageBlocked
    case .deletionPending: .deletionPending
    case .newlyBlocked: .newlyBlocked
    case .unblocked: .unblocked
    case .noticed: .noticed
    case .cancelled: .cancelled
    case .deleted: .deleted
    case .restored: .restored
    case .purged: .purged
    case .refused: .refused
    case .credit: .credit
    }
  }

  fileprivate var column: (String, Table.Kind) { (rawValue, isMoney ? .money : .count) }
}

extension ReportSet {
  /// A metric over a range of days, given as offsets from the first day.
  func value(of metric: Metric, segments: Range<Int>, days: Range<Int>) -> Int128 {
    outcome.totals.value(metric.measure, segments: segments, days: days)
  }

  private func cells(_ metrics: [Metric], segments: Range<Int>, days: Range<Int>) -> [Table.Cell] {
    metrics.map { metric in
      let value = value(of: metric, segments: segments, days: days)
      return metric.isMoney ? .money(value) : .count(Int(value))
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
