import Foundation

/// Colour for the few words that decide, where somebody can see it (FORMATS 3).
///
/// A terminal gets it, unless `NO_COLOR` is set and not empty, or the terminal is a dumb one.
struct Colours {
  let isOn: Bool

  /// The colours of what is printed to a file descriptor.
  init(of file: Int32) {
    isOn = Colours.areWanted(isTerminal: isatty(file) == 1, environment: ProcessInfo.processInfo.environment)
  }

  init(isOn: Bool) { self.isOn = isOn }

  static func areWanted(isTerminal: Bool, environment: [String: String]) -> Bool {
    let isRefused = environment[Variable.noColor.rawValue].map { !$0.isEmpty } ?? false
    return isTerminal && !isRefused && environment[Variable.term.rawValue] != "dumb"
  }

  /// Messages or verdicts, the first deciding word of each line in colour.
  func marked(_ text: String) -> String {
    guard isOn else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(Colours.marked).joined(separator: "\n")
  }

  /// A line; the word stands at its beginning, or after `FILE:LINE:COLUMN: `.
  private static func marked(_ line: Substring) -> String {
    let word =
      line.prefixMatch(of: #/(?:.*?:\d+:\d+: )?(?<word>error|warning|note|failed|passed): /#)?.word
      ?? line.prefixMatch(of: #/(?<word>ok|FAILED) /#)?.word
    guard let word, let colour = code(of: word) else { return String(line) }
    return "\(line[..<word.startIndex])\u{1B}[\(colour)m\(word)\u{1B}[0m\(line[word.endIndex...])"
  }

  /// What sets a terminal to the colour of a word.
  private static func code(of word: Substring) -> String? {
    switch word {
    case "error", "failed", "FAILED": "1;31"
    case "warning": "1;33"
    case "note": "1;36"
    case "ok", "passed": "32"
    default: nil
    }
  }
}
