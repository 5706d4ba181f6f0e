import Foundation
import Simulation

/// Standard output for data, standard error for messages (FORMATS 3).
///
/// Texts pass ``harmlessLines(_:)``, so no control character of a user's file, path or argument reaches a terminal; JSON
/// escapes them before, so it loses nothing.
enum Console {
  /// Writes a text; a full disk or a closed pipe is a failure, never silence.
  static func print(_ text: String) throws(Failure) { try print(Array(harmlessLines(text).utf8)) }

  /// Writes bytes of a file as they are.
  static func print(_ bytes: [UInt8]) throws(Failure) {
    do throws(FileFailure) {
      try writeAll(bytes, to: STDOUT_FILENO)
    } catch {
      throw .io("cannot write to standard output: \(error.reason)")
    }
  }

  /// Writes verdicts, with colour on a terminal.
  static func print(verdicts text: String) throws(Failure) {
    try print(Array(Colours(of: STDOUT_FILENO).marked(harmlessLines(text)).utf8))
  }

  /// Writes a message.
  static func tell(_ text: String) { StatusLine.telling(Colours(of: STDERR_FILENO).marked(harmlessLines(text))) }
}

/// A file operation failed, with the reason that the system gives.
struct FileFailure: Error {
  let reason: String

  /// The reason of the last call that failed.
  static var last: FileFailure { FileFailure(reason: unsafe String(cString: strerror(errno))) }

  /// Throws when a call's result says that it failed.
  static func check(_ result: Int32) throws(FileFailure) {
    if result < 0 { throw .last }
  }
}

/// Writes all bytes, however many calls that takes.
func writeAll(_ bytes: [UInt8], to file: Int32) throws(FileFailure) {
  var written = 0
  while written < bytes.count {
    let count = unsafe bytes.withUnsafeBytes { buffer in
      unsafe write(file, buffer.baseAddress?.advanced(by: written), min(buffer.count - written, 1 << 20))
    }
    if count < 0 {
      if errno == EINTR { continue }
      throw .last
    }
    written += count
  }
}
