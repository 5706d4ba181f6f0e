/// What has accrued since the account's last invoice, and the units that are switched on (RULES 3).
struct RunningMonth: Hashable, Sendable {
  /// One service's part of it.
  struct Meter: Hashable, Sendable {
    /// Units switched on, which outlast the month; always 0 for a metered service.
    fileprivate(set) var enabled = 0
    /// Unit-days up to the last change, or units used.
    fileprivate(set) var quantity = 0
    /// The most units switched on at the end of a day on which they accrued, up to the last change.
    fileprivate(set) var peak = 0
  }

  /// Open days outside the trial.
  private(set) var openDays = 0
  /// Days on which recurring services have accrued since units were last changed, so that all of them are alike.
  private var daysSinceChange = 0
  /// By service.
  private(set) var meters: [Meter]

  /// An empty month for so many services.
  init(serviceCount: Int) { meters = Array(repeating: Meter(), count: serviceCount) }

  /// Ends open days that are alike: the base accrues, and recurring services where they do.
  mutating func accrue(days: Int, recurring: Bool) {
    guard days > 0 else { return }
    openDays += days
    if recurring { daysSinceChange += days }
  }

  /// Switches a recurring service to so many units, from the next evening on.
  mutating func enable(_ units: Int, of service: ServiceIndex) {
    for index in meters.indices {
      meters[index].quantity = quantity(of: index)
      meters[index].peak = peak(of: index)
    }
    daysSinceChange = 0
    meters[service].enabled = units
  }

  /// Adds units used, or unit-days.
  mutating func add(_ quantity: Int, of service: ServiceIndex) { meters[service].quantity += quantity }

  /// Unit-days so far, or units used.
  @inline(__always)
  func quantity(of service: ServiceIndex) -> Int {
    meters[service].quantity + meters[service].enabled * daysSinceChange
  }

  /// The most units switched on at the end of a day on which they accrued.
  func peak(of service: ServiceIndex) -> Int {
    daysSinceChange > 0 ? max(meters[service].peak, meters[service].enabled) : meters[service].peak
  }

  /// Begins the next month: only what is switched on stays.
  mutating func close() {
    (openDays, daysSinceChange) = (0, 0)
    for index in meters.indices {
      meters[index].quantity = 0
      meters[index].peak = 0
    }
  }

  /// The lines of an invoice, unpaid: the base, then the services in their order, each only with a quantity.
  func lines(of invoice: Invoice, under policies: PolicyCalendar) throws(AmountOverflow) -> [InvoiceLine] {
    var lines: [InvoiceLine] = []
    let serviceCount = policies.rules(on: invoice.pricedOn).serviceCount
    lines.reserveCapacity(serviceCount + 1)
    for position in 0...serviceCount {
      if let line = try line(position, of: invoice, under: policies) { lines.append(line) }
    }
    return lines
  }

  /// A line, or nothing when its quantity is 0.
  ///
  /// - Parameter position: its place on an invoice: 0 is the base, the services follow.
  @inline(__always)
  func line(_ position: Int, of invoice: Invoice, under policies: PolicyCalendar) throws(AmountOverflow)
    -> InvoiceLine?
  {
    guard position > 0 else {
      guard openDays > 0 else { return nil }
      let amount = try policies[invoice.pricedOn].tariff.base.amount(openDays: openDays, of: invoice.daysInMonth)
      return InvoiceLine(service: nil, quantity: openDays, amount: amount, isFinal: invoice.isFinal)
    }
    let service = position - 1
    var quantity = quantity(of: service)
    guard quantity > 0 else { return nil }
    let amount: Money
    switch policies.eras[policies.index(on: invoice.pricedOn)].policy.tariff.services[service].price {
    case .recurring(let monthly, .daily):
      amount = try roundedQuotient(monthly.minorUnits, times: Int64(quantity), by: Int64(invoice.daysInMonth))
    case .recurring(let monthly, .peak):
      quantity = peak(of: service)
      amount = try roundedQuotient(monthly.minorUnits, times: Int64(quantity), by: 1)
    case .metered(let price):
      amount = try price.amount(quantity: quantity, minorUnitsPerUnit: policies.minorUnitsPerUnit)
    }
    return InvoiceLine(service: service, quantity: quantity, amount: amount, isFinal: invoice.isFinal)
  }
}
