import Scenarios
import Simulation

/// `daybook selftest`: compares the simulator with published and closed-form numbers.
struct SelfTestVerb {
  let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  func execute() async throws -> ExitCode {
    guard arguments.operands.isEmpty else { throw Failure.usage("selftest takes no files") }
    return try await SelfTestVerb.execute(
      SelfTest(seed: try arguments.overrides().seed ?? 1, threads: try arguments.threads),
      asJSON: arguments.has(.json))
  }

  /// Runs all groups, prints a line for each check, or all of them as JSON, and fails when one of them does.
  static func execute(_ test: SelfTest, asJSON: Bool = false) async throws -> ExitCode {
    let clock = ContinuousClock()
    var checked: [(group: SelfTest.Group, row: SelfTest.Row)] = []
    let elapsed = try await clock.measure {
      for group in SelfTest.groups {
        var rows: [SelfTest.Row] = []
        let taken = try await clock.measure { rows = try await group.run(by: test) }
        if !asJSON { try Console.print(text(of: group, rows, seconds: taken / .seconds(1))) }
        checked += rows.map { (group, $0) }
      }
    }
    let failed = checked.filter { !$0.row.passes }
    for (group, row) in failed {
      Console.tell("FAILED \(group.name): \(row.name), expected \(row.expected), simulated \(row.simulated)\n")
    }
    if !failed.isEmpty {
      Console.tell(
        "A sound program fails about once in 200 seeds; another --seed shows whether it is chance or a defect.\n")
    }
    try Console.print(
      asJSON
        ? Answer(checked, seed: test.seed).text
        : """
        \(checked.count - failed.count) passed, \(failed.count) failed; largest |z| \(largest(checked.map(\.row))), \
        \(SelfTest.text(elapsed / .seconds(1), 1)) s

        """)
    return verdict(of: checked.map(\.row))
  }

  /// One failure is enough.
  static func verdict(of rows: [SelfTest.Row]) -> ExitCode { rows.allSatisfy(\.passes) ? .ok : .expectationFailed }

  /// A group's heading, and its checks below it.
  static func text(of group: SelfTest.Group, _ rows: [SelfTest.Row], seconds: Double) -> String {
    let heading = "\(group.name)  (\(SelfTest.text(seconds, 2)) s)\n"
    return rows.reduce(heading) { text, row in
      let score =
        switch row.score {
        case .z(let z): "z \(padded(SelfTest.text(z, 2), to: 6))"
        case .exact(let isSame): isSame ? "exact" : "differs"
        }
      return text
        + "  \(padded(row.name, to: 30, left: true))  expected \(padded(row.expected, to: 10))"
        + "  simulated \(padded(row.simulated, to: 10))  \(score)\(row.passes ? "" : "  FAILED")\n"
    }
  }

  private static func padded(_ text: String, to width: Int, left: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return left ? text + blanks : blanks + text
  }

  private static func largest(_ rows: [SelfTest.Row]) -> String {
    let scores = rows.compactMap { row -> Double? in
      if case .z(let z) = row.score { z.magnitude } else { nil }
    }
    return SelfTest.text(scores.max() ?? 0, 2)
  }
}
