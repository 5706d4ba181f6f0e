import Reports
import Simulation

/// What the command line asks of a run, checked before anything is lived.
struct RunRequest {
  let kinds: [ReportKind]
  let form: TableForm
  let language: Language
  let replications: Int
  let threads: Int

  init(_ arguments: Arguments) throws(Failure) {
    kinds = try arguments.reports()
    form = try arguments.tableForm()
    language = try arguments.language()
    replications = try arguments.replications
    threads = try arguments.threads
    guard !form.hasWorkbook || replications > 1 || kinds.contains(where: \.isOfMonths) else {
      throw .usage(
        "--xlsx has the tables of months: ask for revenue or services among --reports, or for --replications")
    }
  }

  /// Refuses a scenario whose run cannot fit, or whose tables do not fit a workbook that is asked for.
  func check(_ scenario: Scenario) throws(Failure) {
    try RunNeeds(of: [scenario], replications: replications, threads: threads).check()
    try form.check(
      kinds.filter(\.isOfMonths).compactMap(ReportSet(scenario, outcome: Outcome(scenario)).table)
        + (replications > 1 ? [Forecast(of: scenario).table] : []))
  }
}
