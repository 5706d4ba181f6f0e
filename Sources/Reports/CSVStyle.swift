/// How tables are spelled as CSV (FORMATS 4).
public enum CSVStyle: String, CaseIterable, Sendable {
  /// For programs: UTF-8, comma, decimal point, LF.
  case standard
  /// For spreadsheets of a locale like Ukraine's, which open it as it is: a byte order mark, semicolon, decimal comma,
  /// CRLF.
  case excelUK = "excel-uk"

  /// What a file begins with, before its header.
  var mark: [UInt8] {
    switch self {
    case .standard: []
    case .excelUK: [0xEF, 0xBB, 0xBF]
    }
  }

  /// What stands between cells.
  var delimiter: UInt8 {
    switch self {
    case .standard: UInt8(ascii: ",")
    case .excelUK: UInt8(ascii: ";")
    }
  }

  /// What stands before decimals.
  var decimalMark: UInt8 {
    switch self {
    case .standard: UInt8(ascii: ".")
    case .excelUK: UInt8(ascii: ",")
    }
  }

  /// What ends a line.
  var lineEnd: [UInt8] {
    switch self {
    case .standard: [UInt8(ascii: "\n")]
    case .excelUK: [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
    }
  }
}

/// Gives lines of row reports, which are made in the standard style while the run goes, another one.
///
/// So the style costs nothing where there are many accounts and nobody asks for it. No cell of such a line has quotes or
/// a delimiter of any style in it: texts are words and names that were checked on reading.
struct Restyling {
  private let style: CSVStyle
  /// By column, whether it may have decimals.
  private let hasDecimals: [Bool]

  init(_ columns: [Table.Column], to style: CSVStyle) {
    self.style = style
    hasDecimals = columns.map { $0.kind == .money || $0.kind == .number }
  }

  /// Whole lines in the style.
  func callAsFunction(_ lines: [UInt8]) -> [UInt8] {
    guard style != .standard else { return lines }
    var result: [UInt8] = []
    result.reserveCapacity(lines.count + lines.count / 32)
    var column = 0
    for byte in lines {
      switch byte {
      case UInt8(ascii: ","):
        result.append(style.delimiter)
        column += 1
      case UInt8(ascii: "."): result.append(hasDecimals[column] ? style.decimalMark : byte)
      case UInt8(ascii: "\n"):
        result += style.lineEnd
        column = 0
      default: result.append(byte)
      }
    }
    return result
  }
}
