import BillingCore
import Reports
import Scenarios
import Simulation

/// `daybook boundaries`: writes timelines around every threshold of a scenario's policy.
struct BoundariesVerb {
  let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  func execute() async throws -> ExitCode {
    guard arguments.operands.count == 1, let path = arguments.text(.out) else {
      throw Failure.usage("boundaries takes a scenario and a folder: daybook boundaries SCENARIO --out DIR")
    }
    let folder = ReportFolder(path: path, replaces: arguments.has(.force), kind: .boundaries)
    let scenario = try ScenarioFiles.load(arguments.operands[0]).scenario
    try folder.checkFree()
    let files = try BoundariesVerb.files(of: scenario)
    try await folder.write { temporary in
      var made: [String] = []
      var written: [(path: String, file: ReportFile)] = []
      for file in files {
        if let slash = file.path.lastIndex(of: "/") {
          try folder.makeFolder("\(temporary)/\(file.path[..<slash])", noting: &made)
        }
        let bytes = Array(file.scenario.standalone.utf8)
        let path = Leftovers.part("\(temporary)/\(file.path)")
        written.append((file.path, try ReportFile.write(path) { try $0.append(bytes) }))
      }
      let marker = Array(BoundariesVerb.marker(of: written).utf8)
      _ = try ReportFile.write(Leftovers.part("\(temporary)/\(folder.kind.marker)")) { try $0.append(marker) }
    }
    if arguments.has(.json) {
      try Console.print(Answer(files, of: scenario, folder: folder).text)
    } else if !arguments.has(.quiet) {
      try Console.print(BoundariesVerb.summary(of: files, in: folder.path))
    }
    return .ok
  }

  /// The files of a scenario, each read back and played.
  static func files(of scenario: Scenario) throws(Failure) -> [BoundaryFile] {
    let files: [BoundaryFile]
    do throws(BoundaryFault) {
      files = try scenario.boundaries()
    } catch {
      throw failure(of: error, in: scenario.policies.currency)
    }
    for file in files { try check(file) }
    return files
  }

  /// The failure that the program ends with.
  static func failure(of fault: BoundaryFault, in currency: Currency) -> Failure {
    switch fault {
    case .run(let fault, let path): Failure(code: fault.failure.code, message: "\(path): " + fault.failure.message)
    case .broken(let broken): defect(broken.map { $0.text(in: currency) })
    }
  }

  /// Reads a file as the verb `test` would, and holds the run against all that it expects.
  private static func check(_ file: BoundaryFile) throws(Failure) {
    let bytes = Array(file.scenario.standalone.utf8)
    let read: Scenario
    do throws(ScenarioLoader.Failure) {
      read = try ScenarioLoader.load(file.path) { (_, _) throws(UnreadableFile) in bytes }.scenario
    } catch {
      switch error {
      case .unreadable(let file): throw defect(["\(file.path): \(file.reason)"])
      case .rejected(let rejected): throw defect([rejected.description])
      }
    }
    let simulator = Simulator(read)
    for position in read.scripted.indices {
      let judge: Judge
      do throws(RunFault) { judge = try simulator.replay(position, watcher: Judge(read)) } catch { throw error.failure }
      let unmet = judge.verdicts.filter { !$0.isMet }.map {
        Check($0, owner: read.scripted[position].name, policies: read.policies).text
      }
      guard unmet.isEmpty else { throw defect(unmet) }
    }
  }

  private static func defect(_ lines: [String]) -> Failure {
    let told = lines.prefix(20).map { "\($0)\n" }.joined()
    let more = lines.count > 20 ? "and \(lines.count - 20) more\n" : ""
    return Failure(
      code: .brokenInvariant,
      message: """
        error: the billing core does not do what the policy says
        \(told)\(more)nothing was written; this is a defect of daybook, please report it with the scenario

        """)
  }

  /// What marks a folder of boundaries: every file that is in it, and a digest of itself.
  private static func marker(of files: [(path: String, file: ReportFile)]) -> String {
    let listed = files.map { (path, file) in
      "    { \"path\": \"\(path)\", \"bytes\": \(file.size), \"hash\": \"sha256:\(file.digest)\" }"
    }
    return Seal.seal(
      "{\n  \"daybook\": \"boundaries\",\n  \"\(Seal.member)\": \"\(Seal.blank)\",\n  \"files\": [\n"
        + listed.joined(separator: ",\n") + "\n  ]\n}\n")
  }

  private static func summary(of files: [BoundaryFile], in folder: String) -> String {
    let width = (files.map(\.path.count).max() ?? 0) + 2
    let lines = files.map { file in
      "\(Help.padded(file.path, width))\(counted(file.scenario.scripted.count, "case")), "
        + "\(counted(file.recorded, "expectation")), \(counted(file.invariants, "invariant"))\n"
    }
    return lines.joined() + "boundaries in \(folder)\n"
  }
}
