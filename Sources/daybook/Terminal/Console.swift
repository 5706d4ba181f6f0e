import Foundation
import Simulation
import Synchronization

/// Standard output for data, standard error for messages (FORMATS 3).
///
/// Texts pass ``harmlessLines(_:)``, so no control character of a user's file, path or argument reaches a terminal; JSON
/// escapes them before, so it loses nothing.
enum Console {
  /// Whether nobody reads standard output any more, as behind `| head`: what would be printed is left out from then on.
  private static let isLeft = Mutex(false)

  /// Whether standard output was closed when the program began.
  private static let isClosed = Mutex(false)

  /// Opens what was closed when the program began, so that no file takes its number; nothing is written there or read.
  static func openStandardFiles() {
    for file in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(file, F_GETFD) < 0 {
      // The lowest number that is free is taken.
      _ = unsafe open("/dev/null", file == STDERR_FILENO ? O_WRONLY : O_RDONLY)
      if file == STDOUT_FILENO { isClosed.withLock { $0 = true } }
    }
  }

  /// What was written before something could not be printed, such as a folder of reports.
  private static let finished = Mutex<String?>(nil)

  /// Keeps what was written, for the failure to print what goes with it.
  static func note(finished text: String) { finished.withLock { $0 = text } }

  /// Refuses, before any work, to print where nothing can be printed.
  static func checkOutput() throws(Failure) {
    guard !isClosed.withLock({ $0 }) else {
      throw .io("cannot write to standard output: it is closed; send it to a file, or to /dev/null")
    }
  }

  /// Writes a text; a full disk is a failure, a reader that goes away is none.
  static func print(_ text: String) throws(Failure) { try print(Array(harmlessLines(text).utf8)) }

  /// Writes bytes of a file as they are.
  static func print(_ bytes: [UInt8]) throws(Failure) {
    guard !isLeft.withLock({ $0 }) else { return }
    do throws(FileFailure) {
      try writeAll(bytes, to: STDOUT_FILENO)
    } catch {
      guard error.code != EPIPE else { return isLeft.withLock { $0 = true } }
      let done = finished.withLock { $0.map { "; \($0)" } ?? "" }
      throw .io("cannot write to standard output: \(error.reason)\(done)")
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
  /// The number that the system gives the reason; zero where the program gives it.
  var code: Int32 = 0

  /// The reason of the last call that failed.
  static var last: FileFailure {
    let code = errno
    return FileFailure(reason: unsafe String(cString: strerror(code)), code: code)
  }

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
