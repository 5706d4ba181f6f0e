/// A piece of a page: an element with its attributes and children, or text.
indirect enum Markup {
  case text(String)
  case element(String, [(name: String, value: String)], [Markup])

  /// An element; attributes keep their order.
  static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Markup] = []
  ) -> Markup {
    .element(name, attributes.map { ($0.key, $0.value) }, children)
  }

  /// An element that holds text alone.
  static func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) -> Markup {
    element(name, attributes, [.text(text)])
  }

  /// The source of the page: only what HTML does not allow as it is gets escaped.
  var source: String {
    var source = ""
    append(to: &source)
    return source
  }

  /// Elements that have no content and no end tag.
  private static let empty: Set<String> = ["meta", "link", "br", "hr", "col", "img"]
  /// Elements that stand within a line.
  private static let inline: Set<String> = ["a", "strong", "span", "code", "time", "th", "td", "b", "title", "text"]

  private func append(to source: inout String) {
    switch self {
    case .text(let text): source += Markup.escaped(text)
    case .element(let name, let attributes, let children):
      if !Markup.inline.contains(name), !source.isEmpty, !source.hasSuffix("\n") { source += "\n" }
      source += "<\(name)"
      for (name, value) in attributes { source += " \(name)=\"\(Markup.escaped(value))\"" }
      source += ">"
      guard !Markup.empty.contains(name) else { return }
      if name == "style" {
        // What a style sheet holds is no markup.
        for case .text(let text) in children { source += text }
      } else {
        for child in children { child.append(to: &source) }
      }
      source += "</\(name)>"
    }
  }

  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { "&<>\"".utf8.contains($0) }) else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
