import Foundation
import Simulation
import Synchronization

/// Tells on a terminal how far a run is, or many of them, and how long it will take; elsewhere nothing.
///
/// It looks at the counter of lived accounts ten times a second, so the run itself does nothing for it but count.
final class RunProgress: Sendable {
  /// What runs add their accounts to.
  let lived = LivedAccounts()

  /// What there is to do: replications, of one scenario or of the sides of a comparison.
  struct Work {
    var replications = 1
    var sides = 1
    /// About how many accounts one run has.
    var accounts: Int
    /// Whether there may be fewer replications.
    var mayEndSooner = false
  }

  private let work: Work
  private let began = ContinuousClock().now
  /// What is done.
  struct Done {
    var runs = 0
    /// How many of the runs had been done before.
    var before = 0
    /// How many accounts had been lived by the end of the last run.
    var lived = 0
  }

  private let done = Mutex(Done())
  private let timer = Mutex<(any DispatchSourceTimer)?>(nil)

  /// Begins to tell, after a moment; somebody who wants it quiet is told nothing.
  init(of work: Work, isQuiet: Bool) {
    self.work = work
    let environment = ProcessInfo.processInfo.environment
    guard RunProgress.isWanted(isTerminal: isatty(STDERR_FILENO) == 1, isQuiet: isQuiet, environment: environment)
    else {
      return
    }
    StatusLine.open()
    timer.withLock { timer in
      let made = DispatchSource.makeTimerSource(queue: .global(qos: .userInitiated))
      made.schedule(deadline: .now() + .milliseconds(300), repeating: .milliseconds(100))
      made.setEventHandler { [weak self] in self.map { StatusLine.paint($0.bar.text(width: StatusLine.width - 1)) } }
      made.resume()
      timer = made
    }
  }

  static func isWanted(isTerminal: Bool, isQuiet: Bool, environment: [String: String]) -> Bool {
    isTerminal && !isQuiet && environment[Variable.term.rawValue] != "dumb"
  }

  /// A run is done.
  func finishRun() {
    let count = lived.count
    done.withLock { done in
      done.runs += 1
      done.lived = count
    }
  }

  /// A run had been done before, and took no time now.
  func passOverRun() {
    done.withLock { done in
      done.runs += 1
      done.before += 1
    }
  }

  /// Clears the line.
  func end() {
    timer.withLock { timer in
      guard timer != nil else { return }
      timer?.cancel()
      timer = nil
      StatusLine.close()
    }
  }

  /// How far it is.
  private var bar: ProgressBar {
    let (lived, done) = (lived.count, done.withLock { $0 })
    return RunProgress.bar(of: work, done, lived: lived, seconds: (.now - began) / .seconds(1))
  }

  /// How far it is once so many accounts have been lived.
  static func bar(of work: Work, _ done: Done, lived: Int, seconds: Double) -> ProgressBar {
    let all = work.replications * work.sides
    let begun = done.runs < all ? min(Double(lived - done.lived) / Double(max(1, work.accounts)), 1) : 0
    let runs = Double(min(done.runs, all)) + begun
    let now = runs - Double(done.before)
    let replication = min(done.runs / work.sides + 1, work.replications)
    return ProgressBar(
      share: runs / Double(all), left: now > 0 ? seconds * (Double(all) - runs) / now : nil,
      count: all == 1
        ? "\(lived) of \(work.accounts)" : "replication \(replication) of \(work.replications)",
      lived: lived, seconds: seconds, mayEndSooner: work.mayEndSooner)
  }
}
