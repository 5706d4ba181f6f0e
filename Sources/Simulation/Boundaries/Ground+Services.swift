import BillingCore

extension Ground {
  /// A unit around every tier of use, and units switched on and off at the turn of a month.
  var services: Theme {
    var theme = Theme(
      "services", "A unit around every tier of use; units switched at the turn of a month", on: self, from: january + 10
    )
    theme.recorded = [.events([]), .balance(.zero), .usageToDate(.zero)]
    for (index, service) in tariff.services.enumerated() {
      let blocked = theme.story("\(service.name)-while-blocked", debt: unit, isBlocked: true).on(theme.start)
      switch service.price {
      case .metered(let price):
        theme.add(blocked.does(.use(1, of: index)).must(.happens("refused use blocked"), .never("used")))
        addUse(of: index, service.name, price, to: &theme)
      case .recurring(let price, let counting):
        theme.add(blocked.does(.set(index, to: 1)).must(.happens("refused set restricted"), .never("serviceChanged")))
        addUnits(of: index, service.name, price, counting, to: &theme)
      }
    }
    return theme
  }

  // MARK: Use

  private func addUse(of index: ServiceIndex, _ name: String, _ price: MeteredPrice, to theme: inout Theme) {
    for limit in price.tiers.compactMap(\.upTo) {
      for quantity in [limit - 1, limit, limit + 1] where quantity > 0 && quantity <= Limits.quantity {
        guard let line = Ground.line(of: quantity, price, in: policy.currency) else { continue }
        let all = Int128(monthly.minorUnits) * 1_000_000 + line
        theme.add(
          theme.story("\(name)-use-of-\(quantity)").on(january + 11).does(.use(quantity, of: index)).must(
            .happens("used")
          )
          .on(january + 31).must(.nearest(.balance(.zero), dividend: -all, divisor: 1_000_000)))
      }
    }
  }

  /// What a quantity costs by the table of prices, in millionths of a minor unit; nothing where that is out of measure.
  private static func line(of quantity: Int, _ price: MeteredPrice, in currency: Currency) -> Int128? {
    var (sum, lower) = (Int128(0), 0)
    for tier in price.tiers where lower < quantity {
      let upper = tier.upTo ?? quantity
      switch price.mode {
      case .graduated: sum += Int128(min(upper, quantity) - lower) * Int128(tier.pricePerUnit)
      case .volume: sum = Int128(quantity) * Int128(tier.pricePerUnit)
      }
      lower = upper
    }
    sum *= Int128(currency.minorUnitsPerUnit)
    return sum / 1_000_000 <= Int128(Limits.amount) ? sum : nil
  }

  // MARK: Units

  private func addUnits(
    of index: ServiceIndex, _ name: String, _ price: Money, _ counting: Service.Counting, to theme: inout Theme
  ) {
    let (last, first) = (january + 30, january + 31)
    let march = first.firstOfNextMonth
    // Credit for all of it, so that nothing restricts who switches the units.
    let cash = Money(minorUnits: 3 * (monthly.minorUnits + price.minorUnits) + 1)
    guard canOpen(with: cash) else { return }
    func story(_ what: String, units: Int) -> Story {
      theme.story("\(name)-\(what)", cash: cash, units: (index, units))
    }
    func left(afterUnitDays days: Int) -> Invariant {
      switch counting {
      case .peak: .balance(cash - monthly - price)
      case .daily:
        .nearest(
          .balance(.zero), dividend: Int128((cash - monthly).minorUnits) * 31 - Int128(price.minorUnits) * Int128(days),
          divisor: 31)
      }
    }
    theme.add(
      story("on-all-month", units: 1).on(last).must(.holds(.usageToDate(monthly + price)))
        .on(first).must(.balance(cash - monthly - price)))
    theme.add(
      story("on-from-the-last-day", units: 0).on(last).does(.set(index, to: 1)).on(first).must(left(afterUnitDays: 1)))
    theme.add(
      story("on-from-the-1st", units: 0).on(first).does(.set(index, to: 1)).must(.balance(cash - monthly))
        .on(march).must(.balance(cash - monthly - monthly - price)))
    theme.add(
      story("off-on-the-last-day", units: 1).on(last).does(.set(index, to: 0)).on(first).must(left(afterUnitDays: 30)))
    theme.add(
      story("off-on-the-1st-so-only-the-base-is-charged", units: 1).on(first).does(.set(index, to: 0))
        .must(.balance(cash - monthly - price)).on(march).must(.balance(cash - monthly - price - monthly)))
    theme.add(
      story("on-and-off-in-a-day", units: 0).on(last).does(.set(index, to: 3)).does(.set(index, to: 0))
        .on(first).must(.balance(cash - monthly)))
  }
}
