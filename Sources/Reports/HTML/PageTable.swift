import BillingCore

/// The numbers of a figure, as a table of the page; its chart is drawn from them.
struct PageTable {
  /// A column: the name that CSV files give it, what its cells are, and its heading.
  struct Column {
    let name: String
    let kind: Table.Kind
    let heading: String
  }

  /// How many rows stay together on paper.
  private static let short = 14

  let columns: [Column]
  var rows: [[Table.Cell]]
  /// Whether the last row sums up the others; charts leave it out.
  var hasTotal = false
  /// Whether its columns stand close together, since there are many.
  var isDense = false
  /// The tint of cells, from 0 to 4; none where there is no such function.
  var tint: ((_ row: Int, _ column: Int) -> Int)?

  /// The numbers of a column without the total, for drawing; money in whole units of the currency.
  func values(_ name: String, in currency: Currency) -> [Double] {
    guard let index = columns.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("a chart shows columns of its table")
    }
    let unit = Double(currency.minorUnitsPerUnit)
    return (hasTotal ? rows.dropLast() : rows[...]).map { row in
      switch row[index] {
      case .count(let count): Double(count)
      case .money(let minorUnits): Double(minorUnits) / unit
      case .decimal(let value, let decimals): Double(value) / (0..<decimals).reduce(1.0) { power, _ in power * 10 }
      case .empty, .text, .day, .month, .flag: .nan
      }
    }
  }

  func markup(caption: String, _ notation: Notation) -> Markup {
    let head = columns.map { column in
      var attributes = [(name: "scope", value: "col"), (name: "data-column", value: column.name)]
      if column.kind.isWord { attributes.append((name: "class", value: "word")) }
      return Markup.element("th", attributes, PageTable.breakable(column.heading))
    }
    let body = rows.indices.map { row in
      let cells = rows[row].indices.map { cell(row, $0, notation) }
      let isTotal = hasTotal && row == rows.count - 1
      return Markup.element("tr", isTotal ? [(name: "class", value: "total")] : [], cells)
    }
    let styles = [isDense ? "dense" : nil, rows.count <= PageTable.short ? "short" : nil].compactMap { $0 }
    let table = Markup.element(
      "table", styles.isEmpty ? [:] : ["class": styles.joined(separator: " ")],
      [
        .element("caption", text: caption), .element("thead", [:], [.element("tr", [:], head)]),
        .element("tbody", [:], body),
      ])
    // It scrolls where it does not fit; a keyboard has to reach it for that.
    return .element("div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": caption], [table])
  }

  private func cell(_ row: Int, _ column: Int, _ notation: Notation) -> Markup {
    let text = notation.text(rows[row][column])
    let content = PageTable.breakable(text)
    var styles = columns[column].kind.isWord ? ["word"] : []
    if content.count > 1 { styles.append("place") }
    if let tint, column > 0 { styles.append("t\(tint(row, column))") }
    var attributes = styles.isEmpty ? [] : [(name: "class", value: styles.joined(separator: " "))]
    if column == 0 { attributes.append((name: "scope", value: "row")) }
    return .element(column == 0 ? "th" : "td", attributes, content)
  }

  /// A text that a line may break behind the dots of a place: `policy.` `deletion.` `inactivityDays`.
  private static func breakable(_ text: String) -> [Markup] {
    var parts = [""]
    for (letter, next) in zip(text, text.dropFirst() + " ") {
      parts[parts.count - 1].append(letter)
      if letter == ".", next.isLetter { parts.append("") }
    }
    return Array(parts.map { [Markup.text($0)] }.joined(separator: [.element("wbr")]))
  }
}

extension Table.Kind {
  /// Whether its cells stand to the left.
  fileprivate var isWord: Bool {
    switch self {
    case .text, .day, .month, .flag: true
    case .count, .money, .number: false
    }
  }
}

extension Notation {
  /// A cell as a page shows it; nothing where there is none.
  func text(_ cell: Table.Cell) -> String {
    switch cell {
    case .empty: ""
    case .text(let text): text
    case .day(let day): self.day(day)
    case .month(let month): self.month(month)
    case .flag(let flag): flag ? text(Phrase("yes", uk: "так")) : text(Phrase("no", uk: "ні"))
    case .count(let count): self.count(count)
    case .money(let minorUnits): decimal(minorUnits, decimals: currency.decimals)
    case .decimal(let value, let decimals): decimal(value, decimals: decimals)
    }
  }
}
