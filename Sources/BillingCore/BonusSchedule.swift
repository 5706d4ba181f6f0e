/// What a top-up earns beside its cash (RULES 2).
public struct BonusSchedule: Hashable, Sendable {
  /// The part of a top-up that earns a bonus.
  public enum Basis: Hashable, Sendable, CaseIterable {
    /// What is left of the amount once it has settled the debt.
    case advance
    /// The whole amount.
    case total
  }

  /// Which part of the credit pays an invoice line first.
  public enum SpendOrder: Hashable, Sendable, CaseIterable {
    /// The bonus, then cash.
    case bonusFirst
    /// Cash, then the bonus.
    case cashFirst
  }

  /// A share, in hundredths of a percent: 5 % is 500.
  public struct Percent: Hashable, Sendable {
    /// Hundredths of a percent.
    public var hundredths: Int

    /// Makes a share.
    public init(hundredths: Int) { self.hundredths = hundredths }

    /// The share of an amount, rounded half away from zero to the minor unit.
    func of(_ amount: Money) throws(AmountOverflow) -> Money {
      try roundedQuotient(Int128(amount.minorUnits) * Int128(hundredths), by: 10_000)
    }
  }

  /// A bonus tier: what a basis of at least `from` earns.
  public struct Tier: Hashable, Sendable {
    /// The least basis of the tier.
    public var from: Money
    /// The share of the basis that is given.
    public var percent: Percent

    /// Makes a tier.
    public init(from: Money, percent: Percent) {
      self.from = from
      self.percent = percent
    }
  }

  /// Tiers that replace the standing ones for a while.
  public struct Campaign: Hashable, Sendable {
    /// The name that files use.
    public var name: String
    /// The first and the last day.
    public var days: ClosedRange<Day>
    /// The tiers while it lasts.
    public var tiers: [Tier]

    /// Makes a campaign.
    public init(name: String, days: ClosedRange<Day>, tiers: [Tier]) {
      self.name = name
      self.days = days
      self.tiers = tiers
    }
  }

  /// The part of a top-up that earns.
  public var basis = Basis.advance
  /// The standing tiers, strictly ascending.
  public var tiers: [Tier] = []
  /// The most that one top-up earns, or none.
  public var cap: Money?
  /// What pays an invoice line first.
  public var spend = SpendOrder.bonusFirst
  /// Days after which what is left of a grant lapses, or never.
  public var expiresAfterDays: Int?
  /// Campaigns, none overlapping another.
  public var campaigns: [Campaign] = []

  /// Makes a schedule that gives nothing.
  public init() {}

  /// The tiers in force on a day: a campaign's while it lasts, else the standing ones.
  @inlinable public func tiers(on day: Day) -> [Tier] {
    campaigns.first { $0.days.contains(day) }?.tiers ?? tiers
  }

  /// The tier that a basis reaches: the last one that does not begin above it.
  @inlinable @inline(__always) public func tier(reachedBy basis: Money, on day: Day) -> Tier? {
    if campaigns.isEmpty { return tiers.last { $0.from <= basis } }
    return tiers(on: day).last { $0.from <= basis }
  }

  /// The part of a top-up that earns: what is left beyond the debt, or all of it.
  @inlinable @inline(__always) public func earningPart(of amount: Money, settling debt: Money) -> Money {
    switch basis {
    case .advance: max(.zero, amount - debt)
    case .total: amount
    }
  }

  /// What a top-up earns: its basis times the share of the tier reached, rounded, then capped.
  ///
  /// - Parameter debt: the debt just before the top-up.
  func bonus(for amount: Money, settling debt: Money, on day: Day) throws(AmountOverflow) -> Money {
    let earning = earningPart(of: amount, settling: debt)
    guard let tier = tier(reachedBy: earning, on: day) else { return .zero }
    let bonus = try tier.percent.of(earning)
    return cap.map { min(bonus, $0) } ?? bonus
  }
}
