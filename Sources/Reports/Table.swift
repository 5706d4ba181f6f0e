public import BillingCore

/// A report as typed rows, before any file format.
public struct Table: Sendable {
  /// What the cells of a column are.
  public enum Kind: Sendable {
    /// A word of the scenario or the glossary.
    case text
    /// A day.
    case day
    /// A month.
    case month
    /// A whole number.
    case count
    /// Minor units of the currency.
    case money
    /// Yes or no.
    case flag
    /// A number with a fraction, such as a mean.
    case number
  }

  /// A column.
  public struct Column: Sendable {
    /// The name in the header.
    public let name: String
    /// What its cells are.
    public let kind: Kind
  }

  /// A cell; its kind is its column's, but for a month in a column of text, where a total may stand as well.
  public enum Cell: Sendable {
    /// None.
    case empty
    /// A word.
    case text(String)
    /// A day.
    case day(Day)
    /// A month.
    case month(Month)
    /// A whole number.
    case count(Int)
    /// Minor units; 128 bits, since a total over accounts may pass 64.
    case money(Int128)
    /// Yes or no: `true` or `false`.
    case flag(Bool)

    /// A number with a fraction, as a whole number of its last decimal.
    case decimal(Int128, decimals: Int)

    /// A number with a fraction, rounded half away from zero.
    ///
    /// - Parameters:
    ///   - digits: how many digits of the value stand after the point: 2 for cents.
    ///   - decimals: how many are told.
    static func number(scaled value: Double, digits: Int, decimals: Int) -> Cell {
      let factor = (digits..<decimals).reduce(1.0) { power, _ in power * 10 }
      return .decimal(Int128((value * factor).rounded()), decimals: decimals)
    }

    static func amount(_ money: Money) -> Cell { .money(Int128(money.minorUnits)) }
  }

  /// The file's name, without its ending.
  public let name: String
  /// The columns, in order.
  public let columns: [Column]
  /// How many rows there are.
  public let rowCount: Int
  /// The cells of a row, made when they are asked for.
  public let row: @Sendable (Int) -> [Cell]

  init(_ name: String, _ columns: [(String, Kind)], rowCount: Int, row: @escaping @Sendable (Int) -> [Cell]) {
    self.name = name
    self.columns = Table.columns(columns)
    self.rowCount = rowCount
    self.row = row
  }

  /// Numbers of fewer digits than this has, 15 or fewer, are exact for readers that keep 64-bit floating point.
  static let exactLimit: UInt128 = 1_000_000_000_000_000

  static func columns(_ columns: [(String, Kind)]) -> [Column] { columns.map { Column(name: $0.0, kind: $0.1) } }
}
