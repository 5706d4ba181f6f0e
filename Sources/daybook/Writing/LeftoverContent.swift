import Foundation
import Scenarios
import Simulation

/// What a process that has ended left under a temporary name.
enum LeftoverContent: Equatable {
  /// Nothing but what Daybook wrote.
  case own
  /// That, and finished replications that a run can go on with.
  case replications(Int)
  /// An entry that may be the user's: its path, or what it is.
  case foreign(String)

  /// Looks at what was left.
  ///
  /// A file under a temporary name is Daybook's. In a folder these are: a file whose own name bears the mark of the
  /// process; a file that the folder's list has with its size and SHA-256; replications of the form that they are kept
  /// in; a folder of boundaries. Anything else may be the user's, whatever its name.
  init(of leftover: String) {
    switch FolderTree.Entry(at: leftover)?.kind {
    case .file, nil: self = .own
    case .link, .other: self = .foreign("no file or folder")
    case .folder: self = Self.content(ofFolder: leftover)
    }
  }

  private static func content(ofFolder folder: String) -> LeftoverContent {
    guard let place = folder.range(of: ".tmp-", options: .backwards),
      let mark = ProcessMark(folder[place.upperBound...]),
      let tree = try? FolderTree(of: folder)
    else { return .foreign("what cannot be listed") }
    let list = list(of: folder, tree)
    var replications = 0
    for path in tree.paths {
      let name = String(decoding: path, as: UTF8.self)
      let isOwn: Bool
      switch tree.entries[path]?.kind {
      case .file where name == KeptReplications.name:
        let kept = KeptReplications.Content(of: "\(folder)/\(name)")
        replications = kept?.lines.count ?? 0
        isOwn = kept?.isWhole ?? false
      case .file:
        isOwn =
          name.hasSuffix(".tmp-\(mark.text)") || name == list?.marker
          || list?.files[path].map { OwnFolder.isUnchanged("\(folder)/\(name)", $0) } ?? false
      case .folder: isOwn = name.hasPrefix("from-")
      case .link, .other, nil: isOwn = false
      }
      guard isOwn else { return .foreign(harmless(name)) }
    }
    return replications > 0 ? .replications(replications) : .own
  }

  /// The files that a folder lists, and the name of its list; `nil` where no list is as Daybook writes it.
  private static func list(of folder: String, _ tree: FolderTree) -> (
    marker: String, files: [[UInt8]: FolderList.File]
  )? {
    for kind in [ReportFolder.Kind.reports, .boundaries] where tree.entries[Array(kind.marker.utf8)]?.kind == .file {
      if let bytes = try? ScenarioFiles.bytes(of: "\(folder)/\(kind.marker)", limit: 1 << 28),
        let list = FolderList(bytes, of: kind)
      {
        return (kind.marker, list.files)
      }
    }
    return nil
  }
}
