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
