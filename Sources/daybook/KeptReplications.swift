import Foundation
import Reports

/// The finished replications of a run, kept in its temporary folder, so that a run that was cut off can go on.
///
/// The file has a line that says of what they are, then one for each replication, each with the SHA-256 of both. What was
/// torn by the end of a process, or changed since, is not taken up, nor what comes after it.
struct KeptReplications {
  static let name = "replications"

  /// What was taken up, in order, from the second replication on.
  private(set) var taken: ArraySlice<Substring> = []
  private let descriptor: Int32
  /// What the replications are of: the same scenario, seed and version have the same.
  private let origin: String

  /// Opens those of a folder, or begins.
  ///
  /// - Parameter origin: one line without spaces.
  init(in folder: String, of origin: String) throws(FileFailure) {
    let path = KeptReplications.path(in: folder)
    self.origin = origin
    // A link would lead to another file, which is not to be cut.
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666)
    try FileFailure.check(descriptor)
    let head = origin + "\n"
    let text = String(decoding: (try? ScenarioFiles.bytes(of: path, limit: .max)) ?? [], as: UTF8.self)
    var end = 0
    if text.hasPrefix(head) {
      let lines = text.dropFirst(head.count).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      taken = lines.prefix { isWhole($0) }.map { $0.dropFirst(65) }[...]
      end = head.utf8.count + lines.prefix(taken.count).reduce(0) { $0 + $1.utf8.count + 1 }
    }
    try FileFailure.check(ftruncate(descriptor, off_t(end)))
    try FileFailure.check(Int32(truncatingIfNeeded: min(lseek(descriptor, off_t(end), SEEK_SET), 0)))
    if end == 0 { try writeAll(Array(head.utf8), to: descriptor) }
  }

  /// The next replication that was taken up; `nil` when there are no more.
  mutating func next() -> Substring? { taken.popFirst() }

  /// Keeps a replication that is finished.
  func keep(_ line: String) throws(FileFailure) {
    try writeAll(Array("\(digest(of: line)) \(line)\n".utf8), to: descriptor)
  }

  /// No more are kept; the file goes when the reports are put into place, since what it keeps is in them.
  func close() throws(FileFailure) { try FileFailure.check(Foundation.close(descriptor)) }

  private func isWhole(_ line: Substring) -> Bool {
    line.utf8.count > 65 && line.prefix(65) == digest(of: String(line.dropFirst(65))) + " "
  }

  private func digest(of line: String) -> String { SHA256.hex(of: Array((origin + "\n" + line).utf8)) }

  /// Where they lie in a temporary folder.
  static func path(in folder: String) -> String { "\(folder)/\(name)" }

  /// Removes them from a folder whose reports hold what they kept.
  static func remove(from folder: String) throws(FileFailure) {
    if unsafe unlink(path(in: folder)) < 0, errno != ENOENT { throw .last }
  }

  /// Takes the largest of those that processes have left out of its folder, so that the folders can go; gives its path.
  ///
  /// - Parameter folder: the temporary folder that they are to come to.
  static func setAside(from leftovers: [String], for folder: String) -> String? {
    func size(_ path: String) -> Int {
      var status = stat()
      return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : -1
    }
    // One that was set aside by a process that ended before it had a folder lies there as a file.
    let files = leftovers.flatMap { [$0, path(in: $0)] }.filter { size($0) >= 0 }
    guard let largest = files.max(by: { size($0) < size($1) }) else { return nil }
    let aside = "\(Leftovers.parent(of: folder))/\(folder.split(separator: "/").last ?? "")-kept"
    do throws(FileFailure) { try Move.withoutReplacing(largest, to: aside) } catch { return nil }
    return aside
  }
}
