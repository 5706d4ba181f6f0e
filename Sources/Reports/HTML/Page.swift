/// A page: one file that needs no network and no scripts, the answer first (FORMATS 4).
struct Page {
  /// A part of the page under a heading.
  struct Section {
    let id: String
    let heading: String
    let content: [Markup]
  }

  let title: String
  /// What the page is about, in a line.
  let subtitle: String
  let sections: [Section]
  let imprint: Imprint
  let notation: Notation

  /// The source of the page; the same run gives the same bytes.
  var source: String {
    let head = Markup.element(
      "head", [:],
      [
        .element("meta", ["charset": "utf-8"]),
        .element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        .element("meta", ["name": "color-scheme", "content": "light dark"]),
        .element("meta", ["name": "generator", "content": "daybook \(imprint.version)"]),
        .element("title", text: "\(title): \(subtitle)"), .element("style", text: Stylesheet.text),
      ])
    let skip = notation.text(Phrase("Skip to the answer", uk: "Перейти до відповіді"))
    let contents = sections.dropFirst().map { section in
      Markup.element("li", [:], [.element("a", ["href": "#\(section.id)"], text: section.heading)])
    }
    let body = Markup.element(
      "body", [:],
      [
        .element("a", ["class": "skip", "href": "#\(sections.first?.id ?? "")"], text: skip),
        .element("header", [:], [.element("h1", text: title), .element("p", ["class": "muted"], text: subtitle)]),
        .element(
          "nav", ["aria-label": notation.text(Phrase("Contents", uk: "Зміст"))], [.element("ul", [:], contents)]),
        .element("main", [:], sections.map(markup)), imprint.markup(notation),
      ])
    return "<!DOCTYPE html>\n"
      + Markup.element("html", ["lang": notation.language.rawValue], [head, body]).source + "\n"
  }

  private func markup(of section: Section) -> Markup {
    .element(
      "section", ["id": section.id, "aria-labelledby": "\(section.id)-heading"],
      [.element("h2", ["id": "\(section.id)-heading"], text: section.heading)] + section.content)
  }
}

/// Where the numbers of a page come from, so that they can be made again.
public struct Imprint: Sendable {
  /// The command that makes them, without what does not change them.
  public var command: String
  /// The program's version.
  public var version: String
  /// The seed.
  public var seed: UInt64
  /// For each scenario its name and the SHA-256 of its resolved form.
  public var scenarios: [(name: String, digest: String)]
  /// The number that stands for all that happened; none where many runs are compared.
  public var fingerprint: String?

  /// Describes the origin of a page.
  public init(
    command: String, version: String, seed: UInt64, scenarios: [(name: String, digest: String)], fingerprint: String?
  ) {
    self.command = command
    self.version = version
    self.seed = seed
    self.scenarios = scenarios
    self.fingerprint = fingerprint
  }

  func markup(_ notation: Notation) -> Markup {
    func line(_ name: Phrase, _ value: String) -> Markup {
      .element("p", [:], [.text("\(notation.text(name)) "), .element("code", text: value)])
    }
    var lines = [
      line(Phrase("Made by", uk: "Створено командою"), command), line(Phrase("daybook", uk: "daybook"), version),
      line(Phrase("Seed", uk: "Зерно генератора випадкових чисел"), "\(seed)"),
    ]
    lines += scenarios.map {
      line(Phrase("Scenario \($0.name), SHA-256", uk: "Сценарій \($0.name), SHA-256"), $0.digest)
    }
    if let fingerprint { lines.append(line(Phrase("Fingerprint", uk: "Відбиток"), fingerprint)) }
    let note = Phrase(
      "A forecast for decisions, based on the assumptions of the scenario; not statutory accounts.",
      uk: "Прогноз для ухвалення рішень на основі припущень сценарію; не є бухгалтерською звітністю.")
    return .element("footer", [:], lines + [.element("p", text: notation.text(note))])
  }
}
