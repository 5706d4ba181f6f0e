import Foundation

/// A folder of reports that appears whole or not at all (FORMATS 4).
///
/// Everything is written into a temporary folder beside it, each file opened exclusively, flushed and closed with its
/// result checked; one rename then puts the folder into place. On any error the temporary folder is removed.
struct ReportFolder {
  /// A file to be.
  struct File {
    let name: String
    let bytes: [UInt8]
  }

  let path: String
  /// Whether a folder that exists is replaced.
  let replaces: Bool

  /// Refuses early, before a long run: an existing folder that may not be replaced.
  func checkFree() throws(Failure) {
    guard FileManager.default.fileExists(atPath: path), !replaces else { return }
    throw .io("\(path) exists; give --force to replace it, or --out DIR for another folder")
  }

  /// Writes the files and puts the folder into place.
  func write(_ files: [File]) throws(Failure) {
    try checkFree()
    let temporary = "\(path).tmp-\(getpid())"
    do throws(FileFailure) {
      try makeParents()
      try? FileManager.default.removeItem(atPath: temporary)
      try check(unsafe mkdir(temporary, 0o777))
      for file in files { try write(file, in: temporary) }
      try flush(folder: temporary)
      try putIntoPlace(temporary)
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw .io("cannot write the reports to \(path): \(error.reason); nothing was written")
    }
  }

  private var parent: String {
    let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
    guard let slash = trimmed.lastIndex(of: "/") else { return "." }
    return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
  }

  private func makeParents() throws(FileFailure) {
    do {
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    } catch {
      throw .last
    }
  }

  private func write(_ file: File, in folder: String) throws(FileFailure) {
    let descriptor = unsafe open("\(folder)/\(file.name)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    try check(descriptor)
    do throws(FileFailure) {
      try writeAll(file.bytes, to: descriptor)
      try check(fsync(descriptor))
    } catch {
      close(descriptor)
      throw error
    }
    try check(close(descriptor))
  }

  private func flush(folder: String) throws(FileFailure) {
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    try check(descriptor)
    defer { close(descriptor) }
    try check(fsync(descriptor))
  }

  /// Renames; an old folder is moved aside first, moved back when that fails, and removed last.
  private func putIntoPlace(_ temporary: String) throws(FileFailure) {
    let old = "\(path).tmp-old-\(getpid())"
    let exists = FileManager.default.fileExists(atPath: path)
    if exists { try check(unsafe rename(path, old)) }
    do throws(FileFailure) {
      try check(unsafe rename(temporary, path))
    } catch {
      if exists { _ = unsafe rename(old, path) }
      throw error
    }
    try flush(folder: parent)
    if exists { try? FileManager.default.removeItem(atPath: old) }
  }

  private func check(_ result: Int32) throws(FileFailure) {
    if result < 0 { throw .last }
  }
}
