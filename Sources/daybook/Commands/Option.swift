import Reports

/// An option of a verb.
///
/// Options of different verbs may be spelled alike and yet be two: with a value in one verb, alone in another.
enum Option: String, CaseIterable {
  case out, seed, days, scale, threads, reports, force, quiet, from, to, csv, resolved, limit
  case verbose, filter, junit, tap, json, day, asTimeline = "as-timeline", update, whereExpression = "where"
  case replications, metric, precision, maxReplications = "max-replications"
  case vary, oneAtATime = "one-at-a-time", maximize, subjectTo = "subject-to"
  case lang, resume, csvStyle, xlsx

  /// How it is spelled, without its two dashes.
  var word: String { self == .csvStyle ? Option.csv.word : rawValue }

  /// How it is written, with its value.
  var usage: String { "--\(word)" + (value.map { " \($0)" } ?? "") }

  /// What stands after it; `nil` for one that stands alone.
  var value: String? {
    switch self {
    case .out: "DIR"
    case .seed, .days, .threads, .replications, .maxReplications, .limit: "N"
    case .metric: "A,B"
    case .maximize: "METRIC"
    case .precision: "P%"
    case .vary: "PATH=A,B"
    case .subjectTo: "METRIC<=X"
    case .whereExpression: "EXPR"
    case .scale: "X"
    case .reports: "A,B"
    case .from, .to, .day: "DAY"
    case .filter: "TEXT"
    case .lang: Language.allCases.map(\.rawValue).joined(separator: "|")
    case .csvStyle: CSVStyle.allCases.map(\.rawValue).joined(separator: "|")
    case .junit: "FILE"
    case .force, .quiet, .csv, .resolved, .verbose, .tap, .json, .asTimeline, .update, .oneAtATime, .resume, .xlsx: nil
    }
  }

  /// What it does, in the words that fit each verb that has it.
  private var usualSummary: String {
    switch self {
    case .out: "the folder to write, in place of the usual one"
    case .seed: "chooses all chance, in place of the scenario's seed"
    case .days: "the number of days, in place of the scenario's"
    case .scale: "multiplies the number of accounts and of arrivals"
    case .threads: "how many threads; the result is the same for any number"
    case .reports: "which reports to write (\(ReportNames.listed))"
    case .force: "replaces a folder that exists, if it holds only what daybook wrote"
    case .quiet: "prints no summary"
    case .from: "the first day to print, by default the scenario's first; may lie in the warm-up"
    case .to: "the last day to print"
    case .json: "prints the result as JSON, in place of text"
    case .vary: "the values of one place of the scenario, as check --resolved shows it; may be given several times"
    case .oneAtATime: "varies each place alone, in place of all combinations, and sorts them by what they move"
    case .maximize: "names the point at which a metric is highest, and how sure that is"
    case .subjectTo: "only points at which a metric keeps a bound, with <= or >=; may be given several times"
    case .metric: "which metrics to print"
    case .precision:
      "goes on until half the interval is no more than this share of the base's mean, of the first metric"
    case .maxReplications: "where --precision ends in any case; 1000 by default"
    case .replications: "how many runs that are alike but for chance; 30 by default"
    case .update: "lets failed expectations take what came out, after printing the difference; not where CI is set"
    case .day: "prints the state in the evening of one day"
    case .asTimeline: "prints the account as a scripted one, in a scenario that needs nothing else"
    case .verbose: "prints what passed, too"
    case .filter: "only what has this text in its file's path or in its name, such as an account, a day, a key"
    case .junit: "also writes the results as JUnit's XML"
    case .tap: "prints the results as TAP 13, in place of text"
    case .csv: "prints comma-separated values"
    case .resume: "takes up the finished replications of a run that was cut off; with it, an interrupted run keeps them"
    case .csvStyle: "how CSV is spelled: excel-uk has semicolons and decimal commas, and opens in Excel as it is"
    case .xlsx: "also writes the tables of months to a workbook, tables.xlsx"
    case .lang: "the language of report.html, English or Ukrainian"
    case .whereExpression: "what has to hold of an account"
    case .limit: "lists no more than the first N; all are counted"
    case .resolved: "prints the scenario as strict JSON with every default filled in"
    }
  }
}

extension Option {
  /// What it does for a verb.
  func summary(of verb: Verb) -> String {
    switch (self, verb) {
    case (.out, .boundaries): "the folder to write"
    case (.out, .run): "the folder to write, in place of reports/NAME"
    case (.out, .compare): "the folder to write, in place of reports/NAME-compared"
    case (.out, .sweep): "the folder to write, in place of reports/NAME-swept"
    case (.force, .new): "replaces a file that exists, and keeps it as NAME.jsonc.1.bak"
    case (.quiet, .test): "prints only what failed, and the count"
    case (.quiet, .check): "prints only faults"
    case (.quiet, .find): "does not print how many were found"
    case (.csv, .trace): "prints rows of events.csv"
    case (.replications, .test):
      "over how many runs thresholds are judged; 1 by default, of which a mean is its number and no quantile is known"
    case (.replications, .run): "how many runs that are alike but for chance; more than one write forecast.csv, too"
    default: usualSummary
    }
  }

  /// Whether it may be given several times.
  var isRepeatable: Bool { self == .vary || self == .subjectTo }
}
