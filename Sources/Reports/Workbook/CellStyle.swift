/// How cells of a workbook are shown; the place of each in the list of styles is what a cell names.
enum CellStyle {
  case plain, header, day, month
  /// A number with so many decimals, and thousands apart.
  case number(decimals: Int)

  /// The most decimals that anything is told with.
  private static let mostDecimals = 6

  /// Its place.
  var place: Int {
    switch self {
    case .plain: 0
    case .header: 1
    case .day: 2
    case .month: 3
    case .number(let decimals): 4 + min(decimals, CellStyle.mostDecimals)
    }
  }

  /// The part that lists all styles.
  static var sheet: String {
    let numbers = (0...mostDecimals).map { "#,##0" + ($0 > 0 ? "." + String(repeating: "0", count: $0) : "") }
    let formats = [#"yyyy\-mm\-dd"#, #"yyyy\-mm"#] + numbers
    // Numbers below 164 are for formats that the standard itself names.
    let listed = formats.enumerated().map { "<numFmt numFmtId=\"\(164 + $0)\" formatCode=\"\($1)\"/>" }
    let cells =
      ["<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"]
      + ["<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>"]
      + formats.indices.map { index in
        "<xf numFmtId=\"\(164 + index)\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
      }
    return """
      <styleSheet xmlns="\(Workbook.main)"><numFmts count="\(listed.count)">\(listed.joined())</numFmts>\
      <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
      <font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
      <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
      <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
      <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
      <cellXfs count="\(cells.count)">\(cells.joined())</cellXfs>\
      <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
      """
  }
}
