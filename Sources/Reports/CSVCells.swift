import BillingCore

// How each kind of cell is written: UTF-8, dot, no exponents, no thousands separators, no minus zero (FORMATS 4).
// A line is made in a span of bytes of enough capacity, which is much faster than byte by byte into an array.

extension OutputSpan where Element == UInt8 {
  /// Ends a cell.
  @inline(__always)
  mutating func comma() { append(UInt8(ascii: ",")) }

  /// Ends a line.
  @inline(__always)
  mutating func endLine() { append(UInt8(ascii: "\n")) }

  /// A word of the glossary, or a name that was checked on reading: it needs no quotes.
  @inline(__always)
  mutating func word(_ text: String) {
    for byte in text.utf8 { append(byte) }
  }

  /// Bytes as they are.
  @inline(__always)
  mutating func bytes(_ bytes: [UInt8]) {
    for byte in bytes { append(byte) }
  }

  @inline(__always)
  mutating func count(_ number: Int) { decimal(UInt64(number.magnitude), isNegative: number < 0, decimals: 0) }

  @inline(__always)
  mutating func money(_ amount: Money, decimals: Int) {
    decimal(amount.minorUnits.magnitude, isNegative: amount.minorUnits < 0, decimals: decimals)
  }

  /// A sum over an account's life, which may pass 64 bits.
  mutating func money(_ minorUnits: Int128, decimals: Int) {
    if let narrow = Int64(exactly: minorUnits) { return money(Money(minorUnits: narrow), decimals: decimals) }
    word(decimalText(minorUnits, decimals: decimals))
  }

  mutating func flag(_ flag: Bool) { word(flag ? "true" : "false") }

  private mutating func decimal(_ magnitude: UInt64, isNegative: Bool, decimals: Int) {
    var digits = InlineArray<24, UInt8>(repeating: 0)
    var first = 24
    var rest = magnitude
    func put(_ byte: UInt8) {
      first -= 1
      digits[first] = byte
    }
    if decimals > 0 {
      for _ in 0..<decimals {
        put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
      }
      put(UInt8(ascii: "."))
    }
    repeat {
      put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    if isNegative { put(UInt8(ascii: "-")) }
    for index in first..<24 { append(digits[index]) }
  }
}

/// The dates of a run, written once.
struct DateText: Sendable {
  private static let width = 10

  private let first: Day
  private let bytes: [UInt8]

  init(_ days: ClosedRange<Day>) {
    first = days.lowerBound
    bytes = days.flatMap { Array($0.description.utf8) }
  }

  /// Appends a date; one outside of the run, too.
  @inline(__always)
  func append(_ day: Day, to out: inout OutputSpan<UInt8>) {
    let start = (day - first) * DateText.width
    guard start >= 0, start < bytes.count else { return out.word(day.description) }
    for index in start..<(start + DateText.width) { out.append(bytes[index]) }
  }

  /// Appends the month of a date: its first seven characters.
  func appendMonth(of day: Day, to out: inout OutputSpan<UInt8>) { out.word(day.month.description) }

  /// Appends a date, or nothing.
  func append(_ day: Day?, to out: inout OutputSpan<UInt8>) {
    if let day { append(day, to: &out) }
  }
}
