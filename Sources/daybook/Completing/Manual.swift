/// The manual page, in mdoc(7), from the table of verbs and options.
enum Manual {
  static var text: String {
    """
    .Dd \(Daybook.released)
    .Dt DAYBOOK 1
    .Os
    .Sh NAME
    .Nm daybook
    .Nd see your billing policy before your customers do
    .Sh SYNOPSIS
    \(Verb.allCases.map { ".Nm\n" + macros(of: $0) }.joined())\
    .Nm
    .Fl -version
    .Sh DESCRIPTION
    \(prose(introduction))\
    \(Verb.allCases.map(section).joined())\
    .Sh ENVIRONMENT
    \(list(Variable.allCases.map { ("Ev \($0.rawValue)", $0.summary) }))\
    .Sh FILES
    \(list(files.map { ("Pa \($0.path)", $0.meaning) }))\
    .Sh EXIT STATUS
    \(list(ExitCode.allCases.map { ("\($0.rawValue)", $0.meaning) } + [ExitCode.bySignal]))\
    .Sh EXAMPLES
    \(Verb.allCases.map(examples).joined())\
    .Sh SEE ALSO
    \(prose(reading))
    """
  }

  private static let introduction = """
    The verbs simulate a prepaid billing policy: many synthetic accounts are simulated day by day, through the real billing \
    core. The same scenario and seed give the same bytes, on any number of threads. Results are printed to standard \
    output, messages to standard error. An option's value may follow as the next word or after an equals sign; two \
    dashes alone end the options.
    """

  private static let reading = """
    The article Formats, in the sources, describes scenario files and each column of each report; the article Rules \
    describes the policy, and the article Model the population.
    """

  private static let files: [(path: String, meaning: String)] = [
    ("NAME.jsonc", "a scenario: JSON with comments and trailing commas"),
    ("reports/NAME/", "what run writes of a scenario, when nothing else is said"),
    ("reports/NAME-compared/", "what compare writes"),
    ("reports/NAME-swept/", "what sweep writes"),
    ("datapackage.json", "in each of these: what its files are, with types, sizes, digests, seed and scenario"),
  ]

  // MARK: Parts

  /// A verb with its operands and options, a macro a line.
  private static func macros(of verb: Verb) -> String {
    let operands = verb.operands.split(separator: " ").map { word in
      let word = escaped(String(word))
      return word.hasPrefix("\\-\\-")
        ? ".Fl -\(word.dropFirst(4))"
        : word.hasPrefix("[") ? ".Op Ar \(word.dropFirst().dropLast())" : ".Ar \(word)"
    }
    let options = verb.options.isEmpty ? [] : [".Op Ar OPTION ..."]
    return ([".Cm \(verb.rawValue)"] + operands + options).map { $0 + "\n" }.joined()
  }

  private static func section(of verb: Verb) -> String {
    let options = verb.options.map { option in
      ("Fl -\(option.word)" + (option.value.map { " Ar \(escaped($0))" } ?? ""), option.summary(of: verb))
    }
    let words = verb == .find ? expressions : ""
    return ".Ss \(verb.rawValue)\n" + macros(of: verb) + ".Pp\n" + prose("\(verb.rawValue) \(verb.summary).")
      + (options.isEmpty ? "" : list(options)) + words
  }

  private static var expressions: String {
    ".Pp\n" + prose("\(FindVerb.expressions) A condition is one of these.")
      + list((FindVerb.conditions + FindVerb.terms).map { ("\"\(escaped($0.name))\"", $0.summary) })
  }

  private static func list(_ items: [(head: String, text: String)]) -> String {
    ".Bl -tag -width Ds\n" + items.map { ".It \($0)\n" + prose($1) }.joined() + ".El\n"
  }

  /// The examples of a verb, under its name.
  private static func examples(of verb: Verb) -> String {
    ".Ss Examples of \(verb.rawValue)\n" + verb.examples.map(example).joined(separator: ".Pp\n")
  }

  private static func example(_ example: Example) -> String {
    let call = Wrapping.call(example.call, width: 64).map { escaped($0) + "\n" }.joined()
    return prose(example.meaning) + ".Bd -literal -offset indent\n\(call).Ed\n"
  }

  /// Running text: each sentence begins a line, as mdoc asks for, no line begins a macro, and none has over 80 bytes.
  private static func prose(_ text: String) -> String {
    escaped(text).replacing(". ", with: ".\n").split(separator: "\n")
      .flatMap { Wrapping.lines(String($0), width: Wrapping.width - escape.count) }
      .map { ($0.hasPrefix(".") || $0.hasPrefix("'") ? escape : "") + $0 + "\n" }.joined()
  }

  /// What stands before a word that would begin a macro.
  private static let escape = "\\&"

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("--", with: "\\-\\-").replacing("…", with: " ...")
      .replacing("  ...", with: " ...")
  }
}
