public import BillingCore

/// The real accounts that a segment starts from, as a file tells them in the evening before the first day (MODEL 1).
///
/// An account's chances hang on its name alone, not on its place: a book in another order, or one with more or fewer
/// rows, leaves each account's decisions as they were. (Names whose hashes meet, about one pair in two billion, are kept
/// apart by their order.)
public struct OpeningBook: Sendable {
  /// One account.
  public struct Row: Sendable {
    /// Where the name stands among the file's bytes.
    public var name: Range<Int32>
    /// The day of its creation.
    public var created: Day
    /// The last day of activity.
    public var lastActivity: Day
    /// Cash paid ahead.
    public var prepaidCash = Money.zero
    /// Bonus, as one grant made on the eve.
    public var prepaidBonus = Money.zero
    /// Debt; it excludes prepaid money.
    public var debt = Money.zero
    /// Whether the account is blocked.
    public var isBlocked = false
    /// Whether the account starts with a spell of idleness.
    public var isIdle = false
    /// What its chances hang on.
    fileprivate(set) var number: UInt32 = 0

    /// Makes a row without money.
    public init(name: Range<Int32>, created: Day, lastActivity: Day) {
      self.name = name
      self.created = created
      self.lastActivity = lastActivity
    }
  }

  /// The path, relative to the scenario's folder.
  public let path: String
  /// The file.
  public let bytes: [UInt8]
  /// The accounts, in the order of the file.
  public private(set) var rows: [Row] = []

  private let unitServices: [ServiceIndex]
  private let usedServices: [ServiceIndex]
  /// For each row the units, then the use; -1 where the file says nothing.
  private var quantities: [Int32] = []
  private var rowByNumber: [UInt32: Int32] = [:]

  /// Makes an empty book whose rows tell units and use of some services.
  public init(path: String, bytes: [UInt8], units: [ServiceIndex], used: [ServiceIndex]) {
    self.path = path
    self.bytes = bytes
    unitServices = units
    usedServices = used
  }

  /// Adds an account, unless one of the same name is there: then gives that one's index.
  ///
  /// - Parameter quantities: units, then use, in the order of the services that the book was made with; -1 for nothing.
  public mutating func append(_ row: Row, quantities: [Int32]) -> Int? {
    var row = row
    let index = Int32(rows.count)
    var number = OpeningBook.number(of: bytes[Int(row.name.lowerBound)..<Int(row.name.upperBound)])
    while let other = rowByNumber[number] {
      if hasName(Int(other), bytes[Int(row.name.lowerBound)..<Int(row.name.upperBound)]) { return Int(other) }
      number = (number + 1) & (Population.firstArrival - 1)
    }
    rowByNumber[number] = index
    row.number = number
    rows.append(row)
    self.quantities += quantities
    return nil
  }

  /// An account's name.
  public func name(of row: Int) -> String {
    let range = rows[row].name
    return String(decoding: bytes[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self)
  }

  /// The row of an account, or nothing when the book has none of that name.
  public func row(named name: String) -> Int? {
    var number = OpeningBook.number(of: Array(name.utf8)[...])
    while let row = rowByNumber[number] {
      if hasName(Int(row), Array(name.utf8)[...]) { return Int(row) }
      number = (number + 1) & (Population.firstArrival - 1)
    }
    return nil
  }

  /// Units of a recurring service that are switched on; 0 where the file says nothing.
  func units(of service: ServiceIndex, row: Int) -> Int {
    unitServices.firstIndex(of: service).map { max(0, Int(quantities[first(of: row) + $0])) } ?? 0
  }

  /// Use of the running month so far, or nothing where the file says nothing.
  func used(of service: ServiceIndex, row: Int) -> Int? {
    guard let column = usedServices.firstIndex(of: service) else { return nil }
    let quantity = quantities[first(of: row) + unitServices.count + column]
    return quantity < 0 ? nil : Int(quantity)
  }

  private func first(of row: Int) -> Int { row * (unitServices.count + usedServices.count) }

  private func hasName(_ row: Int, _ name: ArraySlice<UInt8>) -> Bool {
    bytes[Int(rows[row].name.lowerBound)..<Int(rows[row].name.upperBound)] == name
  }

  /// 31 bits of a name, so that it is never the number of an account that arrives.
  private static func number(of name: ArraySlice<UInt8>) -> UInt32 {
    UInt32(Fingerprint.mix(Fingerprint.hash(of: name), 0) >> 33)
  }
}

extension OpeningBook {
  /// What a book adds up to, so that it can be held against the books of the company.
  public struct Totals: Hashable, Sendable {
    /// Accounts.
    public var accounts = 0
    /// Prepaid cash, in minor units.
    public var prepaidCash: Int128 = 0
    /// Prepaid bonus, in minor units.
    public var prepaidBonus: Int128 = 0
    /// Debt, in minor units.
    public var debt: Int128 = 0
    /// Accounts that are blocked.
    public var blocked = 0
    /// Accounts that start idle.
    public var idle = 0
    /// Accounts without any activity since their creation.
    public var neverActive = 0
    /// Units and use, by the services that the book tells them of; only what the file says.
    public var quantities: [Quantity] = []
  }

  /// A service's sum.
  public struct Quantity: Hashable, Sendable {
    /// The service.
    public let service: ServiceIndex
    /// Units, or units used.
    public let sum: Int
  }

  /// The sums of its columns.
  public var totals: Totals {
    var sums = Totals()
    let width = unitServices.count + usedServices.count
    for (column, service) in (unitServices + usedServices).enumerated() {
      let told = stride(from: column, to: quantities.count, by: width).lazy.map { max(0, Int(quantities[$0])) }
      sums.quantities.append(Quantity(service: service, sum: told.reduce(0, +)))
    }
    return rows.reduce(into: sums) { totals, row in
      totals.accounts += 1
      totals.prepaidCash += Int128(row.prepaidCash.minorUnits)
      totals.prepaidBonus += Int128(row.prepaidBonus.minorUnits)
      totals.debt += Int128(row.debt.minorUnits)
      totals.blocked += row.isBlocked ? 1 : 0
      totals.idle += row.isIdle ? 1 : 0
      totals.neverActive += row.lastActivity == row.created ? 1 : 0
    }
  }
}
