extension Account {
  /// Step 1 on the 1st: the past month, at the prices in force during it, paid as today's policy says (RULES 3).
  mutating func invoicePastMonth(under policies: PolicyCalendar, telling watcher: inout some Watcher)
    throws(AmountOverflow)
  {
    let pastMonth = today - 1
    try invoice(
      pricedBy: policies[pastMonth], daysInMonth: pastMonth.month.dayCount, spending: policies[today].bonus.spend,
      isFinal: false, telling: &watcher)
  }

  /// At deletion: what the running month has accrued so far, which closes the account's month (RULES 3).
  mutating func invoiceFinally(under policy: Policy, telling watcher: inout some Watcher) throws(AmountOverflow) {
    try invoice(
      pricedBy: policy, daysInMonth: today.month.dayCount, spending: policy.bonus.spend, isFinal: true,
      telling: &watcher)
  }

  private mutating func invoice(
    pricedBy policy: Policy, daysInMonth: Int, spending order: BonusSchedule.SpendOrder, isFinal: Bool,
    telling watcher: inout some Watcher
  ) throws(AmountOverflow) {
    if let line = try month.baseLine(under: policy.tariff, daysInMonth: daysInMonth) {
      try charge(line, spending: order, isFinal: isFinal, telling: &watcher)
    }
    for service in policy.tariff.services.indices {
      guard let line = try month.line(of: service, under: policy, daysInMonth: daysInMonth) else { continue }
      try charge(line, spending: order, isFinal: isFinal, telling: &watcher)
    }
    month.close()
  }

  private mutating func charge(
    _ line: InvoiceLine, spending order: BonusSchedule.SpendOrder, isFinal: Bool, telling watcher: inout some Watcher
  ) throws(AmountOverflow) {
    var line = line
    line.isFinal = isFinal
    try wallet.pay(&line, spending: order, on: today)
    watcher.observe(.invoiced(line), of: self, on: today)
  }

  /// What the invoice would be if the month closed after today, today going on as it now is (RULES 3).
  ///
  /// Its lines are unpaid, and priced by today's policy; none unless the account is open.
  ///
  /// - Throws: ``AmountOverflow`` when a line does not fit an amount.
  public func usageToDate(under policies: PolicyCalendar) throws(AmountOverflow) -> [InvoiceLine] {
    guard isOpen else { return [] }
    let policy = policies[today]
    var closing = self
    closing.endDay(under: policies)
    let daysInMonth = today.month.dayCount
    var lines: [InvoiceLine] = []
    if let line = try closing.month.baseLine(under: policy.tariff, daysInMonth: daysInMonth) { lines.append(line) }
    for service in policy.tariff.services.indices {
      guard let line = try closing.month.line(of: service, under: policy, daysInMonth: daysInMonth) else { continue }
      lines.append(line)
    }
    return lines
  }

  /// Step 2: what is left of grants whose day has come lapses (RULES 2).
  mutating func lapseBonus(telling watcher: inout some Watcher) {
    guard let lapse = wallet.lapse(on: today) else { return }
    watcher.observe(.bonusLapsed(lapse), of: self, on: today)
  }
}
