import Foundation
import Scenarios
import Simulation

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
      try NewVerb.replace(path, with: bytes)
    } else if try !WholeFile.create(bytes, at: path) {
      throw .io("\(path) exists; give --force to replace it, or another name")
    }
    let word = NewVerb.shellWord(path)
    Console.note(finished: "\(path) is written")
    try Console.print("\(path) is written; what to try next:\n  daybook test \(word)\n  daybook run \(word)\n")
    return .ok
  }

  /// Replaces a file, which is kept under another name unless it is a starter as it was written.
  private static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
    guard let old = try? ScenarioFiles.bytes(of: path, limit: .max - 1) else {
      return try WholeFile.write(bytes, to: path) { _ in false }
    }
    if old != bytes, !old.isEmpty {
      var number = 1
      while try !WholeFile.create(old, at: "\(path).\(number).bak") { number += 1 }
      Console.tell("note: the file that was there is kept as \(harmless(path)).\(number).bak\n")
    }
    try WholeFile.write(bytes, to: path) { $0 == old }
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
    guard !Arguments.isDevice(name) else {
      throw .usage("\(name) cannot name a file or a folder on Windows; give another name")
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
