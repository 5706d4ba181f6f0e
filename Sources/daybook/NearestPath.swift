import Foundation
import Scenarios

/// The path that was probably meant in place of one that does not exist.
enum NearestPath {
  /// A file or folder like a path, its ending left out or a few letters wrong in any of its parts; nothing when none is near.
  static func to(_ path: String) -> String? {
    guard !exists(path), !path.isEmpty else { return nil }
    let parts = path.split(separator: "/").map(String.init)
    var found = path.hasPrefix("/") ? "/" : ""
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      guard let name = isThere(found + part) ? part : name(like: part, in: found, isLast: isLast) else { return nil }
      found += name + (isLast ? "" : "/")
    }
    return exists(found) ? found : nil

    func isThere(_ path: String) -> Bool { path.hasSuffix("..") || path.hasSuffix(".") || exists(path) }
  }

  /// The name of a folder's entry that is like a word: with the ending of scenarios, or a few letters off.
  private static func name(like word: String, in folder: String, isLast: Bool) -> String? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    let shown = names.filter { !$0.hasPrefix(".") }.sorted()
    let ended = word + ".jsonc"
    if isLast, shown.contains(ended) { return ended }
    // An ending that is there counts for the name's length; without it fewer letters may be wrong.
    return nearest(to: word, among: shown) ?? (isLast ? nearest(to: ended, among: shown) : nil)
  }

  private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
