import Reports
import Scenarios
import Simulation

extension Arguments {
  /// Where the numbers of a page come from: the call, without what does not change them, and the scenarios.
  ///
  /// Scenarios are told by their names, not by the paths of their files, so that the same scenario gives the same bytes
  /// wherever it lies.
  func imprint(of loaded: [LoadedScenario], fingerprint: Fingerprint?) -> Imprint {
    let files = loaded.map { "\($0.scenario.name).jsonc" }
    var words = ["daybook", verb.rawValue] + files.map(quotedForShell)
    for option in verb.options where option.changesNumbers {
      for text in texts(option) {
        words.append("--\(option.word)")
        if option.value != nil { words.append(quotedForShell(text)) }
      }
    }
    return Imprint(
      command: words.joined(separator: " "), version: Daybook.version, seed: loaded.first?.scenario.seed ?? 0,
      scenarios: loaded.map { ($0.scenario.name, SHA256.hex(of: Array($0.resolved.utf8))) },
      fingerprint: fingerprint?.description)
  }

  private func quotedForShell(_ word: String) -> String {
    let isPlain = word.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || "0123456789-_./=,%:".unicodeScalars.contains($0)
    }
    guard !isPlain || word.isEmpty else { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}

extension Option {
  /// Whether a run with another value may come to other numbers.
  fileprivate var changesNumbers: Bool {
    switch self {
    case .seed, .days, .scale, .replications, .metric, .precision, .maxReplications, .vary, .oneAtATime, .maximize,
      .subjectTo:
      true
    case .out, .threads, .reports, .force, .quiet, .from, .to, .csv, .resolved, .limit, .verbose, .filter, .junit, .tap,
      .json, .day, .asTimeline, .update, .whereExpression, .lang, .resume, .csvStyle, .xlsx:
      false
    }
  }
}
