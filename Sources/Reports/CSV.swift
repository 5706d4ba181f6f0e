public import BillingCore

/// Writes tables as delimited values: UTF-8, RFC 4180 quoting, one header, in a style (FORMATS 4).
///
/// Money always has the currency's decimals; there are no exponents, no thousands separators and no minus zero. An
/// empty cell means none. A text that is a plain number, such as a value of a sweep or the limit of a tier, has the
/// style's decimal mark too.
public struct CSV {
  private let decimals: Int
  private let style: CSVStyle
  private let (delimiter, lineEnd): (UInt8, [UInt8])
  private var bytes: [UInt8]

  /// The bytes of a whole table.
  public static func bytes(of table: Table, currency: Currency, style: CSVStyle = .standard) -> [UInt8] {
    var csv = CSV(decimals: currency.decimals, style: style)
    csv.appendLine(table.columns.map { .text($0.name) })
    for index in 0..<table.rowCount { csv.appendLine(table.row(index)) }
    return csv.bytes
  }

  /// The header of a table whose lines are made while the run goes.
  static func header(_ columns: [Table.Column], style: CSVStyle) -> [UInt8] {
    var csv = CSV(decimals: 0, style: style)
    csv.appendLine(columns.map { .text($0.name) })
    return csv.bytes
  }

  private init(decimals: Int, style: CSVStyle) {
    self.decimals = decimals
    self.style = style
    (delimiter, lineEnd) = (style.delimiter, style.lineEnd)
    bytes = style.mark
  }

  private mutating func appendLine(_ cells: [Table.Cell]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(delimiter) }
      append(cell)
    }
    bytes += lineEnd
  }

  private mutating func append(_ cell: Table.Cell) {
    switch cell {
    case .empty: break
    case .text(let text) where style != .standard && text.isPlainNumber: append(number: text)
    case .text(let text): append(text)
    case .day(let day): bytes.append(contentsOf: day.description.utf8)
    case .month(let month): bytes.append(contentsOf: month.description.utf8)
    case .flag(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    case .count(let count): bytes.append(contentsOf: String(count).utf8)
    case .decimal(let value, let decimals): append(number: decimalText(value, decimals: decimals))
    case .money(let minorUnits): append(number: decimalText(minorUnits, decimals: decimals))
    }
  }

  private mutating func append(number text: String) {
    guard style != .standard else { return bytes.append(contentsOf: text.utf8) }
    for byte in text.utf8 { bytes.append(byte == UInt8(ascii: ".") ? style.decimalMark : byte) }
  }

  private mutating func append(_ text: String) {
    let needsQuotes = text.utf8.contains { $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 < 0x20 }
    guard needsQuotes else { return bytes.append(contentsOf: text.utf8) }
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension String {
  /// Whether it is a decimal number and nothing else: digits, with or without a sign and decimals.
  var isPlainNumber: Bool {
    let parts = (utf8.first == UInt8(ascii: "-") ? self.dropFirst() : self[...]).split(
      separator: ".", omittingEmptySubsequences: false)
    return parts.count <= 2
      && parts.allSatisfy { part in !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  }
}
