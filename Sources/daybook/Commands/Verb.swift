import Scenarios

/// What the program can be asked to do.
///
/// Help, the manual and the completions of shells are made from this table and that of ``Option``.
enum Verb: String, CaseIterable {
  case run, compare, sweep, test, trace, find, boundaries, check, new, schema, selftest, completions, man, help

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
    case .completions: "SHELL"
    case .new: "NAME"
    case .help: "[VERB]"
    case .schema, .selftest, .man: ""
    }
  }

  /// What a shell offers for each operand; the last goes on for all that follow.
  var offers: [Offer] {
    switch self {
    case .run, .compare, .sweep, .test, .find, .boundaries, .check: [.scenarios]
    case .trace: [.scenarios, .nothing]
    case .completions: [.words(Shell.allCases.map(\.rawValue)), .nothing]
    case .help: [.words(Verb.allCases.map(\.rawValue)), .nothing]
    case .new: [.folders, .nothing]
    case .schema, .selftest, .man: [.nothing]
    }
  }

  /// A line that says what it does.
  var summary: String {
    switch self {
    case .run: "simulates, writes reports to reports/NAME/, prints a summary"
    case .compare: "runs scenarios on common random numbers and shows how variants differ from a base, with intervals"
    case .sweep: "varies values of a scenario, on common random numbers, and shows the effect of each"
    case .test: "plays timelines and compares them with what they expect; files or folders"
    case .trace: "prints one account's life, event by event"
    case .find: "lists the accounts of a run by what happened to them"
    case .boundaries: "writes timelines for the day before, on and after each threshold of the scenario's policy"
    case .check: "validates scenario files; reports all their faults at once, and the sums of books"
    case .new: "writes a scenario to start from, with comments, to NAME.jsonc"
    case .schema: "prints the JSON Schema of scenario files, by which editors complete and check them"
    case .selftest: "compares the simulator with published and closed-form numbers"
    case .completions: "prints what makes a shell complete verbs, options and their values: bash, zsh or fish"
    case .man: "prints the manual page, in mdoc"
    case .help: "lists the verbs, or the options of one"
    }
  }

  /// The options that it takes.
  var options: [Option] {
    switch self {
    case .run:
      [
        .out, .replications, .seed, .days, .scale, .threads, .reports, .csvStyle, .xlsx, .lang, .resume, .force, .json,
        .quiet,
      ]
    case .compare:
      [
        .out, .replications, .metric, .precision, .maxReplications, .seed, .days, .scale, .threads, .csvStyle, .xlsx,
        .lang, .force,
        .json,
        .quiet,
      ]
    case .sweep:
      [
        .vary, .oneAtATime, .maximize, .subjectTo, .metric, .replications, .out, .seed, .days, .scale, .threads,
        .csvStyle, .xlsx, .lang,
        .force, .json, .quiet,
      ]
    case .test: [.replications, .filter, .verbose, .quiet, .tap, .junit, .json, .update]
    case .trace: [.from, .to, .day, .csv, .json, .asTimeline, .seed, .days, .scale]
    case .find: [.whereExpression, .limit, .csv, .json, .seed, .days, .scale, .threads, .quiet]
    case .boundaries: [.out, .force, .json, .quiet]
    case .check: [.resolved, .json, .quiet]
    case .new: [.force]
    case .selftest: [.seed, .threads, .json]
    case .schema, .completions, .man, .help: []
    }
  }
}

// MARK: What it is for, and how it ends

extension Verb {
  /// What verbs are for; help lists them by it.
  enum Purpose: String, CaseIterable {
    case outcome = "Results of a policy"
    case rules = "Whether it does what it should"
    case accounts = "What happens to an account"
    case writing = "Writing a scenario"
    case tools = "About daybook itself"

    var verbs: [Verb] { Verb.allCases.filter { $0.purpose == self } }
  }

  var purpose: Purpose {
    switch self {
    case .run, .compare, .sweep: .outcome
    case .test, .boundaries, .check: .rules
    case .trace, .find: .accounts
    case .new, .schema: .writing
    case .selftest, .completions, .man, .help: .tools
    }
  }

  /// The codes that it may end with.
  var exitCodes: [ExitCode] {
    switch self {
    case .run, .test, .compare, .sweep: ExitCode.allCases
    case .trace, .find, .boundaries: ExitCode.allCases.filter { $0 != .expectationFailed }
    case .check: [.ok, .usage, .invalidScenario, .io]
    case .selftest: [.ok, .expectationFailed, .usage, .io]
    case .new, .schema, .completions, .man, .help: [.ok, .usage, .io]
    }
  }

  /// The variables of the environment that it looks at.
  var variables: [Variable] { self == .test ? Variable.allCases : Variable.allCases.filter { $0 != .ci } }
}

/// A variable of the environment that the program looks at.
enum Variable: String, CaseIterable {
  case noColor = "NO_COLOR"
  case term = "TERM"
  case ci = "CI"

  var summary: String {
    switch self {
    case .noColor: "unless empty, nothing is printed in colour; off a terminal nothing is anyway"
    case .term: "if \"dumb\", there is neither colour nor a progress bar"
    case .ci: "unless empty, 0, false, no or off, test --update refuses to rewrite expectations"
    }
  }
}
