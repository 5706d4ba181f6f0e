/// The pattern of decimals in their usual notation: 0 up to a whole number, with so many decimals and further zeros.
func decimalPattern(upTo most: Int64, decimals: Int, isSigned: Bool) -> String {
  let some = decimals == 0 ? #"(\.0+)?"# : #"(\.[0-9]{1,\#(decimals)}0*)?"#
  let below = most == 0 ? "" : "(\(wholePattern(upTo: most - 1)))\(some)|"
  return "^\(isSigned ? "-?" : "")(\(below)\(most)(\\.0+)?)$"
}

/// The pattern of whole numbers from 0 up to another, as alternatives without anchors and leading zeros.
func wholePattern(upTo most: Int64) -> String {
  let digits = String(most).compactMap(\.wholeNumberValue)
  if digits.allSatisfy({ $0 == 9 }) { return digits.count == 1 ? "[0-9]" : "0|[1-9][0-9]{0,\(digits.count - 1)}" }
  var alternatives: [String] = []
  if digits.count > 1 { alternatives = ["0", digits.count == 2 ? "[1-9]" : "[1-9][0-9]{0,\(digits.count - 2)}"] }
  for (index, digit) in digits.enumerated() {
    // Numbers that agree up to this digit, and have a lower one here; the last may be the same.
    let least = index == 0 && digits.count > 1 ? 1 : 0
    let most = index == digits.count - 1 ? digit : digit - 1
    guard least <= most else { continue }
    let rest = digits.count - 1 - index
    alternatives.append(
      digits[..<index].map(String.init).joined() + (least == most ? "\(least)" : "[\(least)-\(most)]")
        + (rest == 0 ? "" : rest == 1 ? "[0-9]" : "[0-9]{\(rest)}"))
  }
  return alternatives.joined(separator: "|")
}
