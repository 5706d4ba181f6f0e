import Foundation
import Scenarios

/// `daybook new`: writes a scenario to start from.
struct NewVerb {
  let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  /// Writes the file whole or not at all, and says what to type next.
  func execute() throws(Failure) -> ExitCode {
    guard arguments.operands.count == 1, let operand = arguments.operands.first else {
      throw .usage("new takes one name: daybook new NAME")
    }
    let path = try NewVerb.path(of: operand)
    let bytes = Array(StarterScenario.text.utf8)
    if arguments.has(.force) {
      try WholeFile.write(bytes, to: path)
    } else if try !WholeFile.create(bytes, at: path) {
      throw .io("\(path) exists; give --force to replace it, or another name")
    }
    let word = NewVerb.shellWord(path)
    try Console.print("\(path) is written; what to try next:\n  daybook test \(word)\n  daybook run \(word)\n")
    return .ok
  }

  /// The path of the file: the operand's folder, and its name with `.jsonc`, which may be there already.
  static func path(of operand: String) throws(Failure) -> String {
    let stem = operand.hasSuffix(".jsonc") ? String(operand.dropLast(".jsonc".count)) : operand
    let name = stem.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    guard ScenarioName.isRight(name) else {
      throw .usage(
        "\"\(name)\" cannot name a scenario and its reports: a name is \(ScenarioName.rule), and the file is NAME.jsonc"
      )
    }
    return "\(stem).jsonc"
  }

  /// A path as it is typed in a shell.
  static func shellWord(_ path: String) -> String {
    let word = path.hasPrefix("-") ? "./\(path)" : path
    let isPlain = word.utf8.allSatisfy { byte in
      byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
        || "-_./+,:@%".utf8.contains(byte)
    }
    return isPlain
      ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}
