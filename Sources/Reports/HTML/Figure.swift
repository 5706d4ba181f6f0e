/// A chart with its message, its numbers, and how it was made.
struct Figure {
  /// The part of the page's address that leads to it.
  let id: String
  /// What it says, in a sentence.
  let message: String
  /// What somebody hears who does not see the chart.
  let description: String
  /// The drawing; none where numbers in cells say all.
  let chart: (any Chart)?
  let table: PageTable
  /// How it was made, and in which unit.
  let caption: String

  func markup(_ notation: Notation) -> Markup {
    let descriptionID = "\(id)-text"
    let description = description.isEmpty ? message : description
    var parts: [Markup] = [.element("h3", ["id": "\(id)-message"], text: message)]
    if let chart {
      let legend = chart.legend
      if !legend.isEmpty { parts.append(markup(of: legend)) }
      parts += ChartSize.allCases.map { chart.drawing($0, notation, labelledBy: descriptionID) }
      parts.append(.element("p", ["id": descriptionID, "class": "muted"], text: description))
    } else {
      parts.append(.element("p", ["class": "muted"], text: description))
    }
    let numbers = table.markup(caption: message, notation)
    if chart == nil {
      parts.append(numbers)
    } else {
      let summary = Markup.element("summary", text: notation.text(Phrase("The numbers", uk: "Числа")))
      parts.append(.element("details", [:], [summary, numbers]))
    }
    parts.append(.element("figcaption", text: caption))
    return .element("figure", ["id": id, "aria-labelledby": "\(id)-message"], parts)
  }

  private func markup(of legend: [LegendEntry]) -> Markup {
    .element(
      "ul", ["class": "legend"],
      legend.map { entry in
        let style = "b-\(entry.hue.rawValue)" + (entry.isLine ? " line" : "")
        return .element("li", [:], [.element("span", ["class": style, "aria-hidden": "true"]), .text(entry.name)])
      })
  }
}
