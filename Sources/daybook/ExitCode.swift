/// How the program ends (FORMATS 3).
enum ExitCode: Int32, CaseIterable {
  case ok = 0
  case expectationFailed = 1
  case usage = 2
  case invalidScenario = 3
  case io = 4
  case brokenInvariant = 5

  var meaning: String {
    switch self {
    case .ok: "all is well"
    case .expectationFailed: "an expectation, a threshold, a bound, a precision or a self-check failed"
    case .usage: "the command line is wrong"
    case .invalidScenario: "a scenario is invalid, or an amount no longer fits"
    case .io: "something cannot be read or written, or what is to be written exists"
    case .brokenInvariant: "a promise of the billing core is broken: a defect of daybook"
    }
  }

  /// What it means of a verb.
  func meaning(of verb: Verb) -> String {
    switch (self, verb) {
    case (.invalidScenario, .run), (.invalidScenario, .find):
      "a scenario is invalid, what it needs is more than this machine has, or an amount no longer fits"
    case (.invalidScenario, .compare), (.invalidScenario, .sweep):
      "a scenario is invalid or unlike the others, needs more than this machine has, or an amount no longer fits"
    case (.expectationFailed, .run): "an expectation or a threshold failed, or was not judged; reports are written"
    case (.expectationFailed, .test): "an expectation or a threshold failed, or was not judged"
    case (.expectationFailed, .compare): "the precision of --precision was not reached; reports are written"
    case (.expectationFailed, .sweep):
      "--maximize has no best point, such as where none keeps the bounds; reports are written"
    case (.expectationFailed, .selftest): "a number lies too far from the one expected"
    default: meaning
    }
  }

  /// The codes with which a signal ends the program, and what they mean.
  static let bySignal = ("128+N", "ended by signal N, such as 130 by Ctrl-C; nothing is left half written")

  /// The severer of two codes: of several files, the worst decides.
  func orWorse(_ other: ExitCode) -> ExitCode { other.rawValue > rawValue ? other : self }
}

/// A verb could not do its work: the code to exit with, and the message for standard error.
struct Failure: Error {
  let code: ExitCode
  let message: String

  static func usage(_ message: String) -> Failure {
    Failure(code: .usage, message: "error: \(message)\n")
  }

  static func io(_ message: String) -> Failure { Failure(code: .io, message: "error: \(message)\n") }
}
