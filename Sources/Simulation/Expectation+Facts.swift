public import BillingCore

extension Expectation.Fact {
  /// What an account shows of this kind now; `nil` where it is an amount beyond 64 bits.
  ///
  /// - Parameter today: the day's events so far, in order.
  func actual(of account: Account, today: [Event], under policies: PolicyCalendar) -> Expectation.Fact? {
    switch self {
    case .status: .status(account.status.word)
    case .stage: .stage(account.stage)
    case .balance: .balance(account.balance)
    case .prepaidCash: .prepaidCash(account.wallet.prepaidCash)
    case .prepaidBonus: .prepaidBonus(account.wallet.prepaidBonus)
    case .debt: .debt(account.wallet.debt)
    case .deferred: .deferred(account.wallet.deferred)
    case .deletionDue: .deletionDue(account.pendingDeletion?.due)
    case .usageToDate: (try? account.unbilled(under: policies)).map { .usageToDate($0) }
    case .invoice(let expected): .invoice(of: today, like: expected, under: policies)
    case .topUp(let expected): .topUps(of: today, like: expected)
    case .usage(let expected): .usage(of: account, like: expected, under: policies)
    case .lastActivity: .lastActivity(account.lastActivity)
    case .events: .events(today.map(\.words))
    case .includes: .includes(today.map(\.words))
    case .excludes: .excludes(today.map(\.words))
    }
  }

  /// Whether what an account shows is what is expected of it.
  ///
  /// Events are expected by their kind, or by their kind and their detail.
  func isMet(by actual: Expectation.Fact, today: [Event]) -> Bool {
    func happened(_ words: String) -> Bool { today.contains { $0.answers(to: words) } }
    switch self {
    case .events(let words):
      return words.count == today.count && zip(words, today).allSatisfy { $1.answers(to: $0) }
    case .includes(let words): return words.allSatisfy(happened)
    case .excludes(let words): return !words.contains(where: happened)
    case .status, .stage, .balance, .prepaidCash, .prepaidBonus, .debt, .deferred, .deletionDue, .usageToDate,
      .invoice, .topUp, .usage, .lastActivity:
      return self == actual
    }
  }

  /// The fact in words.
  public func text(in currency: Currency) -> String {
    switch self {
    case .status(let word): word
    case .stage(let stage): stage.word
    case .balance(let amount), .prepaidCash(let amount), .prepaidBonus(let amount), .debt(let amount),
      .deferred(let amount), .usageToDate(let amount):
      amount.text(in: currency)
    case .deletionDue(let day): day?.description ?? "none"
    case .lastActivity(let day): day.description
    case .invoice(let lines): Expectation.Fact.text(of: lines, in: currency)
    case .topUp(let topUps): Expectation.Fact.text(of: topUps, in: currency)
    case .usage(let use): Expectation.Fact.text(of: use)
    case .events(let words), .includes(let words), .excludes(let words): "[\(words.joined(separator: ", "))]"
    }
  }

  /// How far a fact of the same kind is from this one; `nil` where there is nothing to measure.
  ///
  /// Amounts and days by their distance, with its sign; lists of events by what is missing and what is too many; an
  /// invoice, top-ups and use by each part that differs.
  public func difference(to actual: Expectation.Fact, in currency: Currency) -> String? {
    switch (self, actual) {
    case (.invoice(let lines), .invoice(let found)):
      return Expectation.Fact.difference(from: lines, to: found, in: currency)
    case (.topUp(let topUps), .topUp(let found)):
      return Expectation.Fact.difference(from: topUps, to: found, in: currency)
    case (.usage(let use), .usage(let found)): return Expectation.Fact.difference(from: use, to: found)
    default: return simpleDifference(to: actual, in: currency)
    }
  }

  private func simpleDifference(to actual: Expectation.Fact, in currency: Currency) -> String? {
    if let expected = amount, let found = actual.amount {
      return Expectation.Fact.distance(from: expected, to: found, in: currency)
    }
    if let expected = day, let found = actual.day { return Expectation.Fact.distance(from: expected, to: found) }
    guard let found = actual.events else { return nil }
    switch self {
    case .events(let words): return Expectation.Fact.distance(from: words, to: found)
    case .includes(let words): return Expectation.Fact.list("missing", words.filter { !$0.isAmong(found) })
    case .excludes(let words): return Expectation.Fact.list("too many", words.filter { $0.isAmong(found) })
    case .status, .stage, .balance, .prepaidCash, .prepaidBonus, .debt, .deferred, .deletionDue, .usageToDate,
      .invoice, .topUp, .usage, .lastActivity:
      return nil
    }
  }
}

// MARK: Kinds of values

extension Expectation.Fact {
  /// The amount, of a fact that is one.
  var amount: Money? {
    switch self {
    case .balance(let amount), .prepaidCash(let amount), .prepaidBonus(let amount), .debt(let amount),
      .deferred(let amount), .usageToDate(let amount):
      amount
    case .status, .stage, .deletionDue, .lastActivity, .invoice, .topUp, .usage, .events, .includes, .excludes: nil
    }
  }

  /// The day, of a fact that is one.
  private var day: Day? {
    switch self {
    case .deletionDue(let day): day
    case .lastActivity(let day): day
    case .status, .stage, .balance, .prepaidCash, .prepaidBonus, .debt, .deferred, .usageToDate, .invoice, .topUp,
      .usage, .events, .includes, .excludes:
      nil
    }
  }

  /// The kinds of events, of a fact that lists them.
  private var events: [String]? {
    switch self {
    case .events(let words), .includes(let words), .excludes(let words): words
    case .status, .stage, .balance, .prepaidCash, .prepaidBonus, .debt, .deferred, .deletionDue, .usageToDate,
      .invoice, .topUp, .usage, .lastActivity:
      nil
    }
  }
}

// MARK: Distances

extension Expectation.Fact {
  private static func distance(from expected: Money, to found: Money, in currency: Currency) -> String? {
    let (minorUnits, overflow) = found.minorUnits.subtractingReportingOverflow(expected.minorUnits)
    guard !overflow else { return nil }
    return (minorUnits > 0 ? "+" : "") + Money(minorUnits: minorUnits).text(in: currency)
  }

  private static func distance(from expected: Day, to found: Day) -> String {
    let days = found - expected
    return (days > 0 ? "+" : "") + "\(days) \(abs(days) == 1 ? "day" : "days")"
  }

  /// What is missing and what is too many, or that the order is another one.
  private static func distance(from expected: [String], to found: [String]) -> String? {
    var tooMany = found
    var missing: [String] = []
    for words in expected {
      if let index = tooMany.firstIndex(where: words.means) {
        tooMany.remove(at: index)
      } else {
        missing.append(words)
      }
    }
    let parts = [list("missing", missing), list("too many", tooMany)].compactMap { $0 }
    return parts.isEmpty ? "another order" : parts.joined(separator: "; ")
  }

  private static func list(_ head: String, _ words: [String]) -> String? {
    words.isEmpty ? nil : "\(head): \(words.joined(separator: ", "))"
  }
}

extension String {
  /// Whether an event's kind and detail are meant by these words, which may leave the detail out.
  func means(_ event: String) -> Bool { event == self || event.hasPrefix(self + " ") }

  fileprivate func isAmong(_ events: [String]) -> Bool { events.contains(where: means) }
}
