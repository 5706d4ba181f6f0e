/// Numbers beside one another, a row for each: bars from one value to another, intervals and points.
struct RowChart: Chart {
  /// What is drawn in a row.
  enum Mark {
    /// From one value to another.
    case bar(from: Double, to: Double, hue: Palette.Hue)
    /// An interval.
    case interval(low: Double, high: Double)
    /// One value.
    case point(Double, hue: Palette.Hue)
  }

  /// A row: what it is, its number in words, and marks.
  struct Row {
    let name: String
    let number: String
    let marks: [Mark]
  }

  var rows: [Row]
  var legend: [LegendEntry] = []
  /// A value that is marked through all rows, such as 0.
  var reference: Double?

  /// How the ends of the scale are written, where it may leave out 0.
  var scaleText: ((Double) -> String)?

  private static let rowHeight = 44.0
  private static let lineHeight = 16.0
  private static let side = 6.0

  func truncation(_ notation: Notation) -> String? {
    let (least, most) = (extent.min() ?? 0, extent.max() ?? 0)
    guard let scaleText, least > 0 || most < 0 else { return nil }
    let (low, high) = (scaleText(least), scaleText(most))
    return notation.text(
      Phrase("The scale runs from \(low) to \(high) and leaves out 0.", uk: "Шкала — від \(low) до \(high), без нуля."))
  }

  func drawing(_ size: ChartSize, _ notation: Notation, labelledBy id: String) -> Markup {
    let value = Scale(extent, from: RowChart.side, to: size.width - RowChart.side)
    let room = Int((size.width - 2 * RowChart.side) / letterWidth)
    var (marks, top) = ([Markup](), 0.0)
    for row in rows {
      let words = RowWords(row.name, row.number, room: room)
      for (index, line) in words.lines.enumerated() where !line.isEmpty {
        let y = top + 14 + Double(index) * RowChart.lineHeight
        marks.append(.label(line, x: RowChart.side, y: y, anchor: "start", style: "strong"))
      }
      let last = top + 14 + Double(words.lines.count - 1) * RowChart.lineHeight
      marks.append(.label(row.number, x: size.width - RowChart.side, y: last, anchor: "end", style: "strong"))
      if let reference {
        marks.append(.line("zero", x1: value(reference), y1: last + 4, x2: value(reference), y2: last + 26))
      }
      marks += row.marks.flatMap { draw($0, top: last + 6, value) }
      top = last - 14 + RowChart.rowHeight
    }
    return .drawing(size, height: top + 4, labelledBy: id, marks)
  }

  private var extent: [Double] {
    let values = rows.flatMap(\.marks).flatMap { mark in
      switch mark {
      case .bar(let from, let to, _): [from, to]
      case .interval(let low, let high): [low, high]
      case .point(let value, _): [value]
      }
    }
    return values + [reference].compactMap { $0 }
  }

  private func draw(_ mark: Mark, top: Double, _ value: Scale) -> [Markup] {
    let middle = top + 9
    switch mark {
    case .bar(let from, let to, let hue):
      guard from != to else { return [] }
      let (start, end) = (value(from), value(to))
      // What there is, is seen: however little, it is a hair wide.
      let seen = abs(end - start) < 1 ? (start, start + (to > from ? 1 : -1)) : (start, end)
      return [.box("f-\(hue.rawValue) gap", x: seen, y: (top, top + 18))]
    case .interval(let low, let high):
      let style = "l-ink"
      return [
        .line(style, x1: value(low), y1: middle, x2: value(high), y2: middle),
        .line(style, x1: value(low), y1: middle - 5, x2: value(low), y2: middle + 5),
        .line(style, x1: value(high), y1: middle - 5, x2: value(high), y2: middle + 5),
      ]
    case .point(let at, let hue):
      return [
        .element(
          "circle", ["class": "f-\(hue.rawValue)", "cx": coordinate(value(at)), "cy": coordinate(middle), "r": "5"])
      ]
    }
  }
}

/// The words of a row in lines: its name, and on the last line its number, which never run into each other.
struct RowWords {
  private(set) var lines: [String]

  /// - Parameter room: how many letters a line has room for.
  init(_ name: String, _ number: String, room: Int) {
    lines = [""]
    for piece in RowWords.pieces(of: name, room: room) {
      let line = lines[lines.count - 1]
      if !line.isEmpty, line.count + piece.trimmed.count > room { lines.append("") }
      lines[lines.count - 1] += piece
    }
    lines = lines.map(\.trimmed)
    if lines[lines.count - 1].count + 2 + number.count > room { lines.append("") }
  }

  /// Words with the space behind them; one that is longer than a line is cut behind its dots, or anywhere.
  private static func pieces(of name: String, room: Int) -> [String] {
    name.split(separator: " ", omittingEmptySubsequences: false).flatMap { word -> [String] in
      guard word.count > room else { return ["\(word) "] }
      var parts = [""]
      for letter in word {
        let isFull = parts[parts.count - 1].count == room || parts[parts.count - 1].hasSuffix(".")
        if isFull { parts.append("") }
        parts[parts.count - 1].append(letter)
      }
      return parts.dropLast() + ["\(parts[parts.count - 1]) "]
    }
  }
}

extension String {
  fileprivate var trimmed: String { hasSuffix(" ") ? String(dropLast()) : self }
}
