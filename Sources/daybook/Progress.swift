import Foundation

/// Tells on a terminal how far long work is and how long it will take; elsewhere nothing.
struct Progress {
  private let what: String
  private let isShown = isatty(STDERR_FILENO) == 1
  private let began = ContinuousClock().now
  private var told: ContinuousClock.Instant?

  /// - Parameter what: what is counted, such as `replication`.
  init(of what: String) { self.what = what }

  /// So many of all are done.
  mutating func tell(_ done: Int, of all: Int) {
    let now = ContinuousClock().now
    guard isShown, told.map({ now - $0 > .milliseconds(200) }) ?? true else { return }
    told = now
    let left = (now - began) * Double(all - done) / Double(max(1, done))
    Console.tell("\r\(what) \(done) of \(all), about \(left.components.seconds + 1) s left\u{1B}[K")
  }

  /// Clears the line.
  func end() {
    if isShown, told != nil { Console.tell("\r\u{1B}[K") }
  }
}
