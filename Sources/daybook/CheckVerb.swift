import BillingCore
import Reports
import Scenarios
import Simulation

/// `daybook check`: validates scenarios.
struct CheckVerb {
  let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  /// Checks each file; all faults of all files are reported.
  func execute() throws(Failure) -> ExitCode {
    guard !arguments.operands.isEmpty else { throw .usage("check needs a scenario: daybook check SCENARIO…") }
    if arguments.has(.resolved), arguments.operands.count > 1 {
      throw .usage("--resolved prints one scenario; give one file")
    }
    if arguments.has(.resolved), arguments.has(.json) { throw .usage("--resolved and --json exclude one another") }
    var code = ExitCode.ok
    var checked: [CheckedFile] = []
    for file in ScenarioFiles.expanded(arguments.operands) {
      let result = CheckVerb.result(of: file)
      switch result {
      case .success(let loaded): try print(loaded, of: file.path)
      case .failure(let failure):
        Console.tell(failure.failure.message)
        code = code.orWorse(failure.failure.code)
      }
      if arguments.has(.json) { checked.append(CheckedFile(path: file.path, result: result)) }
    }
    if arguments.has(.json) {
      let isValid = code == .ok
      try Console.print(
        Answer(to: .check, [("valid", .bool(isValid)), ("files", .array(checked.map(\.json)))]).text)
    }
    return code
  }

  private static func result(of file: ScenarioFiles.Named) -> Result<LoadedScenario, CheckFailure> {
    do throws(Failure) { _ = try file.file } catch { return .failure(.unreadable(error)) }
    do throws(ScenarioLoader.Failure) {
      return .success(
        try ScenarioLoader.load(
          file.path, fileName: ScenarioFiles.composed(file.path), read: ScenarioFiles.reader(for: file.path)))
    } catch {
      switch error {
      case .unreadable(let file): return .failure(.unreadable(ScenarioFiles.failure(of: file)))
      case .rejected(let rejected): return .failure(.rejected(rejected))
      }
    }
  }

  /// Prints what was asked of a file that is right.
  private func print(_ loaded: LoadedScenario, of path: String) throws(Failure) {
    if arguments.has(.resolved) { return try Console.print(loaded.resolved) }
    guard !arguments.has(.quiet), !arguments.has(.json) else { return }
    try Console.print("\(path): ok\n")
    for book in loaded.scenario.segments.compactMap(\.book) {
      try Console.print(CheckVerb.totals(of: book, in: loaded.scenario.policies))
    }
  }

  /// The sums of a book, to compare with the books of the company.
  static func totals(of book: OpeningBook, in policies: PolicyCalendar) -> String {
    let totals = book.totals
    func money(_ amount: Int128) -> String { decimalText(amount, decimals: policies.currency.decimals) }
    let quantities = totals.quantities.map { quantity in
      let service = policies.services[quantity.service]
      return ", \(service.isMetered ? "used" : "units"):\(service.name) \(quantity.sum)"
    }
    return "  \(book.path): \(counted(totals.accounts, "account")), prepaid cash \(money(totals.prepaidCash)), "
      + "prepaid bonus \(money(totals.prepaidBonus)), debt \(money(totals.debt))\(quantities.joined()); "
      + "\(totals.blocked) blocked, \(totals.idle) idle, \(totals.neverActive) not active since their creation\n"
  }
}
