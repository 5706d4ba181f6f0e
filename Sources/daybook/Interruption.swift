import Foundation
import Synchronization

/// What happens on Ctrl-C, on a polite kill and when the terminal goes away: the temporary folder goes, and the exit code
/// says why (FORMATS 3).
enum Interruption {
  /// What stands beside its place.
  private enum Unfinished {
    /// The new, which is not yet in place.
    case new(String)
    /// The new, with finished replications that are to be taken up again.
    case resumable
    /// The old, whose place the new has taken, and what removes it.
    case old(@Sendable () -> Void)
  }

  private static let unfinished = Mutex<Unfinished?>(nil)

  /// The signals that end the program in order: the exit code is 128 and their number.
  static let signals = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU]

  /// Begins to listen, for as long as the result is kept; a hangup that `nohup` has ignored stays ignored.
  static func listen() -> [any DispatchSourceSignal] {
    signals.compactMap { number in
      guard number != SIGHUP || !isIgnored(number) else { return nil }
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInitiated))
      source.setEventHandler { begin(by: number) }
      source.resume()
      return source
    }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0 else { return false }
    let (handler, ignore) = unsafe (action.__sigaction_handler.sa_handler, SIG_IGN)
    return unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(ignore, to: Int.self)
  }

  /// Names the file or folder that has to go when the program is interrupted; `nil` when it is in place or gone.
  static func guarding(_ path: String?) { unfinished.withLock { $0 = path.map(Unfinished.new) } }

  /// The folder stays when the program is interrupted, since another run can go on with what it holds.
  static func keeping() { unfinished.withLock { $0 = .resumable } }

  /// Puts what is guarded into place, unless an interruption comes first: then this does not return.
  ///
  /// - Parameter remove: removes the old, once the new has taken its place.
  static func putIntoPlace(
    removing remove: (@Sendable () -> Void)? = nil, _ put: () throws(FileFailure) -> Void
  ) throws(FileFailure) {
    try unfinished.withLock { unfinished throws(FileFailure) in
      try put()
      unfinished = remove.map(Unfinished.old)
    }
  }

  /// Ends the program, unless an interruption does so already: one of both decides the exit code.
  static func exit(_ code: Int32) -> Never {
    unfinished.withLock { _ in Foundation.exit(code) }
  }

  private static let hasBegun = Mutex(false)

  /// A second signal ends the program at once, whatever the first still waits for.
  private static func begin(by number: Int32) {
    let isSecond = hasBegun.withLock { hasBegun in
      defer { hasBegun = true }
      return hasBegun
    }
    if isSecond { _exit(128 + number) }
    // A handler that waits would keep the next signal of the same number from being heard.
    Thread.detachNewThread { end(by: number) }
  }

  private static func end(by number: Int32) {
    // The lock is kept to the end, so that nothing is put into place half removed.
    unfinished.withLock { unfinished in
      let message: String
      switch unfinished {
      case nil: message = "interrupted\n"
      case .new(let path):
        remove(path)
        message = "interrupted; nothing was written\n"
      case .resumable:
        message = "interrupted; nothing was written, finished replications are kept: --resume goes on with them\n"
      case .old(let remove):
        remove()
        message = "interrupted; what was to be written is in place\n"
      }
      Thread.detachNewThread {
        sleep(1)
        _exit(128 + number)
      }
      StatusLine.tellLast(message)
      _exit(128 + number)  // threads still compute: what `exit` takes apart, they would use
    }
  }

  /// Moves a file or folder out of the way of those who still write to it, and removes it.
  private static func remove(_ path: String) {
    let away = "\(path)-ended"
    let isMoved = unsafe rename(path, away) == 0
    Leftovers.remove(isMoved ? away : path)
  }
}
