import Simulation

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

  /// An element of prose in which no number is broken over two lines: a sign stays before its currency.
  static func prose(_ name: String, _ attributes: KeyValuePairs<String, String>, _ text: String) -> Markup {
    let currencies = Set("$€£₴¥₪₹₩₺")
    var (parts, plain) = ([Markup](), "")
    for (index, word) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { plain += " " }
      let isSigned = zip(word, word.dropFirst()).contains { "+\u{2212}".contains($0) && currencies.contains($1) }
      guard isSigned else {
        plain += word
        continue
      }
      parts += [.text(plain), .element("span", ["class": "number"], text: String(word))]
      plain = ""
    }
    return .element(name, attributes, parts + [.text(plain)])
  }

  /// The source of the page: what HTML does not allow as it is gets escaped, and control characters become their pictures.
  var source: String {
    var source: [UInt8] = []
    append(to: &source)
    return String(decoding: source, as: UTF8.self)
  }

  /// Elements that have no content and no end tag.
  private static let empty: Set<String> = ["meta", "link", "br", "wbr", "hr", "col", "img"]
  /// Elements that stand within a line.
  private static let inline: Set<String> = [
    "a", "strong", "span", "code", "time", "th", "td", "b", "title", "text", "wbr",
  ]

  private func append(to source: inout [UInt8]) {
    switch self {
    case .text(let text): Markup.append(escaping: text, to: &source)
    case .element(let name, let attributes, let children):
      if !Markup.inline.contains(name), source.last ?? UInt8(ascii: "\n") != UInt8(ascii: "\n") {
        source.append(UInt8(ascii: "\n"))
      }
      source.append(UInt8(ascii: "<"))
      source += name.utf8
      for (name, value) in attributes {
        source.append(UInt8(ascii: " "))
        source += name.utf8
        source += "=\"".utf8
        Markup.append(escaping: value, to: &source)
        source.append(UInt8(ascii: "\""))
      }
      source.append(UInt8(ascii: ">"))
      guard !Markup.empty.contains(name) else { return }
      if name == "style" {
        // What a style sheet holds is no markup.
        for case .text(let text) in children { source += text.utf8 }
      } else {
        for child in children { child.append(to: &source) }
      }
      source += "</".utf8
      source += name.utf8
      source.append(UInt8(ascii: ">"))
    }
  }

  private static func append(escaping text: String, to source: inout [UInt8]) {
    for byte in harmlessLines(text).utf8 {
      switch byte {
      case UInt8(ascii: "&"): source += "&amp;".utf8
      case UInt8(ascii: "<"): source += "&lt;".utf8
      case UInt8(ascii: ">"): source += "&gt;".utf8
      case UInt8(ascii: "\""): source += "&quot;".utf8
      default: source.append(byte)
      }
    }
  }
}
