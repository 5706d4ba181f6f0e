import BillingCore

/// A sheet of a workbook: a bold header that stays in sight, a filter on each column, and columns as wide as what they
/// hold.
struct Worksheet {
  /// The part, without its XML declaration.
  private(set) var bytes: [UInt8] = []
  private let currency: Currency
  private var widths: [Int]

  init(_ table: Table, currency: Currency, isFirst: Bool) {
    self.currency = currency
    widths = table.columns.map { _ in 0 }
    let letters = table.columns.indices.map(Worksheet.letters)
    append("<sheetData>")
    appendRow(1, table.columns.map { .text($0.name) }, letters, isHeader: true)
    for index in 0..<table.rowCount { appendRow(index + 2, table.row(index), letters) }
    append("</sheetData>")
    let area = "A1:\(letters.last ?? "A")\(table.rowCount + 1)"
    append("<autoFilter ref=\"\(area)\"/></worksheet>")
    bytes = Array(head(area, isFirst: isFirst).utf8) + bytes
  }

  private func head(_ area: String, isFirst: Bool) -> String {
    let columns = widths.enumerated().map { index, width in
      "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(min(width, 60) + 3)\" customWidth=\"1\"/>"
    }
    return """
      <worksheet xmlns="\(Workbook.main)"><dimension ref="\(area)"/>\
      <sheetViews><sheetView\(isFirst ? " tabSelected=\"1\"" : "") workbookViewId="0">\
      <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
      <cols>\(columns.joined())</cols>
      """
  }

  private mutating func append(_ text: String) { bytes += text.utf8 }

  private mutating func appendRow(_ number: Int, _ cells: [Table.Cell], _ letters: [String], isHeader: Bool = false) {
    append("<row r=\"\(number)\">")
    for (column, cell) in cells.enumerated() {
      let place = "\(letters[column])\(number)"
      let width = isHeader ? append(name: cell, at: place) : append(cell, at: place)
      widths[column] = max(widths[column], width)
    }
    append("</row>")
  }

  private mutating func append(name cell: Table.Cell, at place: String) -> Int {
    guard case .text(let text) = cell else { preconditionFailure("a header is text") }
    return append(text: text, at: place, .header)
  }

  /// Appends a cell, and tells how many characters it takes to show it.
  private mutating func append(_ cell: Table.Cell, at place: String) -> Int {
    switch cell {
    case .empty: return 0
    case .text(let text) where text.isPlainNumber: return append(number: text, at: place, .plain)
    case .text(let text): return append(text: text, at: place, .plain)
    case .day(let day): return append(day, as: "\(day)", at: place, .day)
    case .month(let month): return append(month.firstDay, as: "\(month)", at: place, .month)
    case .flag(let flag):
      append("<c r=\"\(place)\" t=\"b\"><v>\(flag ? 1 : 0)</v></c>")
      return 5
    case .count(let count): return append(number: "\(count)", at: place, .number(decimals: 0))
    case .decimal(let value, let decimals):
      return append(number: decimalText(value, decimals: decimals), at: place, .number(decimals: decimals))
    case .money(let minorUnits):
      let text = decimalText(minorUnits, decimals: currency.decimals)
      return append(number: text, at: place, .number(decimals: currency.decimals))
    }
  }

  private mutating func append(text: String, at place: String, _ style: CellStyle) -> Int {
    let escaped = XMLText.escaped(text)
    append(
      "<c r=\"\(place)\" s=\"\(style.place)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">\(escaped)</t></is></c>")
    return text.count
  }

  private mutating func append(number text: String, at place: String, _ style: CellStyle) -> Int {
    append("<c r=\"\(place)\" s=\"\(style.place)\"><v>\(text)</v></c>")
    return text.count + text.count / 4  // with thousands apart
  }

  /// A date is the number of days since 1899-12-30; one before March 1900, which spreadsheets count differently, is text.
  private mutating func append(_ day: Day, as text: String, at place: String, _ style: CellStyle) -> Int {
    guard day >= Month(year: 1900, month: 3).firstDay else { return append(text: text, at: place, .plain) }
    let number = day - (Month(year: 1900, month: 1).firstDay - 2)
    append("<c r=\"\(place)\" s=\"\(style.place)\"><v>\(number)</v></c>")
    return text.count
  }

  /// The letters of a column: A to Z, then AA.
  private static func letters(_ column: Int) -> String {
    let last = String(decoding: [UInt8(ascii: "A") + UInt8(column % 26)], as: UTF8.self)
    return (column < 26 ? "" : letters(column / 26 - 1)) + last
  }
}
