import Foundation
import Synchronization

/// What happens on Ctrl-C and on a polite kill: the temporary folder goes, and the exit code says why (FORMATS 3).
enum Interruption {
  /// What stands beside its place.
  private enum Unfinished {
    /// The new, which is not yet in place.
    case new(String)
    /// The new, with finished replications that are to be taken up again.
    case resumable(String)
    /// The old, whose place the new has taken.
    case old(String)
  }

  private static let unfinished = Mutex<Unfinished?>(nil)

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

  /// Names the file or folder that has to go when the program is interrupted; `nil` when it is in place or gone.
  static func guarding(_ path: String?) { unfinished.withLock { $0 = path.map(Unfinished.new) } }

  /// Names a folder that stays when the program is interrupted, since another run can go on with it.
  static func keeping(_ folder: String) { unfinished.withLock { $0 = .resumable(folder) } }

  /// Puts what is guarded into place, unless an interruption comes first: then this does not return.
  ///
  /// - Parameter old: where the old is, once the new has taken its place; it has to go, too.
  static func putIntoPlace(
    leaving old: String?, _ put: () throws(FileFailure) -> Void
  ) throws(FileFailure) {
    try unfinished.withLock { unfinished throws(FileFailure) in
      try put()
      unfinished = old.map(Unfinished.old)
    }
  }

  private static func end(by number: Int32) {
    StatusLine.close()
    // The lock is kept to the end, so that nothing is put into place half removed.
    unfinished.withLock { unfinished in
      switch unfinished {
      case nil: Console.tell("interrupted\n")
      case .new(let path):
        remove(path)
        Console.tell("interrupted; nothing was written\n")
      case .resumable:
        Console.tell("interrupted; nothing was written, finished replications are kept: --resume goes on with them\n")
      case .old(let path):
        remove(path)
        Console.tell("interrupted; what was to be written is in place\n")
      }
      _exit(128 + number)  // threads still compute: what `exit` takes apart, they would use
    }
  }

  /// Moves a file or folder out of the way of those who still write to it, and removes it.
  private static func remove(_ path: String) {
    let away = "\(path)-ended"
    let isMoved = unsafe rename(path, away) == 0
    try? FileManager.default.removeItem(atPath: isMoved ? away : path)
  }
}
