import BillingCore
import Simulation

/// Turns a file's value into a scenario (FORMATS 1).
struct ScenarioDecoder {
  let fileName: String
  /// Whether all files that the scenario is made of could be had; else nothing is missed.
  let isWhole: Bool
  let sources: [SourceFile]

  /// A scenario whose books are still to be read.
  struct Decoded {
    var scenario: Scenario
    let changes: JSONNode?
    /// By segment.
    let books: [PopulationDecoder.BookReference?]
  }

  mutating func decode(_ node: JSONNode, overrides: Overrides, into faults: inout Faults) -> Decoded? {
    let decoder = self
    return ObjectReader.read(node, into: &faults) { object in decoder.scenario(&object, overrides) }
  }

  private func scenario(_ object: inout ObjectReader, _ overrides: Overrides) -> Decoded? {
    _ = object.read("$schema", .string)
    _ = object.read("schemaVersion", Shape<Int>.int(in: 0...Int.max).parsed(as: "the number 1") { $0 == 1 ? 1 : nil })
    _ = object.read("extends", .string)
    let usualName = ScenarioDecoder.name(fromFile: fileName)
    let name = object.read("name", .name) ?? usualName ?? ""
    if !object.has("name"), usualName == nil {
      object.report("the file's name cannot name the reports", hint: "give a \"name\": \(nameRule)")
    }
    let title = object.read("title", .string, default: "")
    let span = span(&object)
    let seed = object.read("seed", .seed, default: 1)
    let warmUpDays = warmUpDays(&object, before: span?.start)
    var changes: JSONNode?
    let policies = policies(&object, keeping: &changes)
    var scenario = Scenario(
      name: name, title: title, start: span?.start ?? .latest, days: span?.days ?? 1, seed: seed,
      policies: policies)
    scenario.warmUpDays = warmUpDays
    let parts = segments(&object, policies)
    scenario.segments = parts.map(\.segment)
    scenario.scripted = accounts(&object, scenario, knowsDays: span != nil)
    scenario.thresholds = thresholds(&object, policies.currency)
    guard span != nil else { return nil }
    let books = parts.map(\.book)
    apply(overrides, to: &scenario, books, &object)
    return Decoded(scenario: scenario, changes: changes, books: books)
  }

  /// A file's name as the name of reports: what begins with its first letter, so `01-top-ups` gives `top-ups`.
  private static func name(fromFile stem: String) -> String? {
    let name = String(stem.drop { !isName(String($0)) })
    return isName(name) ? name : nil
  }

  // MARK: Days

  /// The latest last day: a deletion's due day and purge, each up to a hundred years later, still have four-digit years.
  private static let latestDay = Day.latest - 2 * (Limits.days + 1)

  private func span(_ object: inout ObjectReader) -> (start: Day, days: Int)? {
    let start = isWhole ? object.require("start", .day) : object.read("start", .day)
    let days = object.read("days", .int(in: 1...Limits.days), default: 365)
    let end = object.read("end", .day)
    if object.has("days"), object.has("end") {
      object.report(
        "\"days\" and \"end\" exclude one another", at: "end",
        hint: "leave one out; where a base gives it, set it to null")
    }
    guard let start else { return nil }
    guard start > .earliest else {
      object.report("the start needs a day before it", at: "start")
      return nil
    }
    let count = object.has("end") ? end.map { $0 - start + 1 } : days
    guard let count else { return nil }
    guard count >= 1 else {
      object.report("the end lies before the start, \(start)", at: "end")
      return nil
    }
    guard count <= Limits.days else {
      object.report("the end is not within \(Limits.days) days from the start, \(start)", at: "end")
      return nil
    }
    guard start + (count - 1) <= ScenarioDecoder.latestDay else {
      object.report("the last day lies after \(ScenarioDecoder.latestDay)", at: "start")
      return nil
    }
    return (start, count)
  }

  private func warmUpDays(_ object: inout ObjectReader, before start: Day?) -> Int {
    let days = object.read("warmUpDays", .int(in: 0...Limits.days), default: 0)
    guard let start, start - .earliest <= days else { return days }
    object.report("the warm-up begins before \(Day.earliest + 1)", at: "warmUpDays")
    return 0
  }

  // MARK: Policy

  private func policies(_ object: inout ObjectReader, keeping changes: inout JSONNode?) -> PolicyCalendar {
    guard let node = object.node("policy") else { return PolicyCalendar(Policy()) }
    var calendar: PolicyCalendar?
    var found: JSONNode?
    object.section("policy") { policy in
      found = policy.node("changes")
      let standing = PolicyDecoder.policy(&policy)
      let reader = PolicyChanges(base: node.without("changes"), standing: standing)
      let written = policy.read("changes", .array(of: reader.shape), default: [])
      calendar = reader.calendar(of: written, &policy)
    }
    changes = found
    return calendar ?? PolicyCalendar(Policy())
  }

  // MARK: People

  private func segments(_ object: inout ObjectReader, _ policies: PolicyCalendar) -> [PopulationDecoder.Part] {
    let context = PopulationDecoder.Context(services: policies.services)
    let shape = Shape<PopulationDecoder.Part>.object { PopulationDecoder.part(&$0, in: context) }
    let read = object.read("population", .members(named: nameRule, where: isName, of: shape), default: [])
    for reserved in read where [Scenario.allSegments, Scenario.scriptedSegment].contains(reserved.name) {
      object.report(
        "no segment may be called \"\(reserved.name)\"", from: reserved.place, hint: "reports use this word")
    }
    return read.map { named in
      var part = named.value
      part.segment.name = named.name
      return part
    }
  }

  private func accounts(
    _ object: inout ObjectReader, _ scenario: Scenario, knowsDays: Bool
  ) -> [ScriptedAccount] {
    let decoder = AccountsDecoder(
      start: scenario.start, lastDay: scenario.lastDay, knowsDays: knowsDays, policies: scenario.policies,
      sources: sources)
    let shape = Shape<ScriptedAccount>.object { decoder.account("", &$0) }
    let read = object.read(
      "accounts", .members(named: accountNameRule, where: isAccountName, of: shape), default: [])
    return read.map { named in
      if let segment = scenario.segments.first(where: { named.name.hasPrefix($0.name + ".") }) {
        object.report(
          "\"\(named.name)\" is a name of the segment \"\(segment.name)\"", from: named.place,
          hint: "a scenario with that segment names its own accounts so")
      }
      var account = named.value
      account.name = named.name
      return account
    }
  }

  private func thresholds(_ object: inout ObjectReader, _ currency: Currency) -> [Threshold] {
    let sources = sources
    let shape = Shape<Threshold>.object { threshold in
      let words = Metric.allCases.map(\.rawValue)
      let word = threshold.require("metric", .word(among: words, called: "a metric"))
      let metric = word.flatMap { Metric(rawValue: $0) }
      let decimals = metric?.decimals(in: currency) ?? currency.decimals
      let bound = Shape<Int64>.decimal(
        decimals, in: -Int64.max...Int64.max, called: decimals > 0 ? "an amount" : "a number")
      let statistic = threshold.read("of", .word(of: Threshold.Statistic.all, \.word), default: .mean)
      let atLeast = threshold.read("atLeast", bound)
      let atMost = threshold.read("atMost", bound)
      if !threshold.has("atLeast"), !threshold.has("atMost") {
        threshold.report("the threshold has no bound", hint: "give \"atLeast\", \"atMost\" or both")
      }
      if let atLeast, let atMost, atLeast > atMost {
        threshold.report("\"atLeast\" is above \"atMost\", so nothing can meet it", at: "atLeast")
      }
      return metric.map { metric in
        var read = Threshold(
          metric: metric, atLeast: atLeast, atMost: atMost, origin: sources.origin(of: threshold.place))
        read.statistic = statistic
        return read
      }
    }
    return object.read("thresholds", .array(of: shape), default: [])
  }

  // MARK: Overrides

  private func apply(
    _ overrides: Overrides, to scenario: inout Scenario, _ books: [PopulationDecoder.BookReference?],
    _ object: inout ObjectReader
  ) {
    if let seed = overrides.seed { scenario.seed = seed }
    if let scale = overrides.scale {
      for index in scenario.segments.indices {
        scenario.segments[index].accounts = Int((Double(scenario.segments[index].accounts) * scale).rounded())
        scenario.segments[index].arrivals.perDay *= scale
      }
    }
    if let days = overrides.days { shorten(&scenario, to: days) }
    for (segment, book) in zip(scenario.segments, books) {
      let arrivals = segment.arrivals.mean(of: scenario, warmUpDays: book == nil ? scenario.warmUpDays : 0)
      if segment.accounts > Limits.accounts || !(arrivals < Double(Limits.accounts) * 0.99) {
        object.report(
          "the segment \"\(segment.name)\" would have \(segment.accounts) accounts and about \(Int(min(arrivals, 1e15).rounded())) arrivals",
          hint: "a segment has at most \(Limits.accounts) of each")
      }
    }
  }

  /// A run of other length leaves out what lies beyond it.
  private func shorten(_ scenario: inout Scenario, to days: Int) {
    scenario.days = min(days, ScenarioDecoder.latestDay - scenario.start + 1)
    let lastDay = scenario.lastDay
    scenario.scripted.removeAll { account in
      if case .created(let day, _) = account.beginning { day > lastDay } else { false }
    }
    for index in scenario.scripted.indices {
      scenario.scripted[index].entries.removeAll { $0.day > lastDay }
    }
  }
}

extension JSONNode {
  /// The object without one of its members.
  func without(_ key: String) -> JSONNode {
    guard case .object(let members) = value else { return self }
    return JSONNode(.object(members.filter { $0.key != key }), at: place)
  }
}

extension Shape where Value == UInt64 {
  static var seed: Shape {
    Shape(expected: "a whole number from 0 to \(UInt64.max)") { node, _, _ in
      guard case .number(let text) = node.value, let seed = UInt64(text) else { return .mismatch(hint: nil) }
      return .value(seed)
    }
  }
}
