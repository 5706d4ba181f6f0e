import Foundation
import Reports
import Scenarios
import Simulation

/// What is written beside its place, under a name that says which process writes it (FORMATS 3).
enum Leftovers {
  /// The name under which this process writes what is to come to a path.
  static func temporary(_ path: String) -> String { sibling(of: path, prefix(of: path) + ProcessMark.own.text) }

  /// The path of another name beside a path.
  private static func sibling(of path: String, _ name: String) -> String {
    path.lastIndex(of: "/").map { path[...$0] + name } ?? name
  }

  /// What a temporary name begins with; the rest needs up to 60 bytes of the 255 that a name may have.
  private static func prefix(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard name.utf8.count > 190 else { return "\(name).tmp-" }
    var stem = ""
    for character in name where stem.utf8.count + character.utf8.count <= 150 { stem.append(character) }
    return "\(stem)-\(SHA256.hex(of: Array(name.utf8)).prefix(16)).tmp-"
  }

  /// The name of a file in a temporary folder until all files are written.
  ///
  /// It bears the mark of the process, so that a file of another name that a person puts there is not taken for ours.
  static func part(_ path: String) -> String { "\(path)\(suffix)" }

  private static let suffix = ".tmp-\(ProcessMark.own.text)"

  /// Gives the files of a temporary folder their names, first the one that lists them, and has the folders below it on
  /// the disk.
  static func complete(_ folder: String, marker: String) throws(FileFailure) {
    let tree = try FolderTree(of: folder)
    let parts = tree.paths.map { String(decoding: $0, as: UTF8.self) }.filter { $0.hasSuffix(suffix) }
    let names = parts.map { String($0.dropLast(suffix.count)) }
    for name in names.filter({ $0 == marker }) + names.filter({ $0 != marker }) {
      try Move.withoutReplacing(part("\(folder)/\(name)"), to: "\(folder)/\(name)")
    }
    for path in tree.paths where tree.entries[path]?.kind == .folder {
      try flush(folder: "\(folder)/\(String(decoding: path, as: UTF8.self))")
    }
  }

  /// Gives what a temporary path holds a name that no later run clears.
  ///
  /// - Returns: the path that it has then.
  static func keep(_ temporary: String) -> String {
    let kept = kept(temporary)
    do throws(FileFailure) { try Move.withoutReplacing(temporary, to: kept) } catch { return temporary }
    return kept
  }

  /// The name that no later run clears, of what has a temporary name.
  static func kept(_ temporary: String) -> String {
    guard let place = temporary.range(of: ".tmp-", options: .backwards) else { return "\(temporary).kept" }
    return temporary.replacingCharacters(in: place, with: ".kept-")
  }

  /// Removes what processes that have ended left beside a path, and says so.
  ///
  /// What a process on another machine or in another container may still write stays, and so does a folder that holds
  /// anything that is not surely Daybook's, or replications that a run can go on with.
  ///
  /// - Parameter resumes: whether this run looks for such replications itself.
  static func clear(beside path: String, resumes: Bool = false) {
    let found = all(beside: path)
    for leftover in found.ended {
      switch LeftoverContent(of: leftover) {
      case .foreign(let foreign):
        Console.tell(
          "note: \(harmless(leftover)) was left by a run that did not end well; it stays, as it holds "
            + "\(foreign), which daybook did not write\n")
      case .replications(let count):
        guard !resumes else { continue }
        Console.tell(
          "note: \(harmless(leftover)) holds \(counted(count, "finished replication")) of a run that was cut off; "
            + "give --resume to go on with them, or remove the folder\n")
      case .own where remove(leftover):
        Console.tell("note: removed \(harmless(leftover)), which a run that did not end well had left\n")
      case .own:
        Console.tell("note: \(harmless(leftover)) was left by a run that did not end well, and cannot be removed\n")
      }
    }
    for leftover in found.unknown {
      Console.tell(
        "note: \(harmless(leftover)) may belong to a run on another machine or in another container, or from "
          + "before a restart; it stays: remove it when no such run is going on\n")
    }
  }

  /// What processes that have ended have left beside a path, and what may be of others, by name.
  static func all(beside path: String) -> (ended: [String], unknown: [String]) {
    all(of: prefix(of: path), beside: path)
  }

  /// The same for the path that a temporary folder of this process is written for.
  static func all(like temporary: String) -> (ended: [String], unknown: [String]) {
    let name = temporary.split(separator: "/").last ?? ""
    guard name.hasSuffix(suffix) else { return ([], []) }
    return all(of: String(name.dropLast(ProcessMark.own.text.count)), beside: temporary)
  }

  private static func all(of prefix: String, beside path: String) -> (ended: [String], unknown: [String]) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent(of: path))) ?? []
    var found: (ended: [String], unknown: [String]) = ([], [])
    for name in names.sorted() where name.hasPrefix(prefix) {
      switch ProcessMark(name.dropFirst(prefix.count))?.fate {
      case .ended: found.ended.append(sibling(of: path, name))
      case .unknown: found.unknown.append(sibling(of: path, name))
      case .running, nil: break
      }
    }
    return found
  }

  /// Removes a temporary file, or a temporary folder with what is in it.
  ///
  /// - Returns: whether it is gone.
  @discardableResult
  static func remove(_ path: String) -> Bool {
    guard let entry = FolderTree.Entry(at: path) else { return true }
    guard entry.kind == .folder else { return unsafe unlink(path) == 0 }
    return (try? FolderTree(of: path))?.remove(from: path) ?? false
  }

  /// The folder that a path is in.
  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Has the names in a folder on the disk.
  static func flush(folder: String) throws(FileFailure) {
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    try FileFailure.check(descriptor)
    defer { close(descriptor) }
    try FileFailure.check(fsync(descriptor))
  }
}
