import BillingCore
import Reports
import Simulation

/// How the tables of a folder are written.
struct TableForm {
  /// How their CSV is spelled.
  let style: CSVStyle
  /// Whether those of months are in a workbook, too.
  let hasWorkbook: Bool

  /// Refuses tables that do not fit the sheets of a workbook, before anything is worked out for them.
  func check(_ tables: @autoclosure () -> [Table]) throws(Failure) {
    guard hasWorkbook, let table = Workbook(tables()).tooLong else { return }
    throw .usage(
      "--xlsx: \(table.name) has \(counted(table.rowCount, "row")), and a sheet holds \(Workbook.rowLimit - 1); "
        + "leave --xlsx out, or ask for less")
  }
}

/// The files of one report folder: written one after another, and listed with size and digest in the data package,
/// which comes last.
struct ReportFiles {
  /// The folder, as it is while it is filled.
  let folder: String
  let origin: LoadSQL.Origin
  let currency: Currency
  let form: TableForm
  /// What the workbook has.
  private var sheets: [Table] = []
  private var files: [DataPackage.File] = []

  /// An empty folder for reports of a scenario, or of others compared with it.
  init(in folder: String, of origin: LoadSQL.Origin, currency: Currency, form: TableForm) {
    self.folder = folder
    self.origin = origin
    self.currency = currency
    self.form = form
  }

  /// Writes a table, and keeps it for the workbook if it is one of months.
  mutating func add(_ table: Table, isOfMonths: Bool = true) throws {
    if isOfMonths { sheets.append(table) }
    let bytes = CSV.bytes(of: table, currency: currency, style: form.style)
    try add(rows: table.name, table.columns) { try $0.append(bytes) }
  }

  /// Writes a table whose lines are made already, in the folder's style.
  mutating func add(rows name: String, _ columns: [Table.Column], _ fill: (inout ReportFile) throws -> Void) throws {
    let file = try ReportFile.write(Leftovers.part("\(folder)/\(name).csv"), fill)
    files.append(
      DataPackage.File(name: name, columns: columns, style: form.style, bytes: file.size, digest: file.digest))
  }

  /// Writes a file of another kind.
  mutating func add(_ path: String, mediaType: String, _ fill: (inout ReportFile) throws -> Void) throws {
    try add(path, .other(mediaType: mediaType), fill)
  }

  private mutating func add(
    _ path: String, _ content: DataPackage.File.Content, _ fill: (inout ReportFile) throws -> Void
  ) throws {
    let file = try ReportFile.write(Leftovers.part("\(folder)/\(path)"), fill)
    files.append(DataPackage.File(path: path, content: content, bytes: file.size, digest: file.digest))
  }

  /// Writes the page for people.
  mutating func add(page source: String) throws {
    try add("report.html", mediaType: "text/html") { try $0.append(Array(source.utf8)) }
  }

  /// Writes the workbook, if one is wanted; `load.sql`, which reads all tables before it; and the data package, which
  /// describes all files.
  mutating func finish(_ text: ([DataPackage.File]) -> String) throws {
    if form.hasWorkbook {
      try form.check(sheets)
      let (workbook, currency) = (Workbook(sheets), currency)
      try add("tables.xlsx", .workbook(sheets.first?.columns ?? [])) { file in
        try workbook.forEachPiece(currency: currency) { try file.append($0) }
      }
    }
    let views = LoadSQL(of: files, origin: origin, currency: currency).text
    try add("load.sql", mediaType: "application/sql") { try $0.append(Array(views.utf8)) }
    let files = files
    _ = try ReportFile.write(Leftovers.part("\(folder)/datapackage.json")) { try $0.append(Array(text(files).utf8)) }
  }
}
