import BillingCore
import Reports
import Scenarios
import Simulation

/// What a verb prints for programs, with `--json`, in place of text: one object (FORMATS 3).
///
/// Names are those of the CSV files' columns, or written like them.
struct Answer {
  private let members: [(name: String, value: JSONValue)]

  /// An answer begins with the verb and the program's version.
  init(to verb: Verb, _ members: [(name: String, value: JSONValue)]) {
    self.members = [("verb", .string(verb.rawValue)), ("version", .string(Daybook.version))] + members
  }

  var text: String { JSONValue.object(members).text }

  /// What was run.
  static func members(of scenario: Scenario) -> [(name: String, value: JSONValue)] {
    [
      ("scenario", .string(scenario.name)), ("title", .string(scenario.title)), ("seed", .count(scenario.seed)),
      ("start", .string("\(scenario.start)")), ("end", .string("\(scenario.lastDay)")),
      ("currency", .string(scenario.policies.currency.code)),
    ]
  }

  /// Where the files are, and which they are.
  static func members(of folder: ReportFolder) -> [(name: String, value: JSONValue)] {
    [("folder", .string(folder.path)), ("files", .strings(folder.names))]
  }

  /// What was expected, of scripted accounts and of the whole run.
  static func members(of checks: [Check], met: Bool) -> [(name: String, value: JSONValue)] {
    [
      ("met", .bool(met)),
      ("expectations", .array(checks.filter { $0.threshold == nil }.map(\.json))),
      ("thresholds", .array(checks.filter { $0.threshold != nil }.map(\.json))),
    ]
  }
}

// MARK: Verbs

extension Answer {
  /// A run; of several replications also their statistics.
  init(
    _ reports: ReportSet, of scenario: Scenario, record: DataPackage.Run, folder: ReportFolder, forecast: Forecast?,
    checks: [Check]
  ) {
    let expected: JSONValue =
      forecast.map { .object([("replications", .count($0.replications)), ("metrics", $0.metricsJSON)]) } ?? .null
    let counts: [(name: String, value: JSONValue)] = [
      ("accounts", .count(record.accounts)), ("account_days", .count(record.accountDays)),
      ("fingerprint", .string(record.fingerprint)),
    ]
    self.init(
      to: .run,
      Answer.members(of: scenario) + counts + Answer.members(of: folder)
        + [("metrics", reports.metricsJSON), ("forecast", expected)]
        + Answer.members(of: checks, met: checks.allSatisfy(\.isMet)))
  }

  /// A comparison; its intervals hold together with 95 % for each metric.
  init(_ comparison: Comparison, _ scenarios: [Scenario], _ goal: Goal, metrics: [Metric], folder: ReportFolder) {
    self.init(
      to: .compare,
      [("base", .string(scenarios[0].name))] + Answer.members(of: scenarios[0]).dropFirst(2)
        + [
          ("replications", .count(comparison.replications)), ("confidence", .number("\(comparison.confidence)")),
          ("precision_reached", goal.isReached(in: comparison).map { .bool($0) } ?? .null),
        ] + Answer.members(of: folder) + [("variants", comparison.variantsJSON(metrics))])
  }

  /// A sweep; the swings of one place at a time, and the best point if one was asked for.
  init(_ sweep: Sweep, _ scenario: Scenario, _ question: Question, isTornado: Bool, folder: ReportFolder) {
    self.init(
      to: .sweep,
      Answer.members(of: scenario) + [("replications", .count(sweep.comparison.replications))]
        + Answer.members(of: folder)
        + [
          ("paths", .strings(sweep.paths)), ("points", sweep.pointsJSON),
          ("swings", isTornado ? sweep.swingsJSON : .null),
          ("best", question.maximized.map { sweep.bestJSON(by: $0, subjectTo: question.constraints) } ?? .null),
          ("nearest", question.maximized.map { sweep.nearestJSON(by: $0, subjectTo: question.constraints) } ?? .null),
        ])
  }

  /// Tested files, each with its checks, or why it could not be played.
  init(_ files: [PlayedFile]) {
    let listed = files.map { file in
      JSONValue.object(
        [
          ("file", .string(file.path)), ("passed", .count(file.passed)), ("failed", .count(file.failed)),
          ("error", file.fault?.json ?? .null),
        ] + Answer.members(of: file.checks, met: file.code == .ok))
    }
    self.init(
      to: .test,
      [
        ("passed", .count(files.reduce(0) { $0 + $1.passed })), ("failed", .count(files.reduce(0) { $0 + $1.failed })),
        ("unplayed", .count(files.count { $0.fault != nil })), ("files", .array(listed)),
      ])
  }
}

extension Answer {
  /// The timelines around thresholds.
  init(_ files: [BoundaryFile], of scenario: Scenario, folder: ReportFolder) {
    let listed = files.map { file in
      JSONValue.object([
        ("path", .string(file.path)), ("cases", .count(file.scenario.scripted.count)),
        ("expectations", .count(file.recorded)), ("invariants", .count(file.invariants)),
      ])
    }
    self.init(
      to: .boundaries,
      [("scenario", .string(scenario.name)), ("folder", .string(folder.path)), ("files", .array(listed))])
  }

  /// The checks of the self-test; `z` in standard errors, and null where nothing is left to chance.
  init(_ checks: [(group: SelfTest.Group, row: SelfTest.Row)], seed: UInt64) {
    let listed = checks.map { group, row in
      let z: JSONValue = if case .z(let z) = row.score { .number(SelfTest.text(z, 2)) } else { .null }
      return JSONValue.object([
        ("group", .string(group.name)), ("name", .string(row.name)), ("expected", .string(row.expected)),
        ("simulated", .string(row.simulated)), ("z", z), ("met", .bool(row.passes)),
      ])
    }
    let passed = checks.count { $0.row.passes }
    self.init(
      to: .selftest,
      [
        ("seed", .count(seed)), ("passed", .count(passed)), ("failed", .count(checks.count - passed)),
        ("checks", .array(listed)),
      ])
  }
}

// MARK: Parts

extension Check {
  /// Where it is written; a path may hold colons.
  var place: (file: String, line: Int?, column: Int?) {
    let parts = origin.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 3 else { return (origin, nil, nil) }
    return (parts.dropLast(2).joined(separator: ":"), Int(parts[parts.count - 2]), Int(parts[parts.count - 1]))
  }

  var json: JSONValue {
    let place = place
    let origin: [(name: String, value: JSONValue)] = [
      ("file", .string(place.file)), ("line", place.line.map { .count($0) } ?? .null),
      ("column", place.column.map { .count($0) } ?? .null),
    ]
    if let threshold { return threshold.judged.json(in: threshold.currency, at: origin) }
    return .object(
      [
        ("account", .string(owner)), ("name", .string(name)), ("expected", .string(expected)),
        ("actual", .string(actual)), ("difference", .optional(difference)), ("met", .bool(isMet)),
      ] + origin + [("last_events", .strings(lastEvents)), ("note", .optional(note))])
  }
}

extension Failure {
  /// Why something could not be done: the exit code that it has alone, and the message without its last line feed.
  var json: JSONValue {
    .object([
      ("exit_code", .count(code.rawValue)),
      ("message", .string(String(message.reversed().drop { $0 == "\n" }.reversed()))),
    ])
  }
}
