import Foundation
import Scenarios

/// `daybook test --update`: failed expectations take what came out in their place; the difference is printed first.
///
/// Only files that were named are rewritten, and never where `CI` is set: what is expected is for people to change. A
/// threshold, and what a day must or must not include, are demands rather than records, and stay.
struct Update {
  let file: PlayedFile

  /// Refuses where nobody looks at differences.
  static func checkAllowed() throws(Failure) {
    let value = ProcessInfo.processInfo.environment["CI"]?.lowercased() ?? ""
    guard !["", "0", "false", "no", "off"].contains(value) else { return }
    throw .usage("--update rewrites expectations, and CI is set; run it where a person reads the difference")
  }

  /// Prints what changes, then writes it; gives the checks that are left failing, and how many are not.
  func carryOut() throws(Failure) -> (updated: Int, left: [Check]) {
    let bytes: [UInt8]
    do throws(UnreadableFile) {
      bytes = try ScenarioFiles.bytes(of: file.path, limit: SourceFile.sizeLimit)
    } catch {
      throw ScenarioFiles.failure(of: error)
    }
    var rewriting = Rewriting(path: file.path, bytes: bytes)
    var left: [Check] = []
    for check in file.checks where !check.isMet {
      let isDone = check.record.map {
        rewriting.replace(at: check.origin, $0.claimed, with: $0.actual, in: $0.currency)
      }
      if isDone != true { left.append(check) }
    }
    let changes = rewriting.changes
    for change in changes {
      try Console.print(
        "\(file.path):\(change.line)\n" + change.old.map { "- \($0)\n" }.joined()
          + change.new.map { "+ \($0)\n" }.joined())
    }
    if !changes.isEmpty { try WholeFile.write(rewriting.bytes, to: file.path) { $0 == bytes } }
    return (file.failed - left.count, left)
  }
}
