import XCTest

@testable import daybook

/// What a terminal is told while a run goes on, and that nobody else is told it.
final class RunProgressTests: XCTestCase {
  private func line(
    _ work: RunProgress.Work, runs: Int, since: Int, lived: Int, seconds: Double, width: Int = 79
  ) -> String {
    let done = RunProgress.Done(runs: runs, lived: lived - since)
    return RunProgress.bar(of: work, done, lived: lived, seconds: seconds).text(width: width)
  }

  func testARunIsToldByItsAccounts() {
    let run = RunProgress.Work(accounts: 18_641)
    XCTAssertEqual(
      line(run, runs: 0, since: 9472, lived: 9472, seconds: 0.5),
      "[########........]  50 %  9472 of 18641, 18944 accounts/s, 1 s left")
    XCTAssertEqual(
      line(run, runs: 1, since: 0, lived: 18_641, seconds: 2),
      "[################] 100 %  18641 of 18641, 9320 accounts/s, 0 s left")
    XCTAssertEqual(line(run, runs: 0, since: 0, lived: 0, seconds: 0.3), "[................]   0 %  0 of 18641")
  }

  func testReplicationsAreCountedWithWhatIsDoneOfTheOneThatGoesOn() {
    let pairs = RunProgress.Work(replications: 30, sides: 2, accounts: 1000)
    XCTAssertEqual(
      line(pairs, runs: 7, since: 500, lived: 7500, seconds: 7.5),
      "[##..............]  12 %  replication 4 of 30, 1000 accounts/s, 53 s left")
    XCTAssertEqual(
      line(pairs, runs: 7, since: 9000, lived: 16_000, seconds: 8).prefix(50),
      line(pairs, runs: 7, since: 1000, lived: 16_000, seconds: 8).prefix(50), "an estimate is never more than all")
    var open = pairs
    open.mayEndSooner = true
    XCTAssertTrue(line(open, runs: 15, since: 0, lived: 15_000, seconds: 60).hasSuffix(", at most 3 min 0 s left"))
  }

  func testRunsThatWereDoneBeforeTellNothingOfTheSpeed() {
    let done = RunProgress.Done(runs: 25, before: 20, lived: 5000)
    let bar = RunProgress.bar(of: .init(replications: 30, accounts: 1000), done, lived: 5000, seconds: 10)
    XCTAssertEqual(bar.text(width: 79), "[#############...]  83 %  replication 26 of 30, 500 accounts/s, 10 s left")
    let fresh = RunProgress.Done(runs: 20, before: 20, lived: 0)
    XCTAssertEqual(
      RunProgress.bar(of: .init(replications: 30, accounts: 1000), fresh, lived: 0, seconds: 1).text(width: 79),
      "[##########......]  66 %  replication 21 of 30")
  }

  func testANarrowTerminalHasTheWordsAlone() {
    let run = RunProgress.Work(accounts: 18_641)
    XCTAssertEqual(
      line(run, runs: 0, since: 9472, lived: 9472, seconds: 0.5, width: 54),
      " 50 %  9472 of 18641, 18944 accounts/s, 1 s left")
    XCTAssertEqual(line(run, runs: 0, since: 9472, lived: 9472, seconds: 0.5, width: 20), " 50 %  9472 of 18641")
  }

  func testTimesAreToldAsPeopleSayThem() {
    for (seconds, text) in [
      (0.2, "1 s"), (59, "59 s"), (59.5, "1 min 0 s"), (200, "3 min 20 s"), (3900, "1 h 5 min"),
      (1e300, "277777 h 46 min"),
    ] { XCTAssertEqual(ProgressBar.duration(seconds: seconds), text) }
  }

  func testOnlyATerminalThatCanMoveItsCursorIsTold() {
    XCTAssertTrue(RunProgress.isWanted(isTerminal: true, isQuiet: false, environment: ["TERM": "xterm"]))
    XCTAssertFalse(RunProgress.isWanted(isTerminal: false, isQuiet: false, environment: ["TERM": "xterm"]))
    XCTAssertFalse(RunProgress.isWanted(isTerminal: true, isQuiet: true, environment: ["TERM": "xterm"]))
    XCTAssertFalse(RunProgress.isWanted(isTerminal: true, isQuiet: false, environment: ["TERM": "dumb"]))
  }

  func testABarIsSeenOnATerminalAndClearedAtTheEnd() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    func typed(_ options: String, _ environment: String = "TERM=xterm") throws -> String {
      let call = "$0 run town.jsonc --scale 250 --days 20 --out out --force \(options) >/dev/null"
      return try bench.shell("\(environment) script -qec \"\(call)\" /dev/null").output
    }
    let shown = try typed("")
    XCTAssertTrue(shown.contains(" of 5001, "), shown)
    XCTAssertTrue(shown.hasSuffix("left\u{1B}[K\r\u{1B}[K"), String(shown.suffix(60)))
    XCTAssertEqual(try typed("--quiet"), "")
    XCTAssertEqual(try typed("", "TERM=dumb"), "")
    let piped = try bench.daybook("run", "town.jsonc", "--scale", "250", "--days", "20", "--out", "out", "--force")
    XCTAssertEqual(piped.messages, "")
  }
}
