import BillingCore
import Simulation

// Reports that are sums over accounts.

/// A column of a total: its name, what it sums, and when.
struct TotalColumn: Sendable {
  let name: String
  let kind: Table.Kind
  let measure: Measure
  /// Whether only the last day of the period counts, though the measure is not a stock.
  let isAtEnd: Bool

  static func count(_ name: String, _ measure: Measure) -> TotalColumn {
    TotalColumn(name: name, kind: .count, measure: measure, isAtEnd: false)
  }

  static func money(_ name: String, _ measure: Measure, atEnd: Bool = false) -> TotalColumn {
    TotalColumn(name: name, kind: .money, measure: measure, isAtEnd: atEnd)
  }

  /// The columns of `revenue.csv` beside month and segment; also the metrics that thresholds may name.
  static let revenue: [TotalColumn] = [
    .count("accounts_opened", .opened), .count("accounts_open_end", .open), .count("top_ups", .topUps),
    .money("cash_in", .cashIn), .money("bonus_granted", .bonusGranted), .money("bonus_lapsed", .bonusLapsed),
    .money("billed", .billed), .money("billed_from_cash", .billedFromCash),
    .money("billed_from_bonus", .billedFromBonus), .money("billed_as_debt", .billedAsDebt),
    .money("debt_settled", .debtSettled), .money("revenue_recognized", .recognized),
    .money("breakage", .breakage), .money("discount", .discount), .money("bad_debt", .badDebt),
    .money("deferred_end", .deferred), .money("bonus_outstanding_end", .bonusOutstanding),
    .money("debt_outstanding_end", .debt), .money("unbilled_end", .unbilled, atEnd: true),
  ]

  /// The columns of `daily.csv` beside date and segment.
  static let daily: [TotalColumn] = [
    .count("open", .open), .count("signed_in", .signedIn), .count("stage_none", .stageNone),
    .count("stage_reminder", .stageReminder), .count("stage_payment_page", .stagePaymentPage),
    .count("stage_blocked", .stageBlocked), .count("deletion_pending", .deletionPending), .count("opened", .opened),
    .count("newly_blocked", .newlyBlocked), .count("unblocked", .unblocked), .count("noticed", .noticed),
    .count("cancelled", .cancelled), .count("deleted", .deleted), .count("restored", .restored),
    .count("purged", .purged), .count("refused", .refused), .count("top_ups", .topUps), .money("cash_in", .cashIn),
    .money("bonus_granted", .bonusGranted), .money("billed", .billed), .money("revenue_recognized", .recognized),
    .money("credit", .credit), .money("debt", .debt),
  ]
}

extension ReportSet {
  /// A total over a range of days, given as offsets from the first day.
  func total(_ column: TotalColumn, segments: Range<Int>, days: Range<Int>) -> Int128 {
    let counted = column.isAtEnd ? (days.upperBound - 1)..<days.upperBound : days
    return collected.totals.value(column.measure, segments: segments, days: counted)
  }

  private func cells(_ columns: [TotalColumn], segments: Range<Int>, days: Range<Int>) -> [Table.Cell] {
    columns.map { column in
      let total = total(column, segments: segments, days: days)
      return column.kind == .money ? .money(total) : .count(Int(total))
    }
  }

  var revenue: Table {
    let (months, splits) = (months, splits)
    return Table(
      "revenue", [("month", .month), ("segment", .text)] + TotalColumn.revenue.map { ($0.name, $0.kind) },
      rowCount: months.count * splits.count
    ) { row in
      let (month, split) = (months[row / splits.count], splits[row % splits.count])
      return [.month(month.month), .text(split.name)]
        + cells(TotalColumn.revenue, segments: split.segments, days: month.days)
    }
  }

  var daily: Table {
    let splits = splits
    return Table(
      "daily", [("date", .day), ("segment", .text)] + TotalColumn.daily.map { ($0.name, $0.kind) },
      rowCount: scenario.days * splits.count
    ) { row in
      let (day, split) = (row / splits.count, splits[row % splits.count])
      return [.day(scenario.start + day), .text(split.name)]
        + cells(TotalColumn.daily, segments: split.segments, days: day..<(day + 1))
    }
  }

  /// A row for each service that there is in the month, also when nothing was billed.
  var services: Table {
    let totals = collected.services
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
