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

  /// Removes what processes that have ended left beside a path, and says so.
  ///
  /// What a process on another machine or in another container may still write is left, and so is a folder that holds
  /// anything else than what Daybook writes.
  ///
  /// - Parameter kept: replications that were taken out of what was left; they stay, and the rest goes without a word.
  static func clear(beside path: String, except kept: String? = nil) {
    let found = all(beside: path)
    for leftover in found.ended where leftover != kept {
      if let foreign = foreign(in: leftover) {
        Console.tell(
          "note: \(harmless(leftover)) was left by a run that did not end well; it stays, as it holds "
            + "\(foreign), which daybook did not write\n")
      } else if remove(leftover) {
        guard kept == nil else { continue }
        Console.tell("note: removed \(harmless(leftover)), which a run that did not end well had left\n")
      } else {
        Console.tell("note: \(harmless(leftover)) was left by a run that did not end well, and cannot be removed\n")
      }
    }
    for leftover in found.unknown {
      Console.tell(
        "note: \(harmless(leftover)) may be of a run on another machine or in another container, or from "
          + "before a restart; it stays: remove it when no such run is going on\n")
    }
  }

  /// What processes that have ended have left beside a path, and what may be of others, by name.
  static func all(beside path: String) -> (ended: [String], unknown: [String]) {
    let prefix = prefix(of: path)
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

  /// The first entry of a leftover that is nothing Daybook writes; `nil` where there is none.
  private static func foreign(in leftover: String) -> String? {
    switch FolderTree.Entry(at: leftover)?.kind {
    case .file, nil: return nil
    case .link, .other: return "no file or folder"
    case .folder: break
    }
    guard let tree = try? FolderTree(of: leftover) else { return "what cannot be listed" }
    let path = tree.paths.first { path in
      switch tree.entries[path]?.kind {
      case .file: !isWritten(String(decoding: path, as: UTF8.self))
      case .folder: !String(decoding: path, as: UTF8.self).hasPrefix("from-")
      case .link, .other, nil: true
      }
    }
    return path.map { harmless(String(decoding: $0, as: UTF8.self)) }
  }

  /// Whether Daybook writes files of a name, below a folder of reports or of boundaries.
  static func isWritten(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 1 else { return parts.count == 2 && parts[0].hasPrefix("from-") && path.hasSuffix(".jsonc") }
    return written.contains(path) || path.hasSuffix(".jsonc")
  }

  private static let written: Set<String> = Set(
    ["forecast", "comparison", "bonus", "sweep", "tornado"].map { "\($0).csv" }
      + ReportKind.allCases.map { "\($0.rawValue).csv" }
      + [
        "journal.ledger", "tables.xlsx", "load.sql", "report.html", "datapackage.json", "boundaries.json", "spill",
        KeptReplications.name,
      ])

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
