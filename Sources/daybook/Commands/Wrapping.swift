/// Text for a terminal of 80 columns.
enum Wrapping {
  static let width = 80

  /// Lines of words, none longer than a width unless a word is.
  static func lines(_ text: String, width: Int = width) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// The words of a call, parted at spaces that stand in no quotes; the quotes stay.
  static func words(ofCall call: String) -> [String] {
    var words = [""]
    var quote: Character?
    for character in call {
      if character == " ", quote == nil {
        words.append("")
        continue
      }
      if "'\"".contains(character) { quote = quote == nil ? character : quote == character ? nil : quote }
      words[words.count - 1].append(character)
    }
    return words
  }

  /// The words of a call, each option with its value, so that no line ends between them.
  private static func units(ofCall call: String) -> [String] {
    var units: [String] = []
    var isOpen = false
    for word in words(ofCall: call) {
      let begins = word.hasPrefix("--") || word == ">" || word == "|"
      if isOpen, !begins { units[units.count - 1] += " " + word } else { units.append(word) }
      isOpen = begins
    }
    return units
  }

  /// A call in lines that a shell joins again: all but the last end with a backslash.
  static func call(_ call: String, width: Int) -> [String] {
    var lines = [""]
    for word in units(ofCall: call) {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = word
      } else if last.count + 1 + word.count + 2 <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines[lines.count - 1] += " \\"
        lines.append("  " + word)
      }
    }
    return lines
  }

  /// Names and what is said of them, in two columns.
  static func table(_ rows: [(name: String, summary: String)]) -> String {
    let column = (rows.map(\.name.count).max() ?? 0) + 4
    return rows.map { name, summary in
      let lines = lines(summary, width: width - column)
      let first = Help.padded("  \(name)", column) + lines[0] + "\n"
      return first + lines.dropFirst().map { String(repeating: " ", count: column) + $0 + "\n" }.joined()
    }.joined()
  }
}
