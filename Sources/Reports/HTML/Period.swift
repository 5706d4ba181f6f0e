import BillingCore
import Simulation

/// A stretch of the run that is one row of a page: a month, or of a long run a quarter or several years.
struct Period {
  /// How long rows are, in months.
  enum Length: Int, CaseIterable {
    case month = 1
    case quarter = 3
    case year = 12
    case fiveYears = 60
    case tenYears = 120
  }

  let length: Length
  /// Its first and its last month within the run.
  let first: Month
  let last: Month
  /// Its months, counted from the first of the run.
  let months: Range<Int>
  /// Its days, as offsets from the first of the run.
  let days: Range<Int>
  /// How many days the calendar gives it; the run may have fewer of them, at its beginning and its end.
  let wholeDays: Int

  /// Whether all its days are in the run; only such periods are compared with one another.
  var isWhole: Bool { days.count == wholeDays }

  /// How many rows a page has room for.
  private static let limit = 36

  fileprivate static func fitting(_ rows: (Int) -> Int) -> Length {
    Length.allCases.first { rows($0.rawValue) <= limit } ?? .tenYears
  }

  /// What its row begins with: `Jan 2027`, `2027 Q1`, `2027`, `2027–2031`.
  func name(_ notation: Notation) -> Table.Cell {
    switch length {
    case .month: return .month(first)
    case .quarter:
      let quarter = (first.number + 2) / 3
      return .text(notation.text(Phrase("\(first.year) Q\(quarter)", uk: "\(quarter) кв. \(first.year)")))
    case .year, .fiveYears, .tenYears:
      return .text(first.year == last.year ? "\(first.year)" : "\(first.year)–\(last.year)")
    }
  }
}

extension ReportSet {
  /// The periods of the run: as many as a page has room for.
  var periods: [Period] {
    let months = months
    guard let first = months.first?.month, let last = months.last?.month else { return [] }
    let length = Period.fitting { Int(last.index) / $0 - Int(first.index) / $0 + 1 }
    func block(_ month: Month) -> Int { Int(month.index) / length.rawValue }
    var periods: [Period] = []
    var start = 0
    while start < months.count {
      let number = block(months[start].month)
      let end = months[start...].firstIndex { block($0.month) != number } ?? months.count
      let calendar = Month(index: Int32(number * length.rawValue))
      let next = Month(index: Int32((number + 1) * length.rawValue))
      periods.append(
        Period(
          length: length, first: months[start].month, last: months[end - 1].month, months: start..<end,
          days: months[start].days.lowerBound..<months[end - 1].days.upperBound,
          wholeDays: next.firstDay - calendar.firstDay))
      start = end
    }
    return periods
  }
}

extension Notation {
  /// The periods that are not whole, at the ends of a run that begins or ends within one.
  func parts(of periods: [Period]) -> String {
    let parts = periods.filter { !$0.isWhole }.map { period in
      let (name, days) = (self.text(period.name(self)), count(period.days.count))
      return text(
        Phrase(
          "\(name) has \(days) of \(genitive(period.wholeDays, .day))",
          uk: "\(name) — лише \(days) з \(genitive(period.wholeDays, .day))"))
    }
    return parts.isEmpty ? "" : " \(parts.joined(separator: "; "))."
  }
}
