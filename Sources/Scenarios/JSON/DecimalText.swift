/// What a decimal text can be instead of a scaled integer.
enum DecimalProblem: Error, Equatable {
  /// No decimal at all.
  case notADecimal
  /// As `12,5`; the text with dots in place of commas.
  case comma(String)
  /// As `1e3`.
  case exponent
  /// As `+1`, `01`, `.5` or `1.`.
  case notation
  case tooManyDecimals
  case tooLarge
}

/// The integer of so many decimals that a text writes, exactly: `"19.00"` with 2 is 1900.
///
/// Digits, at most one dot with digits on both sides, a minus before them; nothing else, so no `+`, no spaces, no
/// grouping, no exponent. More decimals are right when they are zeros. Minus zero is 0.
func scaledInteger(_ text: String, decimals: Int) throws(DecimalProblem) -> Int64 {
  let utf8 = text.utf8
  let isNegative = utf8.first == .minus
  let whole = utf8.dropFirst(isNegative ? 1 : 0).prefix(while: \.isDigit)
  let rest = utf8[whole.endIndex...]
  let fraction = rest.first == .dot ? rest.dropFirst().prefix(while: \.isDigit) : rest.prefix(0)
  let isComplete = rest.isEmpty || rest.first == .dot && !fraction.isEmpty && fraction.endIndex == utf8.endIndex
  guard isComplete, !whole.isEmpty, whole.count == 1 || whole.first != .zero else { throw problem(with: text) }
  guard fraction.dropFirst(decimals).allSatisfy({ $0 == .zero }) else { throw .tooManyDecimals }
  var value: Int64 = 0
  func append(_ digit: UInt8) -> Bool {
    let (product, overflow) = value.multipliedReportingOverflow(by: 10)
    let (sum, carry) = product.subtractingReportingOverflow(Int64(digit - .zero))
    value = sum
    return !overflow && !carry
  }
  let zeros = repeatElement(UInt8.zero, count: max(decimals - fraction.count, 0))
  guard whole.allSatisfy(append), fraction.prefix(decimals).allSatisfy(append), zeros.allSatisfy(append) else {
    throw .tooLarge
  }
  guard isNegative || value != .min else { throw .tooLarge }
  return isNegative ? value : -value
}

private func problem(with text: String) -> DecimalProblem {
  let dotted = String(text.map { $0 == "," ? "." : $0 })
  if dotted != text { return isJSONNumber(dotted.utf8) ? .comma(dotted) : .notADecimal }
  if isJSONNumber(text.utf8) { return .exponent }
  let isAlmost = text.utf8.allSatisfy { $0.isDigit || $0 == .dot || $0 == .plus || $0 == .minus }
  return isAlmost && text.utf8.contains(where: \.isDigit) && text.utf8.filter { $0 == .dot }.count < 2
    ? .notation : .notADecimal
}
