/// `daybook help`: lists the verbs, or the options of one.
struct HelpVerb {
  let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  func execute() throws(Failure) -> ExitCode {
    guard arguments.operands.count <= 1 else { throw .usage("help takes one verb: daybook help VERB") }
    let verb = try arguments.operands.first.map { word throws(Failure) in try Daybook.verb(word) }
    try Console.print(verb.map(Help.text(of:)) ?? Help.overview)
    return .ok
  }
}
