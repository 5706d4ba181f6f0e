import BillingCore
public import Simulation

extension LoadedScenario {
  /// The scenario as strict JSON with every default filled in; reading it gives the same scenario (FORMATS 3).
  ///
  /// What it extended is merged; overrides of the command line are in it. Policy changes stay patches, as written.
  public var resolved: String { JSONWriter.text(of: Resolver(scenario, changes: changes).document) + "\n" }
}

extension LoadedScenario {
  /// A scenario under this one's policy as a file of timelines: strict JSON, an entry a line where it fits.
  ///
  /// Its policy is this one's, changes and all, so it needs nothing else.
  public func timeline(of scenario: Scenario) -> String {
    JSONWriter.text(of: Resolver(scenario, changes: changes).document, isDense: true) + "\n"
  }
}

/// Writes a scenario's values as JSON.
struct Resolver {
  let scenario: Scenario
  let changes: JSONNode?
  var currency: Currency { scenario.policies.currency }

  init(_ scenario: Scenario, changes: JSONNode?) {
    self.scenario = scenario
    self.changes = changes
  }

  var document: JSONNode {
    .object([
      ("schemaVersion", .number(1)), ("name", .text(scenario.name)), ("title", .text(scenario.title)),
      ("start", .text(scenario.start.description)), ("days", .number(scenario.days)),
      ("seed", JSONNode(.number("\(scenario.seed)"))), ("warmUpDays", .number(scenario.warmUpDays)), ("policy", policy),
      ("population", .object(scenario.segments.map { ($0.name, segment($0)) })),
      ("accounts", .object(scenario.scripted.map { ($0.name, account($0)) })),
      ("thresholds", .list(scenario.thresholds.map(threshold))),
    ])
  }

  func money(_ amount: Money) -> JSONNode {
    .text(decimalText(amount.minorUnits, decimals: currency.decimals))
  }

  private func threshold(_ threshold: Threshold) -> JSONNode {
    let decimals = threshold.metric.decimals(in: currency) + threshold.extraDecimals
    func bound(_ value: Int64?) -> JSONNode? { value.map { .text(decimalText($0, decimals: decimals)) } }
    return .object([
      ("metric", .text(threshold.metric.rawValue)), ("of", .text(threshold.statistic.word)),
      ("atLeast", bound(threshold.atLeast)),
      ("atMost", bound(threshold.atMost)),
    ])
  }

  // MARK: Policy

  private var policy: JSONNode {
    let policy = scenario.policies.eras[0].policy
    let (tariff, bonus, rules, deletion) = (policy.tariff, policy.bonus, policy.restrictions, policy.deletion)
    return .object([
      ("currency", .text(currency.code)),
      (
        "base",
        .object([
          ("monthly", money(tariff.base.monthly)),
          ("proration", .text(tariff.base.proration.word)),
        ])
      ),
      ("trialDays", .number(tariff.trialDays)), ("accrueWhileBlocked", JSONNode(.bool(tariff.accrueWhileBlocked))),
      ("services", .object(tariff.services.map { ($0.name, service($0)) })),
      (
        "topUp",
        .object([
          ("minimum", money(policy.topUp.minimum)), ("maximum", policy.topUp.maximum.map(money) ?? .text("none")),
        ])
      ),
      (
        "bonus",
        .object([
          ("basis", .text(bonus.basis.word)), ("tiers", .list(bonus.tiers.map(tier))),
          ("cap", bonus.cap.map(money) ?? .text("none")),
          ("spend", .text(bonus.spend.word)),
          ("expiresAfterDays", never(bonus.expiresAfterDays)), ("campaigns", .list(bonus.campaigns.map(campaign))),
        ])
      ),
      (
        "restrictions",
        .object([
          ("remindFrom", never(rules.remindFrom)), ("paymentPageFrom", never(rules.paymentPageFrom)),
          ("blockFrom", never(rules.blockFrom)), ("grace", .text(rules.grace.word)),
        ])
      ),
      (
        "deletion",
        .object([
          ("automatic", JSONNode(.bool(deletion.automatic))), ("minimumAgeDays", .number(deletion.minimumAgeDays)),
          ("inactivityDays", .number(deletion.inactivityDays)), ("noticeDays", .number(deletion.noticeDays)),
          ("remindDaysBefore", .list(deletion.remindDaysBefore.map { .number($0) })),
          ("retentionDays", .number(deletion.retentionDays)),
          ("blockedSignInIsActivity", .text(deletion.blockedSignInIsActivity.word)),
        ])
      ),
      ("changes", changes ?? .list([])),
    ])
  }

  private func never(_ days: Int?) -> JSONNode { days.map { .number($0) } ?? .text("never") }

  private func service(_ service: Service) -> JSONNode {
    switch service.price {
    case .recurring(let monthly, let counting):
      .object([
        ("title", .text(service.title)), ("monthly", money(monthly)),
        ("counting", .text(counting.word)),
      ])
    case .metered(let price):
      .object([
        ("title", .text(service.title)),
        (
          "tiers",
          .list(
            price.tiers.map {
              .object([
                ("upTo", $0.upTo.map { .number($0) }), ("price", .text(decimalText($0.pricePerUnit, decimals: 6))),
              ])
            })
        ), ("mode", .text(price.mode.word)),
      ])
    }
  }

  private func tier(_ tier: BonusSchedule.Tier) -> JSONNode {
    .object([
      ("from", money(tier.from)),
      ("percent", JSONNode(.number(decimalText(Int64(tier.percent.hundredths), decimals: 2)))),
    ])
  }

  private func campaign(_ campaign: BonusSchedule.Campaign) -> JSONNode {
    .object([
      ("name", .text(campaign.name)), ("from", .text(campaign.days.lowerBound.description)),
      ("to", .text(campaign.days.upperBound.description)), ("tiers", .list(campaign.tiers.map(tier))),
    ])
  }
}

extension JSONNode {
  static func text(_ text: String) -> JSONNode { JSONNode(.string(text)) }
  static func number(_ number: Int) -> JSONNode { JSONNode(.number("\(number)")) }

  static func real(_ number: Double) -> JSONNode { JSONNode(.number(realText(number))) }

  /// The shortest text that reads back as the same number.
  static func realText(_ number: Double) -> String {
    number == number.rounded() && number.magnitude <= 1e15 ? "\(Int(number))" : "\(number)"
  }

  static func list(_ nodes: [JSONNode]) -> JSONNode { JSONNode(.array(nodes)) }

  /// An object of the members that have a value.
  static func object(_ members: [(String, JSONNode?)]) -> JSONNode {
    JSONNode(.object(members.compactMap { key, node in node.map { JSONMember(key, $0) } }))
  }
}

extension Scenario {
  /// A scenario whose policy never changes as a dense file of timelines, which needs nothing else.
  public var standalone: String {
    precondition(policies.eras.count == 1, "the changes of a policy are known only as they were written")
    return JSONWriter.text(of: Resolver(self, changes: nil).timelines, isDense: true) + "\n"
  }
}

extension Resolver {
  /// The scenario of timelines; its title comes first, and nothing about people whom it does not have.
  fileprivate var timelines: JSONNode {
    guard case .object(let members) = document.value else { return document }
    let order = ["title", "schemaVersion", "name", "start", "days", "policy", "accounts"]
    return JSONNode(.object(order.compactMap { key in members.first { $0.key == key } }))
  }
}
