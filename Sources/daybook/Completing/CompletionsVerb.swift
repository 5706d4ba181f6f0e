/// `daybook completions`: prints what makes a shell complete the command line.
struct CompletionsVerb {
  let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  func execute() throws(Failure) -> ExitCode {
    let shells = Shell.allCases.map(\.rawValue)
    guard arguments.operands.count == 1 else {
      throw .usage("completions takes one shell, \(shells.joined(separator: ", ")): daybook completions SHELL")
    }
    guard let shell = Shell(rawValue: arguments.operands[0]) else {
      throw .usage(
        "there are no completions for \"\(arguments.operands[0])\"; there are some for \(shells.joined(separator: ", "))"
      )
    }
    switch shell {
    case .bash: try Console.print(BashCompletions.text)
    case .zsh: try Console.print(ZshCompletions.text)
    case .fish: try Console.print(FishCompletions.text)
    }
    return .ok
  }
}
