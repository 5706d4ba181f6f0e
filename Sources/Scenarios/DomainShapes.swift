import BillingCore
import Simulation

// Shapes of the domain: names, days, money, chances (FORMATS 1).

/// Whether a text may name an account, a segment, a service, a campaign or a report folder.
func isName(_ text: String) -> Bool { isName(text.utf8) }

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

let nameRule = #"a letter, then letters, digits, "-" or "_""#

/// Whether a text may name a scripted account: a name, or that of a synthetic account of another scenario.
func isAccountName(_ text: String) -> Bool {
  guard let dot = text.firstIndex(of: ".") else { return isName(text) }
  let number = text[text.index(after: dot)...].utf8
  let digits = number.first == UInt8(ascii: "a") ? number.dropFirst() : number
  return isName(String(text[..<dot])) && !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
}

let accountNameRule = nameRule + #"; or a synthetic account's, like "shops.17""#

extension Shape where Value == String {
  static var name: Shape { .string(as: "a name (\(nameRule))", where: isName) }
}

extension Shape where Value == Day {
  static var day: Shape {
    Shape<String>.string.parsed(as: #"a day that exists, written like "2027-01-31""#) { Day($0) }
  }
}

extension Shape where Value == Money {
  /// An amount of a currency, not below 0.
  static func money(_ currency: Currency) -> Shape { money(currency, in: 0...Limits.amount) }

  static func money(_ currency: Currency, in range: ClosedRange<Int64>) -> Shape {
    Shape<Int64>.decimal(currency.decimals, in: range, called: "an amount").map { Money(minorUnits: $0) }
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
    Shape(expected: expected) { node, _, _ in
      guard case .number(let text) = node.value, let value = Double(text), range.contains(value) else {
        return .mismatch(hint: nil)
      }
      return .value(value)
    }
  }

  static var chance: Shape { .real(in: 0...1, called: "a chance from 0 to 1") }

  static var factor: Shape { .real(in: 0...1e6, called: "a number from 0 to 1000000") }
}

extension Shape where Value == [Double] {
  /// A factor for each of so many weekdays or months; an empty list is all ones.
  static func factors(_ count: Int, called expected: String) -> Shape {
    Shape<[Double]>.array(of: .factor).parsed(as: "\(count) numbers, \(expected), or []") {
      $0.isEmpty ? Array(repeating: 1, count: count) : $0.count == count ? $0 : nil
    }
  }

  static var weekdays: Shape { .factors(7, called: "Monday first") }
  static var months: Shape { .factors(12, called: "January first") }
}
