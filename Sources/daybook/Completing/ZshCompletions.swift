/// Completions for zsh: a file for `fpath`, or to be sourced.
enum ZshCompletions {
  static var text: String {
    """
    #compdef daybook
    # Completions of daybook for zsh; printed by: daybook completions zsh

    _daybook_lists() { _sequence compadd - "$@" }

    _daybook() {
      local curcontext="$curcontext" state line
      local -a verbs
      _arguments -C '(- *)--help[\(quoted(Verb.help.summary))]' '(- *)--version[prints the version]' \\
        '1: :->verb' '*:: :->rest'
      case $state in
        verb)
          verbs=(
    \(verbs)      )
          _describe verb verbs
          ;;
        rest)
          case $words[1] in
    \(calls)      esac
          ;;
      esac
    }

    if [[ $funcstack[1] == _daybook ]]; then
      _daybook "$@"
    else
      compdef _daybook daybook
    fi

    """
  }

  /// Text within single quotes, in which colons and brackets mean themselves.
  private static func quoted(_ text: String) -> String {
    text.reduce(into: "") { text, character in
      if "\\:[]".contains(character) { text += "\\" }
      text += character == "'" ? "'\\''" : String(character)
    }
  }

  private static var verbs: String {
    Verb.allCases.map { "        '\($0.rawValue):\(quoted($0.summary))'\n" }.joined()
  }

  private static var calls: String {
    Verb.allCases.map { verb in
      let options = verb.options.map { specification($0, of: verb) } + ["'(- *)--help[prints options and examples]'"]
      let operands = verb.offers.enumerated().map { index, offer in
        // A blank offers nothing; without it zsh would offer options.
        "'\(index == verb.offers.count - 1 ? "*" : "\(index + 1)"): :\(action(offer) ?? " ")'"
      }
      let lines = (options + operands).joined(separator: " \\\n            ")
      return "        \(verb.rawValue))\n          _arguments \\\n            \(lines)\n          ;;\n"
    }.joined()
  }

  /// An option as `_arguments` reads it.
  private static func specification(_ option: Option, of verb: Verb) -> String {
    let name = (option.isRepeatable ? "*" : "") + "--\(option.word)" + (option.value == nil ? "" : "=")
    let value = option.value.map { ":\(quoted($0)):\(action(option.offer) ?? "")" } ?? ""
    return "'\(name)[\(quoted(option.summary(of: verb)))]\(value)'"
  }

  /// What offers something; none for what only the user knows.
  private static func action(_ offer: Offer) -> String? {
    switch offer {
    case .nothing: nil
    case .scenarios: "_files -g \"*.jsonc\""
    case .folders: "_files -/"
    case .files: "_files"
    case .words(let words): "(\(words.joined(separator: " ")))"
    case .lists(let words): "_daybook_lists \(words.joined(separator: " "))"
    }
  }
}
