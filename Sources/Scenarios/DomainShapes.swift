import BillingCore
import Simulation

// Shapes of the domain: names, days, money, chances (FORMATS 1).

/// Whether a text may name a segment, a service, a campaign or a report folder.
///
/// A name begins with a letter of any script, goes on with letters, marks, ASCII digits, `-` and `_`, and is in NFC. So
/// no spreadsheet takes it for a formula, and two names are the same just when their bytes are.
func isName(_ text: String) -> Bool { isName(text, first: \.isNameLetter) }

/// Whether a text may name an account of a book: a name, or one that begins with an ASCII digit, as numbers do.
func isBookName(_ text: String) -> Bool {
  isName(text) { $0.isNameLetter || $0.isASCII && UInt8(truncatingIfNeeded: $0.value).isDigit }
}

private func isName(_ text: String, first isFirst: (Unicode.Scalar) -> Bool) -> Bool {
  let scalars = text.unicodeScalars
  guard let first = scalars.first, isFirst(first) else { return false }
  return scalars.allSatisfy { $0.isNameScalar } && isComposed(text)
}

/// The same of bytes that are all ASCII; of others it says no.
func isPlainBookName(_ text: some Collection<UInt8>) -> Bool {
  guard let first = text.first, first.isWordByte, first.isDigit || first >= 0x41, first != 0x5F else { return false }
  return text.allSatisfy { $0.isWordByte && $0 != .dot && $0 != .plus && $0 != 0x24 }
}

/// Whether a text may name a scripted account: one of a book, or a synthetic account of another scenario.
func isAccountName(_ text: String) -> Bool {
  guard let dot = text.firstIndex(of: ".") else { return isBookName(text) }
  let number = text[text.index(after: dot)...].utf8
  let digits = number.first == UInt8(ascii: "a") ? number.dropFirst() : number
  return isName(String(text[..<dot])) && !digits.isEmpty && digits.allSatisfy(\.isDigit)
}

/// The name of a scenario, which is also the folder of its reports.
public enum ScenarioName {
  /// What a right one is, in words.
  public static var rule: String { NameRule.name.words }

  /// Whether a text is one.
  public static func isRight(_ text: String) -> Bool { isName(text) }

  /// The most bytes of a name that is made from a file's.
  private static let longest = 100

  /// A name for the scenario of a file: the file's own from its first letter on, so `01-top-ups` gives `top-ups`.
  ///
  /// What may not stand in a name becomes `-`: `ticket 1234` gives `ticket-1234`. A file's name without letters stands
  /// behind `scenario-`. It is always a right name, of at most 100 bytes.
  static func made(fromFile stem: String) -> String {
    if isComposed(stem) { return made(fromComposed: stem) }
    return made(fromComposed: String(String.UnicodeScalarView(stem.unicodeScalars.filter(\.isASCII))))
  }

  private static func made(fromComposed stem: String) -> String {
    var name = ""
    var isGap = false
    for scalar in stem.unicodeScalars {
      guard scalar.isNameScalar else {
        isGap = true
        continue
      }
      let next = (isGap && !name.isEmpty ? "-" : "") + String(scalar)
      guard name.utf8.count + next.utf8.count <= longest else { break }
      name += next
      isGap = false
    }
    let fromLetter = String(String.UnicodeScalarView(name.unicodeScalars.drop { !$0.isNameLetter }))
    if isName(fromLetter) { return fromLetter }
    let number = name.unicodeScalars.drop { !$0.isASCII || $0 == "-" || $0 == "_" }.filter(\.isASCII)
    return number.isEmpty ? "scenario" : "scenario-" + String(String.UnicodeScalarView(number))
  }
}

extension NameRule {
  /// Blocks beyond ASCII without any letter; which of the other characters are letters is left to `check`.
  private static var noLetters: String { #"{-\u00a9\u1fff-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u3004\uff00-\uff20"# }
  private static var letter: String { #"[^\u0000-@\[-`"# + noLetters + "]" }
  private static var tail: String { #"[^\u0000-,./:-@\[-^`"# + noLetters + "]" }

  static var name: NameRule {
    NameRule(words: #"a letter, then letters, digits, "-" or "_""#, pattern: "^\(letter)\(tail)*$", isRight: isName)
  }

  static var bookName: NameRule {
    NameRule(
      words: #"a letter or digit, then letters, digits, "-" or "_""#, pattern: "^([0-9]|\(letter))\(tail)*$",
      isRight: isBookName)
  }

  static var accountName: NameRule {
    NameRule(
      words: bookName.words + #"; or a synthetic account's, like "shops.17""#,
      pattern: "^([0-9]\(tail)*|\(letter)\(tail)*(\\.a?[0-9]+)?)$", isRight: isAccountName)
  }
}

extension Shape where Value == String {
  static var name: Shape { .name(by: .name) }

  /// A text that messages show in a line.
  static var line: Shape {
    Shape.string.parsed(as: "a text of one line, without control characters") { text in
      let isPlain = text.unicodeScalars.allSatisfy {
        $0.properties.generalCategory != .control && $0 != "\u{2028}" && $0 != "\u{2029}"
      }
      return !text.isEmpty && isPlain ? text : nil
    }
  }
}

extension Shape where Value == Day {
  static var day: Shape {
    Shape<String>.string.parsed(as: #"a day that exists, written like "2027-01-31""#) { Day($0) }
      .described(as: .day)
  }
}

extension Shape where Value == Money {
  /// An amount of a currency, not below 0.
  static func money(_ currency: Currency) -> Shape { money(currency, in: 0...Limits.amount) }

  static func money(_ currency: Currency, in range: ClosedRange<Int64>) -> Shape {
    Shape<Int64>.decimal(currency.decimals, in: range, called: "an amount").map { Money(minorUnits: $0) }
      .described(as: .money(upTo: range.upperBound, isSigned: range.lowerBound < 0))
  }
}

extension Shape where Value == BonusSchedule.Percent {
  static func percent(upTo most: Int64) -> Shape {
    Shape<Int64>.decimal(2, in: 0...(most * 100), called: "a percentage").map { .init(hundredths: Int($0)) }
  }
}

extension Shape where Value == Double {
  /// A number within a range; the nearest that a binary fraction can be.
  static func real(in range: ClosedRange<Double>, called expected: String) -> Shape {
    Shape(expected: expected, schema: .real(in: range)) { node, _, _ in
      guard case .number(let text) = node.value, let value = Double(text), range.contains(value) else {
        return .mismatch(hint: nil)
      }
      return .value(value)
    }
  }

  static var chance: Shape { .real(in: 0...1, called: "a chance from 0 to 1").named("chance") }

  static var factor: Shape { .real(in: 0...1e6, called: "a number from 0 to 1000000").named("factor") }
}

extension Shape where Value == [Double] {
  /// A factor for each of this many weekdays or months; an empty list is all ones.
  static func factors(_ count: Int, called expected: String) -> Shape {
    Shape<[Double]>.array(of: .factor).parsed(as: "\(count) numbers, \(expected), or []") {
      $0.isEmpty ? Array(repeating: 1, count: count) : $0.count == count ? $0 : nil
    }.described(as: .factors(count))
  }

  static var weekdays: Shape { .factors(7, called: "Monday first").named("weekdays") }
  static var months: Shape { .factors(12, called: "January first").named("months") }
}

extension Shape where Value == UInt64 {
  static var seed: Shape {
    Shape(expected: "a whole number from 0 to \(UInt64.max)", schema: .number("integer", "0", "\(UInt64.max)")) {
      node, _, _ in
      guard case .number(let text) = node.value, let seed = UInt64(text) else { return .mismatch(hint: nil) }
      return .value(seed)
    }
  }
}

extension Schema {
  /// That a day exists is left to those who know the format.
  fileprivate static var day: Schema {
    .named(
      "day",
      .keywords([
        ("type", .text("string")), ("format", .text("date")), ("pattern", .text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")),
      ]))
  }

  /// An amount of any currency, of which some have four decimals and some none.
  ///
  /// Above the largest amount that is given at once it is what an account may hold after many of them.
  fileprivate static func money(upTo most: Int64, isSigned: Bool) -> Schema {
    if most > Limits.amount {
      return .named(
        isSigned ? "balance" : "total", .decimal(upTo: Limits.balance, decimals: 4, isSigned: isSigned))
    }
    return .named(isSigned ? "signedMoney" : "money", .decimal(upTo: Limits.amount, decimals: 4, isSigned: isSigned))
  }

  fileprivate static func factors(_ count: Int) -> Schema {
    let factor = Shape<Double>.factor.schema()
    return .any([.array(of: factor, count: count...count), .array(of: factor, count: 0...0)])
  }
}
