public import BillingCore
public import Simulation

/// An event as it stood: with the money and the stage just after it.
struct EventRecord: Sendable {
  let day: Day
  let event: Event
  let balance: Money
  let stage: Stage
  let created: Day
  let lastActivity: Day
  let debtSince: Day?
}

/// Keeps the events of an account that is replayed alone, to tell them to people.
public struct LifeRecords: RunWatcher {
  private let policies: PolicyCalendar
  private let days: ClosedRange<Day>
  private var records: [EventRecord] = []

  /// Makes a listener to the events of some days.
  public init(_ scenario: Scenario, days: ClosedRange<Day>) {
    policies = scenario.policies
    self.days = days
  }

  /// An account's life begins.
  public mutating func begin(_ account: Account, as identity: AccountIdentity) {}

  /// The events of a warm-up are told, too.
  public mutating func startReporting(_ account: Account) {}

  /// Keeps an event.
  public mutating func observe(_ event: Event, of account: Account, on day: Day) {
    guard days.contains(day) else { return }
    records.append(
      EventRecord(
        day: day, event: event, balance: account.balance, stage: account.stage, created: account.created,
        lastActivity: account.lastActivity, debtSince: account.wallet.debtSince))
  }

  /// Nothing is left to do.
  public mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) {}

  /// Adds the events of another account.
  public mutating func merge(_ other: LifeRecords) { records += other.records }

  /// The life for people: a line for each event, with the balance after it, the stage and the reason.
  public var text: String {
    let currency = policies.currency
    guard !records.isEmpty else { return "nothing happened from \(days.lowerBound) to \(days.upperBound)\n" }
    let rows = records.map { record in
      [EventSentence(record.event, policies: policies).text, record.balance.text(in: currency), record.stage.word]
    }
    let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return zip(records, rows).map { record, row in
      let reason = EventReason(record: record, policies: policies).text.map { "  (\($0))" } ?? ""
      let sentence = row[0] + String(repeating: " ", count: widths[0] - row[0].count)
      let balance = String(repeating: " ", count: widths[1] - row[1].count) + row[1]
      let stage = reason.isEmpty ? row[2] : row[2] + String(repeating: " ", count: widths[2] - row[2].count)
      return "\(record.day)  \(sentence)  \(balance)  \(stage)\(reason)\n"
    }.joined()
  }
}
