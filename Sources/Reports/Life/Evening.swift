public import BillingCore
public import Simulation

/// An account as it stands in the evening of one day, for people and for programs.
public struct Evening: RunWatcher {
  private let name: String
  private let day: Day
  private let policies: PolicyCalendar
  private var account: Account?

  /// Makes a listener to a life that is replayed through a day.
  public init(of name: String, on day: Day, under policies: PolicyCalendar) {
    self.name = name
    self.day = day
    self.policies = policies
  }

  /// How it begins does not matter.
  public mutating func begin(_ account: Account, as identity: AccountIdentity) {}

  /// Nor does what is reported.
  public mutating func startReporting(_ account: Account) {}

  /// Nor what happens.
  public mutating func observe(_ event: Event, of account: Account, on day: Day) {}

  /// Keeps the account as the last evening leaves it.
  public mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) { self.account = account }

  /// There is one account alone.
  public mutating func merge(_ other: Evening) { account = account ?? other.account }

  /// A line for each thing to know.
  public var text: String {
    let rows = facts.map { ($0.label, $0.words) }
    let width = rows.map(\.0.count).max() ?? 0
    return "\(name) in the evening of \(day)\n"
      + rows.map { "  \($0)\(String(repeating: " ", count: width - $0.count))  \($1)\n" }.joined()
  }

  /// One JSON object; amounts are as in ``JSONValue/amount(_:decimals:)``.
  public var json: String {
    let members = [("account", JSONText.quoted(name)), ("date", JSONText.quoted("\(day)"))] + facts.map(\.member)
    return "{\n" + members.map { "  \(JSONText.quoted($0)): \($1)" }.joined(separator: ",\n") + "\n}\n"
  }
}

// MARK: What there is to know

extension Evening {
  /// One thing to know: for people with what belongs to it, for programs bare.
  private struct Fact {
    let label: String
    let words: String
    let member: (String, String)

    /// An amount.
    init(_ label: String, _ key: String, _ amount: Money, in currency: Currency, _ more: String? = nil) {
      self.init(label, key, amount.text(in: currency), json: amount.json(in: currency), more)
    }

    init(_ label: String, _ key: String, _ value: String, json: String? = nil, _ more: String? = nil) {
      self.label = label
      words = value + (more.map { ", \($0)" } ?? "")
      member = (key, json ?? JSONText.quoted(value))
    }
  }

  private var facts: [Fact] {
    guard let account else { return [] }
    let currency = policies.currency
    let wallet = account.wallet
    let usage = (try? account.usageToDate(under: policies)) ?? []
    let due = account.pendingDeletion
    return [
      Fact("status", "status", account.status.word),
      Fact("stage", "stage", account.stage.word),
      Fact("created", "created", "\(account.created)", Evening.ago(day - account.created)),
      account.status == .notCreated
        ? Fact("last activity", "lastActivity", "none", json: "null")
        : Fact("last activity", "lastActivity", "\(account.lastActivity)", Evening.ago(day - account.lastActivity)),
      Fact("balance", "balance", account.balance, in: currency),
      Fact("prepaid cash", "prepaidCash", wallet.prepaidCash, in: currency),
      Fact("prepaid bonus", "prepaidBonus", wallet.prepaidBonus, in: currency),
      Fact("debt", "debt", wallet.debt, in: currency, wallet.debtSince.map { "since \($0)" }),
      Fact("deferred", "deferred", wallet.deferred, in: currency),
      Fact(
        "use to date", "usageToDate", usage.reduce(.zero) { $0 + $1.amount }, in: currency,
        usage.isEmpty
          ? nil
          : usage.map { "\(policies.word(of: $0.service)) \($0.quantity) for \($0.amount.text(in: currency))" }
            .joined(separator: ", ")),
      Fact(
        "units", "units", units.isEmpty ? "none" : units.map { "\($0.name) \($0.count)" }.joined(separator: ", "),
        json: jsonUnits),
      Fact("deletion due", "deletionDue", due.map { "\($0.due)" } ?? "none", due.map { "noticed on \($0.noticedOn)" }),
      Fact("employees see", "employees", account.viewWords(of: .employee, under: policies)),
      Fact("administrators see", "administrators", account.viewWords(of: .administrator, under: policies)),
    ]
  }

  private static func ago(_ days: Int) -> String {
    if days < 0 { return "in \(counted(-days, "day"))" }
    return days == 0 ? "today" : "\(counted(days, "day")) ago"
  }

  /// The recurring services offered on the day, with the units that are switched on.
  private var units: [(name: String, count: Int)] {
    guard let account else { return [] }
    return policies[day].tariff.services.enumerated().filter { !$1.isMetered }
      .map { ($1.name, account.enabledUnits(of: $0)) }
  }

  private var jsonUnits: String { units.isEmpty ? "{}" : JSONText.object(units.map { ($0.name, "\($0.count)") }) }
}
