import Foundation
import Reports
import Scenarios

/// What a folder's own file lists of it: `datapackage.json`, or `boundaries.json`, each with a digest of itself.
struct FolderList {
  /// A file of the folder, as it was written.
  struct File {
    let size: Int
    let digest: String
  }

  /// By path below the folder, as bytes.
  let files: [[UInt8]: File]

  /// Reads a list.
  ///
  /// - Returns: `nil` for what is not as Daybook has written it.
  init?(_ bytes: [UInt8], of kind: ReportFolder.Kind) {
    guard let root = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else { return nil }
    let (seal, list): (Any?, Any?)
    switch kind {
    case .reports: (seal, list) = ((root["daybook"] as? [String: Any])?[Seal.member], root["resources"])
    case .boundaries:
      guard root["daybook"] as? String == "boundaries" else { return nil }
      (seal, list) = (root[Seal.member], root["files"])
    }
    guard let seal = seal as? String, Seal.holds(seal, of: bytes), let listed = list as? [[String: Any]] else {
      return nil
    }
    var files: [[UInt8]: File] = [:]
    for file in listed {
      guard let path = file["path"] as? String, let size = file["bytes"] as? Int, let hash = file["hash"] as? String,
        hash.hasPrefix("sha256:")
      else { return nil }
      files[Array(path.utf8)] = File(size: size, digest: String(hash.dropFirst("sha256:".count)))
    }
    self.files = files
  }

  /// Whether a folder has to be there for the files that are listed.
  func needs(folder: [UInt8]) -> Bool { files.keys.contains { $0.starts(with: folder + [UInt8(ascii: "/")]) } }
}
