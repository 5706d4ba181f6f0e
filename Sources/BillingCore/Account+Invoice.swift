/// An invoice, on the morning of a day.
@usableFromInline
struct Invoice {
  /// A day whose policy prices it.
  let pricedOn: Day
  let daysInMonth: Int
  let isFinal: Bool

  /// Step 1 on the 1st: the past month, at the prices in force during it, paid as the day's policy says (RULES 3).
  @usableFromInline
  static func pastMonth(_ day: Day) -> Invoice {
    Invoice(pricedOn: day - 1, daysInMonth: (day - 1).daysInMonth, isFinal: false)
  }

  /// What the month's invoice would be if it closed after a day.
  static func soFar(_ day: Day) -> Invoice {
    Invoice(pricedOn: day, daysInMonth: day.daysInMonth, isFinal: false)
  }

  /// At deletion: what the running month has accrued so far, which closes the account's month (RULES 3).
  @usableFromInline
  static func final(_ day: Day) -> Invoice {
    Invoice(pricedOn: day, daysInMonth: day.daysInMonth, isFinal: true)
  }
}

extension Account {
  /// How many lines an invoice may have: the base and each service.
  @usableFromInline
  func lineCount(of invoice: Invoice, under policies: PolicyCalendar) -> Int {
    policies.rules(on: invoice.pricedOn).serviceCount + 1
  }

  /// Prices and pays a line, the base at position 0, then the services in their order; `nil` when there is nothing to it.
  @usableFromInline
  mutating func charge(_ position: Int, of invoice: Invoice, under policies: PolicyCalendar) throws(AmountOverflow)
    -> InvoiceLine?
  {
    var line = try month.line(position, of: invoice, under: policies)
    try line?.bePaid(from: &wallet, spending: policies.rules(on: today).spend, on: today)
    return line
  }

  @usableFromInline
  mutating func closeMonth() { month.close() }

  /// What the invoice would be if the month closed after today, today going on as it now is (RULES 3).
  ///
  /// Its lines are unpaid, and priced by today's policy; none unless the account is open.
  ///
  /// - Throws: ``AmountOverflow`` when a line does not fit an amount.
  public func usageToDate(under policies: PolicyCalendar) throws(AmountOverflow) -> [InvoiceLine] {
    guard isOpen else { return [] }
    var closing = self
    closing.accrue(before: today + 1, under: policies)
    return try closing.month.lines(of: .soFar(today), under: policies)
  }

  /// What ``usageToDate(under:)`` comes to: what the account has used and was not invoiced for (RULES 3).
  ///
  /// - Throws: ``AmountOverflow`` when a line, or their sum, does not fit an amount.
  public func unbilled(under policies: PolicyCalendar) throws(AmountOverflow) -> Money {
    var sum = Money.zero
    for line in try usageToDate(under: policies) { sum = try sum.adding(line.amount) }
    return sum
  }

  /// Step 2: what is left of grants whose day has come lapses (RULES 2).
  @usableFromInline
  mutating func lapseBonus() -> Event? {
    guard !wallet.grants.isEmpty else { return nil }
    return wallet.lapse(on: today).map(Event.bonusLapsed)
  }
}
