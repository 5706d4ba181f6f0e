import BillingCore
import Reports
import Scenarios
import Simulation

/// `daybook find`: lists the accounts of a run by what happened to them.
struct FindVerb {
  let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  /// Searches; what was found is data, and how many accounts it is a message, so finding none is no failure.
  func execute() async throws -> ExitCode {
    try arguments.refuseStyle(after: 1)
    guard arguments.operands.count == 1 else {
      throw Failure.usage("find takes one scenario: daybook find SCENARIO --where EXPR")
    }
    guard let text = arguments.text(.whereExpression) else {
      throw Failure.usage("find needs a condition, such as --where \"blocked and restored\"")
    }
    if arguments.has(.csv), arguments.has(.json) { throw Failure.usage("--csv and --json exclude one another") }
    let limit = try arguments.whole(.limit, in: 0...Int(Int32.max))
    let threads = try arguments.threads
    let scenario = try ScenarioFiles.load(arguments.operands[0], arguments.overrides()).scenario
    let search = try FindVerb.search(text, in: scenario)
    try RunNeeds(of: [scenario], replications: 1, threads: threads).check()
    let simulator = Simulator(scenario)
    Emptiness.warn(of: [scenario])
    let finder = AccountFinder(search, in: scenario, limit: limit ?? .max)
    let progress = RunProgress(of: .init(accounts: simulator.population.count), isQuiet: arguments.has(.quiet))
    defer { progress.end() }
    let run = try await simulator.outcome(threads: threads, watcher: finder, progress)
    progress.end()
    let report = FoundReport(run.watcher.found, by: search, in: simulator)
    if arguments.has(.json) {
      try FindVerb.printJSON(
        report, of: scenario, searching: text, found: run.watcher.count, among: run.outcome.accounts)
    } else if arguments.has(.csv) {
      try Console.print(CSV.bytes(of: report.table, currency: scenario.policies.currency))
    } else if report.rowCount > 0 {
      try FindVerb.print(report)
    }
    if !arguments.has(.quiet) {
      let listed = report.rowCount < run.watcher.count ? "; the first \(report.rowCount) are listed" : ""
      Console.tell("\(run.watcher.count) of \(counted(run.outcome.accounts, "account"))\(listed)\n")
    }
    return .ok
  }

  private static func search(_ text: String, in scenario: Scenario) throws(Failure) -> Search {
    do throws(RejectedSearch) {
      return try Search(text, called: "--where", in: scenario)
    } catch {
      throw Failure(code: .usage, message: error.description)
    }
  }

  /// Prints one object, its rows a line each, some at a time.
  private static func printJSON(
    _ report: FoundReport, of scenario: Scenario, searching expression: String, found: Int, among all: Int
  ) throws(Failure) {
    let table = report.table
    let head = Answer(
      to: .find,
      Answer.members(of: scenario) + [
        ("where", .string(expression)), ("accounts", .count(all)), ("found", .count(found)),
        ("listed", .count(table.rowCount)), ("rows", .array([])),
      ])
    // The rows come before the two brackets that end the text.
    try Console.print(String(head.text.dropLast("]\n}\n".count)))
    for first in stride(from: 0, to: table.rowCount, by: 1000) {
      let rows = (first..<min(first + 1000, table.rowCount)).map { row in
        (row == 0 ? "\n    " : ",\n    ") + table.json(row: row, in: scenario.policies.currency).line
      }
      try Console.print(rows.joined())
    }
    try Console.print(table.rowCount == 0 ? "]\n}\n" : "\n  ]\n}\n")
  }

  /// Prints the table some rows at a time, so that the text of a long one is never all in memory: words to the left,
  /// numbers to the right.
  private static func print(_ report: FoundReport) throws(Failure) {
    var widths = report.header.map(\.count)
    for index in 0..<report.rowCount {
      for (column, cell) in report.row(index).enumerated() { widths[column] = max(widths[column], cell.count) }
    }
    let isNumber = report.isNumber
    func line(_ cells: [String]) -> String {
      var line = ""
      for (column, cell) in cells.enumerated() {
        let space = String(repeating: " ", count: widths[column] - cell.count)
        line += (column == 0 ? "" : "  ") + (isNumber[column] ? space + cell : cell + space)
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line + "\n"
    }
    var text = line(report.header)
    for index in 0..<report.rowCount {
      text += line(report.row(index))
      if index % 1000 == 999 {
        try Console.print(text)
        text = ""
      }
    }
    try Console.print(text)
  }
}

// MARK: Help on expressions

extension FindVerb {
  static let expressions = "EXPR joins conditions by and, or, not and parentheses; and binds stronger than or."

  /// The forms of a condition.
  static let conditions: [(name: String, summary: String)] = [
    ("EVENT [WORD …] [DAYS] [SIGN COUNT [times]]", "happened so often, or at all"),
    ("EVENT … SIGN AMOUNT", "happened with such an amount: topUp >= 100.00, topUp >= 100.00 >= 2 times"),
    ("EVENT … after|before EVENT … [within N days]", "happened in this order; a COUNT is of the first event in order"),
    ("MEASURE SIGN NUMBER", "over the reported days"),
    ("STATE SIGN VALUE [on DAY]", "at the day's end; by default the last"),
  ]

  /// What conditions are made of.
  static let terms: [(name: String, summary: String)] = [
    ("SIGN", "one of = != < <= > >="),
    ("EVENT", Happening.allWords.joined(separator: ", ")),
    (
      "WORD",
      "by ROLE: signIn, topUp, topUpDeclined; with METHOD: topUp, topUpDeclined; of SERVICE: used, serviceChanged, "
        + "invoiced; final: invoiced; automatic, manual: deletionNoticed; by activity, by owner: deletionCancelled; "
        + "an action, then a reason: refused"
    ),
    ("DAYS", "on DAY, from DAY, to DAY, from DAY to DAY"),
    ("MEASURE", Condition.measureWords.joined(separator: ", ")),
    (
      "AMOUNT",
      "behind its event, with decimals or the currency: 100.00, 100 USD; a whole number alone would be ambiguous"
    ),
    ("STATE", Condition.stateWords.joined(separator: ", ")),
  ]

  /// What `--help` says of them.
  static var grammar: String {
    Help.paragraph("\(expressions) A condition is one of")
      + "\n" + Wrapping.table(conditions) + "\n" + Wrapping.table(terms)
  }
}
