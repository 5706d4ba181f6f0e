import BillingCore

/// A small calendar with its policies, how accounts begin in it, and what may be asked of them.
struct World {
  /// How an account begins.
  enum Root {
    case created(Day, units: [Int])
    case opening(OpeningState)
  }

  let name: String
  let policies: PolicyCalendar
  let eve: Day
  let lastDay: Day
  var roots: [Root]
  /// Amounts of top-ups, beside the debt and a minor unit less.
  var amounts: [Int64] = [100, 250]
  /// Nobody pays ahead with more credit than this, nor uses a service more often than this before it is invoiced.
  var enough: (credit: Int64, use: Int) = (300, 4)
  /// Units that recurring services are set to.
  var units = [0, 1]
  /// Units of a metered service at a time.
  var quantity = 2
  /// How many moves the unit tests go.
  var depth = 8
  /// Who signs in.
  var roles: [Role] = [.administrator, .employee]

  init(_ name: String, _ policies: PolicyCalendar, eve: String, days: Int, roots: [Root] = []) {
    (self.name, self.policies, self.eve) = (name, policies, day(eve))
    lastDay = day(eve) + days
    self.roots = roots
  }

  /// All that may come next: the next day, and whatever anybody may ask, refused or not.
  func moves(from twin: Twin) -> [Move] {
    guard twin.today > eve else { return [.day] }
    return (twin.today < lastDay ? [.day] : []) + commands(for: twin).map { .ask($0) }
  }

  private func commands(for twin: Twin) -> [Command] {
    var commands = roles.map { Command.signIn($0) } + topUps(for: twin)
    for (service, offered) in policies[twin.today].tariff.services.enumerated() {
      if offered.isMetered {
        if twin.meters[service].used < enough.use { commands.append(.use(quantity, of: service)) }
      } else {
        commands += units.map { .set(service, to: $0) }
      }
    }
    return commands + [.requestDeletion, .cancelDeletion, .restore]
  }

  /// The debt, a minor unit less, some amounts, and what must be refused.
  private func topUps(for twin: Twin) -> [Command] {
    let owed: [Int64] = twin.debt > 1 ? [twin.debt, twin.debt - 1] : twin.debt == 1 ? [1] : []
    let paid = twin.credit < enough.credit ? owed + amounts.filter { !owed.contains($0) } : []
    let taken = paid.enumerated().map { number, amount in
      Command.topUp(
        Money(minorUnits: amount), by: number % 2 == 0 ? .administrator : .owner,
        with: PaymentMethod.allCases[number % 3])
    }
    let amount = Money(minorUnits: amounts[0])
    return taken + [
      .topUp(amount, by: .employee, with: .card), .topUp(.zero, by: .owner, with: .card),
      .topUpDeclined(amount, by: .administrator, with: .googlePay),
    ]
  }
}
