/// How the program ends (FORMATS 3).
enum ExitCode: Int32 {
  case ok = 0
  case expectationFailed = 1
  case usage = 2
  case invalidScenario = 3
  case io = 4
  case brokenInvariant = 5

  /// The severer of two codes: of several files, the worst decides.
  func orWorse(_ other: ExitCode) -> ExitCode { other.rawValue > rawValue ? other : self }
}

/// A verb could not do its work: the code to exit with, and what to tell on standard error.
struct Failure: Error {
  let code: ExitCode
  let message: String

  static func usage(_ message: String) -> Failure {
    Failure(code: .usage, message: "error: \(message)\nSee: daybook --help\n")
  }

  static func io(_ message: String) -> Failure { Failure(code: .io, message: "error: \(message)\n") }
}
