import BillingCore

/// How numbers and days are written in a language.
///
/// Everything is exact: what is shortened says so by its unit (`1.2M`), and stands in full in the table beside it.
struct Notation: Sendable {
  let language: Language
  let currency: Currency

  func text(_ phrase: Phrase) -> String { phrase.text(in: language) }

  // MARK: Numbers

  /// The sign of a number below 0: U+2212, as wide as a plus.
  static let minus = "\u{2212}"

  /// A whole number: `12,600`, `12 600`.
  func count(_ count: some BinaryInteger & SignedInteger) -> String { decimal(count, decimals: 0) }

  /// A number given as an integer of its last decimal, with thousands apart: `1,234.50`, `1 234,50`.
  func decimal(_ value: some SignedInteger, decimals: Int) -> String {
    let parts = decimalText(value, decimals: decimals).split(separator: ".")
    let sign = parts[0].hasPrefix("-") ? Notation.minus : ""
    let whole = grouped(parts[0].drop { $0 == "-" })
    return sign + whole + (parts.count > 1 ? "\(point)\(parts[1])" : "")
  }

  /// A number as it is given, with the marks of the language, and no thousands apart.
  func plain(_ number: String) -> String {
    String(number.map { $0 == "." ? Character(point) : $0 == "-" ? Character(Notation.minus) : $0 })
  }

  /// An amount with its currency: `$1,234.50`, `1 234,50 $`; a minus is U+2212; a currency without a sign of its own has its three letters.
  func money(_ minorUnits: Int128) -> String { withCurrency(decimal(minorUnits, decimals: currency.decimals)) }

  /// An amount in whole units, rounded half away from zero.
  func wholeMoney(_ minorUnits: Int128) -> String {
    let unit = UInt128(currency.minorUnitsPerUnit)
    let whole = Int128((minorUnits.magnitude + unit / 2) / unit)
    return withCurrency(decimal(minorUnits < 0 ? -whole : whole, decimals: 0))
  }

  /// A round amount for an axis: `$400K`, `400 тис. $`.
  func shortMoney(_ value: Double) -> String { withCurrency(short(value)) }

  /// Puts the currency where the language has it.
  func withCurrency(_ number: String) -> String {
    let sign = Notation.signs[currency.code]
    switch language {
    case .ukrainian: return "\(number)\u{A0}\(sign ?? currency.code)"
    case .english:
      let isNegative = number.hasPrefix(Notation.minus)
      let positive = isNegative ? String(number.dropFirst()) : number
      return (isNegative ? Notation.minus : "") + (sign ?? "\(currency.code)\u{A0}") + positive
    }
  }

  /// A share with one decimal, rounded half away from zero: `93.4%`, `93,4 %`; nothing of nothing has none.
  func share(_ part: some BinaryInteger, of whole: some BinaryInteger) -> String? {
    let (part, whole) = (Int128(part), Int128(whole))
    guard whole > 0 else { return nil }
    return percent(tenths: (part.magnitude * 2000 + whole.magnitude) / (whole.magnitude * 2), isNegative: part < 0)
  }

  /// A percentage, given as a fraction.
  func percent(_ share: Double) -> String {
    let tenths = (share * 1000).rounded()
    return percent(tenths: UInt128(tenths.magnitude), isNegative: tenths < 0)
  }

  private func percent(tenths: UInt128, isNegative: Bool) -> String {
    percentage(isNegative ? -Int128(tenths) : Int128(tenths), decimals: 1)
  }

  /// A percentage, given as an integer of its last decimal.
  func percentage(_ value: Int128, decimals: Int) -> String {
    decimal(value, decimals: decimals) + (language == .english ? "%" : "\u{A0}%")
  }

  /// A round number for an axis, in its unit: `400K`, `1.2M`; `400 тис.`, `1,2 млн`.
  func short(_ value: Double) -> String {
    let units: [(size: Double, word: Phrase)] = [
      (1e12, Phrase("T", uk: "\u{A0}трлн")), (1e9, Phrase("B", uk: "\u{A0}млрд")), (1e6, Phrase("M", uk: "\u{A0}млн")),
      (1e3, Phrase("K", uk: "\u{A0}тис.")),
    ]
    let unit = units.first { value.magnitude >= $0.size }
    let hundredths = (value / (unit?.size ?? 1) * 100).rounded()
    var number = decimal(Int64(hundredths), decimals: 2)
    while number.hasSuffix("0"), number.contains(point) { number.removeLast() }
    if number.hasSuffix(point) { number.removeLast() }
    return number + (unit.map { text($0.word) } ?? "")
  }

  private var point: String { language == .english ? "." : "," }

  private func grouped(_ digits: Substring) -> String {
    let mark = language == .english ? "," : "\u{A0}"
    var grouped = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { grouped += mark }
      grouped.append(digit)
    }
    return grouped
  }

  /// The signs of currencies that readers know by them.
  private static let signs: [String: String] = [
    "USD": "$", "EUR": "€", "GBP": "£", "UAH": "₴", "JPY": "¥", "ILS": "₪", "INR": "₹", "KRW": "₩", "TRY": "₺",
  ]

  // MARK: Days

  /// A day: `31 Jan 2027`, `31.01.2027`.
  func day(_ day: Day) -> String {
    let month = day.month
    let number = day - month.firstDay + 1
    return switch language {
    case .english: "\(number) \(Notation.months[month.number - 1]) \(month.year)"
    case .ukrainian: "\(twoDigits(number)).\(twoDigits(month.number)).\(month.year)"
    }
  }

  /// Several days in a sentence, the last of which decides the noun: `4–7 days`, `1–3 дні`.
  func days(_ from: Int, _ to: Int) -> String { "\(from)–\(counted(to, .day))" }

  /// A month: `Jan 2027`, `01.2027`.
  func month(_ month: Month) -> String {
    switch language {
    case .english: "\(Notation.months[month.number - 1]) \(month.year)"
    case .ukrainian: "\(twoDigits(month.number)).\(month.year)"
    }
  }

  private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
