import BillingCore

// Step 2 of a day: top-ups.

extension SyntheticAccount {
  /// The top-up that ``plan(for:of:wholeMonth:afterTopUp:)`` has found for today.
  mutating func topUp(on day: Day, for account: Account, wholeMonth: Money?, asking commands: inout [Command]) {
    if habits.payment.hasRhythm { return payInRhythm(on: day, asking: &commands) }
    let monthCost = habits.monthCost(of: account, on: day, wholeMonth: wholeMonth)
    payAsDecided(on: day, for: account, monthCost: monthCost, asking: &commands)
  }

  /// At most one decision a day to pay.
  func pay(on day: Day, for account: Account, wholeMonth: Money?, asking commands: inout [Command]) {
    let monthCost = habits.monthCost(of: account, on: day, wholeMonth: wholeMonth)
    let chance = habits.chanceOfPaying(account, traits, monthCost: monthCost)
    guard month.payments(below: chance, from: day).contains(day, firstOfMonth: month.first) else { return }
    payAsDecided(on: day, for: account, monthCost: monthCost, asking: &commands)
  }

  /// Pays what is chosen; a declined payment may be tried again at once, as often as need be.
  private func payAsDecided(
    on day: Day, for account: Account, monthCost: Money, asking commands: inout [Command]
  ) {
    let choice = PaymentChoice(debt: account.wallet.debt, monthCost: monthCost, response: traits.bonusResponse)
    var months = habits.key.stream(.months, account: number, on: day)
    guard let amount = choice.amount(among: habits.payment, on: day, under: habits.policies, &months)
    else { return }
    var attempts = habits.key.stream(.declined, account: number, on: day)
    _ = attempt(amount, on: day, &attempts, asking: &commands)
  }

  /// Pays, and tries again at once while the provider declines and patience lasts; tells whether it was paid.
  private func attempt(
    _ amount: Money, on day: Day, _ attempts: inout RandomStream, asking commands: inout [Command]
  ) -> Bool {
    var methodStream = habits.key.stream(.method, account: number, on: day)
    let method = habits.payment.methods.pick(&methodStream)
    while attempts.happens(habits.payment.declined) {
      commands.append(.topUpDeclined(amount, by: .administrator, with: method))
      guard attempts.happens(habits.payment.retries) else { return false }
    }
    commands.append(.topUp(amount, by: .administrator, with: method))
    return true
  }

  /// Top-ups of a rhythm: as many as the day brings, until one is the last.
  mutating func payInRhythm(on day: Day, asking commands: inout [Command]) {
    guard let rhythm = habits.segment.topUps.rhythm, !hasGivenUp else { return }
    guard isDecided(traits.rhythmDay, .rhythm, on: day) else { return }
    var counts = habits.key.stream(.rhythm, account: number, on: day, item: 1)
    let count = Distribution.positivePoisson(mean: traits.rhythmPerDay, &counts)
    var amounts = habits.key.stream(.rhythmAmount, account: number, on: day)
    var attempts = habits.key.stream(.declined, account: number, on: day)
    var endings = habits.key.stream(.giveUp, account: number, on: day)
    for _ in 0..<count {
      let amount = habits.money(rhythm.amount.sample(&amounts))
      guard attempt(amount, on: day, &attempts, asking: &commands) else { continue }
      hasGivenUp = endings.happens(traits.givesUp)
      if hasGivenUp { return }
    }
  }
}

extension Habits {
  /// What a month costs: the last invoice of a whole month, or what is switched on now.
  @inline(__always)
  func monthCost(of account: Account, on day: Day, wholeMonth: Money?) -> Money {
    wholeMonth ?? policies[day].tariff.monthCost { account.enabledUnits(of: $0) }
  }

  /// The chance of paying on a day on which the account stands as it does.
  @inline(__always)
  func chanceOfPaying(_ account: Account, _ traits: Traits, monthCost: Money) -> Chance {
    if account.pendingDeletion != nil { return traits.paysWhenNoticed }
    if account.balance < .zero { return traits.paysInDebt[Int(account.stage.rawValue)] }
    let scaledBalance = Int128(account.balance.minorUnits) * 1_000_000
    let isLow = scaledBalance < Int128(monthCost.minorUnits) * Int128(payment.whenMonthsLeftBelow)
    return isLow ? traits.paysInAdvance : .never
  }
}
