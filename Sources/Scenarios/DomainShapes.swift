import BillingCore
import Simulation

// Shapes of the domain: names, days, money, chances (FORMATS 1).

/// Whether a text may name an account, a segment, a service, a campaign or a report folder.
func isName(_ text: String) -> Bool { isName(text.utf8) }

/// The name of a scenario, which is also the folder of its reports.
public enum ScenarioName {
  /// What a right one is, in words.
  public static var rule: String { NameRule.name.words }

  /// Whether a text is one.
  public static func isRight(_ text: String) -> Bool { isName(text) }
}

/// The same of a text's bytes.
func isName(_ text: some Collection<UInt8>) -> Bool {
  func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
  guard let first = text.first, isLetter(first) else { return false }
  return text.allSatisfy {
    isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
      || $0 == UInt8(ascii: "_")
  }
}

/// Whether a text may name a scripted account: a name, or that of a synthetic account of another scenario.
func isAccountName(_ text: String) -> Bool {
  guard let dot = text.firstIndex(of: ".") else { return isName(text) }
  let number = text[text.index(after: dot)...].utf8
  let digits = number.first == UInt8(ascii: "a") ? number.dropFirst() : number
  return isName(String(text[..<dot])) && !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
}

extension NameRule {
  static var name: NameRule {
    NameRule(
      words: #"a letter, then letters, digits, "-" or "_""#, pattern: "^[A-Za-z][A-Za-z0-9_-]*$", isRight: isName)
  }

  static var accountName: NameRule {
    NameRule(
      words: name.words + #"; or a synthetic account's, like "shops.17""#,
      pattern: #"^[A-Za-z][A-Za-z0-9_-]*(\.a?[0-9]+)?$"#, isRight: isAccountName)
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
      .described(as: range.upperBound > Limits.amount ? .balance : .money(isSigned: range.lowerBound < 0))
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
  /// A factor for each of so many weekdays or months; an empty list is all ones.
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
  fileprivate static func money(isSigned: Bool) -> Schema {
    .named(isSigned ? "signedMoney" : "money", .decimal(upTo: Limits.amount, decimals: 4, isSigned: isSigned))
  }

  /// What an account may come to, by many such amounts.
  fileprivate static var balance: Schema {
    .named("balance", .decimal(upTo: Limits.balance, decimals: 4, isSigned: true))
  }

  fileprivate static func factors(_ count: Int) -> Schema {
    let factor = Shape<Double>.factor.schema()
    return .any([.array(of: factor, count: count...count), .array(of: factor, count: 0...0)])
  }
}
