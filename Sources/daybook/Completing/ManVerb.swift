/// `daybook man`: prints the manual page.
struct ManVerb {
  let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  func execute() throws(Failure) -> ExitCode {
    guard arguments.operands.isEmpty else { throw .usage("man takes no operand; daybook help VERB describes one verb") }
    try Console.print(Manual.text)
    return .ok
  }
}
