import Foundation
import Synchronization

/// The command line: `daybook VERB …` (FORMATS 3).
@main
enum Daybook {
  /// The version that `--version` prints.
  static let version = "0.1.0"
  /// The day of that version, as manuals write days.
  static let released = "November 26, 2026"

  /// The main thread only waits: an asynchronous `main` would park it in a call that valgrind, which counts our
  /// instructions, cannot follow.
  static func main() {
    Console.openStandardFiles()
    // A reader that goes away and a file beyond its limit are failed writes rather than signals.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    let listeners = Interruption.listen()
    let code = Mutex(ExitCode.ok)
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      let result = await end(of: Array(CommandLine.arguments.dropFirst()))
      code.withLock { $0 = result }
      done.signal()
    }
    done.wait()
    withExtendedLifetime(listeners) { Interruption.exit(code.withLock { $0.rawValue }) }
  }

  /// Does what the arguments ask, and says what hindered it.
  private static func end(of arguments: [String]) async -> ExitCode {
    do {
      return try await run(arguments)
    } catch let failure as Failure {
      Console.tell(failure.message + (failure.code == .usage ? seeAlso(arguments) : ""))
      return failure.code
    } catch {
      Console.tell("error: \(error)\n")
      return .brokenInvariant
    }
  }

  /// Where a wrong command line is set right.
  static func seeAlso(_ arguments: [String]) -> String {
    let verb = arguments.first.flatMap(Verb.init).map { "\($0.rawValue) " } ?? ""
    return "See: daybook \(verb)--help\n"
  }

  /// Does what the arguments ask.
  static func run(_ arguments: [String]) async throws -> ExitCode {
    guard let first = arguments.first else { throw Failure.usage("no verb; the verbs are \(Verb.listed)") }
    if first == "--version" || first == "-V" {
      try Console.print("daybook \(version)\n")
      return .ok
    }
    if first == "-h" || first == "--help" {
      try Console.print(Help.overview)
      return .ok
    }
    if let mark = first.firstIndex(of: "="), Habit.takesNoValue(String(first[..<mark])) {
      throw Failure.usage("\(first[..<mark]) takes no value")
    }
    let verb = try verb(first)
    let rest = Array(arguments.dropFirst())
    if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "-h" || $0 == "--help" }) {
      try Console.print(Help.text(of: verb))
      return .ok
    }
    let arguments = try Arguments(rest, for: verb)
    if arguments.prints { try Console.checkOutput() }
    return try await execute(arguments)
  }

  /// The verb that a word names.
  static func verb(_ word: String) throws(Failure) -> Verb {
    if let verb = Verb(rawValue: word) { return verb }
    let meant = Habit.verb(word) ?? Verb.nearest(to: word)
    let hint = meant.map { "; did you mean \"\($0)\"?" } ?? "; the verbs are \(Verb.listed)"
    throw .usage("unknown verb \"\(word)\"\(hint)")
  }

  private static func execute(_ arguments: Arguments) async throws -> ExitCode {
    switch arguments.verb {
    case .run: try await RunVerb(arguments).execute()
    case .sweep: try await SweepVerb(arguments).execute()
    case .compare: try await CompareVerb(arguments).execute()
    case .test: try await TestVerb(arguments).execute()
    case .trace: try TraceVerb(arguments).execute()
    case .find: try await FindVerb(arguments).execute()
    case .boundaries: try await BoundariesVerb(arguments).execute()
    case .check: try CheckVerb(arguments).execute()
    case .new: try NewVerb(arguments).execute()
    case .schema: try SchemaVerb(arguments).execute()
    case .selftest: try await SelfTestVerb(arguments).execute()
    case .completions: try CompletionsVerb(arguments).execute()
    case .man: try ManVerb(arguments).execute()
    case .help: try HelpVerb(arguments).execute()
    }
  }
}
