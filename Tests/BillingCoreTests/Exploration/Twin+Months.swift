@testable import BillingCore

extension Twin {
  func isTrial(_ day: Day, _ policy: Policy) -> Bool { day - created < policy.tariff.trialDays }

  /// Step 6: an open day ends.
  mutating func accrue(under policy: Policy) {
    guard isOpen, !isTrial(today, policy) else { return }
    openDays += 1
    if stage != .blocked || policy.tariff.accrueWhileBlocked { countUnits() }
  }

  mutating func countUnits() {
    for service in meters.indices {
      meters[service].unitDays += meters[service].enabled
      meters[service].peak = max(meters[service].peak, meters[service].enabled)
    }
  }

  /// The lines of the running month as they would be priced on a day, unpaid.
  func lines(pricedOn day: Day, isFinal: Bool, under policies: PolicyCalendar) -> [InvoiceLine] {
    let tariff = policies[day].tariff
    let length = Int64(day.month.dayCount)
    var lines: [InvoiceLine] = []
    func add(_ service: Int?, _ quantity: Int, _ amount: Int64) {
      if quantity > 0 {
        lines.append(
          InvoiceLine(service: service, quantity: quantity, amount: Money(minorUnits: amount), isFinal: isFinal))
      }
    }
    let base = tariff.base.monthly.minorUnits
    add(nil, openDays, tariff.base.proration == .none ? base : nearest(base * Int64(openDays), length))
    for (service, offered) in tariff.services.enumerated() {
      let meter = meters[service]
      switch offered.price {
      case .recurring(let monthly, .daily):
        add(service, meter.unitDays, nearest(monthly.minorUnits * Int64(meter.unitDays), length))
      case .recurring(let monthly, .peak): add(service, meter.peak, monthly.minorUnits * Int64(meter.peak))
      case .metered(let price):
        let millionths = (0..<meter.used).reduce(Int64(0)) { sum, number in
          let reached = price.mode == .volume ? meter.used : number + 1
          let tier = price.tiers.first { tier in tier.upTo.map { reached <= $0 } ?? true }
          return sum + (tier?.pricePerUnit ?? 0)
        }
        add(service, meter.used, nearest(millionths * policies.minorUnitsPerUnit, 1_000_000))
      }
    }
    return lines
  }

  /// What the invoice would be if the month closed after today.
  func usageToDate(under policies: PolicyCalendar) -> [InvoiceLine] {
    guard isOpen else { return [] }
    var closing = self
    closing.accrue(under: policies[today])
    return closing.lines(pricedOn: today, isFinal: false, under: policies)
  }

  /// Charges and pays the running month, and begins the next.
  mutating func invoice(pricedOn day: Day, isFinal: Bool, under policies: PolicyCalendar) -> [Event] {
    let spend = policies[today].bonus.spend
    let paid = lines(pricedOn: day, isFinal: isFinal, under: policies).map { pay($0, spending: spend) }
    openDays = 0
    for service in meters.indices { meters[service] = Meter(enabled: meters[service].enabled) }
    return paid.map { .invoiced($0) }
  }

  /// RULES 2 and 9: which credit pays, and what cash the line earns.
  private mutating func pay(_ unpaid: InvoiceLine, spending order: BonusSchedule.SpendOrder) -> InvoiceLine {
    var line = unpaid
    let (amount, before) = (line.amount.minorUnits, credit)
    var fromCash: Int64 = 0
    var fromBonus: Int64 = 0
    switch order {
    case .cashFirst:
      fromCash = min(amount, cash)
      fromBonus = min(amount - fromCash, bonus)
    case .bonusFirst:
      fromBonus = min(amount, bonus)
      fromCash = min(amount - fromBonus, cash)
    }
    let part = fromCash + fromBonus
    let earned = part == before ? deferred : nearest(deferred * part, before)
    line.fromCash = Money(minorUnits: fromCash)
    line.fromBonus = Money(minorUnits: fromBonus)
    line.earned = Money(minorUnits: earned)
    cash -= fromCash
    deferred -= earned
    take(fromBonus)
    debt += amount - part
    if debt > 0, debtSince == nil { debtSince = today }
    return line
  }

  /// Spends the oldest grants.
  private mutating func take(_ amount: Int64) {
    var rest = amount
    while rest > 0 {
      let part = min(rest, grants[0].left)
      rest -= part
      grants[0].left -= part
      if grants[0].left == 0 { grants.removeFirst() }
    }
  }

  /// Adds a grant of a day.
  mutating func grant(_ amount: Int64, on day: Day, under policies: PolicyCalendar) {
    add(amount, lapsingOn: policies[day].bonus.expiresAfterDays.map { day + $0 })
  }

  /// Adds a grant; grants in a row that lapse on the same day are one.
  mutating func add(_ amount: Int64, lapsingOn lapsesOn: Day?) {
    guard amount > 0 else { return }
    if let last = grants.indices.last, grants[last].lapsesOn == lapsesOn {
      grants[last].left += amount
    } else {
      grants.append(Grant(left: amount, lapsesOn: lapsesOn))
    }
  }

  /// Step 2.
  mutating func lapse() -> Lapse? {
    let before = bonus
    grants.removeAll { $0.lapsesOn == today }
    guard bonus < before else { return nil }
    let breakage = credit == 0 ? deferred : 0
    deferred -= breakage
    return Lapse(amount: Money(minorUnits: before - bonus), breakage: Money(minorUnits: breakage))
  }

  /// To the nearest whole number, a half upwards; nothing here is below 0.
  func nearest(_ dividend: Int64, _ divisor: Int64) -> Int64 {
    let (whole, rest) = dividend.quotientAndRemainder(dividingBy: divisor)
    return 2 * rest >= divisor ? whole + 1 : whole
  }
}
