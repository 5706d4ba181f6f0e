import BillingCore

/// A random life of one account under random policies: the same for the same seed.
struct Walk {
  let seed: UInt64
  let policies: PolicyCalendar
  private(set) var account: Account
  private(set) var auditor: Auditor
  /// Looks at the account each time that a day has been lived so far, and tells a fault.
  var examine: (Account) throws -> String? = { _ in nil }
  private var chance: SplitMix64
  private let start: Day
  private let days: Int

  /// Settles the policies and how the account begins.
  init(seed: UInt64, days: Int) throws {
    var chance = SplitMix64(seed: seed)
    let start = day("2027-01-01") + chance.number(in: 0...500)
    let policies = chance.policies(from: start, days: days)
    let units = policies[start].tariff.services.map { $0.isMetered ? 0 : chance.number(in: 0...3) }
    if chance.happens(percent: 40) {
      let opening = chance.opening(on: start - 1, units: units, under: policies)
      account = try Account(opening, eve: start - 1, under: policies)
      auditor = Auditor(of: opening, eve: start - 1, under: policies)
    } else {
      let created = start + (chance.happens(percent: 70) ? 0 : chance.number(in: 1...20))
      account = Account(created: created, units: units, eve: start - 1, under: policies)
      auditor = Auditor(of: account, units: units, under: policies)
    }
    (self.seed, self.policies, self.chance, self.start, self.days) = (seed, policies, chance, start, days)
  }

  /// Lives all days and tells the first faults, with the seed and the last events; `nil` when there are none.
  mutating func live() throws -> String? {
    var liveliness = 50
    var today = start
    while today < start + days {
      if chance.happens(percent: 8) { liveliness = chance.one(of: 0, 0, 5, 50, 90) }
      if chance.happens(percent: 80) {
        try account.advance(to: today, under: policies, telling: &auditor)
        try check(on: today)
      }
      while auditor.faults.isEmpty, chance.happens(percent: liveliness) { try act(on: today) }
      if !auditor.faults.isEmpty { return story }
      today = today + (chance.happens(percent: 5) ? chance.number(in: 2...20) : 1)
    }
    return nil
  }

  private mutating func act(on day: Day) throws {
    try account.advance(to: day, under: policies, telling: &auditor)
    try check(on: day)
    let command = chance.command(of: account, under: policies[day])
    let reason = auditor.reason(against: command)
    let before = auditor.history.count
    try account.perform(command, on: day, under: policies, telling: &auditor)
    if auditor.history.count == before || auditor.history[before].event.isRefusal != (reason != nil) {
      auditor.faulty("\(command) must come to \(reason.map { "\($0)" } ?? "pass")")
    }
    try check(on: day)
  }

  private mutating func check(on day: Day) throws {
    auditor.check(account, at: day)
    auditor.expect("the use to date", try account.usageToDate(under: policies), auditor.usageToDate())
    if let fault = try examine(account) { auditor.faulty(fault) }
  }

  private var story: String {
    let wording = Wording(policies)
    let last = auditor.history.suffix(12).map { "  \($0.day) \(wording.text($0.event))" }
    return (["seed \(seed), created \(account.created):"] + auditor.faults.prefix(5) + ["last events:"] + last)
      .joined(separator: "\n")
  }
}

extension SplitMix64 {
  fileprivate mutating func money(_ range: ClosedRange<Int>) -> Money { Money(minorUnits: Int64(number(in: range))) }

  /// A standing policy and up to two changes; the tariff changes on the 1st only.
  fileprivate mutating func policies(from start: Day, days: Int) -> PolicyCalendar {
    var policy = Policy(currency: one(of: .usd, Currency(code: "JPY") ?? .usd, Currency(code: "KWD") ?? .usd))
    policy.tariff.services = (0..<number(in: 0...4)).map { service("service\($0)", isMetered: happens(percent: 40)) }
    shake(&policy, from: start, days: days)
    let standing = policy
    var changes: [PolicyCalendar.Era] = []
    var from = start
    for _ in 0..<number(in: 0...2) {
      from = from + number(in: 1...days / 2)
      let tariff = policy.tariff
      shake(&policy, from: start, days: days)
      if from.isFirstOfMonth {
        policy.tariff.services += [service("service\(policy.tariff.services.count)", isMetered: happens(percent: 50))]
      } else {
        (policy.tariff.base, policy.tariff.services) = (tariff.base, tariff.services)
      }
      changes.append(PolicyCalendar.Era(from: from, policy: policy))
    }
    return PolicyCalendar(standing, changes: changes)
  }

  /// Draws all settings anew but the currency and which services there are.
  private mutating func shake(_ policy: inout Policy, from start: Day, days: Int) {
    policy.tariff.base = BaseTariff(monthly: money(0...4000), proration: one(of: .daily, .daily, .none))
    policy.tariff.services = policy.tariff.services.map { service($0.name, isMetered: $0.isMetered) }
    policy.tariff.trialDays = one(of: 0, 0, number(in: 1...20))
    policy.tariff.accrueWhileBlocked = happens(percent: 50)
    policy.topUp.minimum = one(of: Money(minorUnits: 1), money(1...50))
    policy.topUp.maximum = one(of: nil, money(100...9000))
    policy.bonus.basis = one(of: .advance, .total)
    policy.bonus.tiers = tiers()
    policy.bonus.cap = one(of: nil, nil, money(0...500))
    policy.bonus.spend = one(of: .bonusFirst, .cashFirst)
    policy.bonus.expiresAfterDays = one(of: nil, number(in: 1...40))
    let campaign = start + number(in: 0...days / 2)
    policy.bonus.campaigns = [
      BonusSchedule.Campaign(name: "one", days: campaign...campaign + number(in: 0...20), tiers: tiers()),
      BonusSchedule.Campaign(name: "two", days: campaign + 21...campaign + number(in: 21...50), tiers: tiers()),
    ]
    policy.restrictions.grace = one(of: .calendar, .sinceDebt)
    let first = number(in: 1...8)
    policy.restrictions.remindFrom = happens(percent: 80) ? first : nil
    policy.restrictions.paymentPageFrom = happens(percent: 80) ? first + number(in: 1...8) : nil
    policy.restrictions.blockFrom = happens(percent: 80) ? first + number(in: 9...24) : nil
    policy.deletion.automatic = happens(percent: 70)
    policy.deletion.minimumAgeDays = number(in: 0...12)
    policy.deletion.inactivityDays = number(in: 1...10)
    policy.deletion.noticeDays = number(in: 1...6)
    policy.deletion.remindDaysBefore = (1..<policy.deletion.noticeDays).filter { _ in happens(percent: 50) }
    policy.deletion.retentionDays = number(in: 1...8)
    policy.deletion.blockedSignInIsActivity = one(of: .administrators, .everyone, .nobody)
  }

  private mutating func tiers() -> [BonusSchedule.Tier] {
    (0..<number(in: 0...3)).map {
      BonusSchedule.Tier(from: money($0 * 1500...$0 * 1500 + 1499), percent: .init(hundredths: number(in: 0...9000)))
    }
  }

  private mutating func service(_ name: String, isMetered: Bool) -> Service {
    guard isMetered else {
      return Service(name: name, price: .recurring(monthly: money(0...900), counting: one(of: .daily, .peak)))
    }
    var tiers = (0..<number(in: 0...2)).map {
      MeteredPrice.Tier(upTo: $0 * 20 + number(in: 1...20), pricePerUnit: Int64(number(in: 0...900_000)))
    }
    tiers.append(MeteredPrice.Tier(upTo: nil, pricePerUnit: Int64(number(in: 0...900_000))))
    return Service(name: name, price: .metered(MeteredPrice(tiers: tiers, mode: one(of: .graduated, .volume))))
  }

  fileprivate mutating func opening(on eve: Day, units: [Int], under policies: PolicyCalendar) -> OpeningState {
    let created = eve - number(in: 0...60)
    var opening = OpeningState(created: created, lastActivity: created + number(in: 0...(eve - created)))
    if happens(percent: 50) {
      opening.debt = money(1...3000)
      opening.isBlocked = happens(percent: 50)
    } else {
      opening.prepaidCash = money(0...5000)
      opening.prepaidBonus = money(0...1000)
    }
    age(&opening, on: eve, under: policies[eve])
    opening.units = units
    opening.used = policies[eve].tariff.services.map { $0.isMetered ? number(in: 0...60) : 0 }
    return opening
  }

  /// Gives debt, bonus and cash an age, or an account without money a pending deletion (FORMATS 2).
  private mutating func age(_ opening: inout OpeningState, on eve: Day, under policy: Policy) {
    let age = eve - opening.created
    if opening.debt > .zero, happens(percent: 60) { opening.debtSince = eve + 1 - number(in: 0...min(age, 25)) }
    if opening.debt == .zero, happens(percent: 40) {
      opening.grants = (0..<number(in: 1...3)).map { _ in
        OpeningState.Grant(money(1...900), lapsingOn: one(of: eve + number(in: 1...40), eve + 1, nil))
      }
    }
    let hasCredit = opening.prepaidCash + opening.prepaidBonus > .zero || !opening.grants.isEmpty
    if hasCredit, happens(percent: 40) { opening.deferred = money(0...6000) }
    let noticed = eve - number(in: 0...(policy.deletion.noticeDays - 1))
    let idle = noticed - policy.deletion.inactivityDays - number(in: 1...3)
    guard !hasCredit, idle >= opening.created, noticed - opening.created > policy.deletion.minimumAgeDays,
      happens(percent: 60)
    else { return }
    opening.lastActivity = idle
    opening.deletion = DeletionNotice(
      noticedOn: noticed, due: noticed + policy.deletion.noticeDays,
      kind: policy.deletion.automatic ? one(of: .automatic, .manual) : .manual)
  }

  /// What somebody may ask: mostly what makes sense, sometimes what must be refused.
  fileprivate mutating func command(of account: Account, under policy: Policy) -> Command {
    let role = one(of: Role.owner, .administrator, .employee)
    let method = one(of: PaymentMethod.card, .googlePay, .applePay)
    let debt = account.wallet.debt
    let amount = one(of: debt, debt - Money(minorUnits: 1), money(-5...60), money(1...3000), money(1...9000))
    let services = policy.tariff.services
    switch number(in: 0...19) {
    case 0...3: return .topUp(amount, by: role, with: method)
    case 4: return .topUpDeclined(amount, by: role, with: method)
    case 5...7: return .signIn(role)
    case 8...13 where !services.isEmpty:
      let service = number(in: 0...(services.count - 1))
      return services[service].isMetered ? .use(number(in: 1...40), of: service) : .set(service, to: number(in: 0...5))
    case 14...15: return .requestDeletion
    case 16...17: return .cancelDeletion
    case 18...19: return .restore
    default: return .signIn(.employee)
    }
  }
}
