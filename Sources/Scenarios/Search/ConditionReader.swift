import BillingCore
public import Simulation

/// Makes a condition of what is written, or reports why it makes no sense in a scenario.
struct ConditionReader {
  let scenario: Scenario
  let written: WrittenCondition
  var faults = Faults()

  /// Words for states, beside those for amounts.
  enum StateWord: String, CaseIterable {
    case stage, status, deletionDue, lastActivity, created, segment, account
  }

  /// All words that a condition may begin with.
  static let subjects = Happening.allWords + Condition.measureWords + Condition.stateWords

  /// The condition; nothing when there are faults, which are reported.
  static func condition(_ written: WrittenCondition, in scenario: Scenario, into faults: inout Faults) -> Condition? {
    var reader = ConditionReader(scenario: scenario, written: written)
    let condition = reader.condition()
    reader.checkParts()
    faults.add(contentsOf: reader.faults)
    return reader.faults.isEmpty ? condition : nil
  }

  private mutating func condition() -> Condition? {
    let word = written.subject.text
    if let count = Condition.DayCount(rawValue: word) {
      return measure().flatMap { number($0) }.map { .days(count, $0) }
    }
    if let sum = Condition.Sum(rawValue: word) { return measure().flatMap { money($0) }.map { .sum(sum, $0) } }
    if let amount = Condition.Amount(rawValue: word) {
      let day = dayOfState()
      return comparison().flatMap { money($0, isSigned: amount == .balance) }.map { .amount(amount, $0, on: day) }
    }
    // Whether an account was created is a happening; when, compared with a day, a state.
    if let state = StateWord(rawValue: word), state != .created || isCreation {
      return self.state(state)
    }
    if Happening.allWords.contains(word) { return happening() }
    fault(written.subject, "there is no condition \(quoted(word))", among: ConditionReader.subjects)
    return nil
  }

  private mutating func happening() -> Condition? {
    let days = daysOfHappening()
    var qualifiers = QualifierReader(written, services: scenario.policies.services)
    let happening = qualifiers.happening()
    faults.add(contentsOf: qualifiers.faults())
    let other = order()
    guard let happening, written.order == nil || other != nil,
      let bounds = bounds(of: happening, other?.event)
    else { return nil }
    let event = bounds.amount.map { .amounting(happening, $0) } ?? happening
    let times = bounds.times ?? Bound(.atLeast, 1)
    guard let other else { return .happening(event, days: days, times: times) }
    let otherEvent = bounds.otherAmount.map { .amounting(other.event, $0) } ?? other.event
    return .order(Order(event, isAfter: other.isAfter, otherEvent, within: other.within), days: days, times: times)
  }

  /// The other event of an order, and how near it has to be.
  private mutating func order() -> (event: Happening, isAfter: Bool, within: Int?)? {
    guard let order = written.order else { return nil }
    guard Happening.allWords.contains(order.subject.text) else {
      fault(order.subject, "there is no event \(quoted(order.subject.text))", among: Happening.allWords)
      return nil
    }
    var qualifiers = QualifierReader(order, services: scenario.policies.services)
    let event = qualifiers.happening()
    faults.add(contentsOf: qualifiers.faults())
    var within: Int?
    if let token = order.within {
      within = Int(token.text)
      if within.map({ !(0...Limits.days).contains($0) || token.text.hasPrefix("+") }) ?? true {
        fault(token, "expected a number of days, not \(quoted(token.text))", hint: nil)
        return nil
      }
    }
    return event.map { ($0, order.keyword.text == "after", within) }
  }

  /// Faults of parts that only some conditions have.
  private mutating func checkParts() {
    guard ConditionReader.subjects.contains(written.subject.text) else { return }
    let isEvent = Happening.allWords.contains(written.subject.text) && !isCreation
    if let order = written.order, !isEvent {
      fault(order.keyword, "\(quoted(written.subject.text)) is no event, which others come before or after", hint: nil)
    }
    guard let unit = written.comparisons.first?.unit, !isEvent else { return }
    let isMoney =
      Condition.Sum(rawValue: written.subject.text) != nil || Condition.Amount(rawValue: written.subject.text) != nil
    guard !isMoney || unit.text != scenario.policies.currency.code else { return }
    fault(
      unit, "\(quoted(unit.text)) cannot stand here",
      hint: isMoney ? "amounts are in \(scenario.policies.currency.code)" : "leave it out")
  }

  private var isCreation: Bool {
    written.subject.text == "created" && written.order == nil && !written.comparisons.isEmpty
  }

  private mutating func state(_ state: StateWord) -> Condition? {
    switch state {
    case .stage:
      let day = dayOfState()
      guard let comparison = comparison() else { return nil }
      let stage = value(comparison, of: Stage.allCases, \.word, called: "stage")
      return stage.map { .stage(Bound(comparison.relation, $0), on: day) }
    case .status:
      let day = dayOfState()
      let words = Account.Status.expectableWords
      return comparison().flatMap { choice($0, of: words, { $0 }) }.map { .status($0, on: day) }
    case .deletionDue:
      let day = dayOfState()
      guard let comparison = comparison() else { return nil }
      guard comparison.value.text == "none" else {
        return self.day(comparison, expecting: "none or a day").map { .deletionDue($0, on: day) }
      }
      return isEquality(comparison).map { .deletionIsPending(!$0, on: day) }
    case .lastActivity:
      let day = dayOfState()
      return comparison().flatMap { self.day($0) }.map { .lastActivity($0, on: day) }
    case .created:
      return measure().flatMap { day($0) }.map { .created($0) }
    case .segment:
      let names = scenario.segmentNames
      return measure().flatMap { choice($0, of: Array(names.indices), { names[$0] }) }.map { .segment($0) }
    case .account: return measure().flatMap { account($0) }
    }
  }

  // MARK: Parts

  /// What a condition that has neither qualifiers nor days is compared with.
  private mutating func measure() -> WrittenCondition.Comparison? {
    if let keyword = written.days.keyword {
      fault(keyword, "\(quoted(written.subject.text)) is not of a day", hint: "leave the days out")
    }
    return comparison()
  }

  /// What a condition without qualifiers is compared with.
  private mutating func comparison() -> WrittenCondition.Comparison? {
    let subject = written.subject
    if written.comparisons.count > 1 { fault(written.comparisons[1], isTwiceFor: subject) }
    switch (written.comparisons.first, written.qualifiers.first) {
    case (nil, nil): fault(subject, "\(quoted(subject.text)) needs a comparison", hint: "such as \(example)")
    case (nil, let word?):
      fault(
        word.first, "expected a comparison after \(quoted(subject.text)), not \(quoted(word.first.text))",
        hint: "such as \(example)")
    case (_?, let word?): faults.add(word.unexpected(after: subject, expected: ["on"]))
    case (_?, nil): break
    }
    return written.comparisons.first
  }

  private var example: String {
    let word = written.subject.text
    if Condition.DayCount(rawValue: word) != nil { return "\(word) > 60" }
    switch StateWord(rawValue: word) {
    case .stage: return "stage = blocked"
    case .status: return "status = deleted"
    case .deletionDue, .lastActivity, .created: return "\(word) < \(scenario.lastDay)"
    case .segment: return "segment = \(scenario.segmentNames.first ?? Scenario.scriptedSegment)"
    case .account: return "account = \(scenario.segments.first.map { "\($0.name).17" } ?? "acme")"
    case nil: return "\(word) > \(scenario.policies.currency.units(50).text(in: scenario.policies.currency))"
    }
  }

  /// The days of a happening; all that are reported, where none are named.
  private mutating func daysOfHappening() -> ClosedRange<Day> {
    let (first, last) = (scenario.start, scenario.lastDay)
    switch written.days {
    case .none: return first...last
    case .on(let named, _):
      let day = reported(named)
      return day...day
    case .from(let day, _): return reported(day)...last
    case .to(let day, _): return first...reported(day)
    case .fromTo(let from, let to, _):
      if from.day > to.day { fault(to.token, "\(to.day) lies before \(from.day)", hint: nil) }
      let (from, to) = (reported(from), reported(to))
      return min(from, to)...max(from, to)
    }
  }

  /// The day whose end a state is of; the last, where none is named.
  private mutating func dayOfState() -> Day {
    switch written.days {
    case .none: return scenario.lastDay
    case .on(let day, _): return reported(day)
    case .from(_, let keyword), .to(_, let keyword), .fromTo(_, _, let keyword):
      fault(keyword, "\(quoted(written.subject.text)) is of one day", hint: "write on DAY")
      return scenario.lastDay
    }
  }

  /// The day, when it is one that is reported; else any of those, and a fault.
  private mutating func reported(_ named: WrittenCondition.NamedDay) -> Day {
    let days = scenario.start...scenario.lastDay
    if days.contains(named.day) { return named.day }
    fault(
      named.token, "\(named.day) is not a reported day",
      hint: "those are \(days.lowerBound) to \(days.upperBound)")
    return days.upperBound
  }

  mutating func fault(_ token: SearchToken, _ message: String, hint: String?) {
    faults.add(Fault(place: token.place, message: message, hint: hint))
  }

  mutating func fault(_ comparison: WrittenCondition.Comparison, isTwiceFor subject: SearchToken) {
    fault(
      comparison.sign, "\(quoted(subject.text)) is compared twice", hint: "join two comparisons with \"and\"")
  }

  mutating func fault(_ token: SearchToken, _ message: String, among words: [String]) {
    fault(token, message, hint: didYouMean(token.text, among: words))
  }
}

extension Condition {
  /// The words for what the reported days come to.
  public static let measureWords = DayCount.allCases.map(\.rawValue) + Sum.allCases.map(\.rawValue)

  /// The words for what an account is at a day's end.
  public static let stateWords =
    Amount.allCases.map(\.rawValue) + ConditionReader.StateWord.allCases.map(\.rawValue)
}
