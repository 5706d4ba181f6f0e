import Foundation

/// A file that is written whole or not at all: it is made beside its place and takes it in one rename.
enum WholeFile {
  /// Writes a file, in place of one that is there; what is no plain file, such as a pipe, is written to as it is.
  static func write(_ text: String, to path: String) throws(Failure) {
    do throws(FileFailure) {
      var status = stat()
      if unsafe stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
        try put(text, into: path, O_WRONLY | O_CLOEXEC)
      } else {
        try replace(path, with: text)
      }
    } catch {
      throw .io("cannot write \(path): \(error.reason)")
    }
  }

  private static func replace(_ path: String, with text: String) throws(FileFailure) {
    let temporary = "\(path).tmp-\(getpid())"
    do throws(FileFailure) {
      try put(text, into: temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC)
      try FileFailure.check(unsafe rename(temporary, path))
    } catch {
      unsafe unlink(temporary)
      throw error
    }
  }

  private static func put(_ text: String, into path: String, _ flags: Int32) throws(FileFailure) {
    let descriptor = unsafe open(path, flags, 0o666)
    try FileFailure.check(descriptor)
    do throws(FileFailure) {
      try writeAll(Array(text.utf8), to: descriptor)
      // A pipe or a terminal has nothing to bring to a disk.
      if fsync(descriptor) < 0, errno != EINVAL, errno != EROFS { throw .last }
    } catch {
      close(descriptor)
      throw error
    }
    try FileFailure.check(close(descriptor))
  }
}
