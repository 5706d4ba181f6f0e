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

  /// Looks at a folder without touching it.
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
    // A folder of somebody else's may be large, and is not walked.
    guard FolderTree.Entry(at: "\(path)/\(kind.marker)")?.kind == .file else { throw notOurs }
    do throws(FileFailure) { tree = try FolderTree(of: path) } catch { throw notOurs }
    guard tree.entries[Array(kind.marker.utf8)]?.kind == .file else { throw notOurs }
    let kept = ", so --force does not replace it"
    let moved = "\(kept): move that elsewhere"
    guard let bytes = try? ScenarioFiles.bytes(of: "\(path)/\(kind.marker)", limit: 1 << 28),
      let list = FolderList(bytes, of: kind)
    else { throw Refusal(reason: "its \(kind.marker) is not as daybook writes it\(kept)") }
    let foreign = Self.foreign(in: tree, besides: list, kind)
    guard foreign.isEmpty else {
      throw Refusal(reason: "holds \(Self.named(foreign)), which daybook did not write\(moved)")
    }
    if let input = ScenarioFiles.inputs(below: path).first {
      throw Refusal(reason: "holds \(harmless(input)), which this call reads\(moved)")
    }
    func isEdited(_ name: [UInt8], isHashed: Bool) -> Bool {
      let path = "\(path)/\(String(decoding: name, as: UTF8.self))"
      return list.files[name].map { !Self.isUnchanged(path, $0, isHashed: isHashed) } ?? false
    }
    // Sizes are soon compared; digests are only where all of them are right.
    var edited = tree.paths.filter { isEdited($0, isHashed: false) }
    if edited.isEmpty, isHashed { edited = tree.paths.filter { isEdited($0, isHashed: true) } }
    guard edited.isEmpty else {
      throw Refusal(reason: "holds \(Self.named(edited)) with other content than daybook wrote\(moved)")
    }
  }

  /// Whether a folder still holds what was seen, and nothing else.
  func isStill(at path: String) -> Bool { (try? FolderTree(of: path)) == tree }

  /// Removes the folder: what was seen, and itself when nothing else is in it.
  ///
  /// - Returns: whether all of it is gone.
  func remove(at path: String) -> Bool { tree.remove(from: path) }

  /// What is not listed, and what is listed as a file and is none; of a foreign folder only itself.
  private static func foreign(in tree: FolderTree, besides list: FolderList, _ kind: ReportFolder.Kind) -> [[UInt8]] {
    var foreign: [[UInt8]] = []
    for path in tree.paths {
      let isOwn =
        switch tree.entries[path]?.kind {
        case .file: list.files[path] != nil || path == Array(kind.marker.utf8)
        case .folder: list.needs(folder: path)
        case .link, .other, nil: false
        }
      if !isOwn, !foreign.contains(where: { path.starts(with: $0 + Array("/".utf8)) }) { foreign.append(path) }
    }
    return foreign
  }

  /// Whether a file still has the size, and the digest where that is asked for, that it was written with.
  static func isUnchanged(_ path: String, _ file: FolderList.File, isHashed: Bool) -> Bool {
    let read = try? ScenarioFiles.digest(of: path, isHashed: isHashed)
    return read.map { $0.size == file.size && ($0.digest ?? file.digest) == file.digest } ?? false
  }

  /// The first names, and how many more there are.
  private static func named(_ paths: [[UInt8]]) -> String {
    let first = paths.prefix(3).map { harmless(String(decoding: $0, as: UTF8.self)) }.joined(separator: ", ")
    return paths.count > 3 ? "\(first) and \(paths.count - 3) more" : first
  }
}
