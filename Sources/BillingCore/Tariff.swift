/// What is charged for a month (RULES 3).
public struct Tariff: Hashable, Sendable {
  /// The base tariff, due whether or not the account is used.
  public var base: BaseTariff
  /// The other services, in the order of invoice lines.
  public var services: [Service] = []
  /// Days from the creation on in which nothing accrues and use is free.
  public var trialDays = 0
  /// Whether recurring services go on accruing while the account is blocked; the base always does.
  public var accrueWhileBlocked = true

  /// Makes a tariff of the base alone.
  public init(base: BaseTariff) { self.base = base }
}

/// The base tariff (RULES 3).
public struct BaseTariff: Hashable, Sendable {
  /// How a month that was open only in part is charged.
  public enum Proration: Hashable, Sendable, CaseIterable {
    /// By its open days.
    case daily
    /// In full if there was any open day.
    case none
  }

  /// The price of a whole month.
  public var monthly: Money
  /// How a part of a month is charged.
  public var proration: Proration

  /// Makes a base tariff.
  public init(monthly: Money, proration: Proration = .daily) {
    self.monthly = monthly
    self.proration = proration
  }

  /// The base line of a month; rounded once.
  func amount(openDays: Int, of daysInMonth: Int) throws(AmountOverflow) -> Money {
    switch proration {
    case .none: openDays > 0 ? monthly : .zero
    case .daily: try roundedQuotient(monthly.minorUnits, times: Int64(openDays), by: Int64(daysInMonth))
    }
  }
}

/// A service beside the base (RULES 3).
public struct Service: Hashable, Sendable {
  /// What is charged for.
  public enum Price: Hashable, Sendable {
    /// Units switched on, at a price for each a month.
    case recurring(monthly: Money, counting: Counting)
    /// Units used, at the tiers' prices.
    case metered(MeteredPrice)
  }

  /// How the units of a recurring service are counted in a month.
  public enum Counting: Hashable, Sendable, CaseIterable {
    /// Each unit for each day at whose end it is switched on.
    case daily
    /// The most units switched on at the end of a day, for the whole month.
    case peak
  }

  /// The name that files and reports use.
  public var name: String
  /// The name for people.
  public var title: String
  /// What is charged for.
  public var price: Price

  /// Makes a service.
  public init(name: String, title: String? = nil, price: Price) {
    self.name = name
    self.title = title ?? name
    self.price = price
  }

  /// Whether use is counted, rather than units switched on.
  public var isMetered: Bool {
    switch price {
    case .recurring: false
    case .metered: true
    }
  }
}

/// The price of a metered service: tiers of quantity, each with its price of one unit (RULES 3).
public struct MeteredPrice: Hashable, Sendable {
  /// How a quantity that reaches several tiers is priced.
  public enum Mode: Hashable, Sendable, CaseIterable {
    /// Each part of it at its own tier's price, summed exactly, rounded once.
    case graduated
    /// All of it at the price of the tier that it falls in.
    case volume
  }

  /// A tier: quantities up to and with `upTo`, beyond those of the tier before.
  public struct Tier: Hashable, Sendable {
    /// The last quantity of the tier; `nil` for the last tier, which has no end.
    public var upTo: Int?
    /// The price of one unit, in millionths of a whole unit of currency.
    public var pricePerUnit: Int64

    /// Makes a tier.
    public init(upTo: Int?, pricePerUnit: Int64) {
      self.upTo = upTo
      self.pricePerUnit = pricePerUnit
    }
  }

  /// The tiers, ascending; the last without `upTo`.
  public var tiers: [Tier]
  /// How they are applied.
  public var mode: Mode

  /// Makes a price.
  public init(tiers: [Tier], mode: Mode = .graduated) {
    self.tiers = tiers
    self.mode = mode
  }

  /// The line of a quantity; exact until it is rounded once to the currency's minor unit.
  func amount(quantity: Int, minorUnitsPerUnit: Int64) throws(AmountOverflow) -> Money {
    let millionths: Int128
    switch mode {
    case .volume:
      let tier = tiers.first { $0.upTo.map { quantity <= $0 } ?? true }
      millionths = Int128(quantity) * Int128(tier?.pricePerUnit ?? 0)
    case .graduated:
      var sum: Int128 = 0
      var counted = 0
      for tier in tiers where counted < quantity {
        let part = min(quantity, tier.upTo ?? quantity) - counted
        sum += Int128(part) * Int128(tier.pricePerUnit)
        counted += part
      }
      millionths = sum
    }
    if let narrow = Int64(exactly: millionths) {
      return try roundedQuotient(narrow, times: minorUnitsPerUnit, by: 1_000_000)
    }
    return try roundedQuotient(millionths * Int128(minorUnitsPerUnit), by: 1_000_000)
  }
}
