public import BillingCore
public import Simulation

/// The views by which DuckDB reads a report folder: `load.sql`, one typed view for each CSV (FORMATS 4).
///
/// Nothing is guessed: money is a `DECIMAL` with the currency's decimals, a count a `BIGINT`, a statistic a `DOUBLE`, a
/// day a `DATE`, and so is a month, as its first day. The file finds its own folder, and its views are in a schema that
/// no other report has, since both go by a mark of what the tables hold.
public struct LoadSQL {
  /// What a report is of; each row carries it.
  public struct Origin: Sendable {
    /// The scenario, of a comparison or sweep the base.
    public var scenario: String
    /// The seed.
    public var seed: UInt64
    /// Whether the tables are of the scenario itself, rather than of variants.
    public var isOfOne: Bool

    /// Says what a report is of.
    public init(_ scenario: Scenario, isOfOne: Bool) {
      self.init(scenario: scenario.name, seed: scenario.seed, isOfOne: isOfOne)
    }

    /// Says what a report is of, by a scenario's name and seed.
    public init(scenario: String, seed: UInt64, isOfOne: Bool) {
      (self.scenario, self.seed, self.isOfOne) = (scenario, seed, isOfOne)
    }
  }

  private let files: [DataPackage.File]
  private let origin: Origin
  private let decimals: Int

  /// Describes how to read some files.
  ///
  /// - Parameter files: of the folder; those that are no tables are left out.
  public init(of files: [DataPackage.File], origin: Origin, currency: Currency) {
    self.files = files
    self.origin = origin
    decimals = currency.decimals
  }

  /// What no other report has: scenario, seed and the digests of its tables; so the language of its page is no matter.
  private var mark: String {
    let tables = files.filter { if case .table = $0.content { true } else { false } }
    let words = [origin.scenario, "\(origin.seed)"] + tables.map { "\($0.path) \($0.digest)" }
    return String(SHA256.hex(of: Array(words.joined(separator: "\n").utf8)).prefix(10))
  }

  /// The text of the file; the same tables give the same bytes.
  public var text: String {
    let (mark, schema) = (mark, LoadSQL.identifier("\(origin.scenario)_\(mark)"))
    let views = files.compactMap { file -> String? in
      guard case .table(let columns, let style) = file.content else { return nil }
      return view(file, columns, style, folder: "getvariable('daybook_\(mark)')")
    }
    return """
      -- Typed views of the CSV files beside this one, for DuckDB: duckdb -c ".read FOLDER/load.sql", or the text of this file
      -- from any client. The folder is looked for in the working folder and up to three folders below it; elsewhere, say
      -- first where it is: SET VARIABLE daybook_folder = '/path/of/the/folder';
      -- The views are in a schema of their own, which becomes the current one; so several reports can be loaded.

      SET VARIABLE daybook_\(mark) = coalesce(
        (SELECT left(filename, length(filename) - length('load.sql')) FROM read_text([
            coalesce(getvariable('daybook_folder') || '/', '') || 'load.sql',
            'load.sql', '*/load.sql', '*/*/load.sql', '*/*/*/load.sql'])
          WHERE contains(content, '\(mark)') ORDER BY length(filename), filename LIMIT 1),
        error('the folder of load.sql is not near: set the variable daybook_folder to its path first'));
      CREATE SCHEMA IF NOT EXISTS \(schema);
      USE \(schema);

      \(views.joined(separator: "\n"))
      """
  }

  private func view(_ file: DataPackage.File, _ columns: [Table.Column], _ style: CSVStyle, folder: String) -> String {
    let names = LoadSQL.unlike(columns.map(\.name))
    let types = zip(names, columns).map { "    \(LoadSQL.literal($0)): '\($1.kind.readType(decimals: decimals))'" }
    let months = zip(names, columns).filter { $1.kind == .month }.map { name, _ in
      "CAST(\(LoadSQL.identifier(name)) || '-01' AS DATE) AS \(LoadSQL.identifier(name))"
    }
    let replaced = months.isEmpty ? "*" : "* REPLACE (\(months.joined(separator: ", ")))"
    let (delimiter, mark) = (
      String(decoding: [style.delimiter], as: UTF8.self), String(decoding: [style.decimalMark], as: UTF8.self)
    )
    return """
      CREATE OR REPLACE VIEW \(LoadSQL.identifier(file.name)) AS
      SELECT \(whose(names)), \(replaced)
      FROM read_csv(\(folder) || \(LoadSQL.literal(file.path)), auto_detect = false, header = true, nullstr = '',
        delim = '\(delimiter)', quote = '"', escape = '"', decimal_separator = '\(mark)', columns = {
      \(types.joined(separator: ",\n"))
        });

      """
  }

  /// The columns that distinguish rows of two folders, as far as the table has none of the name.
  ///
  /// A run's variant is the scenario itself, a sweep's is the point.
  private func whose(_ names: [String]) -> String {
    let variant =
      origin.isOfOne
      ? LoadSQL.literal(origin.scenario) : names.contains("point") ? "\"point\"" : "CAST(NULL AS VARCHAR)"
    let columns = [
      ("scenario", LoadSQL.literal(origin.scenario)), ("seed", "CAST(\(origin.seed) AS UBIGINT)"), ("variant", variant),
    ]
    return columns.filter { !names.contains($0.0) }.map { "\($1) AS \($0)" }.joined(separator: ", ")
  }

  /// Makes names distinct whatever their case, since DuckDB ignores case: appends a number to each repeated name.
  private static func unlike(_ names: [String]) -> [String] {
    var taken = Set<String>()
    let given = Set(names.map { $0.lowercased() })
    return names.map { name in
      var (free, number) = (name, 1)
      while taken.contains(free.lowercased()) || (number > 1 && given.contains(free.lowercased())) {
        number += 1
        free = "\(name)_\(number)"
      }
      taken.insert(free.lowercased())
      return free
    }
  }

  private static func literal(_ text: String) -> String { "'\(doubled("'", in: text))'" }
  private static func identifier(_ text: String) -> String { "\"\(doubled("\"", in: text))\"" }

  private static func doubled(_ quote: Character, in text: String) -> String {
    text.contains(quote) ? String(text.flatMap { $0 == quote ? [quote, quote] : [$0] }) : text
  }
}

extension Table.Kind {
  /// The type with which DuckDB reads a column; a month comes as text and is made a day by the view.
  fileprivate func readType(decimals: Int) -> String {
    switch self {
    case .text, .month: "VARCHAR"
    case .day: "DATE"
    case .count: "BIGINT"
    case .money: "DECIMAL(38, \(decimals))"
    case .flag: "BOOLEAN"
    case .number: "DOUBLE"
    }
  }
}
