import BillingCore
import Scenarios
import Simulation

/// `daybook check`: validates scenarios.
struct CheckVerb {
  let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  /// Checks each file; all faults of all files are told.
  func execute() throws(Failure) -> ExitCode {
    guard !arguments.operands.isEmpty else { throw .usage("check needs a scenario: daybook check SCENARIO…") }
    if arguments.has(.resolved), arguments.operands.count > 1 {
      throw .usage("--resolved prints one scenario; give one file")
    }
    var code = ExitCode.ok
    for file in ScenarioFiles.expanded(arguments.operands) {
      let (path, loaded): (String, LoadedScenario)
      do throws(Failure) {
        path = try file.file
        loaded = try ScenarioFiles.load(path)
      } catch {
        Console.tell(error.message)
        code = code.orWorse(error.code)
        continue
      }
      if arguments.has(.resolved) {
        try Console.print(loaded.resolved)
      } else if !arguments.has(.quiet) {
        try Console.print("\(path): ok\n")
        for book in loaded.scenario.segments.compactMap(\.book) {
          try Console.print(CheckVerb.totals(of: book, in: loaded.scenario.policies))
        }
      }
    }
    return code
  }

  /// What a book adds up to, to be held against the books of the company.
  static func totals(of book: OpeningBook, in policies: PolicyCalendar) -> String {
    let totals = book.totals
    func money(_ amount: Int128) -> String { decimalText(amount, decimals: policies.currency.decimals) }
    let quantities = totals.quantities.map { quantity in
      let service = policies.services[quantity.service]
      return ", \(service.isMetered ? "used" : "units"):\(service.name) \(quantity.sum)"
    }
    return "  \(book.path): \(totals.accounts) accounts, prepaid cash \(money(totals.prepaidCash)), "
      + "prepaid bonus \(money(totals.prepaidBonus)), debt \(money(totals.debt))\(quantities.joined()); "
      + "\(totals.blocked) blocked, \(totals.idle) idle, \(totals.neverActive) not active since their creation\n"
  }
}
