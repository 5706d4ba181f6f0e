import Foundation
import XCTest

@testable import daybook

final class LeftoversTests: XCTestCase {
  private let own = ProcessMark.own

  private func mark(host: String? = nil, process: Int32? = nil, began: UInt64? = nil) -> ProcessMark {
    ProcessMark(host: host ?? own.host, process: process ?? own.process, began: began ?? own.began)
  }

  func testAMarkSaysHostProcessAndBeginning() throws {
    XCTAssertEqual(own.host.count, 16)
    XCTAssertNotEqual(own.host, "0000000000000000")
    XCTAssertEqual(own.process, getpid())
    XCTAssertGreaterThan(own.began, 0)
    XCTAssertEqual(ProcessMark(own.text), own)
    XCTAssertEqual(ProcessMark("\(own.text)-ended"), own)
    for text in [
      "", "12", "\(own.host)-1", "\(own.host)-0-1", "\(own.host)--1-1", "\(own.host)-1-x", "short-1-1",
      "ABCDEFABCDEFABCD-1-1", "abc-1-1",
    ] {
      XCTAssertNil(ProcessMark(text), text)
    }
  }

  func testOnlyAProcessOfThisHostThatIsNoMoreHasEnded() throws {
    XCTAssertEqual(own.fate, .running)
    XCTAssertEqual(mark(process: 999_999_999).fate, .ended)
    XCTAssertEqual(mark(began: own.began + 1).fate, .ended, "a later process has the number")
    XCTAssertEqual(mark(process: 1, began: 0).fate, .running, "when it began is not known")
    XCTAssertEqual(mark(host: "0123456789abcdef", process: 999_999_999).fate, .unknown)
    XCTAssertEqual(mark(host: "0000000000000000", process: 999_999_999).fate, .unknown)
  }

  func testLeftoversOfEndedProcessesAreRemovedAndOthersKept() async throws {
    let bench = try Workbench()
    let ended = mark(process: 999_999_999).text
    let kept = [
      "other.tmp-\(ended)", "out.tmp-\(mark(host: "0123456789abcdef", process: 7).text)", "out.tmp-999999999",
      "out.tmp-\(own.text)-x", "out.tmp-\(mark(process: getppid(), began: 0).text)", "out.tmp-notes",
    ]
    for name in kept + ["out.tmp-\(ended)", "out.tmp-\(ended)-ended"] {
      try bench.write("1", to: "\(name)/daily.csv.tmp-\(ended)")
    }
    try bench.write("", to: "out.tmp-\(ended)-kept")
    try await bench.writeReports(["a.csv": "1"], to: "out")
    XCTAssertEqual(try bench.names(), (kept + ["out"]).sorted())
  }

  /// A name may have 255 bytes, with the mark of the process; two long names that begin alike stay apart.
  func testTemporaryNamesFit() throws {
    var (names, known): (Set<String>, Set<String>) = ([], [])
    for length in [1, 100, 150, 189, 190, 191, 192, 200, 230, 249, 250, 254, 255] {
      for letter in ["a", "ї"] where length > letter.utf8.count {
        for last in ["x", "y"] {
          let name = String(repeating: letter, count: length / letter.utf8.count - 1) + last
          let temporary = Leftovers.temporary("in/\(name)")
          XCTAssertTrue(temporary.hasPrefix("in/"))
          XCTAssertLessThanOrEqual(temporary.utf8.count - 3, 255, name)
          names.insert(name)
          known.insert(temporary)
        }
      }
    }
    XCTAssertEqual(known.count, names.count)
  }

  /// The list is named first: with it the rest of a folder is known, should the process end before it is done.
  func testTheListOfAFolderGetsItsNameFirst() throws {
    let bench = try Workbench()
    for name in ["a.csv", "list.json"] { try bench.write("1", to: Leftovers.part("out/\(name)")) }
    try bench.write("in the way", to: "out/a.csv")
    XCTAssertThrowsError(try Leftovers.complete(bench.path("out"), marker: "list.json"))
    XCTAssertEqual(try bench.names(in: "out"), ["a.csv", Leftovers.part("a.csv"), "list.json"])
  }

  func testALeftoverWithForeignEntriesStaysAsItIs() async throws {
    let bench = try Workbench()
    let ended = "out.tmp-\(mark(process: 999_999_999).text)"
    try bench.write("precious", to: "elsewhere/daily.csv")
    for (index, deed) in [
      "echo x >notes.md", "mkdir figs", "echo x >revenue.csv", "echo x >my-plan.jsonc", "echo x >spill",
      "mkdir from-x && echo x >from-x/a.jsonc", "echo x >replications", "echo {} >datapackage.json",
      "echo x >revenue.csv.tmp-0123456789abcdef-1-1", "ln -s ../elsewhere/daily.csv topups.csv",
      "ln -s ../elsewhere from-2027-01-01",
    ].enumerated() {
      try bench.write("", to: "\(ended)-\(index)/daily.csv.tmp-\(ended.dropFirst(8))")
      XCTAssertEqual(try bench.shell("cd \(ended)-\(index) && \(deed)").code, 0)
    }
    try FileManager.default.createSymbolicLink(atPath: bench.path("\(ended)-link"), withDestinationPath: "elsewhere")
    let before = try bench.shell("find . -path './out.tmp*' | sort").output
    try await bench.writeReports(["a.csv": "1"], to: "out")
    XCTAssertEqual(try bench.shell("find . -path './out.tmp*' | sort").output, before)
    XCTAssertEqual(try bench.text("elsewhere/daily.csv"), "precious")
  }

  func testTheNextRunSaysWhatItCleared() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    let (ended, unknown) = (mark(process: 999_999_999).text, mark(host: "0123456789abcdef").text)
    try bench.write("", to: "out.tmp-\(ended)/daily.csv.tmp-\(ended)")
    try bench.write("", to: "out.tmp-\(unknown)/daily.csv.tmp-\(unknown)")
    let run = try bench.daybook("run", "town.jsonc", "--out", "out", "--quiet")
    XCTAssertEqual(run.code, 0)
    XCTAssertTrue(
      run.messages.contains("note: removed out.tmp-\(ended), which a run that did not end well had left\n"),
      run.messages)
    XCTAssertTrue(
      run.messages.contains("note: out.tmp-\(unknown) may belong to a run on another machine"), run.messages)
    XCTAssertEqual(try bench.names(), ["out", "out.tmp-\(unknown)", "town.jsonc"])
    try bench.write("", to: "first.jsonc.tmp-\(ended)")
    XCTAssertTrue(try bench.daybook("new", "first").messages.contains("note: removed first.jsonc.tmp-\(ended)"))
    XCTAssertFalse(try bench.names().contains("first.jsonc.tmp-\(ended)"))
  }

  func testAWholeFolderThatWasLeftIsJudgedByItsDigests() async throws {
    let bench = try Workbench()
    let ended = mark(process: 999_999_999).text
    for (deed, isCleared) in [(":", true), ("rm a.csv", true), ("echo 2 >a.csv", false), ("echo x >b.csv", false)] {
      let left = "out.tmp-\(ended)"
      try await bench.writeReports(["a.csv": "1"], to: left)
      XCTAssertEqual(try bench.shell("cd \(left) && \(deed)").code, 0)
      try await bench.writeReports(["a.csv": "1"], to: "out")
      XCTAssertEqual(try bench.names().contains(left), !isCleared, deed)
      XCTAssertEqual(try bench.shell("rm -rf out out.tmp*").code, 0)
    }
  }

  func testWhatSomebodyPutsIntoTheFolderOfAKilledRunStays() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    for (file, text) in [("my-plan.jsonc", "mine"), ("revenue.csv", "x")] {
      let killed = try bench.shell(
        "\"$0\" run town.jsonc --scale 100000 --out out --quiet & P=$!; for I in $(seq 500); do ls -d out.tmp-* && break; "
          + "sleep 0.01; done >/dev/null 2>&1; kill -9 $P; wait $P; cd out.tmp-* && echo \(text) >\(file)")
      XCTAssertEqual(killed.code, 0, killed.messages)
      let run = try bench.daybook("run", "town.jsonc", "--out", "out", "--quiet")
      XCTAssertTrue(run.messages.contains("it stays, as it holds \(file), which daybook did not write"), run.messages)
      XCTAssertEqual(try bench.shell("cat out.tmp-*/\(file)").output, "\(text)\n")
      XCTAssertEqual(try bench.shell("rm -r out out.tmp-*").code, 0)
    }
  }

  func testWhatIsNamedToTheUserGetsANameThatNothingClears() async throws {
    let bench = try Workbench()
    let ended = mark(process: 999_999_999).text
    try bench.write("mine", to: "out.tmp-\(ended)/daily.csv.tmp-\(ended)")
    XCTAssertEqual(Leftovers.keep(bench.path("out.tmp-\(ended)")), bench.path("out.kept-\(ended)"))
    try await bench.writeReports(["a.csv": "1"], to: "out")
    XCTAssertEqual(try bench.names(), ["out", "out.kept-\(ended)"])
  }

  func testALongNameHasRoomForTheMark() async throws {
    let bench = try Workbench()
    for name in [String(repeating: "a", count: 255), String(repeating: "ї", count: 127)] {
      try await bench.writeReports(["a.csv": "1"], to: name)
      XCTAssertEqual(try bench.names(), [name])
      try FileManager.default.removeItem(atPath: bench.path(name))
    }
  }

  func testNumbersInAProcOfAnotherNamespaceAreNotTrusted() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    guard try bench.shell("unshare --pid --fork true").code == 0 else { throw XCTSkip("no namespace can be made here") }
    // The first run is process 1 of its namespace, and /proc shows another process under this number.
    let both = try bench.shell(
      """
      cat >both.sh <<'END'
      (until ls -d out.tmp-* 2>/dev/null; do sleep 0.05; done; "$0" run town.jsonc --out out --quiet) >said 2>&1; ls -d out.tmp-* >>said
      END
      unshare --pid --fork --kill-child sh -c 'sh -c "$(cat both.sh)" "$0" & exec "$0" run town.jsonc --scale 100000 --out out --quiet' "$0" & P=$!
      for I in $(seq 200); do [ -d out ] && grep -q tmp- said && break; sleep 0.05; done; sleep 0.3; kill -9 $P; wait $P; cat said
      """)
    let lines = both.output.split(separator: "\n")
    XCTAssertEqual(lines.count, 2, "\(both)")
    XCTAssertEqual(lines.first, lines.last, "the folder of the living run stays, without a word")
    XCTAssertTrue(try bench.names().contains("out"))
  }

  func testTwoContainersDoNotTakeEachOthersFolder() throws {
    let bench = try Workbench()
    try bench.write(Sample.small, to: "town.jsonc")
    // Without the right to make a namespace the host's part of the name stands for one.
    let other = mark(host: String(own.host.reversed()), process: 1, began: 1)
    try bench.write("work", to: "out.tmp-\(other.text)/daily.csv")
    XCTAssertEqual(try bench.daybook("run", "town.jsonc", "--out", "out", "--quiet").code, 0)
    XCTAssertEqual(try bench.text("out.tmp-\(other.text)/daily.csv"), "work")
  }
}
