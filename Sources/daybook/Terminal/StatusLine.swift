import Foundation
import Synchronization

/// The line of a terminal that is written over and over while work goes on.
///
/// Whatever else is told there comes through ``telling(_:)``, so that it never stands behind half a bar.
enum StatusLine {
  private struct State {
    var isOpen = false
    var isPainted = false
  }

  private static let state = Mutex(State())
  private static let clearing = "\r\u{1B}[K"

  static func open() { state.withLock { $0.isOpen = true } }

  /// Writes the line in place of the one before; nothing when it is closed.
  static func paint(_ text: String) {
    state.withLock { state in
      guard state.isOpen else { return }
      state.isPainted = true
      put("\r\(text)\u{1B}[K")
    }
  }

  /// Clears the line, for good.
  static func close() {
    state.withLock { state in
      state.isOpen = false
      clear(&state)
    }
  }

  /// Clears the line, and writes something in its place.
  static func telling(_ text: String) {
    state.withLock { state in
      clear(&state)
      put(text)
    }
  }

  /// The same before the program ends, for good; left out where standard error takes nothing within a tenth of a second,
  /// as a full pipe and a terminal that was stopped do, or where another thread waits for it already.
  static func tellLast(_ text: String) {
    var file = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
    guard unsafe poll(&file, 1, 100) == 1, file.revents & Int16(POLLOUT) != 0 else { return }
    for _ in 0..<20 {
      let isTold: Void? = state.withLockIfAvailable { state in
        state.isOpen = false
        clear(&state)
        put(text)
      }
      if isTold != nil { return }
      usleep(5000)
    }
  }

  private static func clear(_ state: inout State) {
    if state.isPainted { put(clearing) }
    state.isPainted = false
  }

  /// If even a message cannot be written, there is nothing left to do.
  private static func put(_ text: String) { try? writeAll(Array(text.utf8), to: STDERR_FILENO) }

  /// How many columns the terminal has; 80 where it does not say.
  static var width: Int {
    var size = winsize()
    guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return Wrapping.width }
    return Int(size.ws_col)
  }
}
