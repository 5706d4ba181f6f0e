/// Minor units as a decimal number: `-1234`, with 2 decimals, is `-12.34`.
public func decimalText(_ minorUnits: some SignedInteger, decimals: Int) -> String {
  var digits = String(minorUnits.magnitude)
  guard decimals > 0 else { return minorUnits < 0 ? "-" + digits : digits }
  if digits.utf8.count <= decimals { digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits }
  return "\(minorUnits < 0 ? "-" : "")\(digits.dropLast(decimals)).\(digits.suffix(decimals))"
}

extension Money {
  /// The amount as a decimal number, with all decimals of its currency: `-12.34`.
  public func text(in currency: Currency) -> String { decimalText(minorUnits, decimals: currency.decimals) }
}
