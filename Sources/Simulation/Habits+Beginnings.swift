import BillingCore

extension Habits {
  /// A first account as it stands on the eve: its age, money, units, and the running month's use so far.
  func opening(of number: UInt32, traits: Traits) -> OpeningState {
    var ageStream = key.stream(.age, account: number)
    let age = min(segment.ageDays.sampleCount(&ageStream), eve - .earliest)
    var opening = OpeningState(created: eve - age, lastActivity: eve)
    opening.units = units(of: number, among: policies[eve].tariff.services.indices)
    var debtStream = key.stream(.openingDebt, account: number)
    if debtStream.happens(Chance(segment.opening.debtShare)) {
      opening.debt = policies[eve].tariff.monthCost { opening.units[$0] }
    } else {
      opening.prepaidCash = money(trait(segment.opening.prepaidCash, .openingCash, account: number))
    }
    opening.used = useBeforeTheStart(of: number, created: opening.created, traits: traits)
    return opening
  }

  /// The person behind an account of the book.
  func bookedPerson(_ index: Int) -> SyntheticAccount {
    let book = book
    let later = policies[eve].tariff.services.count..<policies.services.count
    let units = later.map { (service: $0, units: book.units(of: $0, row: index)) }.filter { $0.units > 0 }
    return SyntheticAccount(book.rows[index], laterUnits: units, habits: self)
  }

  private var book: OpeningBook {
    guard let book = segment.book else { preconditionFailure("the segment has a book") }
    return book
  }

  /// An account of the book; use that the book does not tell is drawn as on any day.
  func bookedOpening(_ index: Int, traits: Traits) -> OpeningState {
    let book = book
    let row = book.rows[index]
    var opening = OpeningState(created: row.created, lastActivity: row.lastActivity)
    (opening.prepaidCash, opening.prepaidBonus, opening.debt) = (row.prepaidCash, row.prepaidBonus, row.debt)
    opening.isBlocked = row.isBlocked
    let services = policies[eve].tariff.services.indices
    opening.units = services.map { book.units(of: $0, row: index) }
    let drawn = useBeforeTheStart(of: row.number, created: row.created, traits: traits)
    opening.used = services.map { book.used(of: $0, row: index) ?? drawn[$0] }
    return opening
  }

  /// Billable use of the eve's month so far, by service.
  private func useBeforeTheStart(of number: UInt32, created: Day, traits: Traits) -> [Int] {
    var used = Array(repeating: 0, count: policies.services.count)
    let first = months[0].first
    let billable = (max(created, first)...eve).reduce(into: DaysOfMonth.none) { days, day in
      if !policies.isTrial(on: day, ofAccountCreated: created) { days.bits |= 1 << UInt32(day - first) }
    }
    // Services come on the 1st alone, so what is known on the eve was known in the whole month.
    for index in uses.indices where uses[index].service < policies[eve].tariff.services.count {
      used[uses[index].service] +=
        MonthlyUse(of: index, perDay: traits.usePerDay[index], account: number, in: 0, self).units(on: billable)
    }
    return used
  }

  /// A drawn number of whole units as an amount, rounded to the minor unit, not below 0.
  func money(_ units: Double) -> Money {
    let minor = (units * Double(policies.currency.minorUnitsPerUnit)).rounded()
    return Money(minorUnits: minor > 0 ? Int64(min(minor, Double(Limits.amount))) : 0)
  }

  /// The units that an account begins with which arrives on a day.
  func firstUnits(of number: UInt32, createdOn created: Day) -> [Int] {
    units(of: number, among: policies[created].tariff.services.indices)
  }

  /// Units that an account switches on once a change brings the service.
  func laterUnits(of number: UInt32, createdOn created: Day) -> [(service: ServiceIndex, units: Int)] {
    let later = policies[created].tariff.services.count..<policies.services.count
    return zip(later, units(of: number, among: later)).filter { $1 > 0 }.map { ($0, $1) }
  }

  private func units(of number: UInt32, among services: Range<Int>) -> [Int] {
    services.map { service in
      guard let distribution = units[service] else { return 0 }
      var stream = serviceKeys[service].stream(.units, account: number)
      return min(distribution.sampleCount(&stream), Limits.quantity)
    }
  }
}
