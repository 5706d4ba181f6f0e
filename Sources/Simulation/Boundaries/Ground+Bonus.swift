import BillingCore

extension Ground {
  /// A minor unit around every tier and around the cap, and the days around a lapse.
  var bonus: Theme {
    let day = january + 11
    var theme = Theme(
      "bonus", "A minor unit around every tier and the cap; the days around a lapse", on: self, from: day - 1)
    theme.recorded = [.events([]), .balance(.zero), .prepaidBonus(.zero)]
    // Which stage a payment ends is told elsewhere.
    var money = theme
    money.recorded = [.balance(.zero), .prepaidBonus(.zero)]
    let tiers = tiers(on: day)
    for (number, tier) in tiers.enumerated() {
      for (name, amount) in around(tier.from) where admits(amount) {
        theme.add(earns("tier-\(number + 1)-\(name)", amount, debt: .zero, on: day, in: theme))
      }
      let debt = max(unit, policy.currency.units(1))
      let least: Money =
        switch policy.bonus.basis {
        case .advance: tier.from + debt
        case .total: tier.from
        }
      for (name, amount) in around(least) where admits(amount) && amount > debt {
        theme.add(earns("tier-\(number + 1)-with-a-debt-\(name)", amount, debt: debt, on: day, in: money))
      }
    }
    if tiers.isEmpty, admits(policy.currency.units(1000)) {
      theme.add(earns("no-tier-no-bonus", policy.currency.units(1000), debt: .zero, on: day, in: theme))
    }
    addCap(to: &theme, on: day)
    addLapse(to: &theme)
    return theme
  }

  /// Days around each campaign, one file for each.
  var campaigns: [Theme] {
    policy.bonus.campaigns.compactMap { campaign in
      let (first, last) = (campaign.days.lowerBound, campaign.days.upperBound)
      let file = Day.earliest + 400 * 366...Day.latest - 400 * 366
      guard file.contains(first), file.contains(last), let amount = campaign.tiers.last?.from, admits(max(unit, amount))
      else { return nil }
      var theme = Theme(
        "campaign-\(campaign.name)", "The days around the campaign \(campaign.name)", on: self, from: first - 2)
      theme.recorded = [.events([]), .prepaidBonus(.zero)]
      for (name, day) in [
        ("day-before", first - 1), ("first-day", first), ("last-day", last), ("day-after", last + 1),
      ] {
        theme.add(earns(name, max(unit, amount), debt: .zero, on: day, in: theme))
      }
      for (number, tier) in campaign.tiers.enumerated() {
        for (name, amount) in around(tier.from) where admits(amount) {
          theme.add(earns("tier-\(number + 1)-\(name)", amount, debt: .zero, on: first, in: theme))
        }
      }
      return theme
    }
  }

  private func around(_ amount: Money) -> [(String, Money)] {
    [("a-unit-below", amount - unit), ("exactly", amount), ("a-unit-above", amount + unit)]
  }

  private func tiers(on day: Day) -> [BonusSchedule.Tier] {
    policy.bonus.campaigns.first { $0.days.contains(day) }?.tiers ?? policy.bonus.tiers
  }

  /// An account that tops up, and has to earn what the tiers of the day say.
  private func earns(_ name: String, _ amount: Money, debt: Money, on day: Day, in theme: Theme) -> Story {
    let earning: Money =
      switch policy.bonus.basis {
      case .advance: amount - debt
      case .total: amount
      }
    let hundredths = tiers(on: day).filter { $0.from <= earning }.last?.percent.hundredths ?? 0
    let share = Int128(earning.minorUnits) * Int128(hundredths)
    let isCapped = policy.bonus.cap.map { share >= Int128($0.minorUnits) * 10_000 } ?? false
    let earned: Invariant =
      isCapped
      ? .holds(.prepaidBonus(policy.bonus.cap ?? .zero))
      : .nearest(.prepaidBonus(.zero), dividend: share, divisor: 10_000)
    // Without a debt to settle the account begins that day, so that no invoice comes before.
    let created = debt == .zero ? day : nil
    return theme.story(name, created: created, debt: debt).on(day).does(topUp(amount)).must(earned)
  }

  /// The least amount that reaches the cap, a unit around it, and one that would earn more.
  private func addCap(to theme: inout Theme, on day: Day) {
    let tiers = tiers(on: day)
    guard let amount = leastReachingTheCap(of: tiers), let cap = policy.bonus.cap else { return }
    for (name, amount) in around(amount) where admits(amount) {
      let reached: Invariant = name == "a-unit-below" ? .fails(.prepaidBonus(cap)) : .holds(.prepaidBonus(cap))
      let story = earns("cap-\(name)", amount, debt: .zero, on: day, in: theme)
      theme.add(name == "a-unit-above" ? story : story.must(reached))
    }
    // So much more that the bonus would be two units beyond the cap, at the least share that gives one.
    let more = Money(minorUnits: 20_000 / Int64(tiers.map(\.percent.hundredths).filter { $0 > 0 }.min() ?? 1) + 1)
    if admits(amount + more) {
      theme.add(earns("cap-held-beyond", amount + more, debt: .zero, on: day, in: theme))
    }
  }

  /// The least amount whose bonus comes to the cap.
  private func leastReachingTheCap(of tiers: [BonusSchedule.Tier]) -> Money? {
    guard let cap = policy.bonus.cap, cap > .zero else { return nil }
    for (tier, next) in zip(tiers, tiers.dropFirst().map { Optional($0) } + [nil]) where tier.percent.hundredths > 0 {
      let hundredths = Int128(tier.percent.hundredths)
      // Half a minor unit is rounded up, so the cap is reached half a unit early.
      let amount = (Int128(cap.minorUnits) * 10_000 - 5_000 + hundredths - 1) / hundredths
      let least = max(amount, Int128(tier.from.minorUnits))
      guard least <= Int128(Limits.amount) else { return nil }
      if next.map({ least < Int128($0.from.minorUnits) }) ?? true { return Money(minorUnits: Int64(least)) }
    }
    return nil
  }

  private func addLapse(to theme: inout Theme) {
    guard let days = policy.bonus.expiresAfterDays, days < Limits.days else { return }
    let lapse = theme.eve + days
    // Enough that invoices leave some of it until then.
    let invoices = Int64(days / 28 + 2)
    let (needed, overflow) = monthly.minorUnits.multipliedReportingOverflow(by: invoices)
    guard !overflow, needed < Limits.amount else { return }
    let bonus = Money(minorUnits: needed + 1)
    theme.add(
      theme.story("lapses-after-\(days)-days", bonus: bonus)
        .on(lapse - 1).must(.fails(.prepaidBonus(.zero)), .never("bonusLapsed"))
        .on(lapse).must(.holds(.prepaidBonus(.zero)), .happens("bonusLapsed")))
  }
}
