import BillingCore
import Simulation

extension PolicyDecoder {
  /// Reads the `bonus` section.
  static func bonus(_ object: inout ObjectReader, _ currency: Currency) -> BonusSchedule {
    var schedule = BonusSchedule()
    schedule.basis = object.read("basis", .word(of: BonusSchedule.Basis.allCases, \.word), default: .advance)
    schedule.tiers = tiers(&object, currency) ?? []
    schedule.cap = object.read("cap", .either(.money(currency), orNone: "none"), default: nil)
    schedule.spend = object.read(
      "spend", .word(of: BonusSchedule.SpendOrder.allCases, \.word), default: .bonusFirst)
    schedule.expiresAfterDays = object.read(
      "expiresAfterDays", .either(.int(in: 1...Limits.days), orNone: "never"), default: nil)
    schedule.campaigns = campaigns(&object, currency)
    return schedule
  }

  private static func tiers(_ object: inout ObjectReader, _ currency: Currency) -> [BonusSchedule.Tier]? {
    let tier = Shape<BonusSchedule.Tier>.object { tier in
      let from = tier.require("from", .money(currency))
      let percent = tier.require("percent", .percent(upTo: 1000))
      guard let from, let percent else { return nil }
      return BonusSchedule.Tier(from: from, percent: percent)
    }
    let tiers = object.read("tiers", .array(of: tier))
    if let tiers, !isAscending(tiers.map(\.from)) {
      object.report("\"from\" ascends from tier to tier", at: "tiers")
    }
    return tiers
  }

  private static func campaigns(_ object: inout ObjectReader, _ currency: Currency) -> [BonusSchedule.Campaign] {
    let campaign = Shape<BonusSchedule.Campaign>.object { campaign in
      let name = campaign.require("name", .name)
      let first = campaign.require("from", .day)
      let last = campaign.require("to", .day)
      let tiers = tiers(&campaign, currency)
      if !campaign.has("tiers") { campaign.report("missing key \"tiers\"", hint: "expected an array") }
      guard let name, let first, let last, let tiers else { return nil }
      guard first <= last else {
        campaign.report("the campaign ends before it begins", at: "to")
        return nil
      }
      return BonusSchedule.Campaign(name: name, days: first...last, tiers: tiers)
    }
    let campaigns = object.read("campaigns", .array(of: campaign), default: [])
    for (index, later) in campaigns.enumerated() {
      for earlier in campaigns[..<index] {
        if earlier.name == later.name { object.report("two campaigns are called \"\(later.name)\"", at: "campaigns") }
        if earlier.days.overlaps(later.days) {
          object.report("the campaigns \"\(earlier.name)\" and \"\(later.name)\" overlap", at: "campaigns")
        }
      }
    }
    return campaigns
  }
}
