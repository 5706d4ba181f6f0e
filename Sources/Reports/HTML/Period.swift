import BillingCore
import Simulation

/// A stretch of the run that is one row of a page: a month, or of a long run several months.
struct Period {
  /// What its row begins with.
  let name: Table.Cell
  /// Its months, counted from the first of the run.
  let months: Range<Int>
  /// Its days, as offsets from the first of the run.
  let days: Range<Int>

  /// How many rows a page has room for.
  private static let limit = 36
  /// Lengths in months, of which the shortest is taken that needs no more rows: a month, a quarter, years.
  private static let lengths = [1, 3, 12, 60, 120]
}

extension ReportSet {
  /// The periods of the run: as many as a page has room for.
  var periods: [Period] {
    let months = months
    guard let first = months.first?.month, let last = months.last?.month else { return [] }
    func index(_ month: Month, _ length: Int) -> Int { Int(month.index) / length }
    let length = Period.fitting { index(last, $0) - index(first, $0) + 1 }
    var periods: [Period] = []
    var start = 0
    while start < months.count {
      let number = index(months[start].month, length)
      let end = months[start...].firstIndex { index($0.month, length) != number } ?? months.count
      periods.append(
        Period(
          name: ReportSet.name(from: months[start].month, length: length), months: start..<end,
          days: months[start].days.lowerBound..<months[end - 1].days.upperBound))
      start = end
    }
    return periods
  }

  private static func name(from month: Month, length: Int) -> Table.Cell {
    switch length {
    case 1: .month(month)
    case 3: .text("\(month.year) Q\((month.number + 2) / 3)")
    case 12: .text("\(month.year)")
    default: .text("\(month.year)-\(month.year / (length / 12) * (length / 12) + length / 12 - 1)")
    }
  }
}

extension Period {
  fileprivate static func fitting(_ rows: (Int) -> Int) -> Int {
    lengths.first { rows($0) <= limit } ?? lengths[lengths.count - 1]
  }
}
