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
    /// How many days they lived in all, the warm-up with them.
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
    /// The report's name, without an ending.
    public var name: String
    /// Its columns.
    public var columns: [Table.Column]
    /// Its size.
    public var bytes: Int
    /// Its SHA-256, in hexadecimal digits.
    public var digest: String

    /// Describes a file.
    public init(name: String, columns: [Table.Column], bytes: Int, digest: String) {
      self.name = name
      self.columns = columns
      self.bytes = bytes
      self.digest = digest
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
    let listed = properties.map { "    \(quoted($0.name)): \($0.json)" }.joined(separator: ",\n")
    return """
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

      """
  }

  /// A book by its path, rows, size and digest.
  private static func description(of book: OpeningBook) -> String {
    let digest = SHA256.hex(of: book.bytes)
    return "{ \"path\": \(quoted(book.path)), \"accounts\": \(book.rows.count), \"bytes\": \(book.bytes.count), "
      + "\"hash\": \(quoted("sha256:\(digest)")) }"
  }

  private static func resource(_ file: File) -> String {
    let fields = file.columns.map { column in
      "          { \"name\": \(quoted(column.name)), \"type\": \(quoted(column.kind.fieldType)) }"
    }
    return """
          {
            "name": \(quoted(file.name)),
            "type": "table",
            "path": \(quoted("\(file.name).csv")),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": \(file.bytes),
            "hash": \(quoted("sha256:\(file.digest)")),
            "schema": {
              "missingValues": [""],
              "fields": [
      \(fields.joined(separator: ",\n"))
              ]
            }
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
