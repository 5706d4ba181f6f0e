import BillingCore
import Simulation

// What stands after a comparison's sign.

extension ConditionReader {
  typealias Comparison = WrittenCondition.Comparison

  /// What two events of an order, or one event, are compared with.
  struct EventBounds {
    var amount: Bound<Int128>?
    var otherAmount: Bound<Int128>?
    /// How often the first happens, of an order: in order.
    var times: Bound<Int>?
  }

  /// Amounts, each behind its event, and how often; each once.
  mutating func bounds(of event: Happening, _ other: Happening?) -> EventBounds? {
    var bounds = EventBounds()
    let comparisons = written.comparisons
    let twice = comparisons.indices.first { index in
      comparisons[..<index].contains {
        let isOfOneEvent = $0.isBehindOrder == comparisons[index].isBehindOrder
        return $0.isAmount == comparisons[index].isAmount && (isOfOneEvent || !$0.isAmount)
      }
    }
    if let twice {
      fault(comparisons[twice], isTwiceFor: written.subject)
      return nil
    }
    for comparison in comparisons {
      if !comparison.isAmount {
        guard let times = times(comparison, of: event, other) else { return nil }
        bounds.times = times
      } else {
        guard let amount = amount(comparison, of: event, other) else { return nil }
        if comparison.isBehindOrder { bounds.otherAmount = amount } else { bounds.amount = amount }
      }
    }
    return bounds
  }

  /// The amount of the event that it stands behind: of the other one, where there is an order and it stands last.
  private mutating func amount(_ comparison: Comparison, of event: Happening, _ other: Happening?) -> Bound<Int128>? {
    let (order, currency) = (comparison.isBehindOrder ? written.order : nil, scenario.policies.currency.code)
    guard (order == nil ? event : other ?? event).hasAmount else {
      if let order, event.hasAmount {
        let (first, keyword, second) = (written.subject.text, order.keyword.text, order.subject.text)
        fault(
          comparison.value, "\(second) has no amount", hint: "write \(first) \(comparison.text) \(keyword) \(second)")
      } else if let unit = comparison.unit {
        let subject = order?.subject ?? written.subject
        fault(unit, "\(quoted(unit.text)) cannot stand here", hint: "\(subject.text) has no amount")
      } else {
        _ = number(comparison)
      }
      return nil
    }
    if let unit = comparison.unit, unit.text != currency {
      fault(unit, "\(quoted(unit.text)) cannot stand here", hint: "amounts are in \(currency)")
      return nil
    }
    return money(comparison)
  }

  /// How often an event has to happen.
  ///
  /// Of events that have an amount a whole number may mean either, so it needs its unit; 0 is a number of times.
  private mutating func times(_ comparison: Comparison, of event: Happening, _ other: Happening?) -> Bound<Int>? {
    guard let bound = number(comparison) else { return nil }
    let hasAmount = event.hasAmount || other?.hasAmount == true
    guard hasAmount, comparison.unit == nil, bound.value != 0 else { return bound }
    let (count, currency) = (bound.value, scenario.policies.currency)
    let amount = currency.decimals == 0 ? "\(count) \(currency.code)" : currency.units(1).text(in: currency)
    let example = currency.decimals == 0 ? amount : "\(count)" + amount.dropFirst()
    let isEither = (comparison.isBehindOrder ? other ?? event : event).hasAmount
    fault(
      comparison.value, "\(count) may be an amount or a number of times",
      hint: isEither ? "write \(example) or \(count) times" : "write \(count) times; an amount stands behind its event")
    return nil
  }

  /// An account's name, in which `*` means any characters.
  mutating func account(_ comparison: Comparison) -> Condition? {
    guard let isIn = isEquality(comparison) else { return nil }
    let pattern = NamePattern(comparison.value.text)
    if comparison.value.text.isEmpty {
      fault(comparison.value, "a name is missing", hint: "* means any characters: shops.*")
      return nil
    }
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
  mutating func money(_ comparison: Comparison, isSigned: Bool = false) -> Bound<Int128>? {
    let text = comparison.value.text
    let currency = scenario.policies.currency
    do throws(DecimalProblem) {
      return Bound(comparison.relation, Int128(try scaledInteger(text, decimals: currency.decimals)))
    } catch {
      let expected = "expected an amount, not \(quoted(text))"
      let example = "write it like \((isSigned ? -currency.units(50) : currency.units(50)).text(in: currency))"
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
