import BillingCore
public import Simulation

/// The accounts that a search has found, as columns that say why each was (FORMATS 3).
///
/// There is a column for each clause that is not like an earlier one, but for the segment, which is there anyway.
public struct FoundReport: Sendable {
  private let search: Search
  private let found: [FoundAccount]
  private let population: Population
  private let segments: [String]
  private let currency: Currency
  /// The clauses that have columns.
  private let clauses: [Int]

  /// Takes what was found in a run.
  public init(_ found: [FoundAccount], by search: Search, in simulator: Simulator) {
    self.search = search
    self.found = found
    population = simulator.population
    segments = simulator.scenario.segmentNames
    currency = simulator.scenario.policies.currency
    var known: [String] = []
    clauses = search.clauses.indices.filter { index in
      let words = search.clauses[index].words
      switch search.clauses[index].condition {
      case .segment, .account: return false
      default: break
      }
      defer { known.append(words) }
      return !known.contains(words)
    }
  }

  // MARK: For files

  /// Typed columns: a happening has two, its first day and how often it was; the names are those of the conditions in
  /// snake case, with a number behind where two would be the same.
  public var table: Table {
    var columns: [(String, Table.Kind)] = [("account", .text), ("segment", .text)]
    for index in clauses {
      let name = FoundReport.snakeCase(search.clauses[index].words)
      let kinds = FoundReport.kinds(of: search.clauses[index].condition)
      var suffix = ""
      var number = 1
      while kinds.contains(where: { kind in columns.contains { $0.0 == name + suffix + kind.ending } }) {
        number += 1
        suffix = "_\(number)"
      }
      columns += kinds.map { (name + suffix + $0.ending, $0.kind) }
    }
    return Table("found", columns, rowCount: found.count) { row in
      [.text(population.name(at: found[row].identity.position)), .text(segments[found[row].identity.segment])]
        + clauses.flatMap { cells(found[row].findings[$0]) }
    }
  }

  private static func kinds(of condition: Condition) -> [(ending: String, kind: Table.Kind)] {
    switch condition {
    case .happening, .order: [("_first_on", .day), ("_times", .count)]
    case .days: [("", .count)]
    case .sum, .amount: [("", .money)]
    case .stage, .status, .segment, .account: [("", .text)]
    case .deletionIsPending, .deletionDue, .lastActivity, .created: [("", .day)]
    }
  }

  private func cells(_ finding: Finding) -> [Table.Cell] {
    switch finding {
    case .never: [.empty, .count(0)]
    case .happened(let times, let first): [.day(first), .count(times)]
    case .days(let count): [.count(count)]
    case .money(let minorUnits): [.money(minorUnits)]
    case .stage(let stage): [.text(stage.word)]
    case .status(let word): [.text(word)]
    case .segment(let index): [.text(segments[index])]
    case .account(let name): [.text(name)]
    case .day(let day): [.day(day)]
    case .noDay, .notCreated: [.empty]
    }
  }

  /// `topUp with googlePay` as `top_up_with_google_pay`, `topUp > 5 USD` as `top_up_above_5_usd`; letters, marks and digits of other scripts stay.
  static func snakeCase(_ words: String) -> String {
    var name = ""
    let signs = [">=": "from", "<=": "to", "!=": "not", ">": "above", "<": "below", "=": "of"]
    let words = words.split(separator: " ").map { signs[String($0)] ?? String($0) }.joined(separator: " ")
    var isCapital = false
    for scalar in words.unicodeScalars {
      let wasCapital = isCapital
      isCapital = ("A"..."Z").contains(scalar)
      if isCapital {
        name += (name.isEmpty || name.hasSuffix("_") || wasCapital ? "" : "_") + String(scalar).lowercased()
      } else {
        let isKept = ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || isOfAnotherScript(scalar)
        name += isKept ? String(scalar) : "_"
      }
    }
    return name
  }

  private static func isOfAnotherScript(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.isASCII else { return false }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .decimalNumber:
      return true
    default: return false
    }
  }

  // MARK: For people

  /// The header for people: the conditions as they are written, without what they are compared with.
  public var header: [String] { ["account", "segment"] + clauses.map { search.clauses[$0].words } }

  /// For each column for people, whether its cells are numbers.
  public var isNumber: [Bool] {
    [false, false]
      + clauses.map { index in
        switch search.clauses[index].condition {
        case .days, .sum, .amount: true
        case .happening, .order, .stage, .status, .deletionIsPending, .deletionDue, .lastActivity, .created, .segment,
          .account:
          false
        }
      }
  }

  /// How many accounts there are to list.
  public var rowCount: Int { found.count }

  /// A row for people, with a cell for each condition.
  public func row(_ index: Int) -> [String] {
    let account = found[index]
    return [population.name(at: account.identity.position), segments[account.identity.segment]]
      + clauses.map { text(account.findings[$0]) }
  }

  private func text(_ finding: Finding) -> String {
    switch finding {
    case .never: "never"
    case .happened(let times, let first): times == 1 ? "\(first)" : "\(first) and \(times - 1) more"
    case .days(let count): "\(count)"
    case .money(let minorUnits): decimalText(minorUnits, decimals: currency.decimals)
    case .stage(let stage): stage.word
    case .status(let word): word
    case .segment(let index): segments[index]
    case .account(let name): name
    case .day(let day): "\(day)"
    case .noDay: "none"
    case .notCreated: "not created"
    }
  }
}
