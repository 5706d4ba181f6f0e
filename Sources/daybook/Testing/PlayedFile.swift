/// A file that was to be tested: what became of its checks, or why it could not be played.
struct PlayedFile {
  let path: String
  /// What it expects, as far as a filter chose it.
  var checks: [Check] = []
  /// Whether it expects anything at all.
  var expectsSomething = true
  /// Why it could not be played, if so.
  var fault: Failure?
  /// How long it took, in seconds.
  var seconds = 0.0

  var failed: Int { checks.count { !$0.isMet } }
  var passed: Int { checks.count - failed }

  /// The names of its checks, each once: those of one name are told apart by their number.
  var uniqueNames: [String] {
    var seen: [String: Int] = [:]
    return checks.map { check in
      let count = seen[check.name, default: 0] + 1
      seen[check.name] = count
      return count == 1 ? check.name : "\(check.name) (\(count))"
    }
  }

  /// How the program ends because of it.
  var code: ExitCode { fault?.code ?? (failed > 0 ? .expectationFailed : .ok) }
}
