/// How wide a chart is drawn: for a page, or for a telephone.
enum ChartSize: String, CaseIterable {
  case wide, narrow

  var width: Double { self == .wide ? 860 : 340 }
}

/// How wide a letter of a drawing is at most, near enough.
let letterWidth = 7.2

/// A range of values on a stretch of a drawing.
struct Scale {
  let low: Double
  let high: Double
  let start: Double
  let end: Double
  /// Round values for a grid, none where it has none.
  let ticks: [Double]

  /// - Parameter values: what has to lie within; one value alone gets room around it.
  init(_ values: [Double], from start: Double, to end: Double) {
    let (least, most) = (values.min() ?? 0, values.max() ?? 0)
    (low, high) = least < most ? (least, most) : (least - 0.5, most + 0.5)
    (self.start, self.end) = (start, end)
    ticks = []
  }

  /// A range that begins and ends at a round value, with about six others between: steps are 1, 2 or 5 times a power of
  /// ten.
  init(rounding values: [Double], from start: Double, to end: Double) {
    let isZero = values.allSatisfy { $0 == 0 }
    let exact = Scale(isZero ? [0, 1] : values, from: start, to: end)
    let wish = (exact.high - exact.low) / 6
    var step = 1.0
    while step > wish { step /= 10 }
    while step * 10 <= wish { step *= 10 }
    step *= wish / step > 5 ? 10 : wish / step > 2 ? 5 : wish / step > 1 ? 2 : 1
    let (first, last) = ((exact.low / step).rounded(.down), (exact.high / step).rounded(.up))
    ticks = stride(from: first, through: last, by: 1).map { $0 * step }
    (low, high) = (first * step, last * step)
    (self.start, self.end) = (start, end)
  }

  func callAsFunction(_ value: Double) -> Double { start + (value - low) / (high - low) * (end - start) }
}

/// A coordinate of a drawing, to a tenth of a pixel.
func coordinate(_ value: Double) -> String {
  let tenths = Int((value * 10).rounded())
  let sign = tenths < 0 ? "-" : ""
  let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
  return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
}

extension Markup {
  static func line(_ style: String, x1: Double, y1: Double, x2: Double, y2: Double) -> Markup {
    .element(
      "line",
      ["class": style, "x1": coordinate(x1), "y1": coordinate(y1), "x2": coordinate(x2), "y2": coordinate(y2)])
  }

  /// A box between two corners, in either order.
  static func box(_ style: String, x: (Double, Double), y: (Double, Double)) -> Markup {
    .element(
      "rect",
      [
        "class": style, "x": coordinate(min(x.0, x.1)), "y": coordinate(min(y.0, y.1)),
        "width": coordinate(abs(x.1 - x.0)), "height": coordinate(abs(y.1 - y.0)),
      ])
  }

  static func label(_ text: String, x: Double, y: Double, anchor: String, style: String = "") -> Markup {
    var attributes = [("x", coordinate(x)), ("y", coordinate(y)), ("text-anchor", anchor)]
    if !style.isEmpty { attributes.append(("class", style)) }
    return .element("text", attributes.map { (name: $0.0, value: $0.1) }, [.text(text)])
  }

  /// A drawing; its words are those of the page around it.
  static func drawing(_ size: ChartSize, height: Double, labelledBy id: String, _ marks: [Markup]) -> Markup {
    .element(
      "svg",
      [
        "class": size.rawValue, "viewBox": "0 0 \(coordinate(size.width)) \(coordinate(height))", "role": "img",
        "aria-labelledby": id,
      ], marks)
  }
}
