/// Completions for fish.
enum FishCompletions {
  static var text: String {
    """
    # Completions of daybook for fish; printed by: daybook completions fish

    \(functions)
    complete -c daybook -f
    complete -c daybook -n __daybook_has_no_verb -l help -s h -d \(quoted(Verb.help.summary))
    complete -c daybook -n __daybook_has_no_verb -l version -d 'prints the version'
    \(verbs)\(details)
    """
  }

  /// What looks at the line, and what offers files and lists.
  private static let functions = """
    function __daybook_has_no_verb
        test (count (commandline -opc)) -eq 1
    end

    function __daybook_verb_is
        set -l words (commandline -opc)
        test (count $words) -ge 2; and contains -- $words[2] $argv
    end

    function __daybook_at_operand
        test (count (commandline -opc)) -eq 2
    end

    function __daybook_word
        commandline -ct | string replace -r -- '^--[^=]*=' ''
    end

    function __daybook_files
        complete -C "daybook_files "(__daybook_word)
    end

    function __daybook_scenarios
        __daybook_files | string match -r -- '.*(?:/|\\.jsonc)$'
    end

    function __daybook_folders
        __daybook_files | string match -r -- '.*/$'
    end

    function __daybook_lists
        set -l word (__daybook_word)
        set -l given (string replace -r -- '[^,]*$' '' "$word")
        for item in $argv
            contains -- $item (string split , -- "$given"); or echo "$given$item"
        end
    end

    """

  /// Text within single quotes.
  private static func quoted(_ text: String) -> String {
    "'\(text.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
  }

  private static var verbs: String {
    Verb.allCases.map { verb in
      "complete -c daybook -n __daybook_has_no_verb -a \(verb.rawValue) -d \(quoted(verb.summary))\n"
    }.joined()
  }

  private static var details: String {
    Verb.allCases.map { verb in
      let head = "complete -c daybook -n '__daybook_verb_is \(verb.rawValue)"
      let options = verb.options.map { option in
        let value = option.value == nil ? "" : " -x" + arguments(option.offer)
        return "\(head)' -l \(option.word)\(value) -d \(quoted(option.summary(of: verb)))\n"
      }
      let isLone = verb.offers.count > 1
      let operands = arguments(verb.offers[0])
      let offered = operands.isEmpty ? "" : "\(head)\(isLone ? "; and __daybook_at_operand" : "")'\(operands)\n"
      return options.joined() + "\(head)' -l help -s h -d 'prints options and examples'\n" + offered
    }.joined()
  }

  /// The words of `complete` that offer something; none for what only the user knows.
  private static func arguments(_ offer: Offer) -> String {
    switch offer {
    case .nothing: ""
    case .scenarios: " -a '(__daybook_scenarios)'"
    case .folders: " -a '(__daybook_folders)'"
    case .files: " -a '(__daybook_files)'"
    case .words(let words): " -a '\(words.joined(separator: " "))'"
    case .lists(let words): " -a '(__daybook_lists \(words.joined(separator: " ")))'"
    }
  }
}
