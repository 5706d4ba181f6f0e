import BillingCore

/// How much somebody pays: the debt and some months ahead, as the bonus draws them (MODEL 1).
struct PaymentChoice {
  let debt: Money
  let monthCost: Money
  let response: Double
  let topUps: Segment.TopUps

  init(debt: Money, monthCost: Money, response: Double, _ topUps: Segment.TopUps) {
    self.debt = debt
    self.monthCost = monthCost
    self.response = response
    self.topUps = topUps
  }

  /// One of the amounts that the policy allows, or nothing when it allows none.
  ///
  /// Each percentage point of the tier that a choice reaches multiplies its weight by the exponential of the response.
  func amount(on day: Day, under policy: Policy, _ stream: inout RandomStream) -> Money? {
    var amounts: [Money] = []
    var weights: [Double] = []
    var exponents: [Double] = []
    for (months, weight) in zip(topUps.months, topUps.monthWeights) where (months > 0 || debt > .zero) && weight > 0 {
      guard let amount = amount(months: months, under: policy) else { continue }
      let tier = policy.bonus.tier(reachedBy: policy.bonus.earningPart(of: amount, settling: debt), on: day)
      amounts.append(amount)
      weights.append(weight)
      exponents.append(response * Double(tier?.percent.hundredths ?? 0) / 100)
    }
    // Relative to the largest exponent, so that none overflows and one weight at least stays above 0.
    guard let largest = exponents.max() else { return nil }
    let drawn = zip(weights, exponents).map { $0 * DecisionMath.exp($1 - largest) }
    return amounts[Distribution.pick(drawn, &stream)]
  }

  /// Debt and months, rounded up once to a whole unit of currency and raised to the minimum; nothing above the maximum.
  private func amount(months: Int, under policy: Policy) -> Money? {
    let unit = Int128(policy.currency.minorUnitsPerUnit)
    let exact = Int128(debt.minorUnits) + Int128(months) * Int128(monthCost.minorUnits)
    let rounded = (exact + unit - 1) / unit * unit
    guard rounded <= Int128(Limits.amount) else { return nil }
    let amount = max(Money(minorUnits: Int64(rounded)), policy.topUp.minimum)
    if let maximum = policy.topUp.maximum, amount > maximum { return nil }
    return amount > .zero ? amount : nil
  }
}

extension Tariff {
  /// What base and recurring services cost for a whole month with so many units switched on.
  ///
  /// At most ``Limits/amount``.
  func monthCost(units: (ServiceIndex) -> Int) -> Money {
    var cost = Int128(base.monthly.minorUnits)
    for (index, service) in services.enumerated() {
      if case .recurring(let monthly, _) = service.price {
        cost += Int128(monthly.minorUnits) * Int128(units(index))
      }
    }
    return Money(minorUnits: Int64(min(cost, Int128(Limits.amount))))
  }
}
