/// How the values of a book are written: with commas and decimal points, or as Excel in Ukraine saves them, with
/// semicolons and decimal commas.
struct BookForm: Equatable {
  let separator: UInt8

  static let commas = BookForm(separator: .comma)
  static let semicolons = BookForm(separator: .semicolon)

  /// What stands before decimals.
  var decimalMark: UInt8 { self == .semicolons ? .comma : .dot }

  /// Why a file is no book, and what to do.
  struct Problem: Error {
    var offset = 0
    let message: String
    let hint: String
  }

  /// The form of a file: that of its first line.
  ///
  /// - Throws: why it is none, in one sentence, however many lines would be wrong.
  static func form(of bytes: [UInt8]) throws(Problem) -> BookForm {
    try checkEncoding(of: bytes)
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let line = bytes[start...].prefix { $0 != .lineFeed }
    if String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=" {
      throw Problem(
        message: "the first line is an instruction for Excel", hint: "leave it out; the header is the first line")
    }
    var found: [UInt8] = []
    var isQuoted = false
    for byte in line {
      if byte == .quote { isQuoted.toggle() }
      if !isQuoted, [.comma, .semicolon, .tab, .pipe].contains(byte), !found.contains(byte) { found.append(byte) }
    }
    if found.count > 1 {
      throw Problem(
        message: "the header has values separated by \(found.map(word).joined(separator: " and by "))",
        hint: "separate all values by commas, or all by semicolons")
    }
    switch found.first {
    case nil, .comma?: return .commas
    case .semicolon?: return .semicolons
    case let other?:
      throw Problem(
        message: "the values of the book are separated by \(word(other))",
        hint: "save it as CSV, with commas or semicolons between values")
    }
  }

  static func word(_ separator: UInt8) -> String {
    switch separator {
    case .comma: "commas"
    case .semicolon: "semicolons"
    case .tab: "tabs"
    default: "\"\(separator.character)\""
    }
  }

  /// Refuses what is not a text in UTF-8 with lines.
  private static func checkEncoding(of bytes: [UInt8]) throws(Problem) {
    let head = bytes.prefix(1024)
    let remedy = "save it as CSV in UTF-8; Excel calls it CSV UTF-8"
    if head.starts(with: "PK".utf8) {
      throw Problem(message: "the book is a workbook, or another archive", hint: remedy)
    }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) || head.contains(0) {
      throw Problem(message: "the book is in UTF-16, or is no text", hint: remedy)
    }
    if head.contains(.carriageReturn), !head.contains(.lineFeed) {
      throw Problem(message: "the lines of the book end with CR alone", hint: remedy)
    }
    do throws(UTF8.ValidationError) { _ = try UTF8Span(validating: bytes.span) } catch {
      throw Problem(
        offset: error.byteOffsets.lowerBound,
        message: "the book is not in UTF-8 from here on, but perhaps in Windows-1251",
        hint: remedy)
    }
  }
}

extension UInt8 {
  static var semicolon: UInt8 { 0x3B }
  fileprivate static var pipe: UInt8 { 0x7C }
}
