/// The bytes that have a meaning in JSON text, by name.
extension UInt8 {
  static var tab: UInt8 { 0x09 }
  static var lineFeed: UInt8 { 0x0A }
  static var carriageReturn: UInt8 { 0x0D }
  static var space: UInt8 { 0x20 }
  static var quote: UInt8 { 0x22 }
  static var apostrophe: UInt8 { 0x27 }
  static var asterisk: UInt8 { 0x2A }
  static var plus: UInt8 { 0x2B }
  static var comma: UInt8 { 0x2C }
  static var minus: UInt8 { 0x2D }
  static var dot: UInt8 { 0x2E }
  static var slash: UInt8 { 0x2F }
  static var zero: UInt8 { 0x30 }
  static var colon: UInt8 { 0x3A }
  static var openBracket: UInt8 { 0x5B }
  static var backslash: UInt8 { 0x5C }
  static var closeBracket: UInt8 { 0x5D }
  static var openBrace: UInt8 { 0x7B }
  static var closeBrace: UInt8 { 0x7D }

  /// The byte as the scalar of its number.
  var character: Unicode.Scalar { Unicode.Scalar(self) }

  /// An ASCII digit.
  var isDigit: Bool { self &- .zero < 10 }

  /// A byte of a bare word: ASCII letters and digits, `_`, `$`, `+`, `-`, `.`; so a wrong number is one word, too.
  var isWordByte: Bool {
    isDigit || (self | 0x20) &- 0x61 < 26 || self == .minus || self == .dot || self == .plus || self == 0x5F
      || self == 0x24
  }
}
