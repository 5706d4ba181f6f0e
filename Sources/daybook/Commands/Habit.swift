import Scenarios

/// What people type out of the habit of other tools, and what it is called here.
enum Habit {
  /// The verb, or the option in a verb's place, that a word means elsewhere.
  static func verb(_ word: String) -> String? {
    let word = word.lowercased()
    if ["-v", "-version", "version", "/v"].contains(word) { return "--version" }
    if ["-help", "-?", "/?", "/h", "/help", "?", "usage"].contains(word) { return "--help" }
    return verbs.first { $0.value.contains(word) }?.key.rawValue
  }

  /// By verb, the words that mean it elsewhere; each means one verb.
  static let verbs: [Verb: Set<String>] = [
    .run: ["simulate", "sim", "start", "exec", "execute", "forecast", "project", "report", "reports", "build", "make"],
    .compare: ["diff", "versus", "vs", "ab", "contrast"],
    .sweep: ["vary", "grid", "scan", "optimize", "optimise", "sensitivity", "tornado", "explore", "tune"],
    .test: ["verify", "assert", "expect", "play"],
    .trace: ["show", "explain", "replay", "inspect", "account", "timeline", "history", "why", "log"],
    .find: ["search", "query", "filter", "grep", "list", "ls", "where", "select"],
    .boundaries: ["edges", "generate", "gen", "cases", "limits"],
    .check: ["validate", "lint", "parse", "fmt", "format", "resolve"],
    .new: ["init", "create", "scaffold", "add", "template", "example"],
    .schema: ["jsonschema", "json-schema", "spec"],
    .selftest: ["self-test", "doctor", "diagnose"],
    .completions: ["completion", "complete", "autocomplete"],
    .man: ["manual", "manpage"],
    .help: ["docs", "doc", "info"],
  ]

  /// Whether a word asks for help or for the version, which take no value; they are no options of a verb.
  static func takesNoValue(_ word: String) -> Bool { ["-h", "--help", "-V", "--version"].contains(word) }

  /// What an option of other tools is here: one of the verb's own before one of another verb, or a sentence.
  static func hint(for word: String, of verb: Verb, _ owners: (String) -> String) -> String? {
    let long = "--" + word.drop { $0 == "-" }.lowercased()
    if ["-V", "--version"].contains(word) { return "daybook --version prints it" }
    if ["-?", "--help"].contains(word) || long == "--help" { return "did you mean --help?" }
    let meant = options[word] ?? options[long] ?? []
    if let own = meant.first(where: verb.options.contains) { return "did you mean \(own.usage)?" }
    if let sentence = sentences[word] ?? sentences[long] { return sentence }
    return meant.first.map { "did you mean --\($0.word), which belongs to \(owners($0.word))?" }
  }

  private static let options: [String: [Option]] = [
    "-o": [.out, .junit], "--output": [.out, .junit], "--outdir": [.out], "--output-dir": [.out], "--out-dir": [.out],
    "--dir": [.out], "--directory": [.out], "--folder": [.out], "--dest": [.out], "--target": [.out],
    "-d": [.out, .days],
    "-q": [.quiet], "--silent": [.quiet], "--no-progress": [.quiet], "--no-summary": [.quiet], "-s": [.quiet, .seed],
    "-v": [.verbose], "--verbose": [.verbose], "-vv": [.verbose],
    "-f": [.force, .filter], "--overwrite": [.force], "--replace": [.force], "--yes": [.force], "-y": [.force],
    "-n": [.replications, .limit, .days], "-r": [.replications, .reports], "--runs": [.replications],
    "--iterations": [.replications], "--trials": [.replications], "--samples": [.replications],
    "--simulations": [.replications], "--repeat": [.replications], "--reps": [.replications],
    "-j": [.threads, .json], "-t": [.threads, .filter], "--jobs": [.threads], "--parallel": [.threads],
    "--workers": [.threads], "--cores": [.threads], "--cpus": [.threads],
    "--format": [.json, .csv], "--output-format": [.json, .csv], "--excel": [.xlsx, .csvStyle], "--xls": [.xlsx],
    "--table": [.reports], "--tables": [.reports], "--report": [.reports], "--only": [.reports, .filter],
    "--random-seed": [.seed], "--rng": [.seed], "--duration": [.days], "--length": [.days], "--horizon": [.days],
    "--language": [.lang], "--locale": [.lang], "-l": [.lang, .limit], "--max": [.limit, .maximize], "--head": [.limit],
    "--top": [.limit], "--count": [.limit, .replications], "-w": [.whereExpression], "--query": [.whereExpression],
    "--expr": [.whereExpression], "--condition": [.whereExpression], "-e": [.whereExpression], "-k": [.filter],
    "--grep": [.filter], "--match": [.filter], "--name": [.filter], "--date": [.day], "--on": [.day],
    "--since": [.from],
    "--after": [.from], "--until": [.to], "--before": [.to], "--start": [.from], "--end": [.to],
    "--junit-xml": [.junit],
    "--junitxml": [.junit], "--xml": [.junit], "--reporter": [.tap, .junit, .json], "--fix": [.update],
    "--update-snapshots": [.update], "-u": [.update], "--bless": [.update], "--accept": [.update],
    "--continue": [.resume],
    "--objective": [.maximize], "--minimize": [.maximize], "--constraint": [.subjectTo], "--param": [.vary],
    "--set": [.vary], "-p": [.vary], "--grid": [.vary], "--metrics": [.metric], "-m": [.metric],
    "--expand": [.resolved],
  ]

  private static let sentences = [
    "--dry-run": "daybook check SCENARIO looks at a scenario and writes nothing",
    "--config": "all settings are in the scenario", "-c": "all settings are in the scenario",
    "--policy": "the policy is in the scenario; sweep --vary tries other values",
    "--color": "colour is used on a terminal, unless NO_COLOR is set",
    "--colour": "colour is used on a terminal, unless NO_COLOR is set",
    "--no-color": "set NO_COLOR=1 to print without colour", "--no-colour": "set NO_COLOR=1 to print without colour",
    "--start": "the first day is the scenario's \"start\"",
    "--end": "the last day is the scenario's \"end\"; --days N gives a length",
    "--debug": "daybook trace SCENARIO ACCOUNT shows each event with its rule",
    "-v": "no verb prints more; daybook trace SCENARIO ACCOUNT shows each event with its rule",
    "--verbose": "no verb prints more; daybook trace SCENARIO ACCOUNT shows each event with its rule",
  ]

  // MARK: A dash alone

  /// Why a dash alone is no operand.
  static func dash(of verb: Verb) -> String {
    switch verb {
    case .run, .compare, .sweep, .test, .trace, .find, .boundaries, .check:
      "\"-\" is no file, and standard input is not read, as a scenario names other files by its own place; "
        + "save it to a file, such as scenario.jsonc (a file that is called - is ./-)"
    case .new: "\"-\" is no name; new writes a file: daybook new NAME"
    case .schema, .selftest, .completions, .man, .help: "\"-\" is no operand of \(verb.rawValue)"
    }
  }

  /// Why a dash alone is no value of an option; `nil` where it is one.
  static func dash(for option: Option) -> String? {
    switch option {
    case .out:
      "--out - : a folder cannot go to standard output; give --out DIR (a folder that is called - is ./-), "
        + "or print the results by --json"
    case .junit: "--junit - : give a file, or /dev/stdout (a file that is called - is ./-)"
    default: nil
    }
  }
}
