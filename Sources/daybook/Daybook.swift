import Foundation
import Synchronization

/// The command line: `daybook VERB …` (FORMATS 3).
@main
enum Daybook {
  /// The version that `--version` prints.
  static let version = "0.1.0"

  /// The main thread only waits: an asynchronous `main` would park it in a call that valgrind, which counts our
  /// instructions, cannot follow.
  static func main() {
    // A closed pipe and a file beyond its limit are told as failed writes, with a message, rather than by a signal.
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
    withExtendedLifetime(listeners) { exit(code.withLock { $0.rawValue }) }
  }

  /// Does what the arguments ask, and says what hindered it.
  private static func end(of arguments: [String]) async -> ExitCode {
    do {
      return try await run(arguments)
    } catch let failure as Failure {
      Console.tell(failure.message)
      return failure.code
    } catch {
      Console.tell("error: \(error)\n")
      return .brokenInvariant
    }
  }

  /// Does what the arguments ask.
  static func run(_ arguments: [String]) async throws -> ExitCode {
    guard let first = arguments.first else { throw Failure.usage("no verb; the verbs are \(Verb.listed)") }
    if first == "--version" {
      try Console.print("daybook \(version)\n")
      return .ok
    }
    if ["-h", "--help", "help"].contains(first) {
      try Console.print(Help.overview)
      return .ok
    }
    guard let verb = Verb(rawValue: first) else {
      let hint = Verb.nearest(to: first).map { "; did you mean \"\($0)\"?" } ?? "; the verbs are \(Verb.listed)"
      throw Failure.usage("unknown verb \"\(first)\"\(hint)")
    }
    let rest = Array(arguments.dropFirst())
    if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "-h" || $0 == "--help" }) {
      try Console.print(Help.text(of: verb))
      return .ok
    }
    let parsed = try Arguments(rest, for: verb)
    switch verb {
    case .run: return try await RunVerb(parsed).execute()
    case .test: return try await TestVerb(parsed).execute()
    case .trace: return try TraceVerb(parsed).execute()
    case .check: return try CheckVerb(parsed).execute()
    case .boundaries: return try await BoundariesVerb(parsed).execute()
    case .selftest: return try await SelfTestVerb(parsed).execute()
    }
  }
}
