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

  private static let rowHeight = 44.0
  private static let side = 6.0

  func drawing(_ size: ChartSize, _ notation: Notation, labelledBy id: String) -> Markup {
    let value = Scale(extent, from: RowChart.side, to: size.width - RowChart.side)
    let height = Double(rows.count) * RowChart.rowHeight + 4
    var marks = [reference].compactMap { $0 }.map { at in
      Markup.line("zero", x1: value(at), y1: 0, x2: value(at), y2: height)
    }
    for (index, row) in rows.enumerated() {
      let top = Double(index) * RowChart.rowHeight
      marks.append(.label(row.name, x: RowChart.side, y: top + 14, anchor: "start", style: "strong"))
      marks.append(.label(row.number, x: size.width - RowChart.side, y: top + 14, anchor: "end", style: "strong"))
      marks += row.marks.flatMap { draw($0, top: top + 20, value) }
    }
    return .drawing(size, height: height, labelledBy: id, marks)
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
