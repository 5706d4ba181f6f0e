import BillingCore
import Simulation

extension PolicyDecoder {
  /// Reads the `bonus` section.
  static func bonus(_ object: inout ObjectReader, _ currency: Currency) -> BonusSchedule {
    var schedule = BonusSchedule()
    schedule.basis = object.read(
      "basis", .word(of: BonusSchedule.Basis.allCases, \.word), default: .advance,
      about: "what it is given on: advance, the part beyond the debt; total, the whole amount")
    schedule.tiers = tiers(&object, currency, areRequired: false) ?? []
    schedule.cap = object.read(
      "cap", .either(.money(currency), orNone: "none"), default: nil, about: "the most that one top-up earns")
    schedule.spend = object.read(
      "spend", .word(of: BonusSchedule.SpendOrder.allCases, \.word), default: .bonusFirst,
      about: "what pays a line first")
    schedule.expiresAfterDays = object.read(
      "expiresAfterDays", .either(.int(in: 1...Limits.days), orNone: "never"), default: nil,
      about: "days after which what is left of a bonus lapses")
    schedule.campaigns = campaigns(&object, currency)
    return schedule
  }

  private static func tiers(
    _ object: inout ObjectReader, _ currency: Currency, areRequired: Bool
  ) -> [BonusSchedule.Tier]? {
    let noted = Noted<Money>()
    let tier = Shape<BonusSchedule.Tier>.object { tier in
      let from = tier.require("from", .money(currency), about: "the least amount that earns it")
      if let from { noted.note(from) }
      let percent = tier.require("percent", .percent(upTo: 1000), about: "of the amount; up to 2 decimals")
      guard let from, let percent else { return nil }
      return BonusSchedule.Tier(from: from, percent: percent)
    }.named("bonusTier")
    let about = "the last one that the amount reaches counts; ascending"
    let tiers =
      areRequired
      ? object.require("tiers", .array(of: tier), about: about) : object.read("tiers", .array(of: tier), about: about)
    if !isAscending(noted.values) {
      object.report("\"from\" ascends from tier to tier", at: "tiers")
    }
    return tiers
  }

  private static func campaigns(_ object: inout ObjectReader, _ currency: Currency) -> [BonusSchedule.Campaign] {
    let noted = Noted<(name: String, days: ClosedRange<Day>?)>()
    let campaign = Shape<BonusSchedule.Campaign>.object { campaign in
      let name = campaign.require("name", .name, about: "unlike those of the others")
      let first = campaign.require("from", .day, about: "its first day")
      let last = campaign.require("to", .day, about: "its last day")
      let tiers = tiers(&campaign, currency, areRequired: true)
      let isInOrder = if let first, let last { first <= last } else { false }
      if let name { noted.note((name, first.flatMap { first in last.flatMap { isInOrder ? first...$0 : nil } })) }
      if first != nil, last != nil, !isInOrder { campaign.report("the campaign ends before it begins", at: "to") }
      guard let name, let first, let last, isInOrder, let tiers else { return nil }
      return BonusSchedule.Campaign(name: name, days: first...last, tiers: tiers)
    }
    let campaigns = object.read(
      "campaigns", .array(of: campaign), default: [], about: "days with tiers of their own; none overlap")
    for (index, later) in noted.values.enumerated() {
      for earlier in noted.values[..<index] {
        if earlier.name == later.name { object.report("two campaigns are called \"\(later.name)\"", at: "campaigns") }
        if let days = earlier.days, let others = later.days, days.overlaps(others) {
          object.report("the campaigns \"\(earlier.name)\" and \"\(later.name)\" overlap", at: "campaigns")
        }
      }
    }
    return campaigns
  }
}
