import Scenarios

/// What the program can be asked to do.
enum Verb: String, CaseIterable {
  case run, compare, sweep, test, trace, find, boundaries, check, selftest

  static var listed: String { allCases.map(\.rawValue).joined(separator: ", ") }

  static func nearest(to word: String) -> String? {
    Scenarios.nearest(to: word, among: allCases.map(\.rawValue) + ["--help", "--version"])
  }

  /// What stands after the verb, beside options.
  var operands: String {
    switch self {
    case .run: "SCENARIO"
    case .compare: "BASE VARIANT…"
    case .sweep: "SCENARIO"
    case .test: "FILE…"
    case .trace: "SCENARIO ACCOUNT"
    case .find: "SCENARIO --where EXPR"
    case .boundaries: "SCENARIO"
    case .check: "SCENARIO…"
    case .selftest: ""
    }
  }

  /// A line that says what it does.
  var summary: String {
    switch self {
    case .run: "simulates, writes reports to reports/NAME/, prints a summary"
    case .compare: "runs scenarios on common random numbers and tells how variants differ from a base, with intervals"
    case .sweep: "varies values of a scenario, on common random numbers, and tells what each is worth"
    case .test: "plays timelines and compares them with what they expect; files or folders"
    case .trace: "prints one account's life, event by event"
    case .find: "lists the accounts of a run by what happened to them"
    case .boundaries: "writes timelines for the day before, on and after each threshold of the scenario's policy"
    case .check: "validates scenario files; tells all their faults at once, and what books add up to"
    case .selftest: "holds the simulator against published and closed-form numbers"
    }
  }

  /// The options that it takes.
  var options: [Option] {
    switch self {
    case .run: [.out, .replications, .seed, .days, .scale, .threads, .reports, .lang, .force, .quiet]
    case .compare:
      [
        .out, .replications, .metric, .precision, .maxReplications, .seed, .days, .scale, .threads, .lang, .force,
        .quiet,
      ]
    case .sweep:
      [
        .vary, .oneAtATime, .maximize, .subjectTo, .metric, .replications, .out, .seed, .days, .scale, .threads, .lang,
        .force, .quiet,
      ]
    case .test: [.filter, .verbose, .quiet, .tap, .junit, .update]
    case .trace: [.from, .to, .day, .csv, .json, .asTimeline, .seed, .days, .scale]
    case .find: [.whereExpression, .limit, .csv, .seed, .days, .scale, .threads, .quiet]
    case .boundaries: [.out, .force, .quiet]
    case .check: [.resolved, .quiet]
    case .selftest: [.seed, .threads]
    }
  }

  /// A call as somebody would type it.
  var example: String {
    switch self {
    case .run: "daybook run scenarios/standard.jsonc --seed 7 --reports revenue,accounts"
    case .compare: "daybook compare scenarios/standard.jsonc scenarios/bonus-doubled.jsonc --replications 30"
    case .sweep: "daybook sweep scenarios/standard.jsonc --vary 'policy.bonus.tiers[0].percent=0,5,10'"
    case .test: "daybook test scenarios/timelines --filter 2027-01-10 --junit results.xml"
    case .trace: "daybook trace scenarios/standard.jsonc shops.17 --from 2027-03-01 --to 2027-04-30"
    case .find: "daybook find scenarios/standard.jsonc --where \"blocked and restored\" --limit 20"
    case .boundaries: "daybook boundaries scenarios/standard.jsonc --out boundaries"
    case .check: "daybook check scenarios/standard.jsonc --resolved"
    case .selftest: "daybook selftest --seed 7"
    }
  }
}
