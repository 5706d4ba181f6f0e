import Foundation

/// All that lies below a folder, hidden entries too; no link is followed.
struct FolderTree: Equatable {
  /// What an entry is, and what changes with it.
  struct Entry: Equatable {
    enum Kind { case file, folder, link, other }
    let kind: Kind
    /// Device and number; of a file also its size and the times of its last changes.
    let identity: [Int64]

    /// The bytes of a file.
    var size: Int? { kind == .file ? Int(identity[2]) : nil }

    init(_ status: stat) {
      let numbers = [Int64(bitPattern: UInt64(status.st_dev)), Int64(bitPattern: UInt64(status.st_ino))]
      switch status.st_mode & S_IFMT {
      case S_IFDIR: (kind, identity) = (.folder, numbers)
      case S_IFLNK: (kind, identity) = (.link, numbers)
      case S_IFREG:
        kind = .file
        let (modified, changed) = (status.st_mtim, status.st_ctim)
        let times = [modified.tv_sec, modified.tv_nsec, changed.tv_sec, changed.tv_nsec]
        identity = numbers + [Int64(status.st_size)] + times.map(Int64.init)
      default: (kind, identity) = (.other, numbers)
      }
    }

    /// What a path names, without following a link; `nil` where nothing is there.
    init?(at path: String) {
      var status = stat()
      guard unsafe lstat(path, &status) == 0 else { return nil }
      self.init(status)
    }
  }

  /// By path below the folder, as bytes: a name need not be text, and names that read alike may differ.
  private(set) var entries: [[UInt8]: Entry] = [:]

  /// How a look goes on behind an entry: into it, if it is a folder; past it; or not at all.
  enum Step { case into, past, end }

  /// Looks at a folder, at the names in each by their bytes.
  ///
  /// - Parameter step: says of each entry that was added, with its path, how to go on.
  init(of folder: String, _ step: ([UInt8], Entry) -> Step = { _, _ in .into }) throws(FileFailure) {
    _ = try add(Array(folder.utf8), below: [], step)
  }

  /// Whether a path names a folder in which nothing is; not, where that cannot be known.
  static func isEmptyFolder(_ path: String) -> Bool {
    Entry(at: path)?.kind == .folder && (try? names(in: Array(path.utf8)))?.isEmpty ?? false
  }

  /// The paths, sorted by their bytes.
  var paths: [[UInt8]] { entries.keys.sorted { $0.lexicographicallyPrecedes($1) } }

  /// Removes what was seen from a folder, and the folders that are empty then, the folder itself too.
  ///
  /// - Returns: whether nothing is left.
  func remove(from folder: String) -> Bool {
    let root = Array(folder.utf8)
    // What is in a folder comes before the folder, and last the list by which the rest is known if this is cut off.
    let markers = [ReportFolder.Kind.reports, .boundaries].map { Array($0.marker.utf8) }
    let others = paths.reversed().filter { !markers.contains($0) }
    for path in others + markers.filter({ entries[$0] != nil }) {
      let full = Self.cString(root + [Self.slash] + path)
      _ = entries[path]?.kind == .folder ? unsafe rmdir(full) : unsafe unlink(full)
    }
    return unsafe rmdir(folder) == 0
  }

  /// Adds what is in a folder, and says whether to go on behind it.
  private mutating func add(
    _ folder: [UInt8], below prefix: [UInt8], _ step: ([UInt8], Entry) -> Step
  ) throws(FileFailure) -> Bool {
    for name in try Self.names(in: folder) {
      let (path, below) = (folder + [Self.slash] + name, prefix + name)
      var status = stat()
      try FileFailure.check(unsafe lstat(Self.cString(path), &status))
      let entry = Entry(status)
      entries[below] = entry
      switch step(below, entry) {
      case .end: return false
      case .into where entry.kind == .folder:
        guard try add(path, below: below + [Self.slash], step) else { return false }
      case .into, .past: break
      }
    }
    return true
  }

  private static let slash = UInt8(ascii: "/")

  static func cString(_ path: [UInt8]) -> [CChar] { path.map(CChar.init(bitPattern:)) + [0] }

  private static func names(in folder: [UInt8]) throws(FileFailure) -> [[UInt8]] {
    guard let listing = unsafe opendir(cString(folder)) else { throw .last }
    defer { unsafe closedir(listing) }
    var names: [[UInt8]] = []
    errno = 0
    while let entry = unsafe readdir(listing) {
      var field = unsafe entry.pointee.d_name
      let name = unsafe withUnsafeBytes(of: &field) { unsafe Array($0.prefix { $0 != 0 }) }
      if name != [UInt8(ascii: ".")], name != Array("..".utf8) { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw .last }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
