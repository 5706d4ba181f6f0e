/// Numbers over time: stacked columns or areas, lines, and bands between two lines.
struct TimeChart: Chart {
  /// A band between two lines.
  struct Band {
    let name: String
    let hue: Palette.Hue
    let low: [Double]
    let high: [Double]
    /// Whether it lies within another, and is drawn stronger.
    let isInner: Bool
  }

  /// The name of each place on the time axis; an empty one is not written.
  var places: [String]
  /// Whether values are amounts in whole units of the currency.
  var isMoney = true
  /// Columns on one another.
  var columns: [Series] = []
  /// Areas on one another.
  var areas: [Series] = []
  var bands: [Band] = []
  var lines: [Series] = []
  /// Whether the value axis begins at 0, as columns and areas need it.
  var startsAtZero = true

  private static let height = 300.0
  private static let top = 12.0
  private static let bottom = 270.0

  var legend: [LegendEntry] {
    (columns + areas).map { LegendEntry(name: $0.name, hue: $0.hue) }
      + bands.map { LegendEntry(name: $0.name, hue: $0.hue, tint: tint(of: $0)) }
      + lines.map { LegendEntry(name: $0.name, hue: $0.hue, isLine: true) }
  }

  /// What is seen of a band's hue; it lies over the one around it.
  private func tint(of band: Band) -> LegendEntry.Tint {
    guard band.isInner else { return .outer }
    return bands.contains { !$0.isInner } ? .within : .inner
  }

  var isBlank: Bool { extent.allSatisfy { $0 == 0 } }

  func truncation(_ notation: Notation) -> String? {
    let value = Scale(rounding: extent, from: TimeChart.bottom, to: TimeChart.top)
    guard value.low > 0 || value.high < 0 else { return nil }
    func text(_ value: Double) -> String { isMoney ? notation.shortMoney(value) : notation.short(value) }
    let (low, high) = (text(value.low), text(value.high))
    return value.low > 0
      ? notation.text(Phrase("The axis begins at \(low), not at 0.", uk: "Вісь починається з \(low), а не з нуля."))
      : notation.text(Phrase("The axis ends at \(high), not at 0.", uk: "Вісь закінчується на \(high), а не на нулі."))
  }

  func drawing(_ size: ChartSize, _ notation: Notation, labelledBy id: String) -> Markup {
    let value = Scale(rounding: extent, from: TimeChart.bottom, to: TimeChart.top)
    let ticks = value.ticks.map { (at: $0, name: isMoney ? notation.shortMoney($0) : notation.short($0)) }
    let left = Double(ticks.map(\.name.count).max() ?? 0) * letterWidth + 10
    let right = size.width - 8
    let step = (right - left) / Double(max(1, places.count))
    func middle(_ place: Int) -> Double { left + (Double(place) + 0.5) * step }
    var marks = ticks.flatMap { tick in
      [
        Markup.line("axis", x1: left, y1: value(tick.at), x2: right, y2: value(tick.at)),
        .label(tick.name, x: left - 6, y: value(tick.at) + 4, anchor: "end"),
      ]
    }
    marks += bands.map { band($0, at: middle, value) }
    marks += stacked(areas) { series, base, top in area(series, base, top, at: middle, value) }
    marks += stacked(columns) { series, base, top in
      .element(
        "g", ["class": "f-\(series.hue.rawValue) gap"],
        series.values.indices.filter { top[$0] != base[$0] }.map { place in
          .box(
            "", x: (middle(place) - step * 0.36, middle(place) + step * 0.36),
            y: (value(base[place]), value(top[place])))
        })
    }
    marks += lines.map { line($0, at: middle, value) }
    if value.low < 0, value.high > 0 { marks.append(.line("zero", x1: left, y1: value(0), x2: right, y2: value(0))) }
    marks += placeLabels(size, from: left, at: middle)
    return .drawing(size, height: TimeChart.height, labelledBy: id, marks)
  }

  /// All values that have to lie within the drawing.
  private var extent: [Double] {
    let tops = [columns, areas].filter { !$0.isEmpty }.flatMap { series in
      places.indices.map { place in series.reduce(0) { $0 + $1.values[place] } }
    }
    let values = tops + lines.flatMap(\.values) + bands.flatMap { $0.low + $0.high }
    let known = values.filter { !$0.isNaN }
    if startsAtZero { return known + [0] }
    let (least, most) = (known.min() ?? 0, known.max() ?? 0)
    // Room below and above, but none on the other side of 0.
    let room = (most - least) * 0.05
    return known + [least < 0 ? least - room : max(0, least - room), most > 0 ? most + room : min(0, most + room)]
  }

  private func stacked(_ series: [Series], _ draw: (Series, _ base: [Double], _ top: [Double]) -> Markup) -> [Markup] {
    var base = places.map { _ in 0.0 }
    return series.map { series in
      let top = zip(base, series.values).map { $0 + $1 }
      defer { base = top }
      return draw(series, base, top)
    }
  }

  private func points(_ values: [Double], at middle: (Int) -> Double, _ value: Scale) -> [String] {
    values.enumerated().map { "\(coordinate(middle($0))) \(coordinate(value($1)))" }
  }

  private func area(
    _ series: Series, _ base: [Double], _ top: [Double], at middle: (Int) -> Double, _ value: Scale
  ) -> Markup {
    // A day is as wide as it is: what there is goes on to its end, and does not slide into the next.
    let half = (middle(1) - middle(0)) / 2
    var outline = "M\(coordinate(middle(0) - half)) \(coordinate(value(base[0])))"
    for place in top.indices {
      outline += "V\(coordinate(value(top[place])))H\(coordinate(middle(place) + half))"
    }
    for place in base.indices.reversed() {
      outline += "V\(coordinate(value(base[place])))H\(coordinate(middle(place) - half))"
    }
    return .element("path", ["class": "f-\(series.hue.rawValue)", "d": "\(outline)Z"])
  }

  private func band(_ band: Band, at middle: (Int) -> Double, _ value: Scale) -> Markup {
    let outline = points(band.high, at: middle, value) + points(band.low, at: middle, value).reversed()
    let style = "f-\(band.hue.rawValue) \(band.isInner ? "inner" : "outer")"
    return .element("path", ["class": style, "d": "M\(outline.joined(separator: "L"))Z"])
  }

  /// A line, with a dot where there is one value alone.
  private func line(_ series: Series, at middle: (Int) -> Double, _ value: Scale) -> Markup {
    let style = "l-\(series.hue.rawValue)"
    if series.values.count == 1 {
      return .element(
        "circle",
        [
          "class": "f-\(series.hue.rawValue)", "cx": coordinate(middle(0)), "cy": coordinate(value(series.values[0])),
          "r": "4",
        ])
    }
    let outline = "M\(points(series.values, at: middle, value).joined(separator: "L"))"
    // A rim in the colour of the ground keeps it apart from what it crosses.
    return .element("g", [:], ["rim", style].map { .element("path", ["class": $0, "d": outline]) })
  }

  /// As many names as there is room for, evenly spaced; none reaches into another or over the edge.
  private func placeLabels(_ size: ChartSize, from left: Double, at middle: (Int) -> Double) -> [Markup] {
    let named = places.indices.filter { !places[$0].isEmpty }
    let widest = Double(named.map { places[$0].count }.max() ?? 0) * letterWidth + 8
    let every = max(1, Int((Double(named.count) * widest / (size.width - left)).rounded(.up)))
    var end = 0.0
    return named.indices.filter { $0 % every == 0 }.map { named[$0] }.compactMap { place in
      let half = Double(places[place].count) * letterWidth / 2
      let center = min(max(middle(place), half), size.width - half)
      guard center - half >= end else { return nil }
      end = center + half + 4
      return .label(places[place], x: center, y: TimeChart.bottom + 20, anchor: "middle")
    }
  }
}
