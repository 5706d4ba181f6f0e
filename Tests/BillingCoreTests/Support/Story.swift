import BillingCore
import XCTest

/// Plays a story: rows of a day, what is asked, and all that must come of it.
///
/// ```
/// 2027-02-01                | invoiced base 31 19.00; balance -14.00
/// 2027-02-12  topUp 13.99   | topUp; stage blocked
/// ```
///
/// A row without a command is a morning. Days between rows, and mornings that no row names, must be quiet. What must
/// come of a row are all its events in order (see ``Wording``), and any of the state after it: `balance`, `debt`, `cash`,
/// `bonus`, `deferred`, `stage`, `active`, `pending`, `usage`. An ``Auditor`` listens all the while.
struct Story {
  private(set) var account: Account
  private var auditor: Auditor
  private var heard = 0
  private let policies: PolicyCalendar
  private let wording: Wording

  /// The story of an account that begins on its first row's day, or earlier on a day given.
  @discardableResult
  static func play(
    _ text: String, created: String? = nil, units: [Int] = [], under policy: Policy = Policy(),
    changes: [PolicyCalendar.Era] = [], file: StaticString = #filePath, line: UInt = #line
  ) throws -> Account {
    let policies = PolicyCalendar(policy, changes: changes)
    let first = day(created ?? String(text.prefix(10)), file: file, line: line)
    let account = Account(created: first, units: units, eve: first - 1, under: policies)
    var story = Story(account, Auditor(of: account, units: units, under: policies), policies)
    return try story.play(text, file: file, line: line)
  }

  /// The story of an account that exists already on the eve.
  @discardableResult
  static func play(
    _ text: String, from opening: OpeningState, eve: String, under policy: Policy = Policy(),
    changes: [PolicyCalendar.Era] = [], file: StaticString = #filePath, line: UInt = #line
  ) throws -> Account {
    let policies = PolicyCalendar(policy, changes: changes)
    let account = try Account(opening, eve: day(eve), under: policies)
    var story = Story(account, Auditor(of: opening, eve: day(eve), under: policies), policies)
    return try story.play(text, file: file, line: line)
  }

  private init(_ account: Account, _ auditor: Auditor, _ policies: PolicyCalendar) {
    self.account = account
    self.auditor = auditor
    self.policies = policies
    wording = Wording(policies)
  }

  /// Rows of a literal begin two lines below the call; a row on its own stands beside it.
  private mutating func play(_ text: String, file: StaticString, line: UInt) throws -> Account {
    let first = text.contains("\n") ? line + 2 : line
    for (offset, row) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      try play(row: String(row), Place(file: file, line: first + UInt(offset)))
    }
    return account
  }

  private struct Place {
    let file: StaticString
    let line: UInt

    func fail(_ message: String) { XCTFail(message, file: file, line: line) }
  }

  private mutating func play(row: String, _ place: Place) throws {
    let halves = row.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map { Story.trimmed($0) }
    guard halves.count == 2, let day = Day(halves[0].prefix(10)) else {
      return place.fail("a row is a day, perhaps a command, a bar and what comes of it: \(row)")
    }
    let asked = Story.trimmed(halves[0].dropFirst(10))
    try account.advance(to: day - 1, under: policies, telling: &auditor)
    expectQuiet("before \(day)", place)
    if asked.isEmpty {
      try account.advance(to: day, under: policies, telling: &auditor)
    } else if let command = command(asked) {
      try account.advance(to: day, under: policies, telling: &auditor)
      expectQuiet("in the morning of \(day)", place)
      try account.perform(command, on: day, under: policies, telling: &auditor)
    } else {
      return place.fail("no such command: \(asked)")
    }
    auditor.check(account, at: day)
    try compare(halves[1].split(separator: ";").map { Story.trimmed($0) }, place)
    for fault in auditor.takeFaults() { place.fail(fault) }
  }

  private mutating func expectQuiet(_ when: String, _ place: Place) {
    for (day, event) in auditor.history[heard...] { place.fail("not quiet \(when): \(day) \(wording.text(event))") }
    heard = auditor.history.count
  }

  private mutating func compare(_ told: [String], _ place: Place) throws {
    var untold = auditor.history[heard...].map(\.event)
    heard = auditor.history.count
    for words in told where words != "quiet" {
      let name = words.prefix { $0 != " " }
      if let state = try wording.state(name, of: account, under: policies) {
        let wanted = Story.trimmed(words.dropFirst(name.count))
        if state != wanted { place.fail("\(name) is \(state), not \(wanted)") }
      } else if untold.isEmpty {
        place.fail("did not happen: \(words)")
      } else {
        let event = untold.removeFirst()
        if !wording.tells(words, event) { place.fail("happened: \(wording.text(event)), not: \(words)") }
      }
    }
    for event in untold { place.fail("happened too: \(wording.text(event))") }
  }

  /// Reads a command: `topUp 5.00 by employee with applePay`, `decline 5.00`, `signIn owner`, `use orders 3`,
  /// `set sms 2`, `request`, `cancel`, `restore`.
  private func command(_ text: String) -> Command? {
    var words = text.split(separator: " ")
    let verb = words.removeFirst()
    let first = words.first ?? ""
    func after(_ word: String) -> Substring? { words.firstIndex(of: word[...]).map { words[$0 + 1] } }
    let role = after("by").map { word in Role.allCases.first { "\($0)" == word } } ?? .owner
    let method = after("with").map { word in PaymentMethod.allCases.first { "\($0)" == word } } ?? .card
    let service = wording.services.firstIndex { $0.name == first }
    let number = words.last.flatMap { Int($0) }
    switch verb {
    case "topUp", "decline":
      guard let amount = Money(text: first, in: wording.currency), let role, let method else { return nil }
      return verb == "topUp" ? .topUp(amount, by: role, with: method) : .topUpDeclined(amount, by: role, with: method)
    case "signIn": return Role.allCases.first { "\($0)" == first }.map { .signIn($0) }
    case "use": return service.flatMap { service in number.map { .use($0, of: service) } }
    case "set": return service.flatMap { service in number.map { .set(service, to: $0) } }
    case "request": return .requestDeletion
    case "cancel": return .cancelDeletion
    case "restore": return .restore
    default: return nil
    }
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    let from = text.drop { $0 == " " }
    guard let last = from.lastIndex(where: { $0 != " " }) else { return "" }
    return String(from[...last])
  }
}
