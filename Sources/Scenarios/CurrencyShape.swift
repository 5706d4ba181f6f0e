import BillingCore

extension Shape where Value == Currency {
  /// A currency in which a company can bill, by its code in capital letters.
  static var currency: Shape {
    let name = #"a currency's three letters, such as "USD""#
    return Shape(expected: name, schema: .words(Currency.codes)) { node, _, _ in
      guard case .string(let text) = node.value else { return .mismatch(hint: nil) }
      if let currency = Currency(code: text) { return .value(currency) }
      let code = text.uppercased()
      if let other = OtherCode.all.first(where: { $0.codes.contains(code) }) {
        return .fault("\(quoted(text)) is \(other.meaning)", hint: other.advice)
      }
      return .mismatch(hint: didYouMean(text, among: Currency.codes))
    }.named("currency")
  }
}

/// Codes of ISO 4217 that nobody is paid in, and codes that have been replaced.
private struct OtherCode {
  let codes: [String]
  let meaning: String
  let advice: String

  private static func unit(_ code: String, _ meaning: String, for currency: String) -> OtherCode {
    OtherCode(codes: [code], meaning: meaning, advice: "payments are in \"\(currency)\"")
  }

  private static func old(_ codes: String, now currency: String) -> OtherCode {
    OtherCode(
      codes: codes.split(separator: " ").map(String.init), meaning: "a currency of the past",
      advice: "it was replaced by \"\(currency)\"")
  }

  static let all: [OtherCode] = [
    unit("BOV", "a unit of account of Bolivia, not a currency of payments", for: "BOB"),
    unit("CHE", "a unit of a Swiss clearing system, not a currency of payments", for: "CHF"),
    unit("CHW", "a unit of a Swiss clearing system, not a currency of payments", for: "CHF"),
    unit("CLF", "a unit of account of Chile, not a currency of payments", for: "CLP"),
    unit("COU", "a unit of account of Colombia, not a currency of payments", for: "COP"),
    unit("MXV", "a unit of account of Mexico, not a currency of payments", for: "MXN"),
    unit("USN", "a dollar of the next day between banks, not a currency of payments", for: "USD"),
    unit("UYI", "a unit of account of Uruguay, not a currency of payments", for: "UYU"),
    OtherCode(
      codes: ["XAG", "XAU", "XPD", "XPT"], meaning: "a metal, not a currency of payments",
      advice: "give the currency of the invoices"),
    OtherCode(
      codes: ["XBA", "XBB", "XBC", "XBD", "XDR", "XSU", "XUA"],
      meaning: "a unit between banks or states, not a currency of payments",
      advice: "give the currency of the invoices"),
    OtherCode(
      codes: ["XTS", "XXX"], meaning: "a code for tests, or for no currency",
      advice: "give the currency of the invoices"),
    old("ATS BEF BGN CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MTL NLG PTE SIT SKK XEU", now: "EUR"),
    old("ANG", now: "XCG"), old("BYB BYR", now: "BYN"), old("CUC", now: "CUP"), old("GHC", now: "GHS"),
    old("MRO", now: "MRU"), old("PLZ", now: "PLN"), old("ROL", now: "RON"), old("RUR", now: "RUB"),
    old("SLL", now: "SLE"), old("STD", now: "STN"), old("TRL", now: "TRY"), old("UAK", now: "UAH"),
    old("VEB VEF", now: "VES"), old("ZMK", now: "ZMW"), old("ZWD ZWL ZWR", now: "ZWG"),
  ]
}
