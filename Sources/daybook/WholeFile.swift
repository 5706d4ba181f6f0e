import Foundation

/// A file that is written whole or not at all: it is made beside its place and takes it in one rename.
enum WholeFile {
  /// Writes a file, in place of one that is there; what is no plain file, such as a pipe, is written to as it is.
  ///
  /// A file that is replaced hands its permissions on; a link goes on leading to it.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    var folder: String?
    do throws(FileFailure) {
      var status = stat()
      let exists = unsafe stat(path, &status) == 0
      if exists, status.st_mode & S_IFMT != S_IFREG {
        try put(bytes, into: path, O_WRONLY | O_CLOEXEC)
      } else {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        folder = Leftovers.parent(of: target)
        try replace(target, with: bytes, permissions: exists ? status.st_mode & 0o7777 : nil)
      }
    } catch {
      throw .io("cannot write \(path): \(error.reason)")
    }
    if let folder { try flush(folder, of: path) }
  }

  /// Writes a file where there is none.
  ///
  /// - Returns: whether it did; nothing is touched where something is there, whatever it is.
  static func create(_ bytes: [UInt8], at path: String) throws(Failure) -> Bool {
    let temporary = Leftovers.temporary(path)
    var isTaken = false
    Leftovers.remove(beside: path)
    Interruption.guarding(temporary)
    defer {
      unsafe unlink(temporary)
      Interruption.guarding(nil)
    }
    do throws(FileFailure) {
      try put(bytes, into: temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC)
      try Interruption.putIntoPlace(leaving: temporary) { () throws(FileFailure) in
        // A link, unlike a rename, replaces nothing.
        let isLinked = unsafe link(temporary, path) == 0
        isTaken = !isLinked && errno == EEXIST
        if !isLinked { throw .last }
      }
    } catch {
      if isTaken { return false }
      throw .io("cannot write \(path): \(error.reason)")
    }
    try flush(Leftovers.parent(of: path), of: path)
    return true
  }

  private static func flush(_ folder: String, of path: String) throws(Failure) {
    do throws(FileFailure) {
      try Leftovers.flush(folder: folder)
    } catch {
      throw .io("\(path) is written, but may not outlast a power failure: \(error.reason)")
    }
  }

  private static func replace(_ path: String, with bytes: [UInt8], permissions: mode_t?) throws(FileFailure) {
    let temporary = Leftovers.temporary(path)
    Leftovers.remove(beside: path)
    Interruption.guarding(temporary)
    do throws(FileFailure) {
      try put(bytes, into: temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC)
      if let permissions { try FileFailure.check(unsafe chmod(temporary, permissions)) }
      try Interruption.putIntoPlace(leaving: nil) { () throws(FileFailure) in
        try FileFailure.check(unsafe rename(temporary, path))
      }
    } catch {
      unsafe unlink(temporary)
      Interruption.guarding(nil)
      throw error
    }
  }

  private static func put(_ bytes: [UInt8], into path: String, _ flags: Int32) throws(FileFailure) {
    let descriptor = unsafe open(path, flags, 0o666)
    try FileFailure.check(descriptor)
    do throws(FileFailure) {
      try writeAll(bytes, to: descriptor)
      // A pipe or a terminal has nothing to bring to a disk.
      if fsync(descriptor) < 0, errno != EINVAL, errno != EROFS { throw .last }
    } catch {
      close(descriptor)
      throw error
    }
    try FileFailure.check(close(descriptor))
  }
}
