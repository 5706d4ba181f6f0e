import Simulation

/// Test results as JUnit's XML, which build servers read: a suite for each file, a case for each check.
///
/// A file that could not be played is a suite with one case in error. Times are those of the whole file.
struct JUnit {
  let files: [PlayedFile]

  var text: String {
    let tests = files.reduce(0) { $0 + JUnit.caseCount(of: $1) }
    let failures = files.reduce(0) { $0 + $1.failed }
    let errors = files.count { $0.fault != nil }
    let seconds = files.reduce(0) { $0 + $1.seconds }
    return """
      \(JUnit.head)\(JUnit.counts(tests, failures, errors, seconds))>
      \(files.map(suite).joined(separator: "\n"))
      </testsuites>

      """
  }

  private static let head = """
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="daybook"
    """

  /// Whether a file is one that a test before has written, or is empty: only such a one is replaced.
  static func isOwn(_ bytes: [UInt8]) -> Bool { bytes.isEmpty || bytes.starts(with: head.utf8) }

  private static func caseCount(of file: PlayedFile) -> Int { file.fault == nil ? file.checks.count : 1 }

  private static func counts(_ tests: Int, _ failures: Int, _ errors: Int, _ seconds: Double) -> String {
    let milliseconds = Int((seconds * 1000).rounded())
    let time = "\(milliseconds / 1000)." + String(String(1000 + milliseconds % 1000).dropFirst())
    return #" tests="\#(tests)" failures="\#(failures)" errors="\#(errors)" skipped="0" time="\#(time)""#
  }

  private func suite(_ file: PlayedFile) -> String {
    let counts = JUnit.counts(JUnit.caseCount(of: file), file.failed, file.fault == nil ? 0 : 1, file.seconds)
    let head = #"  <testsuite name="\#(JUnit.escaped(file.path))"\#(counts)"#
    let cases = file.fault.map { [erroneous(file.path, $0)] } ?? zip(file.checks, file.uniqueNames).map(testCase)
    return cases.isEmpty ? head + "/>" : ([head + ">"] + cases + ["  </testsuite>"]).joined(separator: "\n")
  }

  private func erroneous(_ path: String, _ fault: Failure) -> String {
    let reason = JUnit.escaped(fault.message)
    return """
          <testcase classname="\(JUnit.escaped(path))" name="can be played" file="\(JUnit.escaped(path))">
            <error message="\(reason.prefix { $0 != "\n" })" type="\(fault.code)">\(reason)</error>
          </testcase>
      """
  }

  private func testCase(_ check: Check, named name: String) -> String {
    let (file, line, _) = check.place
    let head = """
          <testcase classname="\(JUnit.escaped(file)).\(JUnit.escaped(check.owner))" name="\(JUnit.escaped(name))" \
      file="\(JUnit.escaped(file))" line="\(line.map { "\($0)" } ?? "")"
      """
    guard !check.isMet else { return head + "/>" }
    let message = JUnit.escaped("expected \(check.expected), actual \(check.actual)")
    return """
      \(head)>
            <failure message="\(message)" type="expectation">\(JUnit.escaped(check.text))</failure>
          </testcase>
      """
  }

  /// Text as it may stand in an attribute or an element; control characters become their pictures.
  static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in harmlessLines(text).unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "\u{FFFE}", "\u{FFFF}": escaped.append("\u{FFFD}")
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
