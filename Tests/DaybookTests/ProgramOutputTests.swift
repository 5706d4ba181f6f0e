import Foundation
import XCTest

@testable import daybook

/// What the built program writes where, also when it is cut off or has no room.
final class ProgramOutputTests: XCTestCase {
  private func bench(_ scenario: String = Sample.small) throws -> Workbench {
    let bench = try Workbench()
    try bench.write(scenario, to: "town.jsonc")
    return bench
  }

  func testAnAmountBeyondSixtyFourBitsIsToldWithItsAccountAndDay() throws {
    let bench = try bench(
      """
      { "start": "2027-01-01", "days": 63,
        "policy": { "services": { "order": { "tiers": [ { "price": 1000000000 } ] } } },
        "accounts": { "big": { "created": "2027-01-01", "timeline": [
          { "on": "2027-01-02", "use": { "order": 1000000000 } } ] } } }
      """)
    let run = try bench.daybook("run", "town.jsonc", "--out", "out")
    XCTAssertEqual(run.code, 3)
    XCTAssertTrue(run.messages.hasPrefix("error: account big, 2027-02-01: an amount no longer fits"), run.messages)
    XCTAssertEqual(try bench.names(), ["town.jsonc"])
  }

  func testARunWithoutAccountsSaysSo() throws {
    let bench = try bench(#"{ "start": "2027-01-01", "days": 3 }"#)
    let run = try bench.daybook("run", "town.jsonc", "--out", "out")
    XCTAssertEqual(run.code, 0)
    XCTAssertEqual(run.messages, "warning: the scenario has no accounts\n")
    XCTAssertEqual(try bench.names(in: "out"), ProgramTests.standardFiles)
  }

  func testNoControlCharacterOfAFileReachesTheTerminal() throws {
    let bench = try bench(#"{ "title": "a\u001b[2J\u009b\nfingerprint 0\rb", "start": "2027-01-01", "days": 3 }"#)
    try bench.write("", to: "a\u{1B}[2Jb.jsonc")
    let calls = [
      ["run", "town.jsonc", "--out", "out"], ["run", "town.jsonc", "--json", "--out", "json"],
      ["check", "--resolved", "town.jsonc"], ["check", "a\u{1B}[2Jb.jsonc"], ["test", "a\u{1B}[2Jb.jsonc", "--tap"],
      ["run", "no\u{1B}[2J.jsonc"], ["run", "town.jsonc", "--\u{1B}[2J"], ["\u{9B}2J"],
    ]
    for call in calls {
      let ending = try bench.shell("\"$0\" " + call.map { "'\($0)'" }.joined(separator: " "))
      for scalar in (ending.output + ending.messages).unicodeScalars where scalar != "\n" {
        XCTAssertNotEqual(scalar.properties.generalCategory, .control, "\(call): \(ending)")
      }
    }
    let run = try bench.daybook("run", "town.jsonc", "--out", "again")
    XCTAssertTrue(run.output.hasPrefix("a␛[2J\u{FFFD}␊fingerprint 0␍b\n"), run.output)
    XCTAssertTrue(try bench.text("out/report.html").contains("a␛[2J"))
    for file in try bench.names(in: "out") {
      XCTAssertFalse(
        try bench.text("out/\(file)").unicodeScalars.contains { "\u{1B}\u{9B}\r".unicodeScalars.contains($0) })
    }
  }

  func testAKilledRunIsResumedToTheSameBytes() throws {
    let bench = try bench()
    let call = "\"$0\" run town.jsonc --replications 200"
    let several = "ls out.tmp-*/replications 2>/dev/null && [ $(cat out.tmp-*/replications | wc -l) -gt 3 ]"
    XCTAssertEqual(try bench.shell("\(call) --out whole --quiet").code, 0)
    let killed = try bench.shell(
      "\(call) --out out --resume --quiet & P=$!; for I in $(seq 500); do { \(several); } >/dev/null && break; sleep 0.01; "
        + "done; kill -9 $P; wait $P; ls")
    XCTAssertFalse(killed.output.contains("out\n"), "it was not done")
    let resumed = try bench.shell("\(call) --out out --resume")
    XCTAssertEqual(resumed.code, 0, resumed.messages)
    let kept = try XCTUnwrap(resumed.messages.firstMatch(of: /^resuming: (\d+) of 200 replications were kept\n/)?.1)
    XCTAssertTrue((3..<199).contains(try XCTUnwrap(Int(kept))), resumed.messages)
    for file in try bench.names(in: "whole") where file != "datapackage.json" && file != "report.html" {
      XCTAssertEqual(try bench.text("out/\(file)"), try bench.text("whole/\(file)"), file)
    }
    XCTAssertEqual(try bench.names(), ["out", "town.jsonc", "whole"])
  }

  func testARunWithoutResumeLeavesFinishedReplications() throws {
    let bench = try bench()
    let several = "[ $(cat out.tmp-*/replications 2>/dev/null | wc -l) -gt 3 ]"
    let cut = try bench.shell(
      "\"$0\" run town.jsonc --replications 2000 --out out --resume --quiet & P=$!; "
        + "for I in $(seq 500); do \(several) && break; sleep 0.01; done; kill -INT $P; wait $P; ls -d out.tmp-*")
    let left = String(cut.output.dropLast())
    XCTAssertTrue(cut.messages.contains("finished replications are kept"), cut.messages)
    let kept = try bench.text("\(left)/replications")
    let plain = try bench.daybook("run", "town.jsonc", "--out", "out", "--quiet")
    XCTAssertNotNil(
      plain.messages.firstMatch(of: /holds \d+ finished replications of a run that was cut off; give --resume/),
      plain.messages)
    XCTAssertEqual(try bench.text("\(left)/replications"), kept)
    let other = try bench.daybook(
      "run", "town.jsonc", "--seed", "7", "--replications", "2", "--out", "out", "--force", "--resume", "--quiet")
    XCTAssertEqual(other.code, 0)
    XCTAssertTrue(other.messages.contains("of another scenario, seed or version"), other.messages)
    XCTAssertEqual(try bench.text("\(left)/replications"), kept)
    // As after a restart of the machine: what became of the process is not known.
    let unknown = "out.tmp-0123456789abcdef-7-7"
    XCTAssertEqual(try bench.shell("mv \(left) \(unknown)").code, 0)
    let resumed = try bench.daybook(
      "run", "town.jsonc", "--replications", "4", "--out", "out", "--force", "--resume")
    XCTAssertTrue(resumed.messages.contains("resuming: 3 of 4 replications were kept\n"), resumed.messages)
    XCTAssertEqual(try bench.text("\(unknown)/replications"), kept)
  }

  func testAFullDiskIsTold() throws {
    let bench = try bench()
    for call in [
      "--version", "--help", "check town.jsonc", "trace town.jsonc acme", "test town.jsonc", "run town.jsonc",
    ] {
      let ending = try bench.shell("\"$0\" \(call) > /dev/full")
      XCTAssertEqual(ending.code, 4, call)
      let written = call.hasPrefix("run") ? "; the reports are whole in reports/town" : ""
      XCTAssertEqual(
        ending.messages, "error: cannot write to standard output: No space left on device\(written)\n", call)
    }
  }

  func testAnInterruptedRunLeavesNothingAndSaysSo() throws {
    let bench = try bench()
    for (name, code) in [("HUP", 129), ("INT", 130), ("QUIT", 131), ("TERM", 143), ("XCPU", 152)] {
      let ending = try bench.shell(
        "\"$0\" run town.jsonc --scale 100000 --out out & p=$!; "
          + "for i in $(seq 1000); do [ -d out.tmp-* ] && break; sleep 0.01; done; kill -\(name) $p; wait $p; echo $?")
      XCTAssertEqual(ending.output, "\(code)\n")
      XCTAssertEqual(ending.messages, "interrupted; nothing was written\n")
      XCTAssertEqual(try bench.names(), ["town.jsonc"])
    }
  }

  func testAHangupThatNohupIgnoresStaysIgnored() throws {
    let ending = try bench().shell(
      "trap '' HUP; \"$0\" run town.jsonc --scale 100 --replications 6 --out out --quiet & p=$!; sleep 0.3; kill -HUP $p; "
        + "wait $p; echo $?")
    XCTAssertEqual(ending.output, "0\n", ending.messages)
  }

  func testRowsThatCannotBeKeptAreToldWithPlaceAndReason() throws {
    let name = "s" + String(repeating: "x", count: 6000)
    let bench = try bench(
      """
      { "start": "2027-01-01", "days": 60, "population": {
          "\(name)": { "accounts": 300, "signIns": { "employee": 0 }, "opening": { "prepaidCash": 90 } } } }
      """)
    let ending = try bench.shell("ulimit -f 4000; \"$0\" run town.jsonc --threads 1 --reports invoices --out out")
    XCTAssertEqual(ending.code, 4)
    XCTAssertNotNil(
      ending.messages.firstMatch(
        of:
          /^error: cannot write the reports to out: rows in out\.tmp-\S+\/spill cannot be written: File too large; nothing/
      ),
      ending.messages)
    XCTAssertEqual(try bench.names(), ["town.jsonc"])
  }

  func testAFileBeyondItsLimitIsTold() throws {
    let bench = try bench()
    let ending = try bench.shell("ulimit -f 0; \"$0\" run town.jsonc --out out")
    XCTAssertEqual(ending.code, 4)
    XCTAssertEqual(try bench.names(), ["town.jsonc"])
  }

  /// Calls of every verb that print, with the code that each ends with.
  private static let printing = [
    ("run town.jsonc --out a", 0), ("run unmet.jsonc --out b --json 2>&3", 1),
    ("compare town.jsonc other.jsonc --replications 2 --out c", 0),
    ("sweep town.jsonc --vary policy.restrictions.blockFrom=9,10 --replications 2 --out d", 0), ("test town.jsonc", 0),
    ("test unmet.jsonc", 1), ("test --tap unmet.jsonc", 1), ("trace town.jsonc acme", 0),
    ("trace town.jsonc acme --csv", 0),
    ("trace town.jsonc acme --as-timeline", 0), ("find town.jsonc --where created --csv --quiet", 0),
    ("find town.jsonc --where created --json --quiet", 0), ("find town.jsonc --where created --quiet", 0),
    ("boundaries town.jsonc --out e", 0), ("check town.jsonc", 0), ("check --resolved town.jsonc", 0), ("new first", 0),
    ("schema", 0), ("completions bash", 0), ("man", 0), ("help", 0), ("help run", 0), ("--help", 0), ("--version", 0),
  ]

  private func printingBench() throws -> Workbench {
    let bench = try bench()
    try bench.write(Sample.small.replacingOccurrences(of: "0.02", with: "0.03"), to: "other.jsonc")
    try bench.write(Sample.unmet, to: "unmet.jsonc")
    return bench
  }

  func testAReaderThatGoesAwayIsNoFailure() throws {
    let bench = try printingBench()
    let ending = try bench.shell("\"$0\" trace town.jsonc shops.1 --csv | head -1")
    XCTAssertEqual(ending.code, 0)
    XCTAssertTrue(ending.output.hasPrefix("date,account,seq,"))
    XCTAssertEqual(ending.output.split(separator: "\n").count, 1)
    for (call, code) in ProgramOutputTests.printing {
      let left = try bench.shell("exec 3>/dev/null; { sleep 0.1; \"$0\" \(call); echo code $? >&2; } | true")
      XCTAssertTrue(left.messages.hasSuffix("code \(code)\n"), "\(call): \(left.messages)")
      XCTAssertFalse(left.messages.contains("error"), "\(call): \(left.messages)")
    }
    for name in "abcde" { XCTAssertFalse(try bench.names(in: "\(name)").isEmpty, "what is written is written") }
  }

  func testAClosedOutputIsSaidBeforeAnyWork() throws {
    let bench = try printingBench()
    for (call, _) in ProgramOutputTests.printing where !call.hasPrefix("--") {
      let closed = try bench.shell("exec 3>/dev/null; \"$0\" \(call.replacing("2>&3", with: "")) >&-")
      XCTAssertEqual(closed.code, 4, call)
      XCTAssertEqual(
        closed.messages,
        "error: cannot write to standard output: it is closed; send it to a file, or to /dev/null\n", call)
    }
    XCTAssertEqual(try bench.names(), ["other.jsonc", "town.jsonc", "unmet.jsonc"])
    XCTAssertEqual(try bench.shell("\"$0\" --version >&-").code, 4)
    let quiet = try bench.shell("\"$0\" run town.jsonc --out a --quiet <&- >&- 2>&-; cat a/datapackage.json | tail -1")
    XCTAssertEqual(quiet.output, "}\n", "nothing is printed into a file that took the number of a closed one")
  }

  func testHelpTheManualAndCompletionsAreOutput() throws {
    let bench = try bench()
    for (call, text) in [
      ("help", Help.overview), ("help trace", Help.text(of: .trace)), ("man", Manual.text),
      ("completions bash", BashCompletions.text), ("completions zsh", ZshCompletions.text),
      ("completions fish", FishCompletions.text),
    ] {
      let ending = try bench.shell("\"$0\" \(call)")
      XCTAssertEqual(ending.code, 0, call)
      XCTAssertEqual(ending.output, text, call)
      XCTAssertEqual(ending.messages, "", call)
    }
    for (call, message) in [
      ("help trace find", "error: help takes one verb: daybook help VERB\n"),
      ("help tarce", "error: unknown verb \"tarce\"; did you mean \"trace\"?\n"),
      ("man run", "error: man takes no operand; daybook help VERB describes one verb\n"),
    ] {
      let ending = try bench.shell("\"$0\" \(call)")
      XCTAssertEqual(ending.code, 2, call)
      XCTAssertTrue(ending.messages.hasPrefix(message), ending.messages)
      XCTAssertEqual(ending.output, "", call)
    }
  }

  func testTheVersionAndTheHelpAreOutput() throws {
    let bench = try bench()
    let version = try bench.daybook("--version")
    XCTAssertEqual(version.output, "daybook 0.1.0\n")
    XCTAssertEqual(version.code, 0)
    for call in [["-h"], ["--help"], ["run", "-h"], ["trace", "x", "--help"]] {
      let help = try bench.shell("\"$0\" \(call.joined(separator: " "))")
      XCTAssertEqual(help.code, 0)
      XCTAssertTrue(help.output.contains("usage: daybook "))
      XCTAssertEqual(help.messages, "")
    }
    let wrong = try bench.daybook("rum")
    XCTAssertEqual(wrong.code, 2)
    XCTAssertEqual(wrong.output, "")
    XCTAssertEqual(wrong.messages, "error: unknown verb \"rum\"; did you mean \"run\"?\nSee: daybook --help\n")
  }
}
