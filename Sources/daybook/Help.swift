import Reports

/// What `--help` prints, from the table of verbs and options.
enum Help {
  static var overview: String {
    var text = """
      daybook: see your billing policy before your customers do

      usage: daybook VERB … [OPTION …]

      """
    text += "\n" + table(Verb.allCases.map { ($0.rawValue, $0.summary) })
    return text + """

      daybook VERB --help tells the options of a verb; daybook --version the version.
      Exit codes: 0 ok, 1 an expectation, threshold or self-check failed, 2 usage, 3 invalid scenario,
      4 cannot read or write, 5 a broken invariant, 130 interrupted.

      """
  }

  static func text(of verb: Verb) -> String {
    let call = verb.operands.isEmpty ? verb.rawValue : "\(verb.rawValue) \(verb.operands)"
    var text = "usage: daybook \(call) [OPTION …]\n\n\(verb.rawValue) \(verb.summary).\n\n"
    text += table(
      verb.options.map { option in
        ("--\(option.word)" + (option.value.map { " \($0)" } ?? ""), option.summary)
      })
    if verb == .find { text += "\n" + FindVerb.grammar }
    return text + "\nexample: \(verb.example)\n"
  }

  /// Names and what is said of them, in two columns.
  private static func table(_ rows: [(name: String, summary: String)]) -> String {
    let width = (rows.map(\.name.count).max() ?? 0) + 2
    return rows.map { "  \(padded($0.name, width))\($0.summary)\n" }.joined()
  }

  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}

/// The names of reports, for messages.
enum ReportNames {
  static var listed: String { ReportKind.allCases.map(\.rawValue).joined(separator: ", ") }
}
