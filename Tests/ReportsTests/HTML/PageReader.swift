import XCTest

@testable import Reports

/// A page read back by other code than wrote it: its tables, by the heading above them.
struct PageReader {
  let source: String

  /// The tables of a figure, by its place in the page.
  func table(_ figure: String, file: StaticString = #filePath, line: UInt = #line) -> PageSheet {
    guard let start = source.range(of: "<figure id=\"\(figure)\""),
      let table = source.range(of: "<table", range: start.upperBound..<source.endIndex),
      let end = source.range(of: "</table>", range: table.upperBound..<source.endIndex)
    else {
      XCTFail("no table of \(figure)", file: file, line: line)
      return PageSheet(html: "", isUkrainian: false)
    }
    return PageSheet(
      html: String(source[table.upperBound..<end.lowerBound]), isUkrainian: source.contains("<html lang=\"uk\">"))
  }

  /// The wide drawing of a figure.
  func drawing(_ figure: String) -> PageReader {
    let figure = matches("<figure id=\"\(figure)\"", "</figure>").first ?? ""
    return PageReader(source: PageReader(source: figure).matches("<svg class=\"wide\"", "</svg>").first ?? "")
  }

  /// An attribute of each element whose tag begins so, in their order.
  func numbers(_ attribute: String, of tag: String) -> [Double] {
    matches("<\(tag)", ">").map { Double(PageReader(source: $0).matches(" \(attribute)=\"", "\"").first ?? "") ?? .nan }
  }

  /// The outlines of a drawing: of each the heights that it passes, in their order.
  var heights: [[Double]] {
    matches(" d=\"", "\"").map { outline in
      let isStepped = outline.contains("V")
      let points = isStepped ? outline.split(separator: "V").dropFirst() : outline.split(separator: "L")[...]
      return points.compactMap { point in
        let place = isStepped ? point.split(separator: "H").first : point.split(separator: " ").last
        return Double(place?.filter { $0 != "Z" } ?? "")
      }
    }
  }

  /// The value at a height, by the names of the value axis, in dollars or as they are.
  func value(at height: Double) -> Double {
    let ticks = matches("<text ", "</text>").filter { $0.contains("anchor=\"end\"") }.map { label in
      let name = String(label[(label.firstIndex(of: ">").map { label.index(after: $0) } ?? label.startIndex)...])
      let factor = name.hasSuffix("M") ? 1_000_000.0 : name.hasSuffix("K") ? 1000 : 1
      let y = PageReader(source: " " + label).matches(" y=\"", "\"").first.flatMap { Double($0) } ?? .nan
      return (value: (Double(name.filter { "0123456789.".contains($0) }) ?? .nan) * factor, y: y - 4)
    }
    guard let first = ticks.first, let last = ticks.last else { return .nan }
    return first.value + (height - first.y) / (last.y - first.y) * (last.value - first.value)
  }

  /// The places of all figures, in order.
  var figures: [String] { matches("<figure id=\"", "\"") }

  /// The text between two others, each time that they come.
  func matches(_ before: String, _ after: String) -> [String] {
    var found: [String] = []
    var rest = source[...]
    while let start = rest.range(of: before) {
      rest = rest[start.upperBound...]
      guard let end = rest.range(of: after) else { break }
      found.append(String(rest[..<end.lowerBound]))
      rest = rest[end.upperBound...]
    }
    return found
  }
}

extension PageReader {
  /// A number of a page as CSV files write it: no thousands apart, a dot, a hyphen for a minus.
  static func plain(_ text: String, isUkrainian: Bool) -> String {
    let apart: Character = isUkrainian ? "\u{A0}" : ","
    return String(
      text.filter { $0 != apart }.map { $0 == "\u{2212}" ? "-" : isUkrainian && $0 == "," ? "." : $0 })
  }
}

/// The cells of a table of a page, as they are read.
struct PageSheet {
  let columns: [String]
  let rows: [[String]]
  private let isUkrainian: Bool

  init(html: String, isUkrainian: Bool) {
    self.isUkrainian = isUkrainian
    columns = PageReader(source: html).matches("data-column=\"", "\"")
    rows = PageReader(source: html).matches("<tr", "</tr>").filter { $0.contains("scope=\"row\"") }.map { row in
      row.components(separatedBy: "</t").dropLast().map { cell in
        String(cell[(cell.lastIndex(of: ">").map { cell.index(after: $0) } ?? cell.startIndex)...])
      }
    }
  }

  /// The numbers of a column as CSV files write them: no thousands apart, a dot; an empty cell stays empty.
  func numbers(_ column: String) -> [String] {
    guard let index = columns.firstIndex(of: column) else { return ["no column \(column)"] }
    return rows.map { plain($0[index]) }
  }

  /// A number as CSV files write it.
  private func plain(_ text: String) -> String { PageReader.plain(text, isUkrainian: isUkrainian) }
}
