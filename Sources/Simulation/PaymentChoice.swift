import BillingCore

/// How much somebody pays: the debt and some months ahead, as the bonus draws them (MODEL 1).
struct PaymentChoice {
  let debt: Money
  let monthCost: Money
  let response: Double

  /// One of the amounts that the policy allows, or nothing when it allows none.
  ///
  /// Each percentage point of the tier that a choice reaches multiplies its weight by the exponential of the response.
  func amount(
    among habits: PaymentHabits, on day: Day, under policies: PolicyCalendar, _ stream: inout RandomStream
  ) -> Money? {
    // Relative to the largest exponent, so that none overflows and one weight at least stays above 0.
    var largest = -Double.infinity
    for choice in habits.choices {
      if let option = option(choice, on: day, under: policies) { largest = max(largest, option.exponent) }
    }
    var total = 0.0
    for choice in habits.choices {
      guard let option = option(choice, on: day, under: policies) else { continue }
      total += choice.weight * DecisionMath.exp(option.exponent - largest)
    }
    let draw = stream.next() >> 1
    var cumulative = 0.0
    var last: Money?
    for choice in habits.choices {
      guard let option = option(choice, on: day, under: policies) else { continue }
      let weight = choice.weight * DecisionMath.exp(option.exponent - largest)
      guard weight > 0 else { continue }
      cumulative += weight
      last = option.amount
      if draw < Chance(cumulative / total).threshold { break }
    }
    return last
  }

  /// What a choice costs, and the exponent of what the bonus makes of its weight; `nil` for one that cannot be made.
  private func option(_ choice: PaymentHabits.Choice, on day: Day, under policies: PolicyCalendar) -> (
    amount: Money, exponent: Double
  )? {
    guard choice.months > 0 || debt > .zero, let amount = amount(months: choice.months, on: day, under: policies)
    else { return nil }
    let earning = policies[day].bonus.earningPart(of: amount, settling: debt)
    let tier = policies[day].bonus.tier(reachedBy: earning, on: day)
    return (amount, response * Double(tier?.percent.hundredths ?? 0) / 100)
  }

  /// Debt and months, rounded up once to a whole unit of currency and raised to the minimum; nothing above the maximum.
  private func amount(months: Int, on day: Day, under policies: PolicyCalendar) -> Money? {
    let unit = policies.minorUnitsPerUnit
    let (cost, overflow) = monthCost.minorUnits.multipliedReportingOverflow(by: Int64(months))
    guard !overflow, cost <= Limits.amount, debt.minorUnits <= Limits.amount else { return nil }
    let rounded = (debt.minorUnits + cost + unit - 1) / unit * unit
    guard rounded <= Limits.amount else { return nil }
    let amount = max(Money(minorUnits: rounded), policies[day].topUp.minimum)
    if let maximum = policies[day].topUp.maximum, amount > maximum { return nil }
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
