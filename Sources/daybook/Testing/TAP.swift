/// Test results in the Test Anything Protocol, version 13, which `prove` reads: a line for each check of all files.
struct TAP {
  private var count = 0
  static let head = "TAP version 13\n"

  /// The lines of a file.
  mutating func text(of file: PlayedFile) -> String {
    if let fault = file.fault {
      return line(false, "\(file.path) can be played")
        + TAP.diagnostics(fault.message.split(separator: "\n").map(String.init))
    }
    guard !file.checks.isEmpty || file.expectsSomething else { return "# \(TAP.harmless(file.path)) expects nothing\n" }
    return zip(file.checks, file.uniqueNames).map { check, name in
      line(check.isMet, "\(check.origin) \(name)") + (check.isMet ? "" : TAP.diagnostics(check.facts))
    }.joined()
  }

  /// The plan, which says how many lines there have to be.
  var plan: String { count == 0 ? "1..0 # SKIP nothing is expected\n" : "1..\(count)\n" }

  private mutating func line(_ isOk: Bool, _ name: String) -> String {
    count += 1
    return "\(isOk ? "ok" : "not ok") \(count) - \(TAP.harmless(name))\n"
  }

  /// A block of YAML with one text of several lines.
  private static func diagnostics(_ lines: [String]) -> String {
    (["---", "message: |"] + lines.map { "  \($0)" } + ["..."]).map { "  \($0)\n" }.joined()
  }

  /// A description in which nothing begins a directive or a new line.
  private static func harmless(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("#", with: "\\#").replacing("\n", with: " ")
  }
}
