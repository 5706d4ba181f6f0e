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

  func scenario(_ object: inout ObjectReader, _ overrides: Overrides) -> Decoded? {
    ScenarioDecoder.readWhatOthersUse(&object)
    let name =
      object.read("name", .name, about: "the folder of the reports; by default made from the file's name")
      ?? ScenarioName.made(fromFile: fileName)
    let title = object.read("title", .string, default: "", about: "a line for people")
    let span = span(&object)
    let seed = object.read("seed", .seed, default: 1, about: "chooses all chance")
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

  /// The keys that editors and the loader use.
  private static func readWhatOthersUse(_ object: inout ObjectReader) {
    _ = object.read("$schema", .string, about: "where editors find what daybook schema prints")
    let version = Shape<Int>.int(in: 0...Int.max).parsed(as: "the number 1") { $0 == 1 ? 1 : nil }
    _ = object.read("schemaVersion", version.described(as: .just(.number(1))), about: "of this format")
    _ = object.read(
      "extends", .string,
      about: "a scenario that this one changes, in its own folder or below; all else here is a merge patch (RFC 7396)")
  }

  // MARK: Days

  /// The latest last day: a deletion's due day and purge, each up to a hundred years later, still have four-digit years.
  private static let latestDay = Day.latest - 2 * (Limits.days + 1)

  private func span(_ object: inout ObjectReader) -> (start: Day, days: Int)? {
    let about = "the first day"
    let start =
      isWhole ? object.require("start", .day, about: about) : object.read("start", .day, about: about)
    let days = object.read("days", .int(in: 1...Limits.days), default: 365, about: "how many days there are")
    let end = object.read("end", .day, about: "the last day, in place of days")
    object.exclude(
      "end", beside: "days", message: "\"days\" and \"end\" exclude one another",
      hint: "leave one out; where a base gives it, set it to null")
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
    let days = object.read(
      "warmUpDays", .int(in: 0...Limits.days), default: 0,
      about: "simulated days before start, which no report has")
    guard let start, start - .earliest <= days else { return days }
    object.report("the warm-up begins before \(Day.earliest + 1)", at: "warmUpDays")
    return 0
  }

  // MARK: Policy

  private func policies(_ object: inout ObjectReader, keeping changes: inout JSONNode?) -> PolicyCalendar {
    var found: JSONNode?
    let calendar = object.section("policy", about: "the billing rules of the first day, and what changes later") {
      policy in
      found = policy.node("changes")
      let standing = PolicyDecoder.policy(&policy)
      let reader = PolicyChanges(base: policy.whole.without("changes"), standing: standing)
      let written = policy.read(
        "changes", .array(of: reader.shape), default: [],
        about: "what changes from a day on, in order: merge patches (RFC 7396), in which null brings a default back")
      return reader.calendar(of: written, &policy)
    }
    changes = found
    return calendar
  }

  // MARK: People

  private func segments(_ object: inout ObjectReader, _ policies: PolicyCalendar) -> [PopulationDecoder.Part] {
    let context = PopulationDecoder.Context(services: policies.services)
    let shape = Shape<PopulationDecoder.Part>.object { PopulationDecoder.part(&$0, in: context) }.named("segment")
    let names = [Scenario.allSegments, Scenario.scriptedSegment].reduce(NameRule.name) { rule, word in
      rule.except(word, message: "no segment may be called \"\(word)\"", hint: "reports use this word")
    }
    let read = object.read(
      "population", .members(named: names, of: shape), default: [],
      about: "segments of synthetic accounts, by name; all their keys may be left out")
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
    let shape = Shape<ScriptedAccount>.object { decoder.account("", &$0) }.named("account")
    let read = object.read(
      "accounts", .members(named: .accountName, of: shape), default: [],
      about: "scripted accounts by name, each with a timeline and what is expected of it")
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
          "the segment \"\(segment.name)\" would have \(counted(segment.accounts, "account")) and about \(counted(Int(min(arrivals, 1e15).rounded()), "arrival"))",
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
