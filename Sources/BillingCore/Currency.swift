/// A currency of ISO 4217, with the decimals that its amounts have.
public struct Currency: Hashable, Sendable {
  /// The three letters, such as `USD`.
  public let code: String

  /// How many decimals an amount has: 2 for most, 0 for the yen, 3 for the dinar of Kuwait.
  public let decimals: Int

  /// The dollar of the United States, the default.
  public static let usd = Currency(knownCode: "USD")

  /// Finds a currency by its three letters, or nothing when ISO 4217 lists no such national currency.
  public init?(code: String) {
    guard Currency.codes.contains(code) else { return nil }
    self.init(knownCode: code)
  }

  private init(knownCode: String) {
    code = knownCode
    decimals = Currency.unusualDecimals[knownCode] ?? 2
  }

  /// Minor units in one whole unit: 100 for the dollar, 1 for the yen.
  public var minorUnitsPerUnit: Int64 { Currency.powersOfTen[decimals] }

  /// So many whole units.
  ///
  /// The caller keeps `count` small: defaults and roundings, not input.
  public func units(_ count: Int64) -> Money { Money(minorUnits: count * minorUnitsPerUnit) }

  private static let powersOfTen: [Int64] = [1, 10, 100, 1000, 10_000]

  /// All codes, for reading and for a suggestion when one is misspelt (ISO 4217:2015, table A.1, without funds).
  public static let codes: [String] = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY \
    COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR \
    ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK \
    MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF \
    SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU \
    UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """.split(separator: " ").map(String.init)

  private static let unusualDecimals: [String: Int] = [
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0,
    "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0, "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3,
    "TND": 3, "UYW": 4,
  ]
}
