import Scenarios

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
        path = try file.get()
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
      }
    }
    return code
  }
}
