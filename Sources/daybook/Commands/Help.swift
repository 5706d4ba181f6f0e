import Reports
import Simulation

/// What `--help` prints, from the table of verbs and options.
enum Help {
  static var overview: String {
    let longest = Verb.allCases.map(\.rawValue.count).max() ?? 0
    let verbs = Verb.Purpose.allCases.map { purpose in
      "\(purpose.rawValue)\n"
        + Wrapping.table(purpose.verbs.map { (padded($0.rawValue, longest), $0.summary) })
    }
    return """
      daybook: see your billing policy before your customers do

      usage: daybook VERB … [OPTION …]
             daybook VERB --help       the options of a verb, with examples
             daybook --version         the version

      \(verbs.joined(separator: "\n"))
      Exit codes
      \(codes(ExitCode.allCases))
      Environment
      \(Wrapping.table(Verb.test.variables.map { ($0.rawValue, $0.summary) }))
      Results are printed to standard output, messages to standard error.

      """
  }

  static func text(of verb: Verb) -> String {
    let call = verb.operands.isEmpty ? verb.rawValue : "\(verb.rawValue) \(verb.operands)"
    let options = verb.options.isEmpty ? "" : " [OPTION …]"
    var text = "usage: daybook \(call)\(options)\n\n"
    text += paragraph("\(verb.rawValue) \(verb.summary).") + "\n"
    if !verb.options.isEmpty {
      text += Wrapping.table(verb.options.map { ($0.usage, $0.summary(of: verb)) }) + "\n"
    }
    if let words = verb.words { text += words + "\n" }
    text += "Examples\n" + verb.examples.map(Help.text).joined()
    text += "\nExit codes\n" + codes(verb.exitCodes, of: verb)
    return text + "\nEnvironment\n" + Wrapping.table(verb.variables.map { ($0.rawValue, $0.summary) })
  }

  private static func text(of example: Example) -> String {
    let call = Wrapping.call(example.call, width: Wrapping.width - 2).map { "  \($0)\n" }.joined()
    return call + Wrapping.lines(example.meaning, width: Wrapping.width - 6).map { "      \($0)\n" }.joined()
  }

  private static func codes(_ codes: [ExitCode], of verb: Verb? = nil) -> String {
    Wrapping.table(
      codes.map { code in ("\(code.rawValue)", verb.map { code.meaning(of: $0) } ?? code.meaning) } + [
        ExitCode.bySignal
      ])
  }

  static func paragraph(_ text: String) -> String { Wrapping.lines(text).map { $0 + "\n" }.joined() }

  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

extension Verb {
  /// The words that its options' values are made of, where they are many.
  fileprivate var words: String? {
    switch self {
    case .find: FindVerb.grammar
    case .compare, .sweep:
      Help.paragraph("Metrics: \(Metric.allCases.map(\.rawValue).joined(separator: ", ")).")
    case .run, .test, .trace, .boundaries, .check, .new, .schema, .selftest, .completions, .man, .help: nil
    }
  }
}

/// The names of reports, for messages.
enum ReportNames {
  static var listed: String { ReportKind.allCases.map(\.rawValue).joined(separator: ", ") }
}
