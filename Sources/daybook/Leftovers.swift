import Foundation

/// What is written beside its place, under a name that tells the process.
enum Leftovers {
  /// The name under which this process writes what is to come to a path.
  static func temporary(_ path: String) -> String { "\(path).tmp-\(getpid())" }

  /// Removes what processes that are no more have left beside a path.
  static func remove(beside path: String, except kept: String? = nil) {
    for leftover in all(beside: path) where leftover != kept { try? FileManager.default.removeItem(atPath: leftover) }
  }

  /// What processes that are no more have left beside a path, by name.
  static func all(beside path: String) -> [String] {
    let folder = parent(of: path)
    let prefix = (path.split(separator: "/").last.map(String.init) ?? path) + ".tmp-"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().filter { name in
      guard name.hasPrefix(prefix), let process = Int32(name.dropFirst(prefix.count).prefix { $0.isNumber }) else {
        return false
      }
      return process == getpid() || (kill(process, 0) < 0 && errno == ESRCH)
    }.map { "\(folder)/\($0)" }
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
