public import BillingCore

/// The views by which DuckDB reads a report folder: `load.sql`, one typed view for each CSV (FORMATS 4).
///
/// Nothing is guessed: money is a `DECIMAL` with the currency's decimals, a count a `BIGINT`, a statistic a `DOUBLE`, a
/// day a `DATE`, and so is a month, as its first day. Paths are those of the folder, so it has to be the working one.
public enum LoadSQL {
  /// The text of the file; the same tables give the same bytes.
  ///
  /// - Parameter files: of the folder; those that are no tables are left out.
  public static func text(of files: [DataPackage.File], currency: Currency) -> String {
    let views = files.compactMap { file -> String? in
      guard case .table(let columns, let style) = file.content else { return nil }
      return view(file.name, of: file.path, columns, style, decimals: currency.decimals)
    }
    return """
      -- Typed views of the CSV files beside this one, for DuckDB: cd here, then duckdb -c ".read load.sql", or run the
      -- text of this file from any client whose working folder is this one.

      \(views.joined(separator: "\n"))
      """
  }

  private static func view(_ name: String, of path: String, _ columns: [Table.Column], _ style: CSVStyle, decimals: Int)
    -> String
  {
    let names = unlike(columns.map(\.name))
    let types = zip(names, columns).map { "    \(literal($0)): '\($1.kind.readType(decimals: decimals))'" }
    let months = zip(names, columns).filter { $1.kind == .month }.map { name, _ in
      "CAST(\(identifier(name)) || '-01' AS DATE) AS \(identifier(name))"
    }
    let replaced = months.isEmpty ? "*" : "* REPLACE (\(months.joined(separator: ", ")))"
    let (delimiter, mark) = (
      String(decoding: [style.delimiter], as: UTF8.self), String(decoding: [style.decimalMark], as: UTF8.self)
    )
    return """
      CREATE OR REPLACE VIEW \(identifier(name)) AS
      SELECT \(replaced) FROM read_csv(\(literal(path)), auto_detect = false, header = true, nullstr = '',
        delim = '\(delimiter)', quote = '"', escape = '"', decimal_separator = '\(mark)', columns = {
      \(types.joined(separator: ",\n"))
        });

      """
  }

  /// Names of which no two are alike but for case, which DuckDB does not tell apart: a later one gets a number behind.
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
