import BillingCore

/// Invoice lines, summed by month, segment and service.
public struct ServiceTotals: Sendable {
  /// One sum.
  public struct Cell: Sendable {
    /// Accounts with a line in the month.
    public internal(set) var accounts: Int = 0
    /// The last of them, by its place among those counted.
    fileprivate var lastAccount = 0
    /// As lines count it.
    public internal(set) var quantity: Int128 = 0
    /// Minor units.
    public internal(set) var billed: Int128 = 0
  }

  private let firstMonth: Month
  private let segmentCount: Int
  /// The base and the tariff's services.
  let lineCount: Int
  private var cells: [Cell]
  private var segment = 0
  /// The day of the present account's last line, and where its month's cells begin.
  private var lastDay: Day?
  private var row = 0
  /// The present account's place among those counted, from 1.
  private var account = 0

  init(months: Int, from firstMonth: Month, segments: Int, services: Int) {
    self.firstMonth = firstMonth
    segmentCount = segments
    lineCount = services + 1
    cells = Array(repeating: Cell(), count: months * segments * lineCount)
  }

  mutating func begin(segment: Int) {
    self.segment = segment
    lastDay = nil
    account += 1
  }

  @inline(__always)
  mutating func observe(_ line: InvoiceLine, on day: Day) {
    if day != lastDay {
      lastDay = day
      row = index(month: Int(day.month.index - firstMonth.index), segment: segment, line: 0)
    }
    let (account, cell) = (account, row + (line.service.map { $0 + 1 } ?? 0))
    var cells = cells.mutableSpan
    if cells[cell].lastAccount != account {
      cells[cell].lastAccount = account
      cells[cell].accounts += 1
    }
    cells[cell].quantity += Int128(line.quantity)
    cells[cell].billed += Int128(line.amount.minorUnits)
  }

  mutating func merge(_ other: ServiceTotals) {
    for index in cells.indices {
      cells[index].accounts += other.cells[index].accounts
      cells[index].quantity += other.cells[index].quantity
      cells[index].billed += other.cells[index].billed
    }
  }

  /// The sum of a month, both counted from the first.
  ///
  /// - Parameter line: 0 is the base, the services follow.
  public func cell(month: Int, segment: Int, line: Int) -> Cell {
    cells[index(month: month, segment: segment, line: line)]
  }

  private func index(month: Int, segment: Int, line: Int) -> Int { (month * segmentCount + segment) * lineCount + line }
}
