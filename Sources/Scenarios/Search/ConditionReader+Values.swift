import BillingCore
import Simulation

// What stands after a comparison's sign.

extension ConditionReader {
  typealias Comparison = WrittenCondition.Comparison

  /// What an event is compared with.
  enum EventBound {
    case times(Bound<Int>)
    case amount(Bound<Int128>)
  }

  /// How often an event has to happen, or its amount.
  ///
  /// Of an event that has an amount a whole number may mean either, so it needs its unit; 0 is a number of times.
  mutating func bound(_ comparison: Comparison, of happening: Happening) -> EventBound? {
    let (text, currency) = (comparison.value.text, scenario.policies.currency)
    if let unit = comparison.unit, unit.text != "times", unit.text != "time" {
      guard happening.hasAmount, unit.text == currency.code else {
        fault(
          unit, "\(quoted(unit.text)) cannot stand here",
          hint: happening.hasAmount ? "amounts are in \(currency.code)" : "\(written.subject.text) has no amount")
        return nil
      }
      return money(comparison).map { .amount($0) }
    }
    guard happening.hasAmount, comparison.unit == nil, text != "0" else {
      return number(comparison).map { .times($0) }
    }
    if text.utf8.contains(.dot) || text.utf8.contains(UInt8(ascii: ",")) {
      return money(comparison).map { .amount($0) }
    }
    guard let number = number(comparison)?.value else { return nil }
    let amount = currency.decimals == 0 ? "\(number) \(currency.code)" : currency.units(1).text(in: currency)
    let example = currency.decimals == 0 ? amount : "\(number)" + amount.dropFirst()
    fault(
      comparison.value, "\(number) may be an amount or a number of times",
      hint: "write \(example) or \(number) times")
    return nil
  }

  /// An account's name, in which `*` means any characters.
  mutating func account(_ comparison: Comparison) -> Condition? {
    guard let isIn = isEquality(comparison) else { return nil }
    let pattern = NamePattern(comparison.value.text)
    if pattern.isName, Population(of: scenario).position(of: comparison.value.text) == nil {
      fault(
        comparison.value, "there is no account \(quoted(comparison.value.text))",
        hint: "* means any characters: shops.*")
      return nil
    }
    return .account(pattern, isIn: isIn)
  }

  /// A bound of a count.
  mutating func number(_ comparison: Comparison) -> Bound<Int>? {
    let text = comparison.value.text
    guard let number = try? scaledInteger(text, decimals: 0), number >= 0, !text.utf8.contains(.dot) else {
      fault(comparison.value, "expected a whole number, not \(quoted(text))", hint: nil)
      return nil
    }
    return Bound(comparison.relation, Int(number))
  }

  /// A bound of an amount, in minor units.
  mutating func money(_ comparison: Comparison) -> Bound<Int128>? {
    let text = comparison.value.text
    let currency = scenario.policies.currency
    do throws(DecimalProblem) {
      return Bound(comparison.relation, Int128(try scaledInteger(text, decimals: currency.decimals)))
    } catch {
      let expected = "expected an amount, not \(quoted(text))"
      let example = "write it like \((-currency.units(50)).text(in: currency))"
      switch error {
      case .notADecimal, .notation, .exponent: fault(comparison.value, expected, hint: example)
      case .comma(let dotted): fault(comparison.value, expected, hint: commaHint(text, dotted) { brief($0) })
      case .tooManyDecimals:
        fault(comparison.value, "\(brief(text)) has too many decimals for \(currency.code)", hint: example)
      case .tooLarge: fault(comparison.value, "\(brief(text)) does not fit 64 bits", hint: nil)
      }
      return nil
    }
  }

  /// A bound of a day, which may lie anywhere in time.
  mutating func day(_ comparison: Comparison, expecting expected: String = "a day") -> Bound<Day>? {
    guard let day = Day(comparison.value.text) else {
      faults.add(Fault(comparison.value, isNoDayFor: expected))
      return nil
    }
    return Bound(comparison.relation, day)
  }

  /// One of some values, by its word.
  mutating func value<Value>(
    _ comparison: Comparison, of values: [Value], _ word: (Value) -> String, called name: String
  ) -> Value? {
    let text = comparison.value.text
    if let value = values.first(where: { word($0) == text }) { return value }
    let words = values.map(word)
    fault(
      comparison.value, "there is no \(name) \(quoted(text))",
      hint: didYouMean(text, among: words) ?? "there are \(words.prefix(20).joined(separator: ", "))")
    return nil
  }

  /// A word that is to be, or not to be.
  mutating func choice<Value>(_ comparison: Comparison, of values: [Value], _ word: (Value) -> String)
    -> Choice<Value>?
  {
    let isEqual = isEquality(comparison)
    let found = value(comparison, of: values, word, called: written.subject.text)
    return found.flatMap { found in isEqual.map { $0 ? .only(found) : .anyBut(found) } }
  }

  /// Whether the sign is `=` rather than `!=`; no other compares words.
  mutating func isEquality(_ comparison: Comparison) -> Bool? {
    switch comparison.relation {
    case .equal: return true
    case .notEqual: return false
    case .less, .atMost, .more, .atLeast:
      fault(
        comparison.sign, "\(quoted(comparison.value.text)) is a word, which nothing is less or more than",
        hint: "compare \(written.subject.text) by = or !=")
      return nil
    }
  }
}
