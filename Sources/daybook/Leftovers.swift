import Foundation

/// What is written beside its place, under a name that tells the process.
enum Leftovers {
  /// The name under which this process writes what is to come to a path.
  static func temporary(_ path: String) -> String { "\(path).tmp-\(getpid())" }

  /// Removes what processes that are no more have left beside a path.
  static func remove(beside path: String) {
    let folder = parent(of: path)
    let prefix = (path.split(separator: "/").last.map(String.init) ?? path) + ".tmp-"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(prefix) {
      guard let process = Int32(name.dropFirst(prefix.count).prefix { $0.isNumber }) else { continue }
      if process == getpid() || (kill(process, 0) < 0 && errno == ESRCH) {
        try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
      }
    }
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
