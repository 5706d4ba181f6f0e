public import BillingCore

/// Writes tables as comma-separated values: UTF-8, comma, dot, LF, RFC 4180 quoting, one header (FORMATS 4).
///
/// Money always has the currency's decimals; there are no exponents, no thousands separators and no minus zero. An
/// empty cell means none.
public struct CSV {
  private let decimals: Int
  private var bytes: [UInt8] = []

  /// The bytes of a whole table.
  public static func bytes(of table: Table, currency: Currency) -> [UInt8] {
    var csv = CSV(decimals: currency.decimals)
    csv.appendLine(table.columns.map { .text($0.name) })
    for index in 0..<table.rowCount { csv.appendLine(table.row(index)) }
    return csv.bytes
  }

  private init(decimals: Int) { self.decimals = decimals }

  private mutating func appendLine(_ cells: [Table.Cell]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(cell)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func append(_ cell: Table.Cell) {
    switch cell {
    case .empty: break
    case .text(let text): append(text)
    case .day(let day): bytes.append(contentsOf: day.description.utf8)
    case .month(let month): bytes.append(contentsOf: month.description.utf8)
    case .flag(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    case .count(let count): bytes.append(contentsOf: String(count).utf8)
    case .decimal(let value, let decimals): bytes.append(contentsOf: decimalText(value, decimals: decimals).utf8)
    case .money(let minorUnits): bytes.append(contentsOf: decimalText(minorUnits, decimals: decimals).utf8)
    }
  }

  private mutating func append(_ text: String) {
    let needsQuotes = text.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 < 0x20 }
    guard needsQuotes else { return bytes.append(contentsOf: text.utf8) }
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
