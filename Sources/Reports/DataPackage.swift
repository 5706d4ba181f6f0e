public import Simulation

/// The description of a report folder: a Frictionless Data Package, version 2 (FORMATS 4).
///
/// Beside the tables with their types, sizes and SHA-256 it holds what the run was, as a custom property: version, seed,
/// fingerprint, and the resolved scenario with its hash.
public struct DataPackage {
  /// What a run was.
  public struct Run: Sendable {
    /// The program's version.
    public var version: String
    /// The scenario as strict JSON, every default filled in.
    public var resolved: String
    /// The scenario's name.
    public var name: String
    /// The scenario's line for people.
    public var title: String
    /// The seed.
    public var seed: UInt64
    /// The number that stands for all that happened.
    public var fingerprint: String
    /// How many accounts were reported on.
    public var accounts: Int
    /// How many account-days were simulated, the warm-up with them.
    public var accountDays: Int
    /// The books that segments started from.
    public var books: [OpeningBook]

    /// Describes a run.
    public init(
      version: String, resolved: String, name: String, title: String, seed: UInt64, fingerprint: String, accounts: Int,
      accountDays: Int, books: [OpeningBook]
    ) {
      self.version = version
      self.resolved = resolved
      self.name = name
      self.title = title
      self.seed = seed
      self.fingerprint = fingerprint
      self.accounts = accounts
      self.accountDays = accountDays
      self.books = books
    }
  }

  /// A file of the folder.
  public struct File: Sendable {
    /// What a file holds.
    public enum Content: Sendable {
      /// Rows of a table, as CSV in a style.
      case table([Table.Column], CSVStyle)
      /// A workbook, with the columns of its first sheet, which tools take for its table.
      case workbook([Table.Column])
      /// Something else, by its media type.
      case other(mediaType: String)
    }

    /// Its name in the folder.
    public var path: String
    /// What it holds.
    public var content: Content
    /// Its size.
    public var bytes: Int
    /// Its SHA-256, in hexadecimal digits.
    public var digest: String

    /// Describes a file.
    public init(path: String, content: Content, bytes: Int, digest: String) {
      self.path = path
      self.content = content
      self.bytes = bytes
      self.digest = digest
    }

    /// The file of a table.
    public init(
      name: String, columns: [Table.Column], style: CSVStyle = .standard, bytes: Int, digest: String
    ) {
      self.init(path: "\(name).csv", content: .table(columns, style), bytes: bytes, digest: digest)
    }

    /// What a data package calls it: a table by its name, another file by the name of the file.
    var name: String {
      switch content {
      case .table: path.split(separator: ".").first.map(String.init) ?? path
      case .workbook, .other: path
      }
    }
  }

  /// The text of `datapackage.json`; the same run gives the same bytes.
  public static func text(of run: Run, files: [File]) -> String {
    text(
      name: run.name, title: run.title,
      properties: [
        ("version", quoted(run.version)), ("seed", "\(run.seed)"), ("accounts", "\(run.accounts)"),
        ("accountDays", "\(run.accountDays)"), ("fingerprint", quoted(run.fingerprint)),
        ("books", "[\(run.books.map(description).joined(separator: ", "))]"),
        ("scenarioSHA256", quoted(SHA256.hex(of: Array(run.resolved.utf8)))), ("scenario", indented(run.resolved)),
      ], files: files)
  }

  /// The text of the `datapackage.json` of a comparison: its scenarios resolved, the base first.
  ///
  /// - Parameter scenarios: by name.
  public static func text(
    ofComparison name: String, version: String, seed: UInt64, replications: Int,
    scenarios: [(name: String, resolved: String)], files: [File]
  ) -> String {
    let listed = scenarios.map { indented("{ \"name\": \(quoted($0.name)), \"scenario\": \($0.resolved) }") }
    return text(
      name: name, title: "\(scenarios.first?.name ?? name) compared",
      properties: [
        ("version", quoted(version)), ("seed", "\(seed)"), ("replications", "\(replications)"),
        ("scenarios", "[\(listed.joined(separator: ", "))]"),
      ], files: files)
  }

  private static func indented(_ json: String) -> String { json.split(separator: "\n").joined(separator: "\n    ") }

  private static func text(
    name: String, title: String, properties: [(name: String, json: String)], files: [File]
  ) -> String {
    let resources = files.map(resource).joined(separator: ",\n")
    let sealed = [(Seal.member, quoted(Seal.blank))] + properties
    let listed = sealed.map { "    \(quoted($0.name)): \($0.json)" }.joined(separator: ",\n")
    return Seal.seal(
      """
      {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": \(quoted(name.lowercased())),
        "title": \(quoted(title.isEmpty ? name : title)),
        "resources": [
      \(resources)
        ],
        "daybook": {
      \(listed)
        }
      }

      """)
  }

  /// A book by its path, rows, size and digest.
  private static func description(of book: OpeningBook) -> String {
    let digest = SHA256.hex(of: book.bytes)
    return "{ \"path\": \(quoted(book.path)), \"accounts\": \(book.rows.count), \"bytes\": \(book.bytes.count), "
      + "\"hash\": \(quoted("sha256:\(digest)")) }"
  }

  private static func resource(_ file: File) -> String {
    var members: [(name: String, json: String)] = [("name", quoted(file.name))]
    if case .table = file.content { members.append(("type", quoted("table"))) }
    members.append(("path", quoted(file.path)))
    switch file.content {
    case .table: members += [("format", "csv"), ("mediatype", "text/csv"), ("encoding", "utf-8")].map(quotedMember)
    case .workbook: members += [("format", "xlsx"), ("mediatype", Workbook.mediaType)].map(quotedMember)
    case .other(let mediaType): members.append(("mediatype", quoted(mediaType)))
    }
    members += [("bytes", "\(file.bytes)"), ("hash", quoted("sha256:\(file.digest)"))]
    if case .table(let columns, let style) = file.content {
      if style != .standard { members.append(("dialect", dialect(style))) }
      members.append(("schema", schema(columns, style)))
    }
    // Cells of a sheet have types of their own; one given here keeps a tool from guessing another from the first rows.
    if case .workbook(let columns) = file.content {
      members.append(("schema", schema(columns.map { field($0.name, "any") })))
    }
    return "    {\n" + members.map { "      \(quoted($0.name)): \($0.json)" }.joined(separator: ",\n") + "\n    }"
  }

  private static func quotedMember(_ name: String, _ text: String) -> (name: String, json: String) {
    (name, quoted(text))
  }

  /// What of a style a Table Dialect has; the decimal mark is with each field.
  private static func dialect(_ style: CSVStyle) -> String {
    let (delimiter, end) = (
      String(decoding: [style.delimiter], as: UTF8.self), String(decoding: style.lineEnd, as: UTF8.self)
    )
    return "{ \"delimiter\": \(quoted(delimiter)), \"lineTerminator\": \(quoted(end)) }"
  }

  private static func schema(_ columns: [Table.Column], _ style: CSVStyle) -> String {
    let mark = quoted(String(decoding: [style.decimalMark], as: UTF8.self))
    let fields = columns.map { column in
      let type = column.kind.fieldType
      return field(column.name, type, style != .standard && type == "number" ? ", \"decimalChar\": \(mark)" : "")
    }
    return schema(fields)
  }

  private static func field(_ name: String, _ type: String, _ more: String = "") -> String {
    "          { \"name\": \(quoted(name)), \"type\": \(quoted(type))\(more) }"
  }

  private static func schema(_ fields: [String]) -> String {
    """
    {
            "missingValues": [""],
            "fields": [
    \(fields.joined(separator: ",\n"))
            ]
          }
    """
  }

  private static func quoted(_ text: String) -> String { JSONText.quoted(text) }
}

extension Table.Kind {
  /// The type that Table Schema calls it.
  fileprivate var fieldType: String {
    switch self {
    case .text: "string"
    case .day: "date"
    case .month: "yearmonth"
    case .count: "integer"
    case .money, .number: "number"
    case .flag: "boolean"
    }
  }
}
