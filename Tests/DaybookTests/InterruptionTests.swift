import Foundation
import XCTest

@testable import daybook

/// A signal ends the program, whoever reads what it says.
final class InterruptionTests: XCTestCase {
  /// Runs with standard error into a full pipe that nobody reads, and sends signals; says how it ended and how soon.
  private func ending(_ bench: Workbench, after signals: [String]) throws -> (code: String, seconds: Double) {
    let sent = signals.map { "kill -\($0) $P 2>/dev/null; sleep 0.2;" }.joined(separator: " ")
    let ending = try bench.shell(
      """
      mkfifo full; exec 3<>full; dd if=/dev/zero of=full bs=4096 count=1000 oflag=nonblock 2>/dev/null
      "$0" run town.jsonc --scale 100000 --out out 2>full 3>&- & P=$!
      (for I in $(seq 100); do sleep 0.1; done; kill -9 $P) >/dev/null 2>&1 3>&- & W=$!
      sleep 0.7; date +%s.%N; \(sent) wait $P; echo $?; date +%s.%N; kill $W; rm full
      """)
    let lines = ending.output.split(separator: "\n").map(String.init)
    XCTAssertEqual(lines.count, 3, "\(ending)")
    return (lines[1], (Double(lines[2]) ?? 99) - (Double(lines[0]) ?? 0))
  }

  func testASignalEndsItWhoseMessageNobodyReads() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    for (signals, code) in [(["TERM"], "143"), (["INT"], "130")] {
      let ended = try ending(bench, after: signals)
      XCTAssertEqual(ended.code, code)
      XCTAssertLessThan(ended.seconds, 5)
      XCTAssertEqual(try bench.names(), ["town.jsonc"])
    }
  }

  func testWhatWasNotKeptIsNotPromised() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    // The file is there from the end of the first replication on, and has a replication from the end of the second on.
    for (options, isSeen) in [
      ("--scale 100000", "[ -d out.tmp-* ]"), ("--scale 300 --replications 3", "[ -s out.tmp-*/replications ]"),
    ] {
      let ending = try bench.shell(
        "\"$0\" run town.jsonc --threads 1 \(options) --resume --out out --quiet & P=$!; "
          + "for I in $(seq 1000); do \(isSeen) && break; sleep 0.01; done; kill -INT $P; wait $P")
      XCTAssertEqual(ending.messages, "interrupted; nothing was written\n", options)
      XCTAssertEqual(try bench.names(), ["town.jsonc"], options)
    }
  }

  func testWhatWasTakenUpStaysWhenTheNextRunIsCutOffToo() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    func cutOff(when isSeen: String) throws -> Ending {
      try bench.shell(
        "\"$0\" run town.jsonc --scale 100 --threads 1 --replications 50 --resume --out out 2>told & P=$!; "
          + "for I in $(seq 4000); do \(isSeen) && break; sleep 0.01; done; kill -INT $P; wait $P; cat told; "
          + "cat out.tmp-*/replications | wc -l")
    }
    let first = try cutOff(when: "[ $(cat out.tmp-*/replications 2>/dev/null | wc -l) -ge 2 ]")
    XCTAssertTrue(first.output.contains("finished replications are kept: --resume goes on"), first.output)
    let second = try cutOff(when: "grep -q resuming: told")
    XCTAssertTrue(second.output.contains("finished replications are kept: --resume goes on"), second.output)
    XCTAssertNotNil(second.output.firstMatch(of: /resuming: [1-9]\d* of 50/), second.output)
    func count(_ ending: Ending) -> Int { ending.output.split(separator: "\n").last.flatMap { Int($0) } ?? 0 }
    XCTAssertGreaterThanOrEqual(count(first), 2)
    XCTAssertGreaterThanOrEqual(count(second), count(first))
  }

  func testASignalEndsItWhileANoteWaitsForAReader() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    // What is told of it before the work waits for a reader.
    try bench.write("", to: "out.tmp-0123456789abcdef-7-7/a")
    for (signals, code) in [(["TERM"], "143"), (["TERM", "INT"], "143")] {
      let ended = try ending(bench, after: signals)
      XCTAssertEqual(ended.code, code)
      XCTAssertLessThan(ended.seconds, 5)
      XCTAssertEqual(try bench.names(), ["out.tmp-0123456789abcdef-7-7", "town.jsonc"])
    }
  }
}
