public import BillingCore

/// Tables as a workbook for spreadsheets, a sheet for each (Office Open XML, ECMA-376 part 1; FORMATS 4).
///
/// Numbers, days and months are numbers and dates of the spreadsheet itself, so no locale can misread them; a text that
/// is a plain number, such as a value of a sweep, is a number too. Amounts are written with all their digits; a
/// spreadsheet keeps 15 of them, so beyond 10^15 minor units it shows the nearest that it can, and the CSV is exact. The
/// same tables give the same bytes.
public struct Workbook {
  private let tables: [Table]

  /// The media type of the file.
  public static let mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

  /// The most rows that a sheet has, its header with them.
  public static let rowLimit = 1_048_576

  /// Takes tables, the first to be seen first.
  public init(_ tables: [Table]) { self.tables = tables }

  /// The first table that has more rows than a sheet; `nil` where all fit.
  public var tooLong: Table? { tables.first { $0.rowCount >= Workbook.rowLimit } }

  /// Gives the file in pieces, one for each part; all tables have to fit.
  public func forEachPiece(currency: Currency, _ body: ([UInt8]) throws -> Void) rethrows {
    var archive = ZIPArchive()
    let parts = [
      ("[Content_Types].xml", contentTypes), ("_rels/.rels", Workbook.packageRelations), ("xl/workbook.xml", list),
      ("xl/_rels/workbook.xml.rels", relations), ("xl/styles.xml", CellStyle.sheet),
    ]
    for (name, text) in parts { try body(archive.file(name, Array((Workbook.declaration + text).utf8))) }
    for (index, table) in tables.enumerated() {
      let sheet = Worksheet(table, currency: currency, isFirst: index == 0)
      try body(archive.file("xl/worksheets/sheet\(index + 1).xml", Array(Workbook.declaration.utf8) + sheet.bytes))
    }
    try body(archive.end())
  }
}

// MARK: Parts

extension Workbook {
  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml"
  /// The namespace of sheets.
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

  private var contentTypes: String {
    let sheets = tables.indices.map { index in
      "<Override PartName=\"/xl/worksheets/sheet\(index + 1).xml\" ContentType=\"\(Workbook.sheetType).worksheet+xml\"/>"
    }
    return """
      <Types xmlns="\(Workbook.package)/content-types">\
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
      <Default Extension="xml" ContentType="application/xml"/>\
      <Override PartName="/xl/workbook.xml" ContentType="\(Workbook.sheetType).sheet.main+xml"/>\
      <Override PartName="/xl/styles.xml" ContentType="\(Workbook.sheetType).styles+xml"/>\
      \(sheets.joined())</Types>
      """
  }

  private static let packageRelations = """
    <Relationships xmlns="\(package)/relationships">\
    <Relationship Id="rId1" Type="\(document)/officeDocument" Target="xl/workbook.xml"/></Relationships>
    """

  private var list: String {
    let sheets = tables.enumerated().map { index, table in
      "<sheet name=\"\(XMLText.escaped(table.name))\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>"
    }
    return """
      <workbook xmlns="\(Workbook.main)" xmlns:r="\(Workbook.document)"><sheets>\(sheets.joined())</sheets></workbook>
      """
  }

  private var relations: String {
    let sheets = tables.indices.map { index in
      "<Relationship Id=\"rId\(index + 1)\" Type=\"\(Workbook.document)/worksheet\" "
        + "Target=\"worksheets/sheet\(index + 1).xml\"/>"
    }
    return """
      <Relationships xmlns="\(Workbook.package)/relationships">\(sheets.joined())\
      <Relationship Id="rId\(tables.count + 1)" Type="\(Workbook.document)/styles" Target="styles.xml"/></Relationships>
      """
  }
}
