import BillingCore

// Amounts of a book, and what to do about those that cannot be read.

extension BookRowReader {
  /// An amount; nothing is zero.
  mutating func money(_ value: Range<Int>, _ column: BookColumn, _ name: String) -> Money {
    if value.isEmpty { return .zero }
    if let number = number(value, decimals: decimals) { return Money(minorUnits: number) }
    let hint = hint(for: String(decoding: bytes[value], as: UTF8.self), in: column)
    if form == .commas { return slowly(value, name, amount, hint: hint.text, isSure: hint.isSure) ?? .zero }
    return withComma(value, name, hint: hint.text) ?? .zero
  }

  /// Reads an amount with a decimal comma.
  private mutating func withComma(_ value: Range<Int>, _ name: String, hint: String) -> Money? {
    let text = String(decoding: bytes[value], as: UTF8.self)
    guard !text.utf8.contains(.dot) else {
      report(.dots, at: value.lowerBound)
      return nil
    }
    let dotted = String(text.map { $0 == "," ? "." : $0 })
    var told = Faults()
    let read = amount.read(JSONNode(.string(dotted)), at: .whole, &told)
    if read == nil {
      let expected = "expected an amount with a comma before its \(decimals) decimals, found \(quoted(text))"
      report(
        decimals == 0 ? "expected a whole amount, found \(quoted(text))" : expected, at: value.lowerBound, column: name,
        hint: hint)
    }
    return read
  }

  /// What to do about a value that is no amount: nothing that would lose or change what it says.
  private func hint(for text: String, in column: BookColumn) -> (text: String, isSure: Bool) {
    let example = form == .commas ? "write it like 1234.50" : "write it like 1234,50"
    guard text.utf8.contains(where: \.isDigit) else {
      return (example + ", or leave it empty if there is nothing", false)
    }
    guard let positive = BookRowReader.withoutMinus(text) else { return (example, false) }
    switch column {
    case .prepaidCash:
      return ("a balance below zero is a debt: write \(positive) in the column debt, and leave this one empty", true)
    case .debt:
      return ("write what is owed without a minus; what the account has left belongs in the column prepaid_cash", true)
    default: return (example, false)
    }
  }

  /// What stands beside a minus, in any way that spreadsheets write it: `-5`, `−5`, `5-`, `(5)`.
  private static func withoutMinus(_ text: String) -> String? {
    let isInBrackets = text.hasPrefix("(") && text.hasSuffix(")")
    let bare = text.filter { !"-−()".contains($0) }
    guard isInBrackets || bare.count == text.count - 1 else { return nil }
    return bare.utf8.allSatisfy { $0.isDigit || $0 == .dot || $0 == .comma } ? bare : nil
  }
}
