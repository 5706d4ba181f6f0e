public import BillingCore
public import Simulation

/// An event as it stood: with the money and the stage just after it.
struct EventRecord: Sendable {
  let day: Day
  /// The event's number in the account's whole life, from 1.
  let sequence: Int
  let event: Event
  /// The account just after it.
  let account: Account
}

/// Keeps the events of an account that is replayed alone, day by day, to tell them to people.
public struct Life: RunWatcher {
  /// A day on which something happened.
  struct EventfulDay: Sendable {
    let day: Day
    var records: [EventRecord]

    /// The account in the evening: nothing of it that people see changes without an event.
    var evening: Account { records[records.count - 1].account }
  }

  /// Whose life it is.
  let name: String
  let scenario: Scenario
  /// The days that are told.
  let range: ClosedRange<Day>
  private(set) var days: [EventfulDay] = []
  private var sequence = 0

  var policies: PolicyCalendar { scenario.policies }

  /// Makes a listener to the events of some days.
  public init(of name: String, in scenario: Scenario, days range: ClosedRange<Day>) {
    self.name = name
    self.scenario = scenario
    self.range = range
  }

  /// An account's life begins.
  public mutating func begin(_ account: Account, as identity: AccountIdentity) {}

  /// The events of a warm-up are told, too.
  public mutating func startReporting(_ account: Account) {}

  /// Keeps an event.
  public mutating func observe(_ event: Event, of account: Account, on day: Day) {
    sequence += 1
    guard range.contains(day) else { return }
    if days.last?.day != day { days.append(EventfulDay(day: day, records: [])) }
    days[days.count - 1].records.append(EventRecord(day: day, sequence: sequence, event: event, account: account))
  }

  /// Nothing is left to do.
  public mutating func end(_ account: Account, unbilled: Money, daysBlocked: Int) {}

  /// There is one account alone.
  public mutating func merge(_ other: Life) { days += other.days }

  /// The life for people: each day on which something happened, what it ends with and what everybody sees then, and
  /// below it each event with its reason.
  public var text: String {
    guard !days.isEmpty else { return "nothing happened from \(range.lowerBound) to \(range.upperBound)\n" }
    let head = ["date", "balance", "state", "employees see", "administrators see"]
    let rows =
      [head]
      + days.map { day in
        let account = day.evening
        return [
          "\(day.day)", account.balance.text(in: policies.currency), account.stateWords,
          account.viewWords(of: .employee, under: policies), account.viewWords(of: .administrator, under: policies),
        ]
      }
    let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    func line(_ row: [String]) -> String {
      let cells = zip(row, widths).enumerated().map { column, cell in
        let (text, width) = cell
        if column == head.count - 1 { return text }
        let space = String(repeating: " ", count: width - text.count)
        return column == 1 ? space + text : text + space
      }
      return cells.joined(separator: "  ") + "\n"
    }
    return line(rows[0])
      + zip(rows.dropFirst(), days).map { row, day in
        line(row) + day.records.map { "    \(sentence(of: $0))\n" }.joined()
      }.joined()
  }

  private func sentence(of record: EventRecord) -> String {
    let sentence = EventSentence(record.event, policies: policies).text
    return "\(sentence)  (\(EventReason(record: record, policies: policies).text))"
  }
}
