import BillingCore

// The shapes of numbers: whole ones as 64-bit integers, decimals as integers of their last place, both exactly.

extension Shape where Value == Int64 {
  /// A number written without dot and exponent, within a range.
  static func int(in range: ClosedRange<Int64>) -> Shape {
    let expected = "a whole number" + span(range, decimals: 0)
    return Shape(expected: expected, schema: .int(in: range)) { node, _, _ in
      guard case .number(let text) = node.value else { return .mismatch(hint: wholeNumberHint(node.value)) }
      guard !text.utf8.contains(.dot) else { return .mismatch(hint: wholePart(of: text).map { "write \($0)" }) }
      return decoded(text, decimals: 0, within: range)
    }
  }

  /// A number as written, or a string of one, as an integer of its last decimal: `"19.00"` with 2 decimals is 1900.
  ///
  /// Never goes through binary floating point. Further decimals are refused unless they are zeros. The
  /// range is one of such integers; a bound that is the least or largest `Int64` is not told. Messages use the name.
  /// Other tools are told the range in whole units, and one that is the same on both sides of 0 below it.
  static func decimal(_ decimals: Int, in range: ClosedRange<Int64>, called name: String = "a number") -> Shape {
    let expected = name + span(range, decimals: decimals)
    return Shape(expected: expected, schema: .decimal(decimals, in: range)) { node, _, _ in
      switch node.value {
      case .number(let text), .string(let text): decoded(text, decimals: decimals, within: range)
      case .null, .bool, .array, .object, .invalid: .mismatch(hint: nil)
      }
    }
  }

  private static func decoded(_ text: String, decimals: Int, within range: ClosedRange<Int64>) -> Decoded<Int64> {
    do throws(DecimalProblem) {
      let value = try scaledInteger(text, decimals: decimals)
      return range.contains(value) ? .value(value) : .mismatch(hint: nil)
    } catch {
      switch error {
      case .notADecimal: return .mismatch(hint: nil)
      case .comma(let dotted): return .mismatch(hint: commaHint(text, dotted))
      case .exponent: return .mismatch(hint: "write it without an exponent")
      case .notation: return .mismatch(hint: "write it like 19 or 0.5")
      case .tooManyDecimals: return .fault("\(brief(text)) has too many decimals", hint: allowed(decimals))
      case .tooLarge: return .fault("\(brief(text)) does not fit 64 bits", hint: nil)
      }
    }
  }

  private static func allowed(_ decimals: Int) -> String {
    switch decimals {
    case 0: "none are allowed"
    case 1: "1 is allowed"
    default: "\(decimals) are allowed"
    }
  }

  /// What stands before a dot that only zeros follow.
  private static func wholePart(of text: String) -> String? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[1].utf8.allSatisfy { $0 == .zero } ? String(parts[0]) : nil
  }

  private static func wholeNumberHint(_ value: JSONValue) -> String? {
    guard case .string(let text) = value, isJSONNumber(text.utf8), !text.utf8.contains(.dot) else { return nil }
    return "write it without quotes"
  }

  private static func span(_ range: ClosedRange<Int64>, decimals: Int) -> String {
    let least = decimalText(range.lowerBound, decimals: decimals)
    let most = decimalText(range.upperBound, decimals: decimals)
    return switch (range.lowerBound == .min, range.upperBound == .max) {
    case (true, true): ""
    case (true, false): " of at most \(most)"
    case (false, true): " of at least \(least)"
    case (false, false): " from \(least) to \(most)"
    }
  }
}

extension Shape where Value == Int {
  /// A number written without dot and exponent, within a range.
  static func int(in range: ClosedRange<Int>) -> Shape {
    Shape<Int64>.int(in: Int64(range.lowerBound)...Int64(range.upperBound)).map { Int($0) }
  }
}

/// The hint for a number with a comma, which may stand before decimals or between thousands.
func commaHint(_ text: String, _ dotted: String, written: (String) -> String = quoted) -> String {
  let behind = text.utf8.reversed().prefix { $0 != .comma }.count
  guard behind == 3 else { return "write a dot: \(written(dotted))" }
  let grouped = String(text.filter { $0 != "," })
  return "write \(written(grouped)) if the comma stands between thousands, \(written(dotted)) if before decimals"
}
