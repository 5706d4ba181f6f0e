/// A drawing of numbers, in each size.
protocol Chart {
  /// What its marks stand for, in the order in which they are read.
  var legend: [LegendEntry] { get }

  /// Whether it has nothing to draw: every number is 0.
  var isBlank: Bool { get }

  /// What its axis leaves out, in a sentence; nothing when 0 is on it.
  func truncation(_ notation: Notation) -> String?

  /// Draws it.
  ///
  /// - Parameter id: of the element whose text says what it shows.
  func drawing(_ size: ChartSize, _ notation: Notation, labelledBy id: String) -> Markup
}

extension Chart {
  var isBlank: Bool { false }
}

/// What a mark of a chart stands for.
struct LegendEntry {
  let name: String
  let hue: Palette.Hue
  var isLine = false
  /// How much of the hue is seen; all of it where there is none.
  var tint: Tint?

  /// How much of its hue a band lets see.
  enum Tint: String, CaseIterable {
    /// A band alone, with a strong tint.
    case inner
    /// A band around another.
    case outer
    /// A band within another, with a strong tint.
    case within

    /// From 0 to 1.
    var opacity: Double {
      switch self {
      case .inner: 0.4
      case .outer: 0.22
      case .within: 1 - (1 - Tint.inner.opacity) * (1 - Tint.outer.opacity)
      }
    }
  }
}

/// Numbers that a chart shows alike.
struct Series {
  let name: String
  let hue: Palette.Hue
  let values: [Double]
}
