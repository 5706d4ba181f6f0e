import Reports

/// What `--help` prints, from the table of verbs and options.
enum Help {
  static var overview: String {
    var text = """
      daybook: see your billing policy before your customers do

      usage: daybook VERB … [OPTION …]

      """
    for verb in Verb.allCases { text += "  \(padded(verb.rawValue, 10))\(verb.summary)\n" }
    return text + """

      daybook VERB --help tells the options of a verb; daybook --version the version.
      Exit codes: 0 ok, 1 an expectation, threshold or self-check failed, 2 usage, 3 invalid scenario,
      4 cannot read or write, 5 a broken invariant, 130 interrupted.

      """
  }

  static func text(of verb: Verb) -> String {
    let call = verb.operands.isEmpty ? verb.rawValue : "\(verb.rawValue) \(verb.operands)"
    var text = "usage: daybook \(call) [OPTION …]\n\n\(verb.rawValue) \(verb.summary).\n\n"
    for option in verb.options {
      let name = "--\(option.rawValue)" + (option.value.map { " \($0)" } ?? "")
      text += "  \(padded(name, 16))\(option.summary)\n"
    }
    if verb == .find { text += "\n" + FindVerb.grammar }
    return text + "\nexample: \(verb.example)\n"
  }

  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}

/// The names of reports, for messages.
enum ReportNames {
  static var listed: String { ReportKind.allCases.map(\.rawValue).joined(separator: ", ") }
}
