import Reports
import Simulation

/// What a shell offers in a place of the command line.
enum Offer: Hashable {
  case nothing
  /// Scenario files, and folders on the way to them.
  case scenarios
  case folders
  case files
  /// One of some words.
  case words([String])
  /// Some words with commas between them.
  case lists([String])
}

extension Option {
  /// What a shell offers for its value.
  var offer: Offer {
    switch self {
    case .out: .folders
    case .junit: .files
    case .lang: .words(Language.allCases.map(\.rawValue))
    case .csvStyle: .words(CSVStyle.allCases.map(\.rawValue))
    case .reports: .lists(ReportKind.allCases.map(\.rawValue))
    case .metric: .lists(Metric.allCases.map(\.rawValue))
    case .maximize: .words(Metric.allCases.map(\.rawValue))
    case .seed, .days, .scale, .threads, .limit, .replications, .maxReplications, .precision, .from, .to, .day,
      .filter, .whereExpression, .vary, .subjectTo, .force, .quiet, .csv, .resolved, .verbose, .tap, .json,
      .asTimeline, .update, .oneAtATime, .resume, .xlsx:
      .nothing
    }
  }
}

/// A shell that completions are made for.
enum Shell: String, CaseIterable {
  case bash, zsh, fish
}
