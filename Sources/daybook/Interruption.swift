import Foundation
import Synchronization

/// What happens on Ctrl-C and on a polite kill: the temporary folder goes, and the exit code says why (FORMATS 3).
enum Interruption {
  /// The temporary folder that is being written, if any.
  private static let unfinished = Mutex<String?>(nil)

  /// Begins to listen, for as long as the result is kept.
  static func listen() -> [any DispatchSourceSignal] {
    [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInitiated))
      source.setEventHandler { end(by: number) }
      source.resume()
      return source
    }
  }

  /// Names the folder that has to go when the program is interrupted; `nil` when it is in place or gone.
  static func guarding(_ folder: String?) { unfinished.withLock { $0 = folder } }

  private static func end(by number: Int32) {
    // The lock is kept to the end, so that no folder is put into place half removed.
    unfinished.withLock { folder in
      if let folder { try? FileManager.default.removeItem(atPath: folder) }
      Console.tell(folder == nil ? "interrupted\n" : "interrupted; nothing was written\n")
      exit(128 + number)
    }
  }
}
