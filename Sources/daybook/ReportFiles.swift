import BillingCore
import Reports

/// The files of one report folder: written one after another, and listed with size and digest in the data package,
/// which comes last.
struct ReportFiles {
  /// The folder, as it is while it is filled.
  let folder: String
  let currency: Currency
  private var files: [DataPackage.File] = []

  init(in folder: String, currency: Currency) {
    self.folder = folder
    self.currency = currency
  }

  /// Writes a table.
  mutating func add(_ table: Table) throws {
    let bytes = CSV.bytes(of: table, currency: currency)
    try add(rows: table.name, table.columns) { try $0.append(bytes) }
  }

  /// Writes a table whose lines are made already.
  mutating func add(rows name: String, _ columns: [Table.Column], _ fill: (inout ReportFile) throws -> Void) throws {
    let file = try ReportFile.write("\(folder)/\(name).csv", fill)
    files.append(DataPackage.File(name: name, columns: columns, bytes: file.size, digest: file.digest))
  }

  /// Writes a file of another kind.
  mutating func add(_ path: String, mediaType: String, _ fill: (inout ReportFile) throws -> Void) throws {
    let file = try ReportFile.write("\(folder)/\(path)", fill)
    files.append(
      DataPackage.File(path: path, content: .other(mediaType: mediaType), bytes: file.size, digest: file.digest))
  }

  /// Writes the page for people.
  mutating func add(page source: String) throws {
    try add("report.html", mediaType: "text/html") { try $0.append(Array(source.utf8)) }
  }

  /// Writes `load.sql`, which reads all tables before it, and the data package, which describes all files.
  mutating func finish(_ text: ([DataPackage.File]) -> String) throws {
    let views = LoadSQL.text(of: files, currency: currency)
    try add("load.sql", mediaType: "application/sql") { try $0.append(Array(views.utf8)) }
    let files = files
    _ = try ReportFile.write("\(folder)/datapackage.json") { try $0.append(Array(text(files).utf8)) }
  }
}
