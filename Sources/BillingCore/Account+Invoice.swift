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
    for position in 0...policy.tariff.services.count {
      guard var line = try month.line(position, under: policy, daysInMonth: daysInMonth) else { continue }
      line.isFinal = isFinal
      try wallet.pay(&line, spending: order, on: today)
      watcher.observe(.invoiced(line), of: self, on: today)
    }
    month.close()
  }

  /// What the invoice would be if the month closed after today, today going on as it now is (RULES 3).
  ///
  /// Its lines are unpaid, and priced by today's policy; none unless the account is open.
  ///
  /// - Throws: ``AmountOverflow`` when a line does not fit an amount.
  public func usageToDate(under policies: PolicyCalendar) throws(AmountOverflow) -> [InvoiceLine] {
    guard isOpen else { return [] }
    var closing = self
    closing.endDays(before: today + 1, under: policies)
    return try closing.month.lines(under: policies[today], daysInMonth: today.month.dayCount)
  }

  /// Step 2: what is left of grants whose day has come lapses (RULES 2).
  mutating func lapseBonus(telling watcher: inout some Watcher) {
    guard let lapse = wallet.lapse(on: today) else { return }
    watcher.observe(.bonusLapsed(lapse), of: self, on: today)
  }
}
