import Scenarios

/// What the program can be asked to do.
enum Verb: String, CaseIterable {
  case run, test, trace, check, boundaries, selftest

  static var listed: String { allCases.map(\.rawValue).joined(separator: ", ") }

  static func nearest(to word: String) -> String? {
    Scenarios.nearest(to: word, among: allCases.map(\.rawValue) + ["--help", "--version"])
  }

  /// What stands after the verb, beside options.
  var operands: String {
    switch self {
    case .run: "SCENARIO"
    case .test: "FILE…"
    case .trace: "SCENARIO ACCOUNT"
    case .check: "SCENARIO…"
    case .boundaries: "SCENARIO"
    case .selftest: ""
    }
  }

  /// A line that says what it does.
  var summary: String {
    switch self {
    case .run: "simulates, writes reports to reports/NAME/, prints a summary"
    case .test: "plays timelines and compares them with what they expect; files or folders"
    case .trace: "prints one account's life, event by event"
    case .check: "validates scenario files; tells all their faults at once, and what books add up to"
    case .boundaries: "writes timelines around every threshold of a policy, with all that they expect"
    case .selftest: "holds the simulator against published and closed-form numbers"
    }
  }

  /// The options that it takes.
  var options: [Option] {
    switch self {
    case .run: [.out, .seed, .days, .scale, .threads, .reports, .force, .quiet]
    case .test: [.filter, .verbose, .quiet, .tap, .junit]
    case .trace: [.from, .to, .day, .csv, .json, .asTimeline, .seed, .days, .scale]
    case .check: [.resolved, .quiet]
    case .boundaries: [.out, .force, .quiet]
    case .selftest: [.seed, .threads]
    }
  }

  /// A call as somebody would type it.
  var example: String {
    switch self {
    case .run: "daybook run scenarios/standard.jsonc --seed 7 --reports revenue,accounts"
    case .test: "daybook test scenarios/timelines --filter 2027-01-10 --junit results.xml"
    case .trace: "daybook trace scenarios/standard.jsonc shops.17 --from 2027-03-01 --to 2027-04-30"
    case .check: "daybook check scenarios/standard.jsonc --resolved"
    case .boundaries: "daybook boundaries scenarios/standard.jsonc --out boundaries"
    case .selftest: "daybook selftest --seed 7"
    }
  }
}

/// An option of a verb.
enum Option: String, CaseIterable {
  case out, seed, days, scale, threads, reports, force, quiet, from, to, csv, resolved
  case verbose, filter, junit, tap, json, day, asTimeline = "as-timeline"

  /// What stands after it; `nil` for one that stands alone.
  var value: String? {
    switch self {
    case .out: "DIR"
    case .seed, .days, .threads: "N"
    case .scale: "X"
    case .reports: "A,B"
    case .from, .to, .day: "DAY"
    case .filter: "TEXT"
    case .junit: "FILE"
    case .force, .quiet, .csv, .resolved, .verbose, .tap, .json, .asTimeline: nil
    }
  }

  var summary: String {
    switch self {
    case .out: "the folder to write; of reports in place of reports/NAME"
    case .seed: "chooses all chance, in place of the scenario's seed"
    case .days: "the number of days, in place of the scenario's"
    case .scale: "multiplies the number of accounts and of arrivals"
    case .threads: "how many threads; the result is the same for any number"
    case .reports: "which reports to write (\(ReportNames.listed))"
    case .force: "replaces a folder that exists, if this verb wrote it"
    case .quiet: "prints no summary; of tests only what failed, and the count"
    case .from: "the first day to print, by default the scenario's first; may lie in the warm-up"
    case .to: "the last day to print"
    case .csv: "prints rows of events.csv"
    case .json: "prints JSON"
    case .day: "prints the state in the evening of one day"
    case .asTimeline: "prints the account as a scripted one, in a scenario that needs nothing else"
    case .verbose: "prints what passed, too"
    case .filter: "only what has this text in its file's path or in its name, such as an account, a day, a key"
    case .junit: "also writes the results as JUnit's XML"
    case .tap: "prints the results as TAP 13, in place of text"
    case .resolved: "prints the scenario as strict JSON with every default filled in"
    }
  }
}
