import BillingCore

/// How much somebody pays: the debt and some months ahead, as the bonus draws them (MODEL 1).
struct PaymentChoice {
  let debt: Money
  let monthCost: Money
  let response: Double

  /// A choice that can be made.
  private struct Option {
    let amount: Money
    /// What the bonus makes of its weight: times the exponential of this.
    let exponent: Double
    var weight: Double
  }

  /// One of the amounts that the policy allows, or nothing when it allows none.
  ///
  /// Each percentage point of the tier that a choice reaches multiplies its weight by the exponential of the response.
  func amount(
    among habits: PaymentHabits, on day: Day, under policies: PolicyCalendar, _ stream: inout RandomStream
  ) -> Money? {
    let limits = policies.rules(on: day).topUp
    var options: [Option] = []
    options.reserveCapacity(habits.choices.count)
    for choice in habits.choices {
      if let option = option(choice, within: limits, on: day, under: policies) { options.append(option) }
    }
    // Relative to the largest exponent, so that none overflows and one weight at least stays above 0.
    guard let first = options.first else { return nil }
    var largest = first.exponent
    for index in options.indices { largest = max(largest, options[index].exponent) }
    var total = 0.0
    var (exponent, factor) = (largest, 1.0)
    for index in options.indices {
      if options[index].exponent != exponent {
        exponent = options[index].exponent
        factor = exponent < largest ? DecisionMath.exp(exponent - largest) : 1
      }
      options[index].weight *= factor
      total += options[index].weight
    }
    let draw = stream.next() >> 1
    var cumulative = 0.0
    for index in options.indices {
      cumulative += options[index].weight
      if draw < Chance(cumulative / total).threshold { return options[index].amount }
    }
    return options.last { $0.weight > 0 }?.amount
  }

  /// What a choice costs and weighs; `nil` for one that cannot be made.
  @inline(__always)
  private func option(
    _ choice: PaymentHabits.Choice, within limits: TopUpLimits, on day: Day, under policies: PolicyCalendar
  ) -> Option? {
    guard choice.months > 0 || debt > .zero,
      let amount = amount(months: choice.months, within: limits, unit: policies.minorUnitsPerUnit)
    else { return nil }
    let percent = policies.bonusPercent(for: amount, settling: debt, on: day)
    return Option(amount: amount, exponent: response * Double(percent.hundredths) / 100, weight: choice.weight)
  }

  /// Debt and months, rounded up once to a whole unit of currency and raised to the minimum; nothing above the maximum.
  private func amount(months: Int, within limits: TopUpLimits, unit: Int64) -> Money? {
    let (cost, overflow) = monthCost.minorUnits.multipliedReportingOverflow(by: Int64(months))
    guard !overflow, cost <= Limits.amount, debt.minorUnits <= Limits.amount else { return nil }
    let rounded = (debt.minorUnits + cost + unit - 1) / unit * unit
    guard rounded <= Limits.amount else { return nil }
    let amount = max(Money(minorUnits: rounded), limits.minimum)
    if let maximum = limits.maximum, amount > maximum { return nil }
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
