/// Completions for bash 4 and later: one function that looks at the verb, then at the word before the one to complete.
///
/// Bash parts words at `=`, so `--out=x` comes as three.
enum BashCompletions {
  static var text: String {
    """
    # Completions of daybook for bash; printed by: daybook completions bash

    \(functions)
    _daybook() {
      COMPREPLY=()
      local word="${COMP_WORDS[COMP_CWORD]}" before="" verb="${COMP_WORDS[1]}" ended="" index
      if ((COMP_CWORD == 1)); then
        _daybook_words "\(words(Verb.allCases.map(\.rawValue) + ["--help", "--version"]))"
        return
      fi
      for ((index = 2; index < COMP_CWORD; index++)); do
        [[ ${COMP_WORDS[index]} == -- ]] && ended=1
      done
      if [[ $word == = ]]; then
        word="" before="${COMP_WORDS[COMP_CWORD - 1]}"
      elif [[ ${COMP_WORDS[COMP_CWORD - 1]} == = ]]; then
        before="${COMP_WORDS[COMP_CWORD - 2]}"
      else
        before="${COMP_WORDS[COMP_CWORD - 1]}"
      fi
      if [[ ! $ended ]]; then
        case "$verb $before" in
    \(values)    esac
        if [[ $word == -* ]]; then
          case "$verb" in
    \(options)      esac
          return
        fi
      fi
      case "$verb" in
    \(operands)  esac
    }

    complete -F _daybook daybook

    """
  }

  /// What offers words, lists and files; they take the word to complete from the function that calls them.
  private static let functions = """
    _daybook_words() {
      mapfile -t COMPREPLY < <(compgen -W "$1" -- "$word")
    }

    _daybook_lists() {
      local given="" item
      [[ $word == *,* ]] && given="${word%,*},"
      for item in $1; do
        [[ ",$given" == *",$item,"* || "$given$item" != "$word"* ]] || COMPREPLY+=("$given$item")
      done
      compopt -o nospace 2>/dev/null
    }

    _daybook_scenarios() {
      mapfile -t COMPREPLY < <(compgen -d -- "$word"; compgen -f -X '!*.jsonc' -- "$word")
      compopt -o filenames 2>/dev/null
    }

    _daybook_folders() {
      mapfile -t COMPREPLY < <(compgen -d -- "$word")
      compopt -o filenames 2>/dev/null
    }

    _daybook_files() {
      mapfile -t COMPREPLY < <(compgen -f -- "$word")
      compopt -o filenames 2>/dev/null
    }

    """

  private static func words(_ words: [String]) -> String { words.joined(separator: " ") }

  /// The call that offers something; none for what only the user knows.
  private static func call(_ offer: Offer) -> String? {
    switch offer {
    case .nothing: nil
    case .scenarios: "_daybook_scenarios"
    case .folders: "_daybook_folders"
    case .files: "_daybook_files"
    case .words(let list): "_daybook_words \"\(words(list))\""
    case .lists(let list): "_daybook_lists \"\(words(list))\""
    }
  }

  /// A line for each option of each verb that takes a value.
  private static var values: String {
    Verb.allCases.map { verb in
      verb.options.filter { $0.value != nil }.map { option in
        let offer = call(option.offer).map { "\($0); return" } ?? "return"
        return "      \"\(verb.rawValue) --\(option.word)\") \(offer) ;;\n"
      }.joined()
    }.joined()
  }

  private static var options: String {
    Verb.allCases.map { verb in
      let names = (verb.options.map(\.word) + ["help"]).map { "--\($0)" }
      return "        \(verb.rawValue)) _daybook_words \"\(words(names))\" ;;\n"
    }.joined()
  }

  /// A line for each verb that has operands; where they differ, the first is told from the others.
  private static var operands: String {
    Verb.allCases.compactMap { verb in
      guard let first = call(verb.offers[0]) else { return nil }
      let isLone = verb.offers.count > 1
      return "    \(verb.rawValue)) \(isLone ? "((COMP_CWORD == 2)) && " : "")\(first) ;;\n"
    }.joined()
  }
}
