import BillingCore

// What is paid, what it earns, and what services cost.

extension BoundaryBuilder {
  private func pay(_ amount: Money, by role: Role = .administrator, with method: PaymentMethod = .card) -> Command {
    .topUp(amount, by: role, with: method)
  }

  /// The bounds of a top-up, who may pay and how.
  var topUps: [BoundaryCase] {
    let limits = policy.topUp
    var tried: [(String, Money, Bool)] = [
      ("nothing", .zero, false), ("a-unit-below-the-minimum", limits.minimum - unit, false),
      ("the-minimum", limits.minimum, limits.minimum > .zero),
    ]
    if let maximum = limits.maximum {
      tried += [("the-maximum", maximum, true), ("a-unit-above-the-maximum", maximum + unit, false)]
    }
    let bounds = tried.map { name, amount, isTaken in
      var story = BoundaryCase("tops-up-\(name)", old())
      story.ask(pay(amount), on: first + 1)
      story.expect(.includes([isTaken ? "topUp" : "refused topUp amountOutOfRange"]), on: first + 1)
      return story
    }
    return bounds + payers
  }

  private var payers: [BoundaryCase] {
    let amount = policy.topUp.minimum
    var employee = BoundaryCase("an-employee-may-not-pay", old())
    employee.ask(pay(amount, by: .employee), on: first + 1)
    employee.expect(.includes(["refused topUp notPermitted"]), on: first + 1)
    var declined = BoundaryCase("a-declined-payment-credits-nothing", old())
    declined.ask(.topUpDeclined(amount, by: .owner, with: .card), on: first + 1)
    declined.expect(.includes(["topUpDeclined card"]), .balance(.zero - base), on: first + 1)
    var nobody = BoundaryCase("nothing-is-charged-by-itself", old())
    nobody.expect(.prepaidCash(.zero), .balance(.zero - base), on: first + 20, recording: [.events([])])
    let methods = PaymentMethod.allCases.map { method in
      var story = BoundaryCase("pays-with-\(method.word)", old())
      story.ask(pay(amount, by: .owner, with: method), on: first + 1)
      story.expect(.includes(["topUp \(method.word)"]), on: first + 1)
      return story
    }
    return [employee, declined, nobody] + methods
  }

  // MARK: Bonus

  /// Each tier's edge, with and without a debt.
  var edgesOfBonus: [BoundaryCase] {
    let schedule = policy.bonus
    var cases = edges(of: schedule.tiers, named: "tier", on: first + 1)
    if let lowest = schedule.tiers.first, admits(lowest.from + base) {
      var story = BoundaryCase("a-debt-before-the-lowest-tier", old())
      story.ask(pay(lowest.from), on: first + 1)
      let isAdvance = schedule.basis == .advance && base > .zero
      if isAdvance {
        story.expect(.prepaidBonus(.zero), on: first + 1)
      } else {
        story.expect(on: first + 1, recording: Self.money)
      }
      cases.append(story)
      var beyond = BoundaryCase("the-lowest-tier-beyond-a-debt", old())
      beyond.ask(pay(lowest.from + base), on: first + 1)
      beyond.expect(on: first + 1, recording: Self.money)
      cases.append(beyond)
    }
    return cases + capEdges
  }

  /// The least amount that earns all of the cap, with its neighbours.
  private var capEdges: [BoundaryCase] {
    guard let cap = policy.bonus.cap, cap > .zero, let tier = policy.bonus.tiers.last, tier.percent.hundredths > 0
    else { return [] }
    // Half a unit below the cap rounds up to it.
    let share = Int128(tier.percent.hundredths)
    let least = (Int128(cap.minorUnits) * 20_000 - 10_000 + 2 * share - 1) / (2 * share)
    guard least < Int128(Limits.amount), Money(minorUnits: Int64(least)) > tier.from else { return [] }
    let amount = Money(minorUnits: Int64(least))
    return [("a-unit-below", amount - unit), ("at", amount), ("a-unit-above", amount + unit)].compactMap {
      edge, amount in
      guard admits(amount) else { return nil }
      var story = BoundaryCase("the-cap-\(edge)", old { $0.prepaidCash = self.base })
      story.ask(pay(amount), on: first + 1)
      if edge == "a-unit-below" {
        story.expect(.prepaidBonus(cap - unit), on: first + 1, recording: Self.money)
      } else {
        story.expect(.prepaidBonus(cap), on: first + 1, recording: Self.money)
      }
      return story
    }
  }

  /// The end of a grant, and the days of each campaign.
  var lives: [BoundaryCase] {
    policy.bonus.campaigns.flatMap(around) + [endOfAGrant].compactMap { $0 }
  }

  private static let money: [Expectation.Fact] = [
    .events([]), .balance(.zero), .prepaidCash(.zero), .prepaidBonus(.zero), .deferred(.zero),
  ]

  private func admits(_ amount: Money) -> Bool {
    amount >= policy.topUp.minimum && amount > .zero && policy.topUp.maximum.map { amount <= $0 } ?? true
  }

  /// A unit below each tier, the tier, and a unit beyond, from an account that owes nothing.
  private func edges(of tiers: [BonusSchedule.Tier], named name: String, on day: Day) -> [BoundaryCase] {
    tiers.enumerated().flatMap { index, tier in
      [("a-unit-below", tier.from - unit), ("at", tier.from), ("a-unit-above", tier.from + unit)].compactMap {
        edge, amount in
        guard admits(amount) else { return nil }
        var story = BoundaryCase("\(name)-\(index + 1)-\(edge)", old { $0.prepaidCash = self.base })
        story.ask(pay(amount), on: day)
        let reached = edge == "a-unit-below" ? tiers.prefix(index).last : tier
        story.expect(.prepaidBonus(share(of: amount, by: reached)), on: day, recording: Self.money)
        return story
      }
    }
  }

  /// What a tier gives of an amount that settles no debt, by the numbers alone: rounded half up, then capped.
  private func share(of amount: Money, by tier: BonusSchedule.Tier?) -> Money {
    let product = Int128(amount.minorUnits) * Int128(tier?.percent.hundredths ?? 0)
    let bonus = Money(minorUnits: Int64((product + 5_000) / 10_000))
    return policy.bonus.cap.map { min($0, bonus) } ?? bonus
  }

  /// What is left of a grant lapses on its day and not before.
  private var endOfAGrant: BoundaryCase? {
    guard let days = policy.bonus.expiresAfterDays, days <= 400, let tier = policy.bonus.tiers.last,
      admits(tier.from + base)
    else { return nil }
    var story = BoundaryCase("a-grant-lapses-after-\(days)-days", old { $0.prepaidCash = self.base })
    story.ask(pay(tier.from), on: first + 1)
    if days > 0 { story.expect(.excludes(["bonusLapsed"]), on: first + days, recording: Self.money) }
    story.expect(.prepaidBonus(.zero), on: first + 1 + max(1, days), recording: Self.money)
    return story
  }

  /// The day before a campaign, its first, its last and the day after, each with a top-up that reaches its lowest tier.
  private func around(_ campaign: BonusSchedule.Campaign) -> [BoundaryCase] {
    guard let lowest = campaign.tiers.first, admits(lowest.from), campaign.days.lowerBound > first,
      campaign.days.upperBound - first < 1000
    else { return [] }
    let days = [
      ("before", campaign.days.lowerBound - 1), ("first-day", campaign.days.lowerBound),
      ("last-day", campaign.days.upperBound), ("after", campaign.days.upperBound + 1),
    ]
    return days.map { name, day in
      var story = BoundaryCase("\(campaign.name)-\(name)", .created(day, units: []))
      story.ask(pay(lowest.from), on: day)
      story.expect(.includes(["topUp card"]), on: day, recording: Self.money)
      return story
    }
  }

  // MARK: Services

  /// Quantities around the end of each tier; units switched on and off around the 1st.
  var services: [BoundaryCase] {
    policy.tariff.services.enumerated().flatMap { index, service in
      switch service.price {
      case .metered(let price):
        price.tiers.compactMap(\.upTo).flatMap { end in
          [end - 1, end, end + 1].filter { (1...Limits.quantity).contains($0) }.map { used($0, of: index, service) }
        }
      case .recurring: switched(index, service)
      }
    }
  }

  /// Credit that no invoice of a usual policy uses up, so that nothing else happens on the 1st.
  private var plenty: Money { Money(minorUnits: 100_000_000) }

  private func used(_ quantity: Int, of index: ServiceIndex, _ service: Service) -> BoundaryCase {
    let next = first.firstOfNextMonth
    var story = BoundaryCase("\(service.name)-\(quantity)", old { $0.prepaidCash = self.plenty })
    story.ask(.use(quantity, of: index), on: first + 1)
    story.expect(.includes(["used"]), on: first + 1, recording: [.usageToDate(.zero)])
    story.expect(.events(["invoiced", "invoiced"]), on: next, recording: [.balance(.zero)])
    return story
  }

  private func switched(_ index: ServiceIndex, _ service: Service) -> [BoundaryCase] {
    let next = first.firstOfNextMonth
    var last = BoundaryCase("\(service.name)-on-the-last-day", old { $0.prepaidCash = self.plenty })
    last.ask(.set(index, to: 1), on: next - 1)
    last.expect(.includes(["serviceChanged"]), on: next - 1, recording: [.usageToDate(.zero)])
    last.expect(.events(["invoiced", "invoiced"]), on: next, recording: [.balance(.zero)])
    var off = BoundaryCase(
      "\(service.name)-off-before-the-month",
      old { state in
        state.prepaidCash = self.plenty
        state.units = (0...index).map { $0 == index ? 1 : 0 }
      })
    off.ask(.set(index, to: 0), on: first)
    off.expect(.includes(["serviceChanged"]), on: first, recording: [.usageToDate(.zero)])
    off.expect(.events(["invoiced"]), on: next, recording: [.balance(.zero)])
    return [last, off]
  }

  /// Nothing accrues on the last day of the trial, and the next day does.
  var trials: [BoundaryCase] {
    guard policy.tariff.trialDays > 0, policy.tariff.trialDays < 10_000 else { return [] }
    let last = first + (policy.tariff.trialDays - 1)
    var story = BoundaryCase("trial-of-\(policy.tariff.trialDays)-days", .created(first, units: []))
    story.expect(.usageToDate(.zero), .balance(.zero), on: last)
    story.expect(on: last + 1, recording: [.usageToDate(.zero), .balance(.zero), .events([])])
    return [story]
  }
}
