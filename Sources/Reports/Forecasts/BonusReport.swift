import BillingCore
public import Simulation

/// `bonus.csv`: what bonuses cost and bring, by month and tier, each a mean over the replications; and against the base,
/// how much cash they pull forward, what an extra unit of cash costs, and how much of them was given for nothing.
public struct BonusReport: Sendable {
  /// A scenario's sums over its replications.
  struct Side: Sendable {
    let scenario: Scenario
    let origins: [BonusTotals.Origin]
    /// By month, then origin.
    var cells: [BonusTotals.Cell]
    var outstandingAtStart: [Int128]
    var deferredAtStart: Int128 = 0
    /// `nil` once a replication has other accounts than the base's.
    var grantedAnyway: Int128? = 0

    init(_ scenario: Scenario, months: Int) {
      self.scenario = scenario
      origins = BonusTotals(scenario).origins
      cells = Array(repeating: BonusTotals.Cell(), count: months * origins.count)
      outstandingAtStart = Array(repeating: 0, count: origins.count)
    }

    mutating func add(_ totals: BonusTotals) {
      for index in cells.indices {
        cells[index].add(totals.cell(month: index / origins.count, origin: index % origins.count))
      }
      for index in origins.indices { outstandingAtStart[index] += totals.outstandingAtStart[index] }
      deferredAtStart += totals.deferredAtStart
      grantedAnyway = totals.grantedAnyway.flatMap { more in grantedAnyway.map { $0 + more } }
    }

    /// The sum over months, up to and with one, and over origins.
    func sum(months: Range<Int>, origins chosen: Range<Int>) -> BonusTotals.Cell {
      months.reduce(into: BonusTotals.Cell()) { sum, month in
        for origin in chosen { sum.add(cells[month * origins.count + origin]) }
      }
    }
  }

  private var sides: [Side]
  private let months: Int

  /// Nothing yet; the first scenario is the base.
  public init(_ scenarios: [Scenario]) {
    months = scenarios.first.map { Int($0.lastDay.month.index - $0.start.month.index) + 1 } ?? 0
    sides = scenarios.map { [months] in Side($0, months: months) }
  }

  /// Adds a replication of one side.
  public mutating func add(_ totals: BonusTotals, side: Int) { sides[side].add(totals) }
}

// MARK: The table

extension BonusReport {
  private static let columns: [(String, Table.Kind)] = [
    ("variant", .text), ("month", .text), ("tier", .text), ("top_ups", .number), ("cash_in", .number),
    ("bonus_granted", .number), ("bonus_used", .number), ("bonus_lapsed", .number), ("bonus_outstanding_end", .number),
    ("extra_cash", .number), ("extra_bonus_used", .number), ("cash_pulled_forward", .number),
    ("cost_per_extra_cash", .number), ("paid_anyway_share", .number), ("payback_month", .text),
  ]

  /// A row for each side, month and `total`, and origin of bonus and `all`.
  ///
  /// The columns from `extra_cash` on stand in the rows of `all` of the variants: sums from the first day on, less the
  /// base's. Cash pulled forward is how much more than the base's the cash received and not yet earned has grown.
  /// What an extra unit of cash costs, and when it pays back, is empty where a variant uses less bonus than the base.
  ///
  /// - Parameter comparison: the same replications.
  public func table(of comparison: Comparison) -> Table {
    var rows: [[Table.Cell]] = []
    for side in sides.indices {
      for month in 0...months {
        for origin in 0...sides[side].origins.count {
          rows.append(row(side, month: month, origin: origin, comparison))
        }
      }
    }
    return Table("bonus", BonusReport.columns, rowCount: rows.count) { [rows] in rows[$0] }
  }

  /// A row; the month after the last is the total, the origin after the last all of them.
  private func row(_ number: Int, month: Int, origin: Int, _ comparison: Comparison) -> [Table.Cell] {
    let side = sides[number]
    let decimals = side.scenario.policies.currency.decimals
    let count = Double(max(1, comparison.replications))
    func money(_ sum: Int128) -> Table.Cell {
      .number(scaled: Double(sum) / count, digits: decimals, decimals: decimals)
    }
    let isAll = origin == side.origins.count
    let origins = isAll ? 0..<side.origins.count : origin..<(origin + 1)
    let period = month == months ? 0..<months : month..<(month + 1)
    let cell = side.sum(months: period, origins: origins)
    let upToNow = side.sum(months: 0..<period.upperBound, origins: origins)
    let before = origins.reduce(0) { $0 + side.outstandingAtStart[$1] }
    let outstanding = before + upToNow.granted - upToNow.used - upToNow.lapsed
    let name = isAll ? Scenario.allSegments : word(of: side.origins[origin], decimals: decimals)
    let periods = comparison.base.forecast.periods
    return [
      .text(side.scenario.name), periods[month].cell, .text(name),
      .number(scaled: Double(cell.topUps) / count, digits: 0, decimals: 4), money(cell.cashIn), money(cell.granted),
      money(cell.used), money(cell.lapsed), money(outstanding),
    ] + (isAll && number > 0 ? extra(number, month: month, comparison) : Array(repeating: .empty, count: 6))
  }

  private func word(of origin: BonusTotals.Origin, decimals: Int) -> String {
    switch origin {
    case .tier(let from): decimalText(from.minorUnits, decimals: decimals)
    case .noTier: "none"
    case .opening: "opening"
    }
  }

  /// What a variant has brought and cost beyond the base, from the first day to the end of a month.
  private func extra(_ number: Int, month: Int, _ comparison: Comparison) -> [Table.Cell] {
    let decimals = sides[number].scenario.policies.currency.decimals
    let count = Double(max(1, comparison.replications))
    let (cash, used) = (extraCash(number, through: month) / count, extraUsed(number, through: month) / count)
    let before = Double(sides[number].deferredAtStart - sides[0].deferredAtStart) / count
    let forward = comparison.difference(of: .deferredEnd, period: month, variant: number - 1).mean - before
    let costs = extraUsed(number, through: months) >= 0
    func money(_ value: Double) -> Table.Cell { .number(scaled: value, digits: decimals, decimals: decimals) }
    let granted = sides[number].sum(months: 0..<months, origins: sides[number].origins.indices).granted
    let isTotal = month == months
    let anyway = granted > 0 ? sides[number].grantedAnyway.map { Double($0) / Double(granted) } : nil
    let share = anyway.map { Table.Cell.number(scaled: $0, digits: 0, decimals: 6) }
    return [
      money(cash), money(used), money(forward),
      cash > 0 && used >= 0 ? .number(scaled: used / cash, digits: 0, decimals: 6) : .empty,
      isTotal ? share ?? .empty : .empty,
      isTotal && costs ? .text(paybackMonth(number, comparison)) : .empty,
    ]
  }

  private func extraCash(_ number: Int, through month: Int) -> Double {
    let through = min(month, months - 1)
    func sum(_ side: Side) -> Double {
      Double(side.sum(months: 0..<(through + 1), origins: side.origins.indices).cashIn)
    }
    return sum(sides[number]) - sum(sides[0])
  }

  private func extraUsed(_ number: Int, through month: Int) -> Double {
    let through = min(month, months - 1)
    func sum(_ side: Side) -> Double {
      Double(side.sum(months: 0..<(through + 1), origins: side.origins.indices).used)
    }
    return sum(sides[number]) - sum(sides[0])
  }

  /// The first month from which on the extra cash is no less than the extra bonus used, to the end; `none` without one.
  private func paybackMonth(_ number: Int, _ comparison: Comparison) -> String {
    let first = (0..<months).reversed().prefix { month in
      extraCash(number, through: month) >= extraUsed(number, through: month)
    }.last
    return first.map { comparison.base.forecast.periods[$0].word } ?? "none"
  }
}
