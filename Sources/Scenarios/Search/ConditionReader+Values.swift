import BillingCore
import Simulation

// What stands after a comparison's sign.

extension ConditionReader {
  typealias Comparison = WrittenCondition.Comparison

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
      case .comma(let dotted): fault(comparison.value, expected, hint: "write a dot: \(brief(dotted))")
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
