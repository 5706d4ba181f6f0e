import BillingCore

extension World {
  /// Worlds whose policies take every alternative of every setting, so small that a few days reach all of it.
  static var all: [World] {
    [likeTheSource, sinceDebt, trialAndCampaign, shortNotice, changing, gentle, harsh, leapYear, older]
  }

  private static func policy(_ change: (inout Policy) -> Void) -> Policy {
    .with { policy in
      policy.tariff.base.monthly = usd("3.10")
      policy.bonus.tiers = [.tier(from: "1.00", percent: 10), .tier(from: "2.50", percent: 50)]
      policy.restrictions.remindFrom = 2
      policy.restrictions.paymentPageFrom = 3
      policy.restrictions.blockFrom = 4
      policy.deletion.minimumAgeDays = 0
      policy.deletion.inactivityDays = 1
      policy.deletion.noticeDays = 2
      policy.deletion.remindDaysBefore = [1]
      policy.deletion.retentionDays = 2
      change(&policy)
    }
  }

  /// An account of the eve, created so many days before it.
  private static func opening(
    _ eve: String, age: Int = 5, cash: String = "0.00", bonus: String = "0.00", debt: String = "0.00",
    blocked: Bool = false,
    units: [Int] = [], ages: (inout OpeningState) -> Void = { _ in }
  ) -> Root {
    var opening = OpeningState(created: day(eve) - age, lastActivity: day(eve) - min(age, 1))
    (opening.prepaidCash, opening.prepaidBonus, opening.debt) = (usd(cash), usd(bonus), usd(debt))
    (opening.isBlocked, opening.units) = (blocked, units)
    ages(&opening)
    return .opening(opening)
  }

  /// The rules of the source page, in days instead of weeks: calendar, automatic, bonus first.
  static var likeTheSource: World {
    let policy = policy { $0.bonus.expiresAfterDays = 3 }
    return World(
      "like-the-source", PolicyCalendar(policy), eve: "2027-01-29", days: 12,
      roots: [
        .created(day("2027-01-30"), units: []), opening("2027-01-29", cash: "0.40", bonus: "0.33"),
        opening("2027-01-29", debt: "1.00"), opening("2027-01-29", debt: "0.01", blocked: true),
      ])
  }

  /// Grace since the debt, cash first, bonus on the whole amount with a cap, peak units that rest in a block.
  static var sinceDebt: World {
    let policy = policy {
      $0.tariff.services = [.peak("source", "0.70")]
      $0.tariff.accrueWhileBlocked = false
      $0.bonus.basis = .total
      $0.bonus.cap = usd("1.50")
      $0.bonus.tiers = [.tier(from: "1.00", percent: 100)]
      $0.bonus.spend = .cashFirst
      $0.bonus.expiresAfterDays = 2
      $0.restrictions.grace = .sinceDebt
    }
    var world = World(
      "since-debt", PolicyCalendar(policy), eve: "2027-01-30", days: 10,
      roots: [.created(day("2027-01-31"), units: [2]), opening("2027-01-30", debt: "1.75", units: [2])])
    (world.amounts, world.depth) = ([100], 7)
    return world
  }

  /// A trial, a whole base for any open day, graduated use, a campaign, deletion on request, blocked people who count.
  static var trialAndCampaign: World {
    let policy = policy {
      $0.tariff.trialDays = 2
      $0.tariff.base.proration = .none
      $0.tariff.services = [.metered("order", [(upTo: 2, price: 0), (upTo: nil, price: 125_000)])]
      let tiers = [BonusSchedule.Tier.tier(from: "0.50", percent: 33)]
      $0.bonus.campaigns = [.init(name: "spring", days: day("2027-01-31")...day("2027-02-01"), tiers: tiers)]
      $0.deletion.automatic = false
      $0.deletion.blockedSignInIsActivity = .everyone
      $0.restrictions.remindFrom = 1
      $0.restrictions.paymentPageFrom = 2
      $0.restrictions.blockFrom = 3
    }
    var world = World(
      "trial-and-campaign", PolicyCalendar(policy), eve: "2027-01-29", days: 11,
      roots: [.created(day("2027-01-30"), units: []), opening("2027-01-29", age: 1, bonus: "0.20")])
    world.amounts = [100]
    world.roles = [.owner, .employee]
    return world
  }

  /// A notice of one day without a reminder, one day to restore, bounds of a top-up, volume prices, no reminder stage,
  /// blocked administrators who do not count.
  static var shortNotice: World {
    let policy = policy {
      $0.tariff.services = [.metered("sms", [(upTo: 3, price: 50_000), (upTo: nil, price: 35_000)], mode: .volume)]
      $0.tariff.base.monthly = .zero
      $0.topUp.minimum = usd("0.50")
      $0.topUp.maximum = usd("2.50")
      $0.bonus.expiresAfterDays = 1
      $0.deletion.noticeDays = 1
      $0.deletion.remindDaysBefore = []
      $0.deletion.retentionDays = 1
      $0.deletion.blockedSignInIsActivity = .nobody
      $0.restrictions.remindFrom = nil
    }
    var world = World(
      "short-notice", PolicyCalendar(policy), eve: "2027-01-30", days: 9,
      roots: [
        .created(day("2027-02-01"), units: []), opening("2027-01-30", cash: "0.10"),
        opening("2027-01-30", debt: "0.60"),
      ])
    world.amounts = [250, 40]
    return world
  }

  /// Nearly every setting changes on the way: prices and a new service on the 1st, then the rest.
  static var changing: World {
    let first = policy { $0.bonus.expiresAfterDays = 3 }
    var second = first
    second.tariff.base = BaseTariff(monthly: usd("5.60"), proration: .none)
    second.tariff.services = [.daily("integration", "2.80")]
    second.deletion.noticeDays = 3
    second.deletion.remindDaysBefore = [2, 1]
    var third = second
    third.bonus.expiresAfterDays = 1
    third.bonus.spend = .cashFirst
    third.bonus.tiers = [.tier(from: "0.01", percent: 200)]
    third.restrictions.grace = .sinceDebt
    third.deletion.retentionDays = 3
    var fourth = third
    fourth.restrictions.blockFrom = nil
    fourth.deletion.automatic = false
    fourth.deletion.inactivityDays = 2
    fourth.tariff.trialDays = 7
    let changes = [("2027-02-01", second), ("2027-02-03", third), ("2027-02-04", fourth)].map {
      PolicyCalendar.Era(from: day($0.0), policy: $0.1)
    }
    var world = World(
      "changing", PolicyCalendar(first, changes: changes), eve: "2027-01-30", days: 11,
      roots: [.created(day("2027-01-31"), units: []), opening("2027-01-30", age: 0, debt: "0.90")])
    world.amounts = [100]
    return world
  }

  /// Nothing but a reminder, late deletion, bonus that never lapses, daily units.
  static var gentle: World {
    let policy = policy {
      $0.tariff.services = [.daily("integration", "0.93")]
      $0.restrictions.remindFrom = 3
      $0.restrictions.paymentPageFrom = nil
      $0.restrictions.blockFrom = nil
      $0.deletion.minimumAgeDays = 3
      $0.deletion.inactivityDays = 2
    }
    var world = World(
      "gentle", PolicyCalendar(policy), eve: "2027-01-30", days: 10,
      roots: [
        .created(day("2027-01-31"), units: [1]), opening("2027-01-30", age: 1, cash: "0.05", bonus: "0.05", units: [1]),
      ])
    world.amounts = [100]
    return world
  }

  /// Blocked from the first day on, daily units that rest, bonus that settles debt, blocked people who count.
  static var harsh: World {
    let policy = policy {
      $0.tariff.services = [.daily("integration", "1.55"), .metered("order", [(upTo: nil, price: 5_000)])]
      $0.tariff.accrueWhileBlocked = false
      $0.bonus.basis = .total
      $0.bonus.tiers = [.tier(from: "0.01", percent: 50)]
      $0.restrictions.remindFrom = nil
      $0.restrictions.paymentPageFrom = nil
      $0.restrictions.blockFrom = 1
      $0.deletion.blockedSignInIsActivity = .everyone
    }
    var world = World(
      "harsh", PolicyCalendar(policy), eve: "2027-01-30", days: 8,
      roots: [.created(day("2027-01-31"), units: [1]), opening("2027-01-30", debt: "0.30", blocked: true, units: [1])])
    world.amounts = [100]
    (world.quantity, world.enough.use, world.depth) = (3, 3, 7)
    return world
  }

  /// The end of February in a leap year, in a currency without decimals, with the purge at the month's turn.
  static var leapYear: World {
    var policy = policy { $0.bonus.expiresAfterDays = 2 }
    policy.currency = Currency(code: "JPY") ?? .usd
    policy.restrictions.remindFrom = 1
    policy.restrictions.paymentPageFrom = 2
    policy.restrictions.blockFrom = 29
    return World(
      "leap-year", PolicyCalendar(policy), eve: "2028-02-25", days: 12,
      roots: [.created(day("2028-02-26"), units: []), opening("2028-02-25", debt: "0.07")])
  }

  /// Accounts that bring an older debt with a deletion that is pending, or dated grants and cash that is earned in part.
  static var older: World {
    let policy = policy {
      $0.bonus.expiresAfterDays = 3
      $0.restrictions.grace = .sinceDebt
      $0.deletion.noticeDays = 3
    }
    var world = World(
      "older", PolicyCalendar(policy), eve: "2027-01-30", days: 6,
      roots: [
        opening("2027-01-30", debt: "0.90") {
          ($0.debtSince, $0.lastActivity) = (day("2027-01-29"), day("2027-01-28"))
          $0.deletion = .init(noticedOn: day("2027-01-30"), due: day("2027-02-02"), kind: .automatic)
        },
        opening("2027-01-30", cash: "0.40") {
          let grants = [("0.33", "2027-01-31"), ("0.50", "2027-02-03")]
          $0.grants = grants.map { .init(usd($0.0), lapsingOn: day($0.1)) }
          $0.deferred = usd("0.25")
        },
      ])
    world.amounts = [100]
    return world
  }
}
