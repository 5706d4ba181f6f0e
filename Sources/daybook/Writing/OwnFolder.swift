import Foundation
import Reports
import Scenarios
import Simulation

/// A folder that holds what Daybook wrote into it and nothing else, so that it may be replaced (FORMATS 3).
struct OwnFolder: Sendable {
  /// Why a folder is not replaced.
  struct Refusal: Error {
    let reason: String
  }

  private let tree: FolderTree

  /// Looks at a folder without touching it, and at no more of it than shows that it is another's.
  ///
  /// - Parameters:
  ///   - kind: what the folder has to be.
  ///   - isHashed: whether the bytes of each file are compared with its digest, too.
  /// - Throws: why the folder may not be replaced.
  init(at path: String, as kind: ReportFolder.Kind, isHashed: Bool) throws(Refusal) {
    guard FolderTree.Entry(at: path)?.kind != .link else {
      throw Refusal(reason: "is a link, which --force does not replace")
    }
    let notOurs = Refusal(reason: "is not \(kind.name) that --force could replace")
    let marker = FolderTree.Entry(at: "\(path)/\(kind.marker)")
    guard let marker, marker.kind == .file else { throw notOurs }
    let kept = ", so --force does not replace it"
    let moved = "\(kept): move that elsewhere"
    guard let bytes = try? ScenarioFiles.bytes(of: "\(path)/\(kind.marker)", limit: 1 << 28),
      let list = FolderList(bytes, of: kind)
    else { throw Refusal(reason: "its \(kind.marker) is not as daybook writes it\(kept)") }
    let foreign: [[UInt8]]
    do throws(FileFailure) { (tree, foreign) = try Self.look(at: path, by: list, kind) } catch { throw notOurs }
    guard foreign.isEmpty else {
      throw Refusal(reason: "holds \(Self.named(foreign)), which daybook did not write\(moved)")
    }
    guard tree.entries[Array(kind.marker.utf8)] == marker else { throw notOurs }
    if let input = ScenarioFiles.inputs(below: path).first {
      throw Refusal(reason: "holds \(harmless(input)), which this call reads\(moved)")
    }
    // Sizes are known already; digests are only compared where all of them are right.
    let tree = tree
    var edited = tree.paths.filter { list.files[$0]?.size != tree.entries[$0]?.size && list.files[$0] != nil }
    if edited.isEmpty, isHashed {
      let changed = tree.paths.lazy.filter { name in
        list.files[name].map { !Self.isUnchanged("\(path)/\(String(decoding: name, as: UTF8.self))", $0) } ?? false
      }
      edited = Array(changed.prefix(Self.shown + 1))
    }
    guard edited.isEmpty else {
      throw Refusal(reason: "holds \(Self.named(edited)) with other content than daybook wrote\(moved)")
    }
  }

  /// All that is in a folder and listed, and what is not, up to the first entries that a refusal names and one more.
  static func look(
    at path: String, by list: FolderList, _ kind: ReportFolder.Kind
  ) throws(FileFailure) -> (tree: FolderTree, foreign: [[UInt8]]) {
    var foreign: [[UInt8]] = []
    let tree = try FolderTree(of: path) { below, entry in
      if isOwn(below, entry, by: list, kind) { return .into }
      foreign.append(below)
      return foreign.count > shown ? .end : .past
    }
    return (tree, foreign)
  }

  /// How many entries a refusal names.
  private static let shown = 3

  /// Whether a folder still holds what was seen, and nothing else.
  func isStill(at path: String) -> Bool { (try? FolderTree(of: path)) == tree }

  /// Removes the folder: what was seen, and itself when nothing else is in it.
  ///
  /// - Returns: whether all of it is gone.
  func remove(at path: String) -> Bool { tree.remove(from: path) }

  /// Whether an entry is listed, and is what is listed.
  private static func isOwn(
    _ path: [UInt8], _ entry: FolderTree.Entry, by list: FolderList, _ kind: ReportFolder.Kind
  ) -> Bool {
    switch entry.kind {
    case .file: list.files[path] != nil || path == Array(kind.marker.utf8)
    case .folder: list.needs(folder: path)
    case .link, .other: false
    }
  }

  /// Whether a file still has the size and the digest that it was written with.
  static func isUnchanged(_ path: String, _ file: FolderList.File) -> Bool {
    let read = try? ScenarioFiles.digest(of: path)
    return read.map { $0.size == file.size && $0.digest == file.digest } ?? false
  }

  /// The first names, and whether there are more.
  private static func named(_ paths: [[UInt8]]) -> String {
    let first = paths.prefix(shown).map { harmless(String(decoding: $0, as: UTF8.self)) }.joined(separator: ", ")
    return paths.count > shown ? "\(first) and more" : first
  }
}
