import BillingCore

extension SelfTest {
  /// A life in which nobody does anything, with every date and cent worked out by hand from the rules.
  ///
  /// Created 30 days before the eve of 2027-01-01, with 25.00 and one integration at 5.00 a month.
  static let lifeByHand = Group(name: "a life without any behaviour, by hand") { test in
    let scenario = test.quietScenario(accounts: 1, days: 120) { segment, policy in
      segment.ageDays = .constant(30)
      segment.opening.prepaidCash = .constant(25)
      segment.units = [0: .constant(1)]
      policy = Policy()
      policy.tariff.services = [
        Service(name: "integration", price: .recurring(monthly: Money(minorUnits: 500), counting: .daily))
      ]
    }
    let told = try Simulator(scenario).replay(0, watcher: LifeInWords(policies: scenario.policies)).lines
    return [lifeRow(told)]
  }

  /// How many facts agree, and the first that does not.
  static func lifeRow(_ told: [String]) -> Row {
    let agreeing = zip(told, factsByHand).count { $0 == $1 }
    let isSame = told == factsByHand
    let first = zip(told, factsByHand).first { $0 != $1 }.map { "; \($0), not \($1)" } ?? ""
    return Row(
      name: "every date and cent", expected: "\(factsByHand.count) facts",
      simulated: "\(agreeing) of \(told.count)\(isSame ? "" : first)", score: .exact(isSame))
  }

  /// Day, event, and the balance after it.
  static let factsByHand = [
    "2027-01-01 invoiced 19.00, balance 6.00",  // December, 31 open days: 25.00 - 19.00
    "2027-01-01 invoiced 5.00, balance 1.00",
    "2027-02-01 invoiced 19.00, balance -18.00",  // January: 1.00 from cash, the rest is debt
    "2027-02-01 invoiced 5.00, balance -23.00",
    "2027-02-01 deletionNoticed automatic due=2027-02-11, balance -23.00",  // 32 days after the last activity, age 62
    "2027-02-04 stageChanged none>reminder, balance -23.00",
    "2027-02-07 stageChanged reminder>paymentPage, balance -23.00",
    "2027-02-08 deletionReminder, balance -23.00",  // three days before
    "2027-02-10 deletionReminder, balance -23.00",  // one day before
    "2027-02-10 stageChanged paymentPage>blocked, balance -23.00",
    "2027-02-11 invoiced 6.79 final, balance -29.79",  // 1 to 10 February: 19.00 x 10 / 28 = 6.7857
    "2027-02-11 invoiced 1.79 final, balance -31.58",  // 5.00 x 10 / 28 = 1.7857, on the blocked day as well
    "2027-02-11 deleted, balance -31.58",
    "2027-03-03 purged 31.58, balance 0.00",  // twenty days later
  ]
}

/// Writes an account's life down, a line an event.
private struct LifeInWords: RunWatcher {
  let policies: PolicyCalendar
  private(set) var lines: [String] = []

  init(policies: PolicyCalendar) { self.policies = policies }

  mutating func begin(_ account: Account, as identity: AccountIdentity) {}

  mutating func startReporting(_ account: Account) {}

  mutating func observe(_ event: Event, of account: Account, on day: Day) {
    func money(_ amount: Money) -> String { amount.text(in: policies.currency) }
    let amount: String? =
      switch event {
      case .invoiced(let line): money(line.amount)
      case .purged(let writtenOff): money(writtenOff)
      default: nil
      }
    let words = ["\(day)", event.word, amount, event.detail].compactMap { $0 }.joined(separator: " ")
    lines.append("\(words), balance \(money(account.balance))")
  }

  mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) {}

  mutating func merge(_ other: LifeInWords) { lines += other.lines }
}
