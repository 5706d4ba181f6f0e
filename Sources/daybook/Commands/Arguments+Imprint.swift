import Reports
import Scenarios
import Simulation

extension Arguments {
  /// Where the numbers of a page come from: the call, without what does not change them, and the scenarios.
  ///
  /// Files have their names without folders, so that the same file gives the same bytes wherever it lies.
  func imprint(of loaded: [LoadedScenario], fingerprint: Fingerprint?) -> Imprint {
    let files = operands.map(fileName)
    var words = ["daybook", verb.rawValue] + files.map(quotedForShell)
    for option in verb.options where changesNumbers(option) {
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

  /// Whether another value of an option may give other numbers: what is printed of a comparison is no number of its
  /// reports, but the first metric is the one that a precision is for.
  private func changesNumbers(_ option: Option) -> Bool {
    option == .metric && verb == .compare ? has(.precision) : option.changesNumbers
  }

  /// The name of a file as a word of a command: an option it is not, even if it begins like one.
  private func fileName(of path: String) -> String {
    let name = harmless(ScenarioFiles.composed(path).split(separator: "/").last.map(String.init) ?? path)
    return name.hasPrefix("-") && name != "-" ? "./\(name)" : name
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
  /// Whether a run with another value may have other numbers.
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
