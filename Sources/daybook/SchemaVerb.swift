import Scenarios

/// `daybook schema`: prints the JSON Schema of scenario files.
struct SchemaVerb {
  let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  func execute() throws(Failure) -> ExitCode {
    guard arguments.operands.isEmpty else {
      throw .usage("schema takes no files; daybook check SCENARIO… reports what is wrong with one")
    }
    try Console.print(ScenarioSchema.text)
    return .ok
  }
}
