/// A chart with its message, its numbers, and how it was made.
struct Figure {
  /// The part of the page's address that leads to it.
  let id: String
  /// What it says, in a sentence.
  let message: String
  /// What the chart shows, for readers who do not see it.
  let description: String
  /// The drawing; none where numbers in cells say all.
  let chart: (any Chart)?
  let table: PageTable
  /// How it was made, and in which unit.
  let caption: String

  func markup(_ notation: Notation) -> Markup {
    // There is nothing to see in a chart of zeros.
    let chart = chart.flatMap { $0.isBlank ? nil : $0 }
    let descriptionID = "\(id)-text"
    let truncation = chart?.truncation(notation)
    let words = [description.isEmpty ? message : description, truncation].compactMap { $0 }.map(Figure.sentence)
    let description = words.joined(separator: " ")
    var shown: [Markup] = [.prose("h3", ["id": "\(id)-message"], message)]
    if let chart {
      let legend = chart.legend
      if !legend.isEmpty { shown.append(markup(of: legend)) }
      shown += ChartSize.allCases.map { chart.drawing($0, notation, labelledBy: descriptionID) }
      shown.append(.prose("p", ["id": descriptionID, "class": "muted"], description))
    } else {
      shown.append(.prose("p", ["class": "muted"], description))
    }
    // On paper a heading and its chart stay together.
    var parts: [Markup] = [.element("div", ["class": chart == nil ? "whole before" : "whole"], shown)]
    let numbers = table.markup(caption: message, notation)
    if chart == nil {
      parts.append(numbers)
    } else {
      let summary = Markup.element("summary", text: notation.text(Phrase("The numbers", uk: "Таблиця")))
      parts.append(.element("details", [:], [summary, numbers]))
    }
    parts.append(.prose("figcaption", [:], caption))
    return .element("figure", ["id": id, "aria-labelledby": "\(id)-message"], parts)
  }

  /// A sentence ends with a full stop.
  private static func sentence(_ text: String) -> String {
    text.isEmpty || text.hasSuffix(".") ? text : "\(text)."
  }

  private func markup(of legend: [LegendEntry]) -> Markup {
    .element(
      "ul", ["class": "legend"],
      legend.map { entry in
        let style = "b-\(entry.hue.rawValue)" + (entry.isLine ? " line" : entry.tint.map { " \($0.rawValue)" } ?? "")
        return .element("li", [:], [.element("span", ["class": style, "aria-hidden": "true"]), .text(entry.name)])
      })
  }
}
